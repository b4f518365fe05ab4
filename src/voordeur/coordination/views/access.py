# SPDX-License-Identifier: EUPL-1.2
"""Pages of who may see which part for a task: asked, answered, given, and closed again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.coordination import actions
from voordeur.coordination.forms import access as forms
from voordeur.coordination.forms.helping import by_team
from voordeur.coordination.queries import access_requests
from voordeur.coordination.queries.access import RequestLine
from voordeur.door import accounts, sharing
from voordeur.door.submitting import number_sent, press, uuid_sent
from voordeur.history import clock
from voordeur.history.clock import midnight
from voordeur.partners.queries import colleagues
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]
PAGE = "access_page"


def _people(home: Home) -> list[tuple[str, str]]:
    return [(str(row.person_id), row.called) for row in members(home.access) if row.called]


def _names(keys: set[str]) -> dict[str, str]:
    numbers = sorted(int(key[8:]) for key in keys if key.startswith("account:"))
    return {
        f"account:{one.account_id}": f"{one.name}, {one.organisation}"
        for one in (colleagues(account_ids=numbers) if numbers else [])
    }


@require_safe
@household_page(*WORKERS)
def access_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who asked to see what, what is open for a task, and until when."""
    asked = access_requests(home.access)
    tasks = sharing.open_tasks(home.access)
    names = _names({row.asked_by for row in asked} | {row.reader for row in tasks})
    people = {int(pk): called for pk, called in _people(home)}
    laws = dict(forms.law_choices())
    context = {
        "home": home,
        "asked": [
            {
                "row": row,
                "who": names.get(row.asked_by, ""),
                "whose": people.get(row.person_id, ""),
                "part": forms.PART_WORDS[row.asked_part],
                "law": laws.get(row.basis, ""),
                "mine": row.asked_by == home.reader.key,
            }
            for row in asked
        ],
        "tasks": [
            {
                "row": row,
                "who": names.get(row.reader, ""),
                "whose": people.get(row.person_id, ""),
                "part": forms.PART_WORDS.get(row.compartment, ""),
                "last": row.valid_until - timedelta(days=1),
            }
            for row in tasks
        ],
        "may_ask": home.may("access.ask") and not home.may("task.give"),
        "may_give": home.may("task.give"),
        "ways": list(forms.TOLD_WORDS.items()),
    }
    return render(request, "coordination/access.html", context)


def _request(home: Home, uuid: UUID) -> RequestLine | None:
    rows = access_requests(home.access)
    return next((row for row in rows if row.uuid == uuid and not row.answer), None)


