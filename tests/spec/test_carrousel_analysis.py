# SPDX-License-Identifier: EUPL-1.2
"""Carrousel: a mixed group draws the theory of change on one sheet; the sum is fed when data arrive."""

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from voordeur.money import actions
from voordeur.money.queries.analyses import analysis_now, hands

pytestmark = pytest.mark.django_db


def drawn_by(*sides):
    """Return an analysis on which each side of the table put one effect, and its page."""
    leader = make.a_worker("project_leader")
    row = actions.start_analysis(
        leader.reader,
        title="Eropaf",
        start=2026,
        horizon=3,
        discount="none",
        zero="Niets verandert.",
    )
    on = {"analysis": row.uuid}
    actions.draw_party(leader.reader, **on, name="Gemeente")
    actions.draw_party(leader.reader, **on, name="Huishoudens", kind="household")
    actions.draw_measure(leader.reader, **on, about="Eropaf")
    for side in sides:
        actions.draw_effect(
            make.a_worker().reader,
            **on,
            about=f"effect volgens {side}",
            measure="eropaf",
            party="huishoudens",
            reason="er iemand komt",
            side=side,
        )
    money = {"about": "een medewerker", "measure": "eropaf", "party": "gemeente", "amount": 60_000}
    actions.draw_investment(leader.reader, **on, **money)
    return row, signed_in(leader).get(f"/mkba/{row.uuid}/").content.decode()


def test_carrousel_r40_one_sheet_from_investments_to_beneficiaries_with_if_then_links(clock):
    row, page = drawn_by("residents", "professionals")
    model = analysis_now(row.uuid).model
    assert [(one.if_, one.then) for one in model.effects[0].because] == [
        ("er iemand komt", "effect volgens residents")
    ]
    for words in ("Wat erin gaat", "Wat er gedaan wordt", "Waar het toe leidt", "<svg", "<desc>"):
        assert words in page
    assert hands(row.pk)["effect:effect_volgens_residents"].side == "residents"


def test_carrousel_a12_r42_a_table_of_professionals_only_is_told_who_is_missing(clock):
    _row, page = drawn_by("professionals")
    for side in ("inwoners", "bestuurders van de organisaties", "politici"):
        assert f"Nog niet aan tafel: {side}." in page
    assert "Nog niet aan tafel: professionals." not in page
    assert "Gemeente: betaalt en zit niet aan tafel." in page


def test_carrousel_r51_a_result_is_open_again_when_monitoring_data_arrive(clock):
    row, _page = drawn_by("residents")
    leader = make.a_worker("project_leader")
    said = {
        "about": "deel dat blijft wonen",
        "unit": "share",
        "kind": "beta",
        "numbers": "3; 3",
        "source": "geschat",
        "year": 2026,
        "mark": "estimated",
        "reading": "",
        "demo": False,
    }
    piece = actions.write_figure(leader.reader, analysis=row.uuid, said=said)
    actions.work_out(leader.reader, analysis=row.uuid)
    actions.observe_figure(
        leader.reader,
        analysis=row.uuid,
        figure=piece.partition(":")[2],
        base=20,
        count=19,
        source="monitor",
    )
    me = signed_in(leader)
    assert "Hierna is er iets gewijzigd" in me.get(f"/mkba/{row.uuid}/uitkomst/").content.decode()
    living = me.get(f"/mkba/{row.uuid}/gezien/").content.decode()
    assert "19 van 20" in living
    assert "nog geen euro verzilverd" in living
