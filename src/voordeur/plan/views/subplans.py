# SPDX-License-Identifier: EUPL-1.2
"""The pages of sub-plans, and of what stands in the way of one plan."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.coordination.words import law_name
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import posted
from voordeur.partners.queries import organisations
from voordeur.people.pages import Home, form_page, household_page
from voordeur.plan import actions
from voordeur.plan.forms.subplans import (
    KIND_WORDS,
    OBSTACLE_WORDS,
    ClashForm,
    ObstacleForm,
    SettleClashForm,
    SubPlanForm,
    SubPlanStateForm,
)
from voordeur.plan.queries.subplans import SubPlans, sub_plans
from voordeur.plan.subplanning import Contradiction, Found
from voordeur.plan.views.shared import PAGE, ROLES, do, here, in_plan


def contradiction_words(found: Found, plans: SubPlans) -> str:
    """Return what does not go together, in words."""
    by_id = plans.by_id
    one = by_id[found.one].title or ""
    other = (by_id[found.other].title or "") if found.other is not None else ""
    said = {"one": one, "other": other, "what": found.what}
    return {
        Contradiction.DOUBLE: _("“%(one)s” and “%(other)s” are plans of the same kind.") % said,
        Contradiction.NO_GOAL: _("“%(one)s” works on no goal of our plan.") % said,
        Contradiction.SAID: _("“%(one)s” and “%(other)s”: %(what)s") % said,
    }[found.code]


def _page(request: HttpRequest, home: Home, *, safety: bool) -> HttpResponse:
    plans = sub_plans(home.access, safety=safety)
    names = {one.person_id: one.called for one in here(home)}
    context = {
        "home": home,
        "safety": safety,
        "plans": plans,
        "lines": [
            {
                "line": line,
                "kind": KIND_WORDS[line.kind] if line.kind else "",
                "law": law_name(line.law),
                "about": names.get(line.person_id, _("a member"))
                if line.person_id
                else _("all of us together"),
            }
            for line in plans.lines
        ],
        "contradictions": [contradiction_words(one, plans) for one in plans.found],
        "open_clashes": [one for one in plans.clashes if not one.settled_how],
        "obstacles": [
            (one, OBSTACLE_WORDS[one.obstacle]) for one in plans.obstacles if one.gone_on is None
        ],
        "may_write": home.may("plan.write"),
    }
    return render(request, "plan/subplans.html", context)


@require_safe
@household_page(*ROLES)
def sub_plans_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the sub-plans under the one plan, what contradicts, and why there is no plan yet."""
    return _page(request, home, safety=False)


@require_safe
@household_page(*ROLES)
def safety_sub_plans(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the sub-plans about safety, apart: those about debts are never beside them."""
    return _page(request, home, safety=True)


def _frame(home: Home, title: str, lead: str = "") -> Any:
    return in_plan(home, title, lead=lead)


@require_http_methods(PAGE)
@household_page(*ROLES)
def sub_plan_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Hang a sub-plan under the one plan."""
    home.must("plan.write")
    form = SubPlanForm(
        posted(request),
        members=here(home),
        places=organisations(),
        plan_goals=sub_plans(home.access).goals,
    )
    return form_page(
        request,
        home,
        form,
        lambda said: actions.hang_sub_plan(
            home.reader,
            household_id=home.id,
            kind=said["kind"],
            title=said["title"],
            law=said["law"],
            owner_id=said["owner"],
            goals=[UUID(one) for one in said["goals"]],
            **form.placed,
        ),
        _frame(
            home, _("A sub-plan"), _("A plan of one partner or under one law; ours is the one.")
        ),
        said=_("Written down."),
        then=home.url("sub_plans"),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def sub_plan_state(request: HttpRequest, home: Home, sub_plan: UUID) -> HttpResponse:
    """Park a sub-plan, take it up again or end it."""
    home.must("plan.write")
    found = [*sub_plans(home.access).lines, *sub_plans(home.access, safety=True).lines]
    line = next((one for one in found if one.uuid == sub_plan and not one.masked), None)
    if line is None or line.state == "ended":
        raise NoEntry(_("This is not in the file any more."))
    first = {"version": line.version, "state": line.state, "reason": line.parked_reason}
    return form_page(
        request,
        home,
        SubPlanStateForm(posted(request), initial=first),
        lambda said: actions.mark_sub_plan(
            home.reader,
            household_id=home.id,
            sub_plan=sub_plan,
            state=said["state"],
            reason=said["reason"],
            agreed_by=said["agreed_by"],
            review_on=said["review_on"],
            expected_version=said["version"],
        ),
        _frame(home, _("Where does this plan stand?"), line.title or ""),
        said=_("Written down."),
        then=home.url("sub_plans"),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def clash_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Say what in two sub-plans works against each other."""
    home.must("plan.write")
    return form_page(
        request,
        home,
        ClashForm(posted(request), lines=sub_plans(home.access).lines),
        lambda said: actions.note_clash(
            home.reader,
            household_id=home.id,
            one=UUID(said["one"]),
            other=UUID(said["other"]),
            what=said["what"],
        ),
        _frame(home, _("Two plans that work against each other")),
        said=_("Written down."),
        then=home.url("sub_plans"),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def clash_settle(request: HttpRequest, home: Home, clash: UUID) -> HttpResponse:
    """Say how a contradiction was settled."""
    home.must("plan.write")
    line = next((one for one in sub_plans(home.access).clashes if one.uuid == clash), None)
    if line is None:
        raise NoEntry(_("This is not in the file any more."))
    return form_page(
        request,
        home,
        SettleClashForm(posted(request), initial={"version": line.version}),
        lambda said: actions.settle_clash(
            home.reader,
            household_id=home.id,
            clash=clash,
            how=said["how"],
            expected_version=said["version"],
        ),
        _frame(home, _("This is settled"), line.what),
        said=_("Written down."),
        then=home.url("sub_plans"),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def obstacle_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Say what stands in the way of one plan."""
    home.must("plan.write")
    return form_page(
        request,
        home,
        ObstacleForm(posted(request)),
        lambda said: actions.name_obstacle(
            home.reader, household_id=home.id, obstacle=said["obstacle"], text=said["text"]
        ),
        _frame(
            home,
            _("What stands in the way of one plan?"),
            _("This says something about how we work, not about the people."),
        ),
        said=_("Written down."),
        then=home.url("sub_plans"),
    )


@require_POST
@household_page(*ROLES)
def obstacle_gone(request: HttpRequest, home: Home, obstacle: UUID) -> HttpResponse:
    """Say that an obstacle is out of the way."""
    return do(request, home, actions.clear_obstacle, then=home.url("sub_plans"), obstacle=obstacle)
