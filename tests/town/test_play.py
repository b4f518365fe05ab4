# SPDX-License-Identifier: EUPL-1.2
"""The played town: the same every time, with a sound history, and open to nobody by accident."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.guard import unguarded
from tests.town.playing import NOON, opened, played, told
from voordeur.door.accounts import demo_accounts
from voordeur.door.models import AccessRecord, Standing
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.roomwords import event_words
from voordeur.history import clock
from voordeur.history.models import Event
from voordeur.history.seals import verify
from voordeur.people.models import Membership, Person
from voordeur.people.queries import members
from voordeur.town.play import build, is_played
from voordeur.town.play.cast import Cast, as_member

pytestmark = pytest.mark.django_db
#: Stories that together have every kind of fact, and enough drawn households to have some of each.
CHOSEN = ("tom-angela", "paula", "dismissed-father", "gladys", "karima", "mother-of-two", "berend")


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A town of seven stories and forty drawn households."""
    with played(django_db_blocker, told(*CHOSEN, drawn_first=40)) as cast:
        yield cast


def test_a_played_town_carries_the_demo_mark(town: Cast) -> None:
    assert is_played()


def test_a_town_is_never_played_over_what_is_there(town: Cast) -> None:
    with pytest.raises(Refusal, match="already"):
        build()


def test_every_household_and_person_of_the_facts_is_there(town: Cast) -> None:
    facts = told(*CHOSEN, drawn_first=40)
    households = [home.key for bundle in facts.bundles() for home in bundle.households]
    persons = [person.key for bundle in facts.bundles() for person in bundle.persons]
    assert set(town.households) == set(households)
    assert set(town.persons) == set(persons)
    assert len(set(town.persons.values())) == len(persons)
    assert Person._plain.filter(merged_into=None).count() == len(persons)


def test_a_child_with_two_homes_is_one_person_with_two_memberships(town: Cast) -> None:
    facts = told(*CHOSEN, drawn_first=40)
    expected = Counter(m.person for bundle in facts.bundles() for m in bundle.memberships)
    with unguarded():
        homes = Counter(Membership._plain.values_list("person_id", flat=True))
    assert {town.persons[key]: number for key, number in expected.items()} == dict(homes)
    assert max(expected.values()) == 2


def test_the_history_of_the_town_is_unbroken(town: Cast) -> None:
    verdict = verify()
    assert verdict.broken is None
    assert verdict.events == Event.objects.count() > 1000


def test_nothing_happened_after_the_present_moment(town: Cast) -> None:
    assert not Event.objects.filter(recorded_at__gt=NOON).exists()
    assert not Standing.objects.filter(valid_from__gt=NOON).exists()
    assert not AccessRecord.objects.filter(at__gt=NOON).exists()


def test_the_timelines_are_spread_over_time(town: Cast) -> None:
    for key in ("gladys/home", "berend/home", "karima/room"):
        events = Event.objects.filter(household_id=town.households[key])
        days = {moment.date() for moment in events.values_list("recorded_at", flat=True)}
        assert len(days) >= 4
        assert max(days) - min(days) > timedelta(days=7)


def test_within_a_household_events_stand_in_the_order_they_were_recorded(town: Cast) -> None:
    for household in town.households.values():
        rows = Event.objects.filter(household_id=household).order_by("pk")
        moments = list(rows.values_list("recorded_at", flat=True))
        assert moments == sorted(moments)


def test_every_kind_of_event_that_was_played_has_words(town: Cast) -> None:
    kinds = set(Event.objects.filter(household_id__isnull=False).values_list("kind", flat=True))
    assert kinds - set(event_words()) == set()


def test_there_is_one_demo_account_for_each_choice_of_the_town(town: Cast) -> None:
    chosen = {account.key for account in town.town.accounts if account.role != "resident"}
    chosen.add("resident")
    assert len(demo_accounts()) == len(chosen)
    assert not any(account.has_usable_password() for account in demo_accounts())


