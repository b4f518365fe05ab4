# SPDX-License-Identifier: EUPL-1.2
"""The pages of what is tried: beside each member's own words, and how it went."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.people.pages import Home, form_page, household_page
from voordeur.plan import actions
from voordeur.plan.forms.approaches import (
    LOGIC_WORDS,
    WAY_WORDS,
    WENT_WORDS,
    ApproachForm,
    JudgeForm,
)
from voordeur.plan.queries.approaches import approaches, what_helped
from voordeur.plan.queries.voice import voices
from voordeur.plan.views.shared import PAGE, ROLES, here, in_plan

LOOK_BACK = timedelta(days=3 * 365)


@require_http_methods(PAGE)
@household_page(*ROLES)
def approaches_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what is tried and why, with the own words of whom it is about, and try something."""
    if request.method == "POST":
        home.must("plan.write")
    around = here(home)
    names = {one.person_id: one.called for one in around}
    form = ApproachForm(posted(request), members=around)

    def context() -> dict[str, object]:
        own = {
            one.person_id: one.newest.text or one.newest.first_priority
            for one in voices(home.access).members
            if one.newest
        }
        return {
            "home": home,
            "lines": [
                {
                    "line": line,
                    "who": names.get(line.person_id, _("a member"))
                    if line.person_id
                    else _("all of us together"),
                    "logic": LOGIC_WORDS[line.logic] if line.logic else "",
                    "in_the_way": [WAY_WORDS[one] for one in line.in_the_way],
                    "own": own.get(line.person_id or 0, ""),
                    "went": WENT_WORDS[line.went] if line.went else "",
                }
                for line in approaches(home.access)
            ],
            "helped": [
                (LOGIC_WORDS[one.logic], one) for one in what_helped(clock.now() - LOOK_BACK)
            ],
            "may_write": home.may("plan.write"),
        }

    return answer(
        request,
        form,
        lambda said: actions.try_approach(
            home.reader,
            household_id=home.id,
            logic=said["logic"],
            why=said["why"],
            in_the_way=said["in_the_way"],
            person_id=int(said["about"]) if said["about"] else None,
        ),
        template="plan/approaches.html",
        context=context,
        then=home.url("approaches_page"),
        said=_("Written down."),
    )


@require_http_methods(PAGE)
@household_page(*ROLES)
def approach_judge(request: HttpRequest, home: Home, approach: UUID) -> HttpResponse:
    """Say how it went with what was tried."""
    home.must("plan.write")
    line = next((one for one in approaches(home.access) if one.uuid == approach), None)
    if line is None or line.logic is None or line.until is not None:
        raise NoEntry(_("This is not in the file any more."))
    return form_page(
        request,
        home,
        JudgeForm(posted(request), initial={"version": line.version}),
        lambda said: actions.judge_approach(
            home.reader,
            household_id=home.id,
            approach=approach,
            went=said["went"],
            learned=said["learned"],
            expected_version=said["version"],
        ),
        in_plan(home, _("How did it go?"), lead=str(LOGIC_WORDS[line.logic])),
        said=_("Written down."),
        then=home.url("approaches_page"),
    )
