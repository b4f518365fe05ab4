# SPDX-License-Identifier: EUPL-1.2
"""Looking back: how each goal went in the eyes of each, and when one looks back again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.submitting import answer
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Home, household_page
from voordeur.plan import actions, wording
from voordeur.plan.forms.evaluating import EvaluateForm, LookBackForm
from voordeur.plan.queries import GoalLine, evaluations, plan_of, review_day
from voordeur.plan.queries.evaluation import EvaluationLine
from voordeur.plan.queries.names import Names, names
from voordeur.plan.views.shared import PAGE, ROLES, filled, here


@dataclass(frozen=True, slots=True)
class ViewShown:
    """One view of a goal in words."""

    who: str
    said: Promise
    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """One goal with how it stands, what its steps came to, and what each says of it."""

    goal: GoalLine
    views: tuple[ViewShown, ...]
    differ: bool


def looked_at(goal: GoalLine, found: list[EvaluationLine], book: Names) -> Looked:
    """Put the views of one goal side by side; where they differ it says so and averages nothing."""
    mine = [one for one in found if one.goal_id == goal.id]
    return Looked(
        goal,
        tuple(
            ViewShown(book.observer(one.observer), wording.REACHED[one.reached], one.text)
            for one in mine
        ),
        len({one.reached for one in mine if one.reached}) > 1,
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def look_back_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show per goal what each says of it, take one more view, or the day of the next look."""
    plan = plan_of(home.access)
    goals = (*plan.goals, *plan.ended)
    found = evaluations(home.access)
    book = names(home.access, keys=[one.observer for one in found])
    doing = request.POST.get("do", "evaluate")
    forms: dict[str, Any] = {
        "evaluate": filled(
            request,
            EvaluateForm,
            "evaluate",
            goals=[(str(one.uuid), one.text) for one in goals],
            members=here(home),
        ),
        "next": filled(request, LookBackForm, "next"),
    }
    if doing not in forms:
        raise Http404

    def write(said: dict[str, Any]) -> None:
        if doing == "next":
            actions.look_back(home.reader, household_id=home.id, next_on=said["next_on"])
            return
        goal = next(one for one in goals if str(one.uuid) == said["goal"])
        observer = f"person:{said['person']}" if said["person"] else _own_observer(home)
        seen = next((x for x in found if (x.goal_id, x.observer) == (goal.id, observer)), None)
        actions.evaluate_goal(
            home.reader,
            household_id=home.id,
            goal=UUID(said["goal"]),
            reached=said["reached"],
            text=said["text"],
            person_id=int(said["person"]) if said["person"] else None,
            how=(said["how"] or None) if said["person"] else None,
            expected_version=seen.version if seen else 0,
        )

    return answer(
        request,
        forms[doing],
        write,
        template="plan/look_back.html",
        context={
            "home": home,
            "looked": [looked_at(goal, found, book) for goal in goals],
            "review_on": review_day(home.access),
            "forms": forms,
            "may_voice": home.may("voice.write"),
            "may_write": home.may("plan.write"),
        },
        then=home.url("plan_look_back"),
        said=_("Written down."),
    )


def _own_observer(home: Home) -> str:
    """Return the reader as an observer: the professional behind the account."""
    account = home.reader.account_id
    mine = colleagues(account_ids=[account]) if account else []
    return f"professional:{mine[0].id}" if mine else ""
