# SPDX-License-Identifier: EUPL-1.2
"""What the lenses count, against counting by hand over the same rows; and what may be told of it."""

from collections import Counter
from typing import Any

import pytest

from tests.factlab.lenses.city import CITY, YEAR, rows, stacks, value
from voordeur.factlab import publishing
from voordeur.factlab.counting import PlainEngine, Rows
from voordeur.factlab.counting.plain import HouseholdRow
from voordeur.factlab.disclosure.published import Published
from voordeur.factlab.disclosure.tables import Key
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses import Geography, problems, provisions
from voordeur.factlab.lenses.lens import PROTECTED, LensTable
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.publishing import Safety, make_safe


def test_combinations_of_laws_stand_in_one_column_each_and_add_up() -> None:
    table = provisions.by_laws(CITY, Geography.of(CITY), "household", "city")
    laws = {"youth": "J", "income": "P", "home_help": "W"}
    by_hand = Counter(
        "+".join(sorted(laws[kind] for kind in kinds if kind in laws))
        or ("other" if kinds else "0")
        for kinds in stacks().values()
    )
    for code in (*provisions.law_codes(), "0", "other"):
        assert value(table, laws=code) == by_hand[code]
    assert value(table, laws="J+P+W", number="3+") == by_hand["J+P+W"]
    # Two laws are two kinds of provision: everybody knows that nobody is here.
    impossible = Key("households", "2025", (("laws", "J+W"), ("number", "1")))
    assert impossible in table.structural
    assert value(table, laws="J+W", number="1") == 0


def test_what_was_told_once_is_told_again_and_not_chosen_anew() -> None:
    small = PlainEngine(dict.fromkeys(CLUSTERINGS, rows(60)), ("s0", "s1", "s2"), YEAR)
    asked = [provisions.stacking(small, Geography.of(small), "neighbourhood")]
    first = make_safe("same", asked, [], Safety.named())
    again = make_safe("same", asked, [], Safety.named(), [first.release])
    assert again.release is first.release
    assert again.earlier == ()
    other = make_safe("other", asked, [], Safety.named(), [first.release])
    assert other.earlier == ("same",)
    more = [*asked, *problems.ask(small, Geography.of(small))]
    kept = make_safe("same", more, [], Safety.named(), [first.release])
    assert [one.asked.name for one in kept.tables] == ["stacking"]
    assert [why.what for _, why in kept.left_out] == ["It was left out before."] * len(more[1:])


def test_a_large_table_goes_up_a_level_when_much_of_it_is_too_small() -> None:
    few = PlainEngine(dict.fromkeys(CLUSTERINGS, rows(90)), ("s0", "s1", "s2"), YEAR)
    (stacking, *_) = provisions.ask(few, Geography.of(few))
    assert stacking.coarser
    fine = provisions.ask(CITY, Geography.of(CITY))[0]
    assert not fine.coarser


def test_a_table_that_cannot_be_protected_is_told_of_larger_areas_and_told_so_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    geography = Geography.of(CITY)
    asked = [one for one in problems.ask(CITY, geography) if one.name == "help"]
    publish = publishing._publish

    def beaten_below_the_city(name: str, tables: list[LensTable], *rest: Any) -> Published:
        for one in tables:
            if len(one.table.dimensions[-1].codes) > 1:
                raise Fault(
                    "It lies between 2 and 11.", str(one.table.key(next(iter(one.table.cells)))), ""
                )
        return publish(name, tables, *rest)

    monkeypatch.setattr(publishing, "_publish", beaten_below_the_city)
    run = make_safe("wider", asked, [], Safety.named())
    (told,) = run.tables
    assert told.asked.name == "help"
    assert told.asked.coarser == PROTECTED
    assert told.asked.table.dimensions[-1].codes == ("total",)
    assert told.value(help="problem_only")
    assert run.left_out == ()
    monkeypatch.undo()
    again = make_safe("wider", asked, [], Safety.named(), [run.release])
    assert again.release is run.release
    assert [one.figures for one in again.tables] == [told.figures]
    assert again.tables[0].asked.coarser == PROTECTED


def test_an_area_in_two_districts_is_refused_by_name() -> None:
    twice = Rows((HouseholdRow(1, "n1", "d1", "c"), HouseholdRow(2, "n1", "d2", "c")))
    one = PlainEngine(dict.fromkeys(CLUSTERINGS, twice), (), YEAR)
    with pytest.raises(Fault, match=r"area n1: This area lies in d1 and in d2"):
        Geography.of(one).dimension("neighbourhood")
