# SPDX-License-Identifier: EUPL-1.2
"""The page of the plan, and what its buttons do to goals, pace and warnings."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.history import clock
from voordeur.people.actions import say_capacity
from voordeur.people.answering import answer
from voordeur.people.pages import Home, household_page
from voordeur.plan import actions
from voordeur.plan.forms import AsideForm, GoalChangeForm, GoalForm, PaceForm
from voordeur.plan.planfacts import WarningCode
from voordeur.plan.queries import first_priorities, plan_of, versions
from voordeur.plan.showing import goals_shown, warnings_shown
from voordeur.plan.support import SAID_BEFOREHAND
from voordeur.plan.views.shared import (
    do,
    draft_key,
    here,
    sent,
    staff,
    to,
    typed,
)
from voordeur.plan.views.words import PAGE, ROLES

# Drawn at the step itself, or together in one list.
APART = {
    WarningCode.PROBLEM_WITHOUT_STEP,
    WarningCode.BASE_OPEN,
    WarningCode.NOBODY_DOES_IT,
    WarningCode.NO_FALL_BACK,
    WarningCode.PARKED_PAST_REVIEW,
}


@require_http_methods(PAGE)
@household_page(*ROLES)
def plan_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the one plan, and put a goal with its first step in it in one go."""
    plan = plan_of(home.access)
    members = here(home)
    form = GoalForm(
        request.POST or None,
        initial=typed(request, home, "goal"),
        members=members,
        staff=staff(home),
        lines=plan.problems.lines,
    )

    def write(said: dict[str, Any]) -> None:
        actions.set_goal(
            home.reader,
            household_id=home.id,
            text=said["goal"],
            life_area=said["life_area"],
            first_step=form.first_step,
            **form.placed,
        )
        sent(home, "goal")

    return answer(
        request,
        form,
        write,
        template="plan/plan.html",
        context={
            "home": home,
            "plan": plan,
            "goals": goals_shown(plan),
            "ended": plan.ended,
            "warnings": [one for one in warnings_shown(plan.warnings) if one.code not in APART],
            "uncovered": [
                one for one in plan.warnings if one.code is WarningCode.PROBLEM_WITHOUT_STEP
            ],
            "priorities": [
                {"who": plan.names.person(person), "first": first}
                for person, first in first_priorities(home.access)
            ],
            "versions": versions(home.access)[:1],
            "pace_form": PaceForm(initial={"capacity": plan.capacity}),
            "may_write": home.may("plan.write"),
            "may_answer": home.may("offer.answer"),
            "may_voice": home.may("voice.write"),
            "today": clock.today(),
            "draft_key": draft_key(home, "goal"),
            "no_less": SAID_BEFOREHAND,
        },
        then=to(home, "plan_page"),
        said=_("It is in the plan."),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def goal_page(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Word a goal better."""
    plan = plan_of(home.access)
    line = next((one for one in (*plan.goals, *plan.ended) if one.uuid == goal), None)
    if line is None:
        raise Http404
    form = GoalChangeForm(
        request.POST or None,
        initial={"text": line.text, "life_area": line.life_area, "version": line.version},
    )
    return answer(
        request,
        form,
        lambda said: actions.change_goal(
            home.reader,
            household_id=home.id,
            goal=goal,
            text=said["text"],
            life_area=said["life_area"],
            expected_version=said["version"],
        ),
        template="plan/form.html",
        context={
            "home": home,
            "current": "plan_page",
            "heading": _("Change the goal"),
            "lead": "",
            "back": to(home, "plan_page"),
        },
        then=to(home, "plan_page"),
        said=_("Written down."),
    )


def version_sent(request: HttpRequest) -> int:
    """Return the version of the thing that a button was drawn from; 0 when it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else 0


@require_POST
@household_page(*ROLES)
def goal_place(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Move a goal up or down."""
    return do(
        request,
        lambda: actions.move_goal(
            home.reader,
            household_id=home.id,
            goal=goal,
            up=request.POST.get("way") == "up",
            expected_version=version_sent(request),
        ),
        then=to(home, "plan_page", anchor=f"doel-{goal}"),
        said=_("Moved."),
    )


@require_POST
@household_page(*ROLES)
def goal_state(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Say that a goal is reached, stopped or open again."""
    return do(
        request,
        lambda: actions.mark_goal(
            home.reader,
            household_id=home.id,
            goal=goal,
            state=request.POST.get("state", ""),
            expected_version=version_sent(request),
        ),
        then=to(home, "plan_page"),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def pace(request: HttpRequest, home: Home) -> HttpResponse:
    """Keep how much the household says it can carry at once."""
    form = PaceForm(request.POST)
    given = form.cleaned_data["capacity"] if form.is_valid() else -1
    return do(
        request,
        lambda: say_capacity(home.reader, household_id=home.id, capacity=given),
        then=to(home, "plan_page"),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def warning_aside(request: HttpRequest, home: Home) -> HttpResponse:
    """Go on in spite of a warning, with a reason."""
    form = AsideForm(request.POST)
    form.is_valid()
    return do(
        request,
        lambda: actions.set_warning_aside(
            home.reader,
            household_id=home.id,
            code=form.cleaned_data.get("code", ""),
            about=form.cleaned_data.get("about", ""),
            reason=form.cleaned_data.get("reason", ""),
        ),
        then=to(home, "plan_page"),
        said=_("Written down. The warning stays in sight, with your reason."),
    )
