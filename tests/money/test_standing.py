# SPDX-License-Identifier: EUPL-1.2
"""An analysis under a project: what was foreseen beside what is seen, per project and per portfolio."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.analysing import brought_in
from tests.money.making import a_controller, a_project
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.reader import system
from voordeur.figures.models import Release
from voordeur.history import clock as product_clock
from voordeur.money import actions
from voordeur.money.actions.analysis_living import follow_figure, stay_alive
from voordeur.money.living import from_record
from voordeur.money.models import FigureSeen
from voordeur.money.queries.analyses import analysis_now
from voordeur.money.queries.standing import standings

pytestmark = pytest.mark.django_db


def a_share(row):
    """Return a figure of an analysis that is a share and can learn."""
    model = analysis_now(row.uuid).model
    return next(
        one.id
        for one in model.assumptions.values()
        if type(one.versions[0].value).__name__ == "Beta"
    )


def issued(week, value, total=120):
    """Let figures of a week be published: so many of a total with a plan."""
    return Release.objects.create(
        week=week,
        made_at=product_clock.now(),
        profile="voordeur",
        threshold=10,
        tables=[
            {
                "code": "plan",
                "measure": "households",
                "dimension": "plan",
                "since": week,
                "counted_at": product_clock.now().isoformat(),
                "rows": [["yes", value], ["no", None if value is None else total - value]],
                "total": total,
            }
        ],
        record={},
    )


def test_a_project_shows_what_was_foreseen_beside_what_is_seen_and_what_drifted(clock, all_queries):
    project, row = a_project(portfolio="Landingsbaan"), brought_in()
    me = a_controller()
    client, page = signed_in(me), reverse("project", args=[project.uuid])
    assert reverse("analysis_new") in client.get(page).content.decode()
    address = reverse("analysis_under", args=[row.uuid])
    version = analysis_now(row.uuid).line.version
    stale = {"project": str(project.uuid), "version": str(version - 1)}
    assert client.post(address, stale).status_code == 409
    assert client.post(address, stale | {"version": str(version)}).status_code == 303
    actions.work_out(me.reader, analysis=row.uuid)
    (found,) = standings([project.pk])
    assert (found.indicative, found.seen, found.drifted) == (None, 0, 0)
    assert found.actual["low"] <= found.actual["high"]
    actions.observe_figure(
        me.reader, analysis=row.uuid, figure=a_share(row), base=400, count=2, source="Eigen telling"
    )
    actions.work_out(me.reader, analysis=row.uuid)
    (found,) = standings([project.pk])
    assert (found.seen, found.drifted) == (1, 1)
    assert found.indicative["mean"] != found.actual["mean"]
    with all_queries() as asked:
        said = client.get(page).content.decode()
    assert len(asked) <= 15
    assert "1 aanname afgedreven" in said
    with all_queries() as asked:
        said = client.get(reverse("portfolios")).content.decode()
    assert len(asked) <= 15
    assert "Landingsbaan" in said
    assert "1 aanname afgedreven" in said
    for role, status in (("council", 200), ("professional", 403)):
        assert signed_in(make.a_worker(role)).get(reverse("portfolios")).status_code == status
    for reader, error in ((make.a_worker("council").reader, NotAllowed), (me.reader, Conflict)):
        with pytest.raises(error):
            actions.hang_analysis(reader, analysis=row.uuid, project=None, expected_version=1)


def test_a_figure_goes_on_learning_and_a_newer_issue_takes_the_place_of_the_older(clock):
    row, me = brought_in(), a_controller()
    figure, tick = a_share(row), system("tick")
    issued("2026-W40", 30)
    seen = actions.observe_in_figures(
        me.reader, analysis=row.uuid, figure=figure, table="plan", code="yes", follows=True
    )
    prior = from_record(seen.before)
    assert stay_alive(tick) == 0
    issued("2026-W44", 80)
    assert stay_alive(tick) == 1
    assert stay_alive(tick) == 0
    last = FigureSeen.objects.latest("pk")
    assert (last.since, last.count, last.before) == ("2026-W44", 80, seen.before)
    now = analysis_now(row.uuid).model.assumptions[figure].versions[0].value
    assert (now.a, now.b) == (prior.a + 80, prior.b + 40)
    issued("2026-W45", None)
    assert stay_alive(tick) == 0
    with pytest.raises(NotAllowed):
        follow_figure(make.a_worker("council").reader, seen=last.pk)