def test_whoever_is_no_demo_account_cannot_be_chosen(town: Cast) -> None:
    names = {account.name for account in demo_accounts()}
    assert "Noor Hazelhoff" in names
    assert "Mike Terpstra" not in names


def test_only_those_of_the_story_have_standing(town: Cast) -> None:
    """Nobody reads a household but its members, its team, who does the triage and who helps."""
    facts = told(*CHOSEN, drawn_first=40)
    allowed: dict[int, set[str]] = {number: set() for number in town.households.values()}
    for bundle in facts.bundles():
        helpers = {one.professional for one in bundle.involvements if one.professional}
        helpers |= {one.professional for one in bundle.coordinations}
        helpers |= {one.professional for one in bundle.triages}
        helpers |= {one.professional for one in bundle.signals if one.professional}
        if not bundle.triages:
            helpers.add("noor")  # took the call, as the first of the team
        for home in bundle.households:
            mine = allowed[town.households[home.key]]
            mine |= {f"account:{town.accounts[key].pk}" for key in helpers}
            mine |= {
                f"person:{town.persons[one.person]}"
                for one in bundle.memberships
                if one.household == home.key
            }
    teams = {team.pk for team in town.teams.values()}
    groups = {f"{kind}:{team}" for kind in ("team", "lead", "triage") for team in teams}
    for row in Standing.objects.filter(household_id__in=allowed):
        where = next(k for k, v in town.households.items() if v == row.household_id)
        assert row.reader in allowed[row.household_id] | groups, f"{row} ({where})"


def test_a_household_nobody_works_on_is_open_to_its_own_members_only(town: Cast) -> None:
    for bundle in told(*CHOSEN, drawn_first=40).bundles():
        for home in bundle.households:
            if bundle.signals or home.stage != "none":
                continue
            rows = Standing.objects.filter(household_id=town.households[home.key])
            assert {row.reader.split(":")[0] for row in rows} == {"person"}
            assert {row.relation for row in rows} <= {"self", "member", "parent"}


def test_who_left_is_no_member_any_more(town: Cast) -> None:
    with (
        pytest.raises(NoEntry),
        opened(town, as_member(town.persons["berend/berend"]), "gladys/home"),
    ):
        pass
    left = town.persons["paula/davy"]
    rows = Standing.objects.filter(
        household_id=town.households["paula/father-home"],
        reader=f"person:{left}",
        relation="member",
    )
    assert [row.valid_until is not None for row in rows] == [True]


def test_the_father_who_was_sent_away_does_not_find_the_refuge(town: Cast) -> None:
    father = as_member(town.persons["dismissed-father/father"])
    with pytest.raises(NoEntry), opened(town, father, "dismissed-father/refuge"):
        pass


def test_what_a_member_does_not_know_of_is_in_no_members_part(town: Cast) -> None:
    """Dennis does not know that he is talked about: neither he nor his mother finds it."""
    from voordeur.coordination.queries import involved

    names = {}
    for who in ("paula/dennis", "paula/paula"):
        with opened(town, as_member(town.persons[who]), "paula/home") as access:
            names[who] = {line.organisation for line in involved(access)}
    with opened(town, town.acting("fadoua"), "paula/home") as access:
        names["fadoua"] = {line.organisation for line in involved(access)}
    watched = "Zorg- en Veiligheidshuis Veenstreek"
    assert watched in names["fadoua"]
    assert watched not in names["paula/dennis"] | names["paula/paula"]


def test_the_signal_about_tom_and_angela_waits(town: Cast) -> None:
    from voordeur.intake.queries import worklist

    with clock.at(NOON):
        waiting = worklist(town.acting("noor"))
    mine = [line for line in waiting if line.household_id == town.households["tom-angela/home"]]
    assert [line.stage for line in mine] == ["received"]
    assert mine[0].due is not None
    assert mine[0].due > NOON.date()


def test_tom_and_angela_live_there_with_three_children(town: Cast) -> None:
    angela = as_member(town.persons["tom-angela/angela"])
    with opened(town, angela, "tom-angela/home") as access:
        assert len(members(access)) == 5
