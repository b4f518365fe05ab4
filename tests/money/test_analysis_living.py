# SPDX-License-Identifier: EUPL-1.2
"""An analysis that is worked out and lives: what is seen, groups compared, zero scenarios, together."""

import io

import openpyxl
import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.analysing import DEMO, a_leader, brought_in, model_now
from voordeur.door.refusal import Refusal
from voordeur.figures.models import Release
from voordeur.history import clock as the_clock
from voordeur.money import actions
from voordeur.money.models import (
    AnalysisVersion,
    FigureSeen,
    GroupOutcome,
    ZeroCalibration,
)

pytestmark = pytest.mark.django_db


def test_what_comes_out_is_kept_per_version_and_the_council_reads_no_draft(clock, all_queries):
    row = brought_in()
    me, here = signed_in(a_leader()), f"/mkba/{row.uuid}/"
    alderman = signed_in(make.a_worker("council"))
    assert alderman.get(f"{here}uitkomst.pdf").status_code == 404
    assert "geen concept" in alderman.get(f"{here}raad/").content.decode()
    assert me.post(f"{here}doorrekenen/").status_code == 303
    with all_queries() as asked:
        page = alderman.get(f"{here}uitkomst/").content.decode()
    assert len(asked) <= 15
    assert page.count("<svg") >= 4
    assert "kinderen slapen rustig" in page
    with pytest.raises(Refusal):
        actions.work_out(make.a_worker().reader, analysis=row.uuid)
    actions.draw_measure(make.a_worker().reader, analysis=row.uuid, about="Een concept")
    assert "versie 1" in me.get(f"{here}uitkomst/").content.decode()
    assert alderman.get(f"{here}uitkomst.pdf").content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(alderman.get(f"{here}uitkomst.xlsx").content))
    assert len(book.sheetnames) >= 2
    with all_queries() as asked:
        council = alderman.get(f"{here}raad/").content.decode()
    assert len(asked) <= 15
    assert "Een concept" not in council
    three, sliders = council.index("Drie zinnen vooraf"), council.index("Wat als het anders is?")
    assert three < sliders
    changed = alderman.get(f"{here}raad/50-125-3-shared/")
    assert changed.status_code == 200
    assert f'href="{here}raad/75-125-3-shared/"' in changed.content.decode()
    assert alderman.get(f"{here}raad/1-2-3-now/").status_code == 404
    assert "tussen" in me.get("/mkba/").content.decode()


def test_figures_learn_from_what_is_seen_and_drift_is_flagged(clock, all_queries):
    leader = a_leader()
    row = brought_in()
    me, here = signed_in(leader), f"/mkba/{row.uuid}/"
    seen = {"count": "30", "base": "60", "source": "jaarverslag"}
    few = me.post(f"{here}aannames/kept_with/gezien/", {**seen, "base": "9", "count": "3"})
    assert few.status_code == 422
    assert me.post(f"{here}aannames/kept_with/gezien/", seen).status_code == 303
    amount = {"mean": "4500,5", "sd": "900", "base": "40", "source": "zorgdata"}
    assert me.post(f"{here}aannames/less_help/gezien/", amount).status_code == 303
    rate = {"count": "50", "base": "0,1", "source": "zorgdata"}
    assert me.post(f"{here}aannames/hospital/gezien/", rate).status_code == 422
    assert model_now(row).assumptions["kept_with"].versions[0].value.mean == pytest.approx(48 / 80)
    first = FigureSeen.objects.order_by("pk").first()
    assert first.before == {"kind": "beta", "a": 18.0, "b": 2.0, "low": 0.0, "high": 1.0}
    assert first.surprise < 0.05
    with all_queries() as asked:
        page = me.get(f"{here}gezien/").content.decode()
    assert len(asked) <= 15
    for words in ("30 van 60", "afgedreven", "0,9", "0,6"):
        assert words in page
    table = {
        "code": "plan",
        "measure": "households",
        "dimension": "plan",
        "since": "2026-W40",
        "rows": [["with", 45], ["without", None]],
        "total": 60,
    }
    Release.objects.create(
        week="2026-W45",
        made_at=the_clock.now(),
        profile="voordeur",
        threshold=5,
        tables=[table],
        record={},
    )
    address = f"{here}aannames/kept_with/cijfers/"
    assert me.post(address, {"row": "plan/without"}).status_code == 422
    assert me.post(address, {"row": "plan/with"}).status_code == 303
    assert FigureSeen.objects.latest("pk").source.endswith("2026-W45")


