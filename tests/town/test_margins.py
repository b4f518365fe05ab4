# SPDX-License-Identifier: EUPL-1.2
"""The drawn people follow the CBS margins; the drawn help follows Factlab Zaanstad.

A share p of n independent draws differs from its expectation by more than 4.5 standard errors,
sqrt(p (1 - p) / n), about once in 150,000 times. The seed is fixed; these bounds say that the
seed is no lucky one. Members of one household are not independent, so n counts households.
"""

from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.shared import shared
from voordeur.town import margins
from voordeur.town.draw import DEFAULT_TODAY, draw
from voordeur.town.facts import Bundle
from voordeur.town.population import BANDS, population

HOUSEHOLDS = 12_000


@cache
def drawn() -> tuple[Bundle, ...]:
    return tuple(islice(draw(20, "full").drawn(), HOUSEHOLDS))


def registered(bundle: Bundle) -> list[tuple[str, int]]:
    ages = {person.key: person.age_on(DEFAULT_TODAY) for person in bundle.persons}
    return [(m.role, ages[m.person]) for m in bundle.memberships if m.registered]


def assert_shares(found: Counter[int], expected: dict[int, float], n: int, bend: float = 0) -> None:
    """Each share within 4.5 standard errors of `n` draws, plus what the model itself bends."""
    drawn, whole = sum(found.values()), sum(expected.values())
    for key, count in expected.items():
        share = count / whole
        allowed = 4.5 * (share * (1 - share) / n) ** 0.5 + bend
        assert abs(found[key] / drawn - share) <= allowed, key


def test_kinds_of_household_are_those_of_the_municipality() -> None:
    kinds = ["single", "couple", "other", "lone_parent", "couple_children"]
    counts = {kinds.index(kind): 0.0 for kind in kinds}
    for kind, _, households in population().composition:
        counts[kinds.index(kind)] += households
    found = Counter(kinds.index(bundle.households[0].kind) for bundle in drawn())
    assert_shares(found, counts, HOUSEHOLDS)


def test_sizes_of_household_are_those_of_the_municipality() -> None:
    # Dordrecht 2020 (CBS 71486ned): 1, 2, 3, 4 and 5 or more persons.
    sizes = {1: 21_641.0, 2: 17_456.0, 3: 6_951.0, 4: 6_295.0, 5: 2_671.0}
    found = Counter(min(len(registered(bundle)), 5) for bundle in drawn())
    # Lone parents of three or more count as size 4 in the table, and some of them have more.
    assert_shares(found, sizes, HOUSEHOLDS, bend=0.005)


@pytest.mark.parametrize("kind", ["single", "couple", "lone_parent", "couple_children"])
def test_adults_have_the_ages_of_their_position(kind: str) -> None:
    found: Counter[int] = Counter()
    homes = 0
    for bundle in drawn():
        if bundle.households[0].kind == kind:
            homes += 1
            found.update(
                min(age, 95) // 5 * 5 for role, age in registered(bundle) if role != "child"
            )
    ages = dict(zip(BANDS, map(float, population().positions[kind]), strict=True))
    # Nobody under 18 is drawn as an adult and no parent under 19: under one in a thousand.
    assert_shares(found, ages, homes, bend=0.001 if kind != "single" else 0)


def test_children_at_home_have_the_ages_of_the_municipality() -> None:
    found: Counter[int] = Counter()
    homes = 0
    for bundle in drawn():
        ages = [age for role, age in registered(bundle) if role == "child"]
        homes += bool(ages)
        found.update(age // 5 * 5 for age in ages)
    expected = dict(zip(BANDS, map(float, population().positions["child"]), strict=True))
    # The number of children does not depend on the parent's age here, and siblings are spaced:
    # together that moves a band by at most one and a half percentage point.
    assert_shares(found, expected, homes, bend=0.015)


def test_neighbourhoods_have_the_households_of_the_map() -> None:
    keys = [place.key for place in population().places]
    found = Counter(keys.index(bundle.households[0].neighbourhood) for bundle in drawn())
    expected = {i: sum(place.groups) for i, place in enumerate(population().places)}
    assert_shares(found, expected, HOUSEHOLDS)


def test_a_quarter_of_the_households_has_a_provision_as_in_zaanstad() -> None:
    given = [len(bundle.provisions) for bundle in drawn()]
    helped = sum(map(bool, given))
    # landingsbaan 5.2: 24 % at least one and 14 % at least two of all households; of those with
    # any 59 % at least two and 33 % at least three.
    for least, base, share in (
        (1, HOUSEHOLDS, 0.24),
        (2, HOUSEHOLDS, 0.142),
        (2, helped, 0.59),
        (3, helped, 0.33),
    ):
        found = sum(count >= least for count in given) / base
        assert abs(found - share) <= 4.5 * (share * (1 - share) / base) ** 0.5
    mean = sum(given) / helped
    # 32,000 provisions over 14,500 households; the standard deviation of the number is 1.5.
    assert abs(mean - 32_000 / 14_500) <= 4.5 * 1.5 / helped**0.5


def test_the_chance_of_a_provision_is_24_percent_over_the_whole_town() -> None:
    town = population()
    whole = chance = 0.0
    for place in town.places:
        for group, weight in zip(
            ("single", "childless", "with_children"), place.groups, strict=True
        ):
            kinds = {"single": ["single"], "childless": ["couple", "other"]}.get(
                group, ["lone_parent", "couple_children"]
            )
            counts = {k: sum(n for kind, _, n in town.composition if kind == k) for k in kinds}
            for kind, count in counts.items():
                part = weight * count / sum(counts.values())
                whole += part
                chance += part * town.provision_chance(place, kind)
    assert chance / whole == pytest.approx(0.24)


def test_the_margin_files_are_what_the_script_makes_of_the_originals(tmp_path: Path) -> None:
    originals = shared("data", "city")
    data = Path(margins.__file__).parent / "data"
    (tmp_path / "places.toml").write_bytes((data / "places.toml").read_bytes())
    margins.make(originals, tmp_path)
    for name in ("composition.csv", "positions.csv", "child_ages.csv", "neighbourhoods.csv"):
        assert (tmp_path / name).read_text("utf-8") == (data / name).read_text("utf-8"), name


def test_each_margin_file_names_its_source_and_licence() -> None:
    data = Path(margins.__file__).parent / "data"
    for path in data.glob("*.csv"):
        source, licence = path.read_text("utf-8").splitlines()[:2]
        assert source.startswith("# Source: CBS")
        assert "2020" in source
        assert "CC BY 4.0" in licence
