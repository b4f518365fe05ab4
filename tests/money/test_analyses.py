# SPDX-License-Identifier: EUPL-1.2
"""Analyses in the browser: drawn by a mixed group, sealed, each piece kept at once."""

import ast
import io
import itertools
from pathlib import Path

import pytest
from django.utils import translation

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.analysing import DEMO, a_leader, brought_in, model_now
from voordeur.door.deed import ACTIONS, Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history.record import events
from voordeur.money import actions
from voordeur.money.analysis_refusals import SAYINGS, in_words
from voordeur.money.models import (
    Analysis,
)
from voordeur.money.queries.analyses import hands
from voordeur.money.scba.sealing import SealState, seal_state

pytestmark = pytest.mark.django_db
MONEY = Path(actions.__file__).parents[1]
ZERO = "Zonder het team helpt ieder apart."


def as_it_is(form):
    """Return what a browser sends when nobody touches the form."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: one for name, one in values.items() if one is not None and one is not False}


def figure_said(**more):
    """Return what the form of a figure says."""
    return {
        "about": "deel dat blijft",
        "unit": "share",
        "kind": "beta",
        "numbers": "2; 2",
        "source": "verzonnen",
        "year": 2026,
        "mark": "estimated",
        "reading": "",
        "demo": True,
        **more,
    }


def test_a_mixed_group_draws_a_canvas_in_small_forms_each_kept_at_once(clock, all_queries):
    leader, worker = signed_in(a_leader()), signed_in(make.a_worker())
    sent = {
        "title": "Eén plan",
        "zero": ZERO,
        "start": "2027",
        "horizon": "6",
        "discount": "nl_2021",
        "project": "",
    }
    assert leader.post("/mkba/nieuw/", sent | {"horizon": "0"}).status_code == 422
    assert leader.post("/mkba/nieuw/", sent).status_code == 303
    row = Analysis.objects.get()
    here = f"/mkba/{row.uuid}/"
    empty = worker.get(here).content.decode()
    assert ZERO in empty
    assert "<svg" not in empty.partition('id="picture"')[2]

    def draw(client, doing, **fields):
        return client.post(f"{here}tafel/{doing}/", fields)

    assert draw(leader, "partij", name="Gemeente", kind="department").status_code == 303
    answer = draw(worker, "partij", name="Huishoudens", kind="household", side="residents")
    assert answer.headers["Location"] == f"{here}?kant=residents"
    assert draw(worker, "partij", name="gemeente").status_code == 422
    assert draw(worker, "maatregel", about="Eén plan, één regisseur").status_code == 303
    measure = "een_plan_een_regisseur"
    effect = {"measure": measure, "reason": "één iemand alles regelt", "about": "minder stress"}
    assert (
        draw(worker, "effect", **effect, party="huishoudens", side="residents").status_code == 303
    )
    money = {"about": "Het team", "measure": measure, "party": "gemeente"}
    assert draw(leader, "investering", **money, amount="504000,50").status_code == 303
    link = {"piece": "effect:minder_stress", "party": "gemeente"}
    assert draw(leader, "koppelen", **link).status_code == 303
    version = {"version": Analysis.objects.get().version}
    table = {"sides": ["residents", "professionals", "gemeente"], **version}
    assert draw(leader, "tafel", **table).status_code == 303
    assert draw(leader, "niets").status_code == 404

    model = model_now(row)
    assert model.assumptions["het_team"].versions[0].value.mean == 504_000.5
    assert model.assumptions["part_gemeente_minder_stress"].versions[0].value is None
    assert set(model.drawn_by) == {"residents", "professionals", "gemeente"}
    assert {key: hand.side for key, hand in hands(row.pk).items() if hand.side} == {
        "party:huishoudens": "residents",
        "effect:minder_stress": "residents",
    }
    with all_queries() as asked:
        page = worker.get(here).content.decode()
    assert len(asked) <= 15
    for word in (
        "<svg",
        "<title>",
        "minder stress",
        "Het team (Gemeente)",
        ":politici",
        "inwoners",
    ):
        assert word.removeprefix(":") in page
    assert "not at the table" not in page
    for path in ("uitkomst/", "versies/", "raad/", "gezien/"):
        assert worker.get(here + path).status_code == 403
        with all_queries() as asked:
            assert leader.get(here + path).status_code == 200
        assert len(asked) <= 15
    council = signed_in(make.a_worker("council")).get(here).content.decode()
    assert "tafel/" not in council
    assert 'action="' + here not in council


def test_every_verb_of_an_analysis_is_refused_to_who_may_not(clock):
    row = brought_in()
    reader, may_draw = make.a_worker("council").reader, make.a_worker().reader
    on = {"analysis": row.uuid}
    version = {"expected_version": row.version}
    said = figure_said()
    draws = {
        "draw_party": {"name": "x"},
        "draw_measure": {"about": "x"},
        "draw_effect": {"about": "x", "measure": "team", "party": "state"},
        "draw_investment": {"about": "x", "measure": "team", "party": "state"},
        "link_party": {"piece": "effect:rest", "party": "state"},
        "write_figure": {"said": said},
        "dispute_figure": {"figure": "relapse", "said": said | {"reading": "b"}},
        "rewrite_piece": {"piece": "party:state", "said": {"name": "Rijk", "kind": ""}, **version},
        "sit_at_table": {"sides": ["residents"], **version},
        "keep_one_belief": {"figure": "relapse", "reading": "a", **version},
        "take_off": {"piece": "effect:rest", **version},
        "work_out": {},
    }
    writes = {
        "start_analysis": {
            "title": "x",
            "start": 2026,
            "horizon": 1,
            "discount": "none",
            "zero": "x",
        },
        "bring_in_analysis": {"text": DEMO, "file": "x"},
        "seal_zero": {**on, **version},
        "describe_zero": {**on, "said": {"text": "x"}, **version},
        "describe_analysis": {**on, "said": {"title": "x"}, **version},
        "observe_figure": {**on, "figure": "kept_with", "base": 20, "count": 15, "source": "x"},
        "observe_in_figures": {**on, "figure": "kept_with", "table": "plan", "code": "with"},
        "calibrate_zero": {**on, "scenarios": "0;1", "source": "x"},
        "compare_outcomes": {
            **on,
            "about": "x",
            "unit": "x",
            "design": "before and after",
            "helped": "1;2",
            "source": "x",
        },
    }
    for name, given in draws.items():
        with pytest.raises(NotAllowed):
            getattr(actions, name)(reader, **on, **given)
    for name, given in writes.items():
        with pytest.raises(NotAllowed):
            getattr(actions, name)(may_draw, **given)
    known = {name.partition(".")[2] for name in ACTIONS if name.startswith("money.")}
    assert known >= set(draws) | set(writes)
    assert Analysis.objects.get().version == row.version


def test_two_who_write_the_same_piece_see_both_texts_and_other_pieces_are_left_alone(clock):
    row = brought_in()
    me, other = signed_in(a_leader()), make.a_worker()
    address = f"/mkba/{row.uuid}/stuk/maatregel/team/"
    version = row.version
    page = me.get(address).content.decode()
    assert "Een wijkteam met zes medewerkers" in page
    actions.draw_party(other.reader, analysis=row.uuid, name="Een ander")
    sent = {"about": "Mijn tekst", "conditions": "een\ntwee", "version": version}
    assert me.post(address, sent).status_code == 303
    assert model_now(row).interventions[0].conditions == ("een", "twee")
    answer = me.post(address, {**sent, "about": "Te laat"})
    assert answer.status_code == 409
    assert "Te laat" in answer.content.decode()
    assert "Mijn tekst" in answer.content.decode()
    now = Analysis.objects.get().version
    assert me.post(address, {**sent, "about": "Te laat", "version": now}).status_code == 303
    with pytest.raises(Conflict):
        actions.take_off(
            other.reader, analysis=row.uuid, piece="measure:team", expected_version=version
        )
    for wrong in (version + 99, 0):
        with pytest.raises(Refusal):
            actions.take_off(
                other.reader, analysis=row.uuid, piece="effect:rest", expected_version=wrong
            )


def test_every_kind_of_piece_has_a_form_that_changes_nothing_when_sent_as_it_is(clock):
    row = brought_in()
    me = signed_in(a_leader())
    pieces = ("partij/state", "effect/eviction", "investering/team", "aanname/kept_with")
    for piece in pieces:
        address = f"/mkba/{row.uuid}/stuk/{piece}/"
        answer = me.post(address, as_it_is(me.get(address).context["form"]))
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"__all__": ["Er is niets veranderd."]}
    effect = f"/mkba/{row.uuid}/stuk/effect/eviction/"
    sent = as_it_is(me.get(effect).context["form"])
    assert me.post(effect, sent | {"part_housing": "0,25", "attribution": "0,5"}).status_code == 303
    assert str(model_now(row).effects[0].attribution) == "0.5"
    answer = me.post(effect, sent | {"price": "households", "version": "2"})
    assert answer.status_code == 422
    assert me.get(f"/mkba/{row.uuid}/stuk/effect/nobody/").status_code == 404
    assert me.get(f"/mkba/{row.uuid}/stuk/vorm/rest/").status_code == 404
    gone = f"/mkba/{row.uuid}/stuk/effect/rest/weg/"
    assert "weg/" in me.get(f"/mkba/{row.uuid}/").content.decode()
    assert me.post(gone, {"version": 2}).status_code == 303
    assert all(one.id != "rest" for one in model_now(row).effects)
    assert me.post(f"/mkba/{row.uuid}/stuk/partij/state/weg/", {"version": 3}).status_code == 422


def test_a_model_file_goes_in_and_comes_out_exactly_and_says_what_is_wrong(clock):
    me = signed_in(a_leader())

    def send(text, name="model.toml"):
        data = text if isinstance(text, bytes) else text.encode()
        file = io.BytesIO(data)
        file.name = name
        return me.post("/mkba/inlezen/", {"file": file, "project": ""})

    assert send(DEMO).status_code == 303
    row = Analysis.objects.get()
    out = me.get(f"/mkba/{row.uuid}/versies/1.toml")
    assert out.content.decode() == DEMO
    actions.draw_measure(a_leader().reader, analysis=row.uuid, about="Nog iets")
    again = me.get(f"/mkba/{row.uuid}/versies/2.toml").content.decode()
    assert send(again).status_code == 303
    assert model_now(Analysis.objects.latest("pk")) == model_now(row)
    assert me.get(f"/mkba/{row.uuid}/versies/9.toml").status_code == 404
    answer = send(DEMO.replace("mark = ", "mrak = ", 1)).content.decode()
    assert "assumption.households.mark" in answer
    answer = send(DEMO.replace('unit = "share"', 'unit = "%"', 1))
    assert answer.status_code == 422
    assert send(b"\xff\xfe").status_code == 422
    answer = send(DEMO.replace('id = "rest"', 'id = "rust en slaap"'))
    assert "rust en slaap" in answer.content.decode()
    assert answer.status_code == 422
    assert Analysis.objects.count() == 2


def test_the_zero_alternative_is_sealed_before_the_outcome_and_then_nothing_moves_it(clock):
    row = brought_in()
    leader = a_leader()
    me, here = signed_in(leader), f"/mkba/{row.uuid}/"
    assert me.post(f"{here}verzegelen/", {"version": 99}).status_code == 303
    assert Analysis.objects.get().seal == ""
    assert me.post(f"{here}verzegelen/", {"version": row.version}).status_code == 303
    sealed = Analysis.objects.get()
    assert seal_state(model_now(row)) is SealState.WHOLE
    assert sealed.seal[:12] in me.get(here).content.decode()
    assert events().filter(kind="money.zero_sealed").get().facts["seal"] == sealed.seal
    with pytest.raises(Refusal, match="verzegeld"):
        actions.seal_zero(leader.reader, analysis=row.uuid, expected_version=sealed.version)
    changed = {"text": "Iets anders", "written": "2026-10-01", "outcome_known": "", "version": 2}
    assert me.post(f"{here}geheel/nul/", changed).status_code == 422
    zero_figure = f"{here}stuk/aanname/kept_without/"
    sent = as_it_is(me.get(zero_figure).context["form"])
    answer = me.post(zero_figure, sent | {"numbers": "0,1; 0,2"})
    assert answer.status_code == 422
    assert "Het nulalternatief is verzegeld" in answer.content.decode()
    head = {
        "title": "Andere titel",
        "stage": "full",
        "start": 2027,
        "horizon": 6,
        "discount": "nl_2021",
        "price_year": 2026,
        "sources": "",
        "notes": "let op",
        "version": 2,
    }
    assert me.post(f"{here}geheel/opzet/", head).status_code == 303
    assert Analysis.objects.get().title == "Andere titel"
    assert me.get(f"{here}geheel/iets/").status_code == 404
    broken = me.get(f"{here}versies/2.toml").content.decode().replace("vijfentwintig", "vijftig")
    with pytest.raises(Refusal, match="verzegeld"):
        brought_in(broken)
    late = brought_in(
        DEMO.replace("written = 2026-10-01", "written = 2026-10-01\noutcome_known = 2026-11-01")
    )
    with pytest.raises(Refusal, match="al bekend"):
        actions.seal_zero(leader.reader, analysis=late.uuid, expected_version=1)


def test_what_disagrees_stands_side_by_side_until_one_is_kept(clock):
    row = brought_in()
    me, here = signed_in(a_leader()), f"/mkba/{row.uuid}/aannames/"
    said = figure_said(reading="Verzekeraar", kind="range", numbers="0,5; 0,9")
    sent = {**said, "first_reading": "Gemeente"}
    del sent["demo"]
    assert me.post(f"{here}relapse/anders/", {**sent, "reading": ""}).status_code == 422
    assert me.post(f"{here}relapse/anders/", sent).status_code == 303
    assert model_now(row).readings == ("Gemeente", "Verzekeraar")
    page = me.get(here).content.decode()
    assert "Verzekeraar:" in page
    assert "Gemeente:" in page
    assert (
        me.post(f"{here}relapse/houden/", {"reading": "Verzekeraar", "version": 2}).status_code
        == 303
    )
    assert [one.value.low for one in model_now(row).assumptions["relapse"].versions] == [0.5]
    answer = me.post(f"/mkba/{row.uuid}/tafel/aanname/", figure_said(side="residents", numbers="4"))
    assert answer.status_code == 422
    sent = figure_said(side="residents", numbers="4; 4")
    assert me.post(f"/mkba/{row.uuid}/tafel/aanname/", sent).status_code == 303
    assert "deel_dat_blijft" in model_now(row).assumptions


def _texts(node):
    """Return the template of a text in the source: what is filled in becomes p1, p2 …"""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        gaps = itertools.count(1)
        return "".join(
            one.value if isinstance(one, ast.Constant) else f"%(p{next(gaps)})s"
            for one in node.values
        )
    return None


SPEAKING = "scba/reading scba/model scba/soundness scba/assumption scba/distribution scba/product"
SPEAKING += " scba/changing scba/describing scba/sealing scba/drawing comparing living updating"
SPEAKING += " estimates survival outcomefile ../cli/scba"
SPEAKING += " indexing scba/keys scba/claims scba/portfoliofile scba/attribution"


def test_whatever_the_sums_of_an_analysis_refuse_can_be_said_in_dutch():
    said = set()
    for name in SPEAKING.split():
        tree = ast.parse((MONEY / f"{name}.py").read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                said |= {_texts(one) for one in (*node.args[:1], *node.args[2:3])} - {None, ""}
    assert said - set(SAYINGS) == set()
    with translation.override("nl"):
        assert in_words("There are two of 'x'.") == "'x' staat er twee keer."
        assert in_words("zomaar iets") == "zomaar iets"
