# SPDX-License-Identifier: EUPL-1.2
"""A town follows from its seed, size and day, and from nothing else."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.words import LifeArea
from voordeur.people.relations import relation_types
from voordeur.plan.planfacts import Stance, StepKind, StepState
from voordeur.provisions.pricing import Basis, Per
from voordeur.town import SIZES, draw
from voordeur.town.consistency import CODES, faults
from voordeur.town.fingerprint import facts_hash, generator_hash

ROLES = {
    "professional", "resident", "case_coordinator", "process_coordinator", "team_lead",
    "policy_officer", "controller", "analyst", "project_leader", "alderman",
    "functional_administrator", "privacy_officer", "supporter",
}  # fmt: skip
#: Changes when the generator changes on purpose; the same on each Python and platform.
SMALL_TOWN_ONE = "69bba49b382e8c34c0b44fbf7c661525393179117739963adc99fc96bd90a154"


def test_the_small_town_of_seed_one_is_the_same_everywhere() -> None:
    assert facts_hash(draw(1).bundles()) == SMALL_TOWN_ONE


def test_a_town_can_be_read_twice_and_half() -> None:
    town = draw(5)
    first = list(islice(town.bundles(), 60))
    assert first == list(islice(town.bundles(), 60))
    assert list(town.bundles()) == [*town.stories(), *town.drawn()]


def test_another_seed_draws_other_people_and_tells_the_same_stories() -> None:
    one, two = draw(1), draw(2)
    assert list(one.stories()) == list(two.stories())
    assert next(one.drawn()) != next(two.drawn())


def test_the_full_town_begins_at_once() -> None:
    assert len(list(islice(draw(1, "full").drawn(), 5))) == 5


def test_the_small_town_has_the_households_it_says() -> None:
    assert sum(len(bundle.households) for bundle in draw(3).drawn()) == SIZES["small"] == 600


def test_an_unknown_size_is_refused_with_the_sizes_there_are() -> None:
    with pytest.raises(ValueError, match="small, full"):
        draw(1, "huge")


def test_there_are_36_institutions_and_one_account_for_each_role() -> None:
    town = draw(1).town
    assert len(town.institutions) == 36
    assert {account.role for account in town.accounts} == ROLES
    # Two residents: one at the beginning of the story, one with a plan.
    assert Counter(account.role for account in town.accounts)["resident"] == 2
    assert len(town.accounts) == len(ROLES) + 1
    staff = {professional.key: professional.role for professional in town.professionals}
    persons = {person.key for bundle in draw(1).stories() for person in bundle.persons}
    for account in town.accounts:
        if account.professional:
            assert staff[account.professional] == account.role
        else:
            assert account.person in persons


def test_the_demo_professional_finds_a_caseload_of_the_usual_size() -> None:
    held = Counter(term.professional for b in draw(1).bundles() for term in b.coordinations)
    assert 8 <= held["noor"] <= 18
    assert 8 <= held["fadoua"] <= 18


@settings(max_examples=12)
@given(st.integers(0, 2**40), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_facts_hang_together_for_every_seed_and_day(seed: int, today: date) -> None:
    town = draw(seed, "small", today)
    assert faults(town.town, islice(town.bundles(), 260)) == []


def test_a_whole_small_town_hangs_together() -> None:
    town = draw(11)
    assert faults(town.town, town.bundles()) == []


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 12, 31), date(2027, 1, 1)])
def test_the_turn_of_a_year_and_a_leap_day_do_no_harm(today: date) -> None:
    town = draw(4, "small", today)
    assert faults(town.town, town.bundles()) == []


def test_the_demo_stays_alive_when_time_goes_by() -> None:
    later = date(2026, 9, 1) + timedelta(days=1000)
    signals = [s.received for b in draw(1, "small", later).bundles() for s in b.signals]
    assert max(signals) > later - timedelta(days=30)


def test_some_children_live_in_two_households() -> None:
    homes: dict[str, set[str]] = {}
    for bundle in draw(1).drawn():
        for member in bundle.memberships:
            homes.setdefault(member.person, set()).add(member.household)
    assert sum(len(places) == 2 for places in homes.values()) >= 2


def test_the_codes_are_those_of_the_rooms_that_will_play_them() -> None:
    assert CODES["Relation", "kind"] <= set(relation_types())
    assert CODES["Problem", "life_area"] == {area.value for area in LifeArea}
    assert CODES["Step", "stance"] == {stance.value for stance in Stance}
    assert CODES["Step", "kind"] == {kind.value for kind in StepKind}
    assert CODES["Step", "state"] <= {state.value for state in StepState}
    assert CODES["Price", "basis"] == {basis.value for basis in Basis}
    units = {p.price.frequency for b in draw(1).bundles() for p in b.provisions}
    assert units - {None} <= {per.value for per in Per}


def test_measurements_fit_their_instrument() -> None:
    catalogue = shipped_catalogue()
    seen = 0
    for bundle in draw(1).bundles():
        for measurement in bundle.measurements:
            instrument = catalogue.get(measurement.instrument, measurement.version)
            levels = {level.value for level in instrument.levels}
            assert {area for area, _ in measurement.ratings} <= {a.id for a in instrument.areas}
            assert {level for _, level in measurement.ratings} <= levels
            seen += 1
    assert seen > 20


def test_the_hash_of_the_generator_has_the_form_a_file_name_can_carry() -> None:
    assert len(generator_hash()) == 64
    assert generator_hash() == generator_hash()


@pytest.mark.long
def test_the_full_town_has_the_numbers_of_factlab_and_hangs_together() -> None:
    town = draw(1, "full")
    given = [len(bundle.provisions) for bundle in town.drawn()]
    some = sum(map(bool, given))
    assert abs(some - 14_500) < 500
    assert abs(sum(given) - 32_000) < 1_300
    two, three = (sum(one >= least for one in given) for least in (2, 3))
    shares = (some / len(given), two / len(given), two / some, three / some)
    for share, wanted in zip(shares, (0.24, 0.14, 0.59, 0.33), strict=True):
        assert abs(share - wanted) < 0.01
    assert len(town.town.institutions) == 36
    assert faults(town.town, town.bundles()) == []
