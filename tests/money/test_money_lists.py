# SPDX-License-Identifier: EUPL-1.2
"""What waits of claims, lists that go on page after page, and what is taken off again."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.making import (
    AGREED,
    a_claim,
    a_controller,
    a_line,
    a_project,
    a_stop,
    an_effort,
    moved,
)
from voordeur.door.deed import NotAllowed
from voordeur.money import actions
from voordeur.money.queries import claims as claim_questions
from voordeur.money.queries import lines as line_questions
from voordeur.money.queries import projects as project_questions
from voordeur.money.queries.claims import waiting
from voordeur.money.queries.lines import effort_lines
from voordeur.money.queries.stops import stop_lines

pytestmark = pytest.mark.django_db


def waits(**more):
    """Return what waits: the kind and day of each duty of a claim."""
    return [(one.duty.kind, one.duty.due) for one in waiting(**more)[0]]


def test_a_claim_that_waits_is_on_the_worklist_until_it_is_cashed_or_lapses(clock):
    controller = signed_in(make.a_worker("controller"))
    page = reverse("money_worklist")
    assert "wacht" in controller.get(page).content.decode()
    claim = a_claim(a_project())
    step = ("claim_step", date(2027, 5, 14))
    assert waits() == [step]
    assert waiting()[0][0].claim.uuid == claim.uuid
    claim = moved(claim, *AGREED, last_day=date(2027, 1, 15))
    assert waits() == [("claim_cash", date(2026, 7, 1)), ("claim_step", date(2027, 1, 15))]
    assert waits(after=(claim.uuid, "claim_cash")) == [("claim_step", date(2027, 1, 15))]
    claim = actions.time_claim(
        a_controller().reader,
        claim=claim.uuid,
        freed_from=date(2026, 3, 1),
        contract_ends=None,
        is_releasable=False,
        expected_version=claim.version,
    )
    assert waits() == [("claim_step", date(2027, 1, 15))]
    said = controller.get(page).content.decode()
    assert reverse("claim", args=[claim.uuid]) in said
    assert "Negen keer geen opvang" in said
    moved(claim, "lapsed")
    assert waits() == []
    for role in ("council", "policy_officer", "professional"):
        assert signed_in(make.a_worker(role)).get(page).status_code == 403


def test_lists_of_claims_projects_and_lines_go_on_page_after_page(clock, monkeypatch, all_queries):
    for module in (claim_questions, project_questions, line_questions):
        monkeypatch.setattr(module, "PAGE", 2)
    projects = [a_project(f"Project {one}") for one in range(3)]
    claims = [a_claim(projects[0], share=1_000, year=2026 + one) for one in range(3)]
    for one in range(3):
        a_line(cost_centre=f"K{one}")
    client = signed_in(make.a_worker("controller"))
    first = reverse("claims_of_all", args=["potential"])
    for address, found in (
        (reverse("projects"), [one.name for one in projects]),
        (reverse("budget_lines"), ["K0", "K1", "K2"]),
        (first, [reverse("claim", args=[one.uuid]) for one in claims]),
        (reverse("claims_of_state", args=[projects[0].uuid, "potential"]), [projects[0].name]),
    ):
        seen, pages = "", 0
        while address:
            with all_queries() as asked:
                page = client.get(address).content.decode()
            assert len(asked) <= 15
            seen, pages = seen + page, pages + 1
            next_one = re.search(r'rel="next" href="([^"]+)"', page)
            address = next_one[1].replace("&amp;", "&") if next_one else ""
        assert pages == 2
        assert [one for one in found if one not in seen] == []
    assert client.get(reverse("claims_of_all", args=["zoek"])).status_code == 404


def test_an_effort_or_stop_is_taken_off_with_a_reason_and_counts_no_more(clock):
    project = a_project()
    effort, stop = an_effort(project), a_stop(project)
    client = signed_in(make.a_worker("project_leader"))
    for name, row, page, verb in (
        ("effort_off", effort, "effort_and_gain", actions.take_effort_off),
        ("stop_off", stop, "new_for_old", actions.take_stop_off),
    ):
        address = reverse(name, args=[project.uuid, row.uuid])
        back = reverse(page, args=[project.uuid])
        assert address in client.get(back).content.decode()
        assert client.post(address, {"reason": " ", "version": row.version}).status_code == 422
        said = {"reason": "Dubbel opgeschreven", "version": row.version}
        assert client.post(address, said | {"version": 9}).status_code == 409
        assert client.post(address, said).status_code == 303
        assert client.get(address).status_code == 404
        after = client.get(back).content.decode()
        assert "Dubbel opgeschreven" in after
        assert address not in after
        with pytest.raises(NotAllowed):
            verb(
                make.a_worker("council").reader,
                project=project.uuid,
                reason="x",
                expected_version=1,
                **{name.removesuffix("_off"): row.uuid},
            )
    assert (effort_lines(project.pk), stop_lines(project.pk)) == ([], [])
