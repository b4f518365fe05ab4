# SPDX-License-Identifier: EUPL-1.2
"""The page of the plan, and what its buttons do to goals, pace and warnings."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.coordination.queries import holders_asked, involved_asked
from voordeur.door.submitting import answer, posted, press
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.people.actions import say_capacity
from voordeur.people.pages import Home, form_page, household_page
from voordeur.plan import actions
from voordeur.plan.forms.ordering import AsideForm, PaceForm
from voordeur.plan.forms.steps import GoalChangeForm, GoalForm
from voordeur.plan.planfacts import WarningCode
from voordeur.plan.queries import plan_asked, plan_of, versions
from voordeur.plan.showing import goals_shown, warnings_shown
from voordeur.plan.views.shared import (
    PAGE,
    ROLES,
    do,
    draft_key,
    here,
    in_plan,
    staff,
    typed,
)

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
    ahead(*plan_asked(home.access), involved_asked(home.access), holders_asked(home.access))
    plan = plan_of(home.access)
    members = here(home)
    form = GoalForm(
        posted(request),
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
                {"who": plan.names.person(person), "first": first} for person, first in plan.firsts
            ],
            "versions": versions(home.access)[:1],
            "pace_form": PaceForm(initial={"capacity": plan.capacity}),
            "may_write": home.may("plan.write"),
            "may_answer": home.may("offer.answer"),
            "may_voice": home.may("voice.write"),
            "today": clock.today(),
        },
        then=home.url("plan_page"),
        said=_("It is in the plan."),
        draft=draft_key(home, "goal"),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def goal_page(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Word a goal better."""
    plan = plan_of(home.access)
    line = next((one for one in (*plan.goals, *plan.ended) if one.uuid == goal), None)
    if line is None:
        raise Http404
    return form_page(
        request,
        home,
        GoalChangeForm(
            posted(request),
            initial={"text": line.text, "life_area": line.life_area, "version": line.version},
        ),
        lambda said: actions.change_goal(
            home.reader,
            household_id=home.id,
            goal=goal,
            expected_version=said.pop("version"),
            **said,
        ),
        in_plan(home, _("Change the goal"), anchor=f"doel-{goal}"),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def goal_place(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Move a goal up or down."""
    return do(
        request,
        home,
        actions.move_goal,
        goal=goal,
        up=request.POST.get("way") == "up",
        then=home.url("plan_page", anchor=f"doel-{goal}"),
        said=_("Moved."),
    )


@require_POST
@household_page(*ROLES)
def goal_state(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Say that a goal is reached, stopped or open again."""
    return do(
        request,
        home,
        actions.mark_goal,
        goal=goal,
        state=request.POST.get("state", ""),
        then=home.url("plan_page"),
    )


@require_POST
@household_page(*ROLES)
def order(request: HttpRequest, home: Home) -> HttpResponse:
    """Put the open steps in the order that was proposed and looked at together."""
    try:
        steps = [UUID(one) for one in request.POST.getlist("step")]
    except ValueError:
        raise Http404 from None
    return press(
        request,
        lambda: actions.put_in_order(home.reader, household_id=home.id, steps=steps),
        then=home.url("plan_page"),
        said=_("The steps stand in this order now."),
    )


@require_POST
@household_page(*ROLES)
def pace(request: HttpRequest, home: Home) -> HttpResponse:
    """Keep how much the household says it can carry at once."""
    form = PaceForm(request.POST)
    given = form.cleaned_data["capacity"] if form.is_valid() else -1
    return press(
        request,
        lambda: say_capacity(home.reader, household_id=home.id, capacity=given),
        then=home.url("plan_page"),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def warning_aside(request: HttpRequest, home: Home) -> HttpResponse:
    """Go on in spite of a warning, with a reason."""
    form = AsideForm(request.POST)
    form.is_valid()
    said = {name: form.cleaned_data.get(name, "") for name in ("code", "about", "reason")}
    return press(
        request,
        lambda: actions.set_warning_aside(home.reader, household_id=home.id, **said),
        then=home.url("plan_page"),
        said=_("Written down. The warning stays in sight, with your reason."),
    )
