# SPDX-License-Identifier: EUPL-1.2
"""The pages and buttons of steps."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.submitting import answer, posted, press, uuid_sent
from voordeur.people.pages import Home, form_page, household_page
from voordeur.plan import actions
from voordeur.plan.forms.steps import HaltForm, ParkForm, StepChangeForm, StepForm, TieForm
from voordeur.plan.queries import PlanPicture, StepLine, plan_of
from voordeur.plan.views.shared import (
    PAGE,
    ROLES,
    do,
    draft_key,
    filled,
    here,
    in_plan,
    staff,
    typed,
)


def _found(home: Home, step: UUID) -> tuple[PlanPicture, StepLine]:
    plan = plan_of(home.access)
    for goal in (*plan.goals, *plan.ended):
        for line in goal.steps:
            if line.uuid == step:
                return plan, line
    raise Http404


@require_http_methods(PAGE)
@household_page(*ROLES)
def step_add(request: HttpRequest, home: Home, goal: UUID) -> HttpResponse:
    """Add a step to a goal."""
    plan = plan_of(home.access)
    line = next((one for one in plan.goals if one.uuid == goal), None)
    if line is None:
        raise Http404
    key = f"step.{goal}"
    form = StepForm(
        posted(request),
        initial=typed(request, home, key),
        members=here(home),
        staff=staff(home),
        lines=plan.problems.lines,
    )
    return form_page(
        request,
        home,
        form,
        lambda _said: actions.add_step(home.reader, household_id=home.id, goal=goal, new=form.step),
        in_plan(
            home,
            _("A step towards a goal"),
            anchor=f"doel-{goal}",
            lead=line.text,
            draft=draft_key(home, key),
        ),
        said=_("It is in the plan."),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def step_page(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Change a step, or say how it hangs together with others."""
    plan, line = _found(home, step)
    others = [one for one in plan.steps if one.uuid != step]
    doing = request.POST.get("do", "change")
    forms: dict[str, Any] = {
        "change": filled(
            request,
            StepChangeForm,
            "change",
            members=here(home),
            staff=staff(home),
            lines=plan.problems.lines,
            initial=StepForm.from_step(line),
        ),
        "tie": filled(request, TieForm, "tie", steps=others),
    }
    if doing not in forms:
        raise Http404

    def write(said: dict[str, Any]) -> None:
        if doing == "change":
            actions.change_step(
                home.reader,
                household_id=home.id,
                step=step,
                new=forms["change"].step,
                expected_version=said["version"],
            )
        else:
            actions.tie_steps(
                home.reader,
                household_id=home.id,
                step=step,
                other=UUID(said["other"]),
                kind=said["kind"],
                what=said["what"],
            )

    return answer(
        request,
        forms[doing],
        write,
        template="plan/step.html",
        context={
            "home": home,
            "line": line,
            "ties": [
                *(("needs", _("First:"), tie) for tie in line.needs),
                *(("clashes", _("Not together with:"), tie) for tie in line.clashes),
                *(("frees", _("Sets free for:"), tie) for tie in line.frees),
            ],
            "has_others": bool(others),
            "forms": forms,
            "doing": doing if request.method == "POST" else "",
        },
        then=home.url("plan_page", anchor=f"stap-{step}")
        if doing == "change"
        else home.url("step_page", step),
        said=_("Written down."),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def step_park(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Say 'not now' to a step, with what belongs to it."""
    _plan, line = _found(home, step)
    return form_page(
        request,
        home,
        ParkForm(posted(request), initial={"version": line.version}),
        lambda said: actions.park_step(
            home.reader,
            household_id=home.id,
            step=step,
            expected_version=said.pop("version"),
            **said,
        ),
        in_plan(
            home,
            _("Not now"),
            anchor=f"stap-{step}",
            lead=line.what,
            explain=_(
                "Waiting can be the best thing to do. The step stays in the plan, and you are "
                "reminded on the day you choose."
            ),
        ),
        said=_("Written down."),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def step_halt(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Say that a step is stuck or dropped, and why."""
    _plan, line = _found(home, step)
    return form_page(
        request,
        home,
        HaltForm(posted(request), initial={"version": line.version}),
        lambda said: actions.mark_step(
            home.reader,
            household_id=home.id,
            step=step,
            expected_version=said.pop("version"),
            **said,
        ),
        in_plan(
            home,
            _("Stuck or dropped"),
            anchor=f"stap-{step}",
            lead=line.what,
            explain=_(
                "What did not work is worth as much as what did. It says something about the "
                "step, not about the people."
            ),
        ),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def step_state(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Start, finish, stop or take up a step."""
    return do(
        request,
        home,
        actions.mark_step,
        step=step,
        state=request.POST.get("state", ""),
        then=home.url("plan_page", anchor=f"stap-{step}"),
    )


@require_POST
@household_page(*ROLES)
def step_place(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Move a step up or down."""
    return do(
        request,
        home,
        actions.move_step,
        step=step,
        up=request.POST.get("way") == "up",
        then=home.url("plan_page", anchor=f"stap-{step}"),
        said=_("Moved."),
    )


@require_POST
@household_page(*ROLES)
def step_untie(request: HttpRequest, home: Home, step: UUID) -> HttpResponse:
    """Take the tie with another step away."""
    other = uuid_sent(request, "other")
    return press(
        request,
        lambda: actions.untie_steps(
            home.reader,
            household_id=home.id,
            step=step,
            other=other,
            kind=request.POST.get("kind", ""),
        ),
        then=home.url("step_page", step),
        said=_("Taken away."),
    )
