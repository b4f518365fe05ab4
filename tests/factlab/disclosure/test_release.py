# SPDX-License-Identifier: EUPL-1.2
"""A release that the attacker beats is not written, whatever was published before."""

import json
from pathlib import Path

import pytest

from tests.factlab.disclosure.cities import AGE, CITY, LAW
from voordeur.factlab.disclosure import (
    Dimension,
    Exposed,
    Key,
    Rules,
    Table,
    counts,
    profiles,
    publish,
)
from voordeur.factlab.disclosure.published import Published
from voordeur.factlab.disclosure.release import companion
from voordeur.factlab.fault import Fault

AREAS = ("n1", "n2", "s1", "s2", "s3")
FEW = {"n1": 40, "n2": 35, "s1": 50, "s2": 4, "s3": 61}


def by_area(numbers: dict[str, int], period: str = "2025") -> Table:
    return counts(
        "households", period, [CITY], {(area,): number for area, number in numbers.items()}
    )


def by_law() -> Table:
    leaves = {
        (area, law): FEW[area] * share
        for area in AREAS
        for law, share in (("youth", 1), ("wmo", 2), ("income", 3))
    }
    return counts("provisions", "2025", [CITY, LAW], leaves)


def test_what_is_small_is_left_out_with_something_beside_it_and_the_rest_is_rounded() -> None:
    release = publish("one", [by_area(FEW)], profiles()["voordeur"])
    state = {dict(key.at).get("area", "city"): one for key, one in release.figures.items()}
    assert state["s2"].state == "small"
    assert state["s2"].value is None
    assert [name for name, one in state.items() if one.state == "protecting"]
    assert state["n1"].value == 40
    assert state["n2"].value == 35
    assert all(one.value is None or one.value % 5 == 0 for one in state.values())


def test_a_release_is_kept_without_what_was_left_out_and_read_again(tmp_path: Path) -> None:
    release = publish("one", [by_area(FEW), by_law()], profiles()["voordeur"])
    release.write(tmp_path / "one.json")
    again = Published.read(tmp_path / "one.json")
    assert again.figures == release.figures
    assert set(again.sums) == set(release.sums)
    kept = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert '"small"' in kept
    assert all(row[3] is None or row[3] >= 10 for row in json.loads(kept)["figures"])


def test_a_file_that_is_no_release_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text('{"name": 1}', encoding="utf-8")
    with pytest.raises(Fault, match=r"wrong\.json"):
        Published.read(path)


def test_a_figure_that_was_said_under_a_weaker_rule_cannot_be_hidden_afterwards() -> None:
    fives = profiles()["cbs_small_area"]
    first = publish("first", [by_area(FEW)], fives, rules=Rules(threshold=3))
    with pytest.raises(Exposed, match="can be worked out") as refused:
        publish("second", [by_area(FEW)], fives, rules=Rules(threshold=10), earlier=[first])
    assert [str(key) for key, _ in refused.value.findings] == ["households 2025: area s2"]


def test_what_was_left_out_before_stays_out_and_what_was_said_protects_nothing() -> None:
    profile = profiles()["voordeur"]
    first = publish("first", [by_area(FEW)], profile)
    hidden = {key for key, one in first.figures.items() if one.value is None}
    # The next release would rather leave out large figures; what is known already is no use.
    second = publish(
        "second", [by_area(FEW)], profile, earlier=[first], weigh=lambda value: 1 / (1 + value)
    )
    assert {key for key, one in second.figures.items() if one.value is None} == hidden
    alone = publish("alone", [by_area(FEW)], profile, weigh=lambda value: 1 / (1 + value))
    assert {key for key, one in alone.figures.items() if one.value is None} != hidden


def test_figures_that_were_revised_leave_the_doubt_of_the_revision() -> None:
    profile = profiles()["voordeur"]
    first = publish("first", [by_area(FEW | {"s2": 30})], profile)
    # The total went down by 26 between the two, so that what was said then proves little now.
    second = publish("second", [by_area(FEW)], profile, earlier=[first])
    assert second.figures[Key("households", "2025", (("area", "s2"),))].value is None