def test_a_change_is_no_effect_without_a_comparison_group_and_few_is_an_answer(clock):
    row = brought_in()
    me, address = signed_in(a_leader()), f"/mkba/{row.uuid}/vergelijken/"
    before = "\n".join(f"{one};{one + 3}" for one in range(12))
    sent = {
        "about": "Zelfredzaamheid",
        "unit": "punten",
        "design": "before and after",
        "helped": before,
        "others": "",
        "source": "metingen",
    }
    assert me.post(address, {**sent, "is_effect": "on"}).status_code == 422
    assert me.post(address, sent).status_code == 303
    found = GroupOutcome.objects.get()
    assert (found.is_effect, found.value, found.helped, found.compared) == (False, 3.0, 12, None)
    both = {**sent, "design": "before and after, beside a comparison group", "is_effect": "on"}
    others = "\n".join(f"{one};{one + 1 + one % 2}" for one in range(14))
    assert me.post(address, {**both, "others": others}).status_code == 303
    found = GroupOutcome.objects.latest("pk")
    assert (found.is_effect, found.value, found.compared) == (True, pytest.approx(1.5), 14)
    assert me.post(address, {**both, "others": "1;2\n1"}).status_code == 422
    assert me.post(address, {**both, "others": "1;2\n1;2"}).status_code == 303
    page = me.get(f"/mkba/{row.uuid}/gezien/").content.decode()
    assert "Te weinig om iets te zeggen" in page
    assert "effect" in page
    group = {**sent, "design": "comparison group", "helped": "1\n2", "others": "3"}
    assert me.post(address, group).status_code == 303
    clocks = {
        **sent,
        "design": "who stayed without a relapse, beside a comparison group",
        "helped": "\n".join(["12;nee"] * 9 + ["4;ja"] * 3),
        "others": "\n".join(["12;nee"] * 6 + ["3;ja"] * 6),
    }
    assert me.post(address, clocks).status_code == 422  # the clock has no length
    assert me.post(address, {**clocks, "until": "12", "helped": "12;ooit"}).status_code == 422
    assert me.post(address, {**clocks, "until": "12"}).status_code == 303
    found = GroupOutcome.objects.latest("pk")
    assert (found.until, found.value, found.helped) == (12, pytest.approx(0.25), 12)
    assert found.low < 0 < found.high
    page = me.get(f"/mkba/{row.uuid}/gezien/").content.decode()
    assert "wie zonder terugval bleef, naast mensen die het niet kregen, tot 12" in page
    alike = {**sent, "design": "compared with alike", "helped": "a;1\nb;x", "others": "a;1"}
    assert me.post(address, alike).status_code == 422
    assert GroupOutcome.objects.filter(value=None).count() == 2


def test_zero_scenarios_are_judged_over_cases_and_below_twenty_nothing_is_said(clock):
    row = brought_in()
    me, address = signed_in(a_leader()), f"/mkba/{row.uuid}/voorzien/"
    few = {"scenarios": "0,3; nee\n0,9; ja", "source": "casusregisseurs"}
    assert me.post(address, few).status_code == 303
    assert ZeroCalibration.objects.get().spread == []
    for wrong in ("0,3; misschien", "3; ja", "0,3"):
        assert me.post(address, {**few, "scenarios": wrong}).status_code == 422
    many = "\n".join(["0,1; nee"] * 12 + ["0,9; ja"] * 9 + ["0,9; nee"])
    assert me.post(address, {**few, "scenarios": many}).status_code == 303
    found = ZeroCalibration.objects.latest("pk")
    assert (found.cases, found.brier) == (22, pytest.approx((21 * 0.01 + 0.81) / 22))
    page = me.get(f"/mkba/{row.uuid}/gezien/").content.decode()
    assert "0 van de 12, dus tussen 0 % en 24 %" in page
    assert "9 van de 10, dus tussen 60 % en 98 %" in page
    assert "Te weinig om iets te zeggen" in page


def test_analyses_together_are_a_range_or_are_not_added(clock):
    leader, me = a_leader(), signed_in(a_leader())
    rows = [brought_in(DEMO), brought_in(DEMO.replace("één plan", "twee plannen"))]
    for row in rows:
        actions.work_out(leader.reader, analysis=row.uuid)
    page = me.get("/mkba/").content.decode()
    assert "2 doorgerekende analyses" in page
    other = brought_in(DEMO.replace("horizon = 6", "horizon = 5"))
    actions.work_out(leader.reader, analysis=other.uuid)
    assert "niet bij elkaar worden opgeteld" in me.get("/mkba/").content.decode()
    assert AnalysisVersion.objects.count() == 3
