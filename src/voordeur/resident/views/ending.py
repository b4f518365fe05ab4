# SPDX-License-Identifier: EUPL-1.2
"""How it goes on: looking back on goals, the closing, and the question months later."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.coordination.actions import say_how_it_holds
from voordeur.plan.actions import evaluate_goal
from voordeur.resident.forms import AftercareForm, LookBackForm
from voordeur.resident.pages import FORM, My, asked, resident_page
from voordeur.resident.queries.ending import MyEnding, ending_of


def _say(my: My, page: MyEnding, given: dict[str, Any]) -> object:
    """Keep what was said: of a goal, or of how it goes now."""
    if "holds" in given:
        return say_how_it_holds(my.reader, household_id=my.id, months=page.asks or 0, **given)
    seen = next((one.mine for one in page.goals if str(one.goal.uuid) == given["goal"]), None)
    return evaluate_goal(
        my.reader,
        household_id=my.id,
        goal=UUID(given["goal"]),
        reached=given["reached"],
        text=given["text"],
        expected_version=seen.version if seen else 0,
    )


@require_http_methods(FORM)
@resident_page
def my_ending(request: HttpRequest, my: My) -> HttpResponse:
    """Show how it goes on, and take what the member says of a goal or of how it goes now."""
    page = ending_of(my.access, my.person_id)
    doing = request.POST.get("do", "")
    forms = {
        "goal": LookBackForm(
            request.POST if doing == "goal" else None,
            goals=[one.goal for one in page.goals],
            prefix="goal",
        ),
        "later": AftercareForm(request.POST if doing == "later" else None, prefix="later"),
    }
    if request.method == "POST" and (doing not in forms or (doing == "later" and not page.asks)):
        raise Http404
    return asked(
        request,
        my,
        "my_ending",
        forms.get(doing, forms["goal"]),
        lambda given: _say(my, page, given),
        lambda: {"page": page, "forms": forms},
        said=_("Thank you. We have kept what you said."),
    )