def _ask(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.ask_for_part(
        home.reader,
        household_id=home.id,
        person_id=int(given["whose"]),
        part=given["part"],
        basis=given["basis"],
        necessity=given["necessity"],
        until=given["until"],
    )


def _let_in(home: Home, given: dict[str, Any], row: RequestLine) -> object:
    return actions.let_in_on_request(
        home.reader,
        household_id=home.id,
        request=row.uuid,
        until=given["until"],
        telling=forms.telling(given),
        expected_version=given["version"],
    )


def _refuse(home: Home, given: dict[str, Any], row: RequestLine) -> object:
    return actions.refuse_request(
        home.reader,
        household_id=home.id,
        request=row.uuid,
        why=given["why"],
        expected_version=given["version"],
    )


def _take_back(home: Home, given: dict[str, Any], row: RequestLine) -> object:
    return actions.take_request_back(
        home.reader, household_id=home.id, request=row.uuid, expected_version=given["version"]
    )


def _give(home: Home, given: dict[str, Any], row: None) -> object:
    (account,) = accounts.by_id([int(given["to"])])
    told = forms.telling(given)
    return sharing.give_task(
        home.reader,
        household_id=home.id,
        person_id=int(given["whose"]),
        account=account.uuid,
        compartment=given["part"],
        basis=given["basis"],
        necessity=given["necessity"],
        until=midnight(given["until"] + timedelta(days=1)),
        told_how=told.how,
        why_not_told=told.why_not,
        tell_by=told.by,
    )


def _month() -> dict[str, object]:
    return {"until": clock.today() + timedelta(days=28), "basis": "wmo_5_1_1"}


def _give_form(home: Home, data: Any, row: None) -> forms.GiveForm:
    staff = colleagues(with_account=True)
    account = {str(one.id): str(one.account_id) for one in staff}
    groups = [
        (place, [(account[pk], label) for pk, label in rows] if isinstance(rows, list) else rows)
        for place, rows in by_team(staff)
    ]
    return forms.GiveForm(data, people=_people(home), colleagues=groups, initial=_month())


ONE = "coordination/access_one.html"
DOINGS = {
    "vragen": Doing(
        "access.ask",
        gettext_lazy("Ask to see something"),
        gettext_lazy(
            "The case coordinator says yes or no within a week. The resident can read that you "
            "asked, and why. What you get closes by itself."
        ),
        gettext_lazy("Ask"),
        gettext_lazy("The question was sent."),
        PAGE,
        lambda home, data, row: forms.AskForm(data, people=_people(home), initial=_month()),
        _ask,
    ),
    "geven": Doing(
        "task.give",
        gettext_lazy("Let somebody see a part for a task"),
        gettext_lazy("For one part of one member, as long as the task needs it."),
        gettext_lazy("Let them see it"),
        gettext_lazy("It is open until that day."),
        PAGE,
        _give_form,
        _give,
    ),
}
DOINGS_WITH_ONE = {
    "ja": Doing(
        "task.give",
        gettext_lazy("Say yes"),
        gettext_lazy("It is open until the day below and closes by itself."),
        gettext_lazy("Let them see it"),
        gettext_lazy("It is open until that day."),
        PAGE,
        lambda home, data, row: forms.LetInForm(
            data, initial={"until": row.until, "version": row.version}
        ),
        _let_in,
        _request,
        ONE,
    ),
    "nee": Doing(
        "task.give",
        gettext_lazy("Say no"),
        gettext_lazy("With a reason that helps who asked further."),
        gettext_lazy("Say no"),
        gettext_lazy("The answer was sent."),
        PAGE,
        lambda home, data, row: forms.RefuseForm(data, initial={"version": row.version}),
        _refuse,
        _request,
        ONE,
    ),
    "terug": Doing(
        "access.ask",
        gettext_lazy("Take the question back"),
        gettext_lazy("The case coordinator need not answer any more."),
        gettext_lazy("Take it back"),
        gettext_lazy("The question was taken back."),
        PAGE,
        lambda home, data, row: forms.TakeBackForm(data, initial={"version": row.version}),
        _take_back,
        _request,
        ONE,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def access_do(request: HttpRequest, home: Home, doing: str) -> HttpResponse:
    """Show one form about seeing a part, and do what it says."""
    return do(request, home, DOINGS, doing)


@require_http_methods(FORM)
@household_page(*WORKERS)
def access_do_one(request: HttpRequest, home: Home, item: UUID, doing: str) -> HttpResponse:
    """Show one form about one question, and do what it says."""
    return do(request, home, DOINGS_WITH_ONE, doing, item)


@require_POST
@household_page(*WORKERS)
def access_close(request: HttpRequest, home: Home) -> HttpResponse:
    """Close a part that is open for a task, before its last day."""
    return press(
        request,
        lambda: sharing.end_task(
            home.reader, household_id=home.id, task=number_sent(request, "task")
        ),
        then=home.url(PAGE),
        said=_("It is closed."),
    )


@require_POST
@household_page(*WORKERS)
def access_told(request: HttpRequest, home: Home) -> HttpResponse:
    """Note that the resident was told now."""
    return press(
        request,
        lambda: sharing.tell(
            home.reader,
            household_id=home.id,
            informing=uuid_sent(request, "informing"),
            how=request.POST.get("how", ""),
        ),
        then=home.url(PAGE),
        said=_("Noted that the resident was told."),
    )