def test_a_quarter_follows_from_the_year_and_the_other_quarters() -> None:
    area = Dimension.flat("area", ["a", "b"])
    year = counts("households", "2025", [area], {("a",): 163, ("b",): 200})
    quarters = [
        counts("households", f"2025-{name}", [area], {("a",): a, ("b",): b})
        for name, a, b in (("1", 60, 40), ("2", 50, 60), ("3", 48, 55), ("4", 5, 45))
    ]
    relations = [
        (Key("households", "2025", at), tuple(Key("households", f"2025-{q}", at) for q in "1234"))
        for at in ((), (("area", "a"),), (("area", "b"),))
    ]
    release = publish("quarters", [year, *quarters], profiles()["voordeur"], relations=relations)
    hidden = {str(key) for key, one in release.figures.items() if one.value is None}
    assert "households 2025-4: area a" in hidden
    assert len(hidden) >= 4


def test_totals_of_a_profile_that_adds_rounded_parts_are_the_sum_of_the_parts() -> None:
    numbers = {"n1": 41, "n2": 36, "s1": 51, "s2": 33, "s3": 61}
    release = publish("sums", [by_area(numbers)], profiles()["opensafely"])
    value = {dict(key.at).get("area", "city"): one.value for key, one in release.figures.items()}
    assert value["north"] == value["n1"] + value["n2"] == 40 + 35
    assert value["city"] == value["north"] + value["south"]


def test_a_figure_we_do_not_know_is_a_gap_and_not_a_zero() -> None:
    leaves: dict[tuple[str, ...], int | None] = {(a, age): 20 for a in AREAS for age in AGE.leaves}
    leaves["n1", "young"] = None
    release = publish(
        "gap", [counts("households", "2025", [CITY, AGE], leaves)], profiles()["voordeur"]
    )
    states = {key.at: one.state for key, one in release.figures.items()}
    assert states[("age", "young"), ("area", "n1")] == "unknown"
    assert states[("area", "n1"),] == "unknown"
    assert states[()] == "unknown"
    assert states[("age", "old"),] == "published"


def test_who_knows_that_one_figure_is_at_most_another_finds_no_more() -> None:
    homes = Dimension.flat("help", ["problem_only", "both", "neither"])
    households = counts(
        "households",
        "2025",
        [homes],
        {("problem_only",): 2, ("both",): 33, ("neither",): 100},
    )
    areas = Dimension.flat("life_area", ["money", "health"])
    problems = counts("problems", "2025", [areas], {("money",): 33, ("health",): 50})
    both, few = (Key("households", "2025", (("help", code),)) for code in ("both", "problem_only"))
    money = Key("problems", "2025", (("life_area", "money"),))
    exact = profiles()["acro"]
    told = publish("one", [households, problems], exact, rules=Rules())
    assert told.figures[both].value is None
    assert told.figures[Key("households", "2025", (("help", "neither"),))].value
    # At most 39 have a problem, as rounded; at least 33 of them with help: at most six without.
    safer = publish("one", [households, problems], exact, rules=Rules(), at_most=[(money, both)])
    assert safer.figures[few].value is None
    hidden = [key for key, one in safer.figures.items() if one.value is None]
    assert len(hidden) > sum(one.value is None for one in told.figures.values())
    with pytest.raises(Fault, match="more than one it is a part of"):
        publish("one", [households, problems], exact, rules=Rules(), at_most=[(money, few)])


def test_figures_counted_in_another_way_leave_out_more_where_that_is_needed() -> None:
    exact, rules = profiles()["acro"], Rules()
    areas = Dimension.flat("area", ["a", "b", "c", "d"])

    def counted(**numbers: int) -> list[Table]:
        return [counts("households", "2025", [areas], {(code,): n for code, n in numbers.items()})]

    release = publish("one", counted(a=6, b=8, c=60, d=70), exact, rules=rules)
    gone = {dict(key.at).get("area") for key, one in release.figures.items() if one.value is None}
    assert gone == {"a", "b"}
    # Here the two that are left out are too few together, rounded as the others are.
    other = companion(release, counted(a=1, b=2, c=58, d=68), exact, rules=rules)
    assert other
    more = {dict(key.at).get("area") for key, one in other.figures.items() if one.value is None}
    assert more == {"a", "b", "c"}
    # A figure that was told is too small to tell in this way of counting: nothing of it is told.
    assert companion(release, counted(a=6, b=8, c=6, d=70), exact, rules=rules) is None
