# SPDX-License-Identifier: EUPL-1.2
"""An analysis drawn together, one thing at a time: always whole, never losing what is not known yet."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.models import belief, model
from tests.money.models import effect as an_effect
from voordeur.door.refusal import Refusal
from voordeur.money import living
from voordeur.money.scba import changing, describing
from voordeur.money.scba.assumption import Mark, Version
from voordeur.money.scba.canvas import COLUMNS, canvas_of, missing
from voordeur.money.scba.distribution import Beta, Fixed, Range
from voordeur.money.scba.model import Model, ZeroAlternative
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.product import Product
from voordeur.money.scba.reading import model_from
from voordeur.money.scba.report.arena import arena
from voordeur.money.scba.report.pictures import Said
from voordeur.money.scba.sealing import SealState, seal, seal_state
from voordeur.money.scba.writing import written
from voordeur.money.updating import Seen

NOBODY = changing.unknown("test", 2026)


def empty():
    return replace(model(), interventions=(), assumptions={}, parties=(), effects=(), costs=())


def drawn():
    made, payer = changing.with_party(empty(), "Gemeente")
    made, home = changing.with_party(made, "Huishoudens", "household")
    made, team = changing.with_measure(made, "Eén plan")
    payer_id, home_id, team_id = (key.partition(":")[2] for key in (payer, home, team))
    made, effect = changing.with_effect(
        made, "Minder stress", team_id, home_id, reason="er rust is"
    )
    made, cost = changing.with_cost(made, "Het team", team_id, payer_id, NOBODY)
    return made, effect, cost


def test_what_is_not_known_yet_is_drawn_as_unknown_and_counted_as_nothing():
    made, effect, _cost = drawn()
    worked = sample(made, draws=100)
    assert {one.about for one in worked.unpriced} == {"Minder stress", "Het team"}
    assert not worked.costs_are_known
    more = changing.linked(made, effect, "gemeente", None, NOBODY)
    assert [one.value for name, one in _beliefs(more) if name.startswith("part_")] == [None]
    with pytest.raises(Refusal, match="linked already"):
        changing.linked(more, effect, "gemeente", None, NOBODY)
    with pytest.raises(Refusal, match="already"):
        changing.with_party(made, "gemeente")


def _beliefs(made):
    return [(name, one.versions[0]) for name, one in made.assumptions.items()]


def test_a_piece_is_taken_off_only_when_nothing_leans_on_it():
    made, effect, cost = drawn()
    for key in ("party:gemeente", "measure:een_plan", "figure:het_team"):
        with pytest.raises(Refusal, match="leans on this"):
            changing.without(made, key)
    bare = changing.without(changing.without(made, effect), cost)
    assert changing.without(bare, "figure:het_team").assumptions == {}
    assert [one.id for one in changing.without(bare, "party:gemeente").parties] == ["huishoudens"]
    with pytest.raises(Refusal, match="any more"):
        changing.without(made, "zero")


def test_missing_perspectives_are_pointed_out():
    made, _effect, _cost = drawn()
    codes = {(one.code, one.about) for one in missing(made)}
    assert ("background", "residents") in codes
    assert ("payer_not_at_table", "Gemeente") in codes
    assert ("gainer_not_at_table", "Huishoudens") in codes
    made = replace(made, drawn_by=("residents", "gemeente"))
    codes = {one.code for one in missing(made)}
    assert not codes & {"payer_not_at_table", "gainer_not_at_table", "no_household"}
    made, _ = changing.with_party(made, "Zorgverzekeraar")
    made, _ = changing.with_measure(made, "Nog iets")
    assert {
        "party_without_link",
        "measure_without_effect",
        "measure_without_investment",
        "background",
    } == {one.code for one in missing(made)}
    assert {one.code for one in missing(empty())} >= {"no_household", "no_measure"}


def test_the_picture_holds_what_the_lists_hold():
    made, _effect, _cost = drawn()
    canvas = canvas_of(made)
    svg = arena(canvas, Said("t <", "d"), dict.fromkeys(COLUMNS, "kop"))
    for box in canvas.boxes:
        assert box.text.split()[0] in svg
    assert svg.count("<path") == len(canvas.lines) == 3
    assert "<title>t &lt;</title><desc>d</desc>" in svg
    assert [one.text for one in canvas.leads_to("measure:een_plan")] == ["Minder stress"]


def test_two_that_disagree_stand_side_by_side_and_each_is_worked_out():
    made = model(assumptions=[belief("price", 100, "EUR/case")])
    other = Version(Fixed(50.0), "insurer", 2026, Mark.MEASURED, reading="insurer")
    with pytest.raises(Refusal, match="need a name"):
        changing.with_version(made, "price", other, "")
    both = changing.with_version(made, "price", other, "town")
    assert both.readings == ("town", "insurer")
    assert both.assumptions["price"].is_disputed


def test_nothing_changes_a_sealed_zero_alternative():
    sealed = seal(model())
    changed = changing.with_piece(sealed, replace(sealed.zero, text="something else"))
    with pytest.raises(Refusal, match="sealed"):
        changing.keep_seal(sealed, changed)
    retitled = changing.keep_seal(sealed, replace(sealed, title="other"))
    assert seal_state(retitled) is SealState.WHOLE
    assert changing.keep_seal(model(), replace(model(), zero=_zero())).zero == _zero()


def _zero():
    return ZeroAlternative("another", model().zero.written)


def test_a_belief_is_made_of_a_word_and_numbers():
    assert changing.belief_of("beta", (18, 2)) == Beta(18, 2)
    assert changing.belief_of("unknown", ()) is None
    assert changing.belief_of("empirical", (1, 2, 3)).mean == 2
    for kind, numbers in (("beta", (1,)), ("unknown", (1,)), ("shape", (1,)), ("range", (2, 1))):
        with pytest.raises(Refusal):
            changing.belief_of(kind, numbers)


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(
    st.lists(st.tuples(st.sampled_from(("party", "measure", "effect", "cost")), NAMES), max_size=12)
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_drawn_is_a_sound_model_that_is_read_back_as_it_was(things):
    made, party = changing.with_party(empty(), "eerste")
    made, measure = changing.with_measure(made, "eerste")
    party, measure = party.partition(":")[2], measure.partition(":")[2]
    for kind, name in things:
        if kind == "party":
            if name.casefold() not in {one.name.casefold() for one in made.parties}:
                made, _ = changing.with_party(made, name)
        elif kind == "measure":
            made, _ = changing.with_measure(made, name)
        elif kind == "effect":
            made, _ = changing.with_effect(made, name, measure, party)
        else:
            made, _ = changing.with_cost(made, name, measure, party, NOBODY)
    assert isinstance(made, Model)
    assert model_from(written(made), "file") == made
    assert len(canvas_of(made).boxes) == len(changing.pieces_of(made)) - 1 - len(made.assumptions)


def test_a_figure_learns_from_what_is_seen_and_the_first_belief_stays_in_sight():
    made = model(assumptions=[belief("due", Beta(2, 2), "share")])
    assert [one.id for one in living.updatable(made)] == ["due"]
    now, found = living.observed(made, "due", Seen(base=20, count=16), source="seen", year=2026)
    assert (found.before, found.after) == (Beta(2, 2), Beta(18, 6))
    assert now.assumptions["due"].versions[0].mark is Mark.MEASURED
    assert living.from_record(living.as_record(found.after)) == found.after
    assert living.as_believed_first(now, [("due", Beta(2, 2))]).assumptions["due"].versions[
        0
    ].value == Beta(2, 2)
    for name, seen in (
        ("due", Seen(base=9, count=3)),
        ("price", Seen(base=20)),
        ("no", Seen(base=20)),
    ):
        with pytest.raises(Refusal):
            living.observed(made, name, seen, source="seen", year=2026)


def test_indicative_stands_beside_actual():
    made = model(
        an_effect(attribution=Product(names=("due",))),
        assumptions=[belief("due", Beta(2, 2), "share")],
    )
    now, _ = living.observed(made, "due", Seen(base=100, count=90), source="seen", year=2026)
    both = living.standing(now, [("due", Beta(2, 2))])
    assert both.indicative.mean == pytest.approx(100, abs=40)
    assert both.actual.mean == pytest.approx(1000 * 92 / 104 - 400, abs=20)
    assert both.actual.sd < both.indicative.sd


EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "scba").glob("*.toml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_piece_of_every_example_says_through_its_form_what_it_said(path):
    made = model_from(path.read_text(), path.name)
    for key in [*changing.pieces_of(made), "head"]:
        assert describing.described(made, key, describing.fields_of(made, key)) == made


def test_a_form_takes_dutch_numbers_and_says_at_which_field_it_goes_wrong():
    made = model(assumptions=[belief("due", Beta(2, 2), "share")])
    said = describing.fields_of(made, "figure:due") | {"kind": "range", "numbers": "0,2; 0,4"}
    now = describing.described(made, "figure:due", said)
    assert now.assumptions["due"].versions[0].value == Range(0.2, 0.4)
    wrong = (("kind", "range", "0,4; 0,2"), ("kind", "range", "veel"), ("kind", "beta", "1"))
    for _name, kind, numbers in wrong:
        with pytest.raises(Refusal) as refused:
            describing.described(made, "figure:due", said | {"kind": kind, "numbers": numbers})
        assert refused.value.where == "numbers"
    effect_said = describing.fields_of(made, "effect:gain") | {"reasons": "zomaar"}
    with pytest.raises(Refusal, match="'if' and a 'then'"):
        describing.described(made, "effect:gain", effect_said)
    for key in ("figure:nobody", "shape:x"):
        with pytest.raises(Refusal, match="any more"):
            describing.fields_of(made, key)
        with pytest.raises(Refusal, match="any more"):
            describing.described(made, key, {})
