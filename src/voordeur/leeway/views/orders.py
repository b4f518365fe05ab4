# SPDX-License-Identifier: EUPL-1.2
"""Pages: in which order steps pay for each other, and putting that order in the plan."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.submitting import posted, press, submit
from voordeur.leeway import actions
from voordeur.leeway.forms.orders import AgreeForm, Row, SpiralForm
from voordeur.leeway.queries.impasses import agreed_order
from voordeur.leeway.spiral import Spiral, spiral
from voordeur.leeway.views.barriers import FORM, WORKERS
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.plan.planfacts import ENDED, StepKind
from voordeur.plan.queries import StepLine, plan_of

PLAN = "plan.write"


@dataclass(frozen=True, slots=True)
class Turn:
    """One step in its turn; `key` is the step in the plan, empty when it is not in there."""

    name: str
    begins: int
    done: int
    key: str = ""

    @property
    def sent(self) -> str:
        """Return what the form sends of it."""
        return f"{self.key} {self.begins} {self.done}"


def _open_steps(home: Home) -> list[StepLine]:
    plan = plan_of(home.access)
    return [step for goal in plan.goals for step in goal.steps if step.state not in ENDED]


def _turns(found: Spiral | None, names: dict[str, str]) -> list[Turn]:
    plan = found.plan if found else ()
    return [
        Turn(
            names.get(one.move.name, one.move.name),
            one.begins,
            one.done,
            one.move.name if one.move.name in names else "",
        )
        for one in plan
    ]


@require_http_methods(FORM)
@household_page(*WORKERS)
def spiral_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Reckon in which order the steps of the plan pay for each other; nothing is kept by reckoning."""
    home.must(PLAN)
    steps = _open_steps(home)
    names = {str(step.uuid): step.what for step in steps}
    rows = [Row(str(one.uuid), one.what, one.kind == StepKind.BASE) for one in steps]
    form, found = SpiralForm(posted(request), steps=rows), list[Spiral | None]()

    def reckon() -> None:
        said = form.cleaned_data
        found.append(spiral(form.chosen.values(), said["money"] or 0, said["hours"]))

    outcome = submit(form, reckon)
    agreed = [(names[key], begins, done) for key, begins, done in agreed_order(home.access, names)]
    context = {
        "home": home,
        "form": form,
        "reckoned": bool(found),
        "found": found[0] if found else None,
        "turns": _turns(found[0] if found else None, names),
        "in_plan": bool(rows),
        "agreed": agreed,
        "agree": AgreeForm(around=members(home.access)),
    }
    status = 200 if outcome.done else outcome.status
    return render(request, "leeway/spiral.html", context, status=status)


@require_POST
@household_page(*WORKERS)
def order_agree(request: HttpRequest, home: Home) -> HttpResponse:
    """Put the order that was reckoned in the plan, on the yes of a member."""
    form = AgreeForm(request.POST, around=members(home.access))
    form.is_valid()
    said = form.cleaned_data
    try:
        sent = [one.split() for one in request.POST.getlist("step")]
        steps = [(UUID(key), int(begins), int(done)) for key, begins, done in sent]
    except ValueError:
        raise Http404 from None
    return press(
        request,
        lambda: actions.agree_order(
            home.reader,
            household_id=home.id,
            steps=steps,
            person_id=int(said.get("about") or 0),
            how=said.get("how"),
        ),
        then=home.url("spiral_page"),
        said=_("The plan stands in this order now."),
    )
