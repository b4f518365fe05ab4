# SPDX-License-Identifier: EUPL-1.2
"""Pages of supervision: what is erased, what is kept, who wishes to be forgotten, what leaked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door import forgetting, retention
from voordeur.door.language import language
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import answer, number_sent, posted, press
from voordeur.history import clock
from voordeur.people.queries import household_id, household_uuids, person_number
from voordeur.supervision import actions, queries
from voordeur.supervision.forms import BreachForm, DecideForm, HoldForm, WishForm

GET_POST = ["GET", "HEAD", "POST"]
officer = page("privacy_officer", purpose=Purpose.SUPERVISION)
reading = page("privacy_officer", "administrator", purpose=Purpose.SUPERVISION)


@require_safe
@reading
def erasures(request: HttpRequest) -> HttpResponse:
    """Show what is past its term, who read the list, and what was erased before."""
    english = language() == "en"
    words = {kind.model: kind.en if english else kind.nl for kind in retention.kinds().values()}
    found = queries.batches()
    context = {
        "open": [batch for batch in found if batch.confirmed_at is None],
        "before": [batch for batch in found if batch.confirmed_at is not None],
        "words": words,
        "officer": "privacy_officer" in who_asks(request).roles,
        "me": who_asks(request).key,
    }
    return render(request, "supervision/erasures.html", context)


@require_POST
@reading
def read_list(request: HttpRequest) -> HttpResponse:
    """Say that one read the list as the second; what came in meanwhile is read first."""
    return press(
        request,
        lambda: actions.read_batch(
            who_asks(request),
            batch=number_sent(request, "batch"),
            expected_version=number_sent(request),
        ),
        then=reverse("supervision_erasures"),
        said=_("You have read this list. Somebody else can confirm it now."),
    )


@require_POST
@officer
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the open list; the background task erases what is on no hold."""
    return press(
        request,
        lambda: actions.confirm_batch(
            who_asks(request),
            batch=number_sent(request, "batch"),
            expected_version=number_sent(request),
        ),
        then=reverse("supervision_erasures"),
        said=_("Confirmed. It is erased in the background; look here for the report."),
    )


@require_http_methods(GET_POST)
@officer
def holds(request: HttpRequest) -> HttpResponse:
    """Show what must be kept and why, and keep another file."""
    form = HoldForm(posted(request))

    def keep(given: dict[str, Any]) -> object:
        number = (
            household_id(given["code"])
            if given["kind"] == "household"
            else person_number(given["code"])
        )
        return forgetting.set_hold(
            who_asks(request),
            subject=f"{given['kind']}:{number}",
            reason=given["reason"],
            review_on=given["review_on"],
        )

    return answer(
        request,
        form,
        keep,
        template="supervision/holds.html",
        context=lambda: {"holds": _holds()},
        then=reverse("supervision_holds"),
        said=_("This file is kept until you end it."),
    )


def _holds() -> list[dict[str, object]]:
    found = forgetting.holds()
    numbers = {int(hold.subject[10:]) for hold in found if hold.subject.startswith("household:")}
    codes = household_uuids(numbers)
    return [
        {
            "hold": hold,
            "code": codes.get(int(hold.subject[10:]))
            if hold.subject.startswith("household:")
            else None,
        }
        for hold in found
    ]


@require_POST
@officer
def end_hold(request: HttpRequest) -> HttpResponse:
    """End a hold, with the reason that stands beside its button."""
    return press(
        request,
        lambda: forgetting.end_hold(
            who_asks(request),
            hold=number_sent(request, "hold"),
            reason=request.POST.get("reason", ""),
        ),
        then=reverse("supervision_holds"),
        said=_("The hold has ended."),
    )


@require_http_methods(GET_POST)
@officer
def wishes(request: HttpRequest) -> HttpResponse:
    """Show who waits for an answer to the wish to be forgotten, and record another wish."""
    form = WishForm(posted(request), initial={"asked_on": clock.today()})
    return answer(
        request,
        form,
        lambda given: actions.record_wish(
            who_asks(request),
            person_id=person_number(given["person"]),
            channel=given["channel"],
            asked_on=given["asked_on"],
        ),
        template="supervision/wishes.html",
        context=lambda: {"wishes": queries.wishes()},
        then=reverse("supervision_wishes"),
        said=_("The wish is recorded."),
    )


@require_http_methods(GET_POST)
@officer
def wish(request: HttpRequest, wish: UUID) -> HttpResponse:
    """Show what stands in the way and what would go, and decide; afterwards the proof."""
    found = queries.wish(wish)
    form = DecideForm(posted(request), initial={"version": found.version})
    return answer(
        request,
        form,
        lambda given: actions.decide_wish(
            who_asks(request),
            wish=found.id,
            decision=given["decision"],
            reason=given["reason"],
            expected_version=given["version"],
        ),
        template="supervision/wish.html",
        context={"wish": found},
        then=reverse("supervision_wish", args=[found.uuid]),
        said=_("The decision is recorded."),
    )


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Turn the days and times of the form into moments; a day without a time counts from noon."""

    def moment(day: str, time: str | None) -> datetime | None:
        if given[day] is None:
            return None
        at = given.get(time or "") or datetime.strptime("12:00", "%H:%M").time()  # noqa: DTZ007
        found = datetime.combine(given[day], at, clock.AMSTERDAM)
        return min(found, clock.now()) if day != "known_on" else found

    names = ("what", "whose", "people", "consequences", "measures", "authority", "authority_why")
    return {
        **{name: given[name] for name in (*names, "residents", "residents_why")},
        "known_at": moment("known_on", "known_time"),
        "authority_at": moment("authority_on", "authority_time"),
        "residents_at": moment("residents_on", None),
    }


@require_http_methods(GET_POST)
@officer
def breaches(request: HttpRequest) -> HttpResponse:
    """Show the register of data breaches with their clocks, and record one."""
    now = clock.now().astimezone(clock.AMSTERDAM)
    initial = {"known_on": now.date(), "known_time": now.time().replace(second=0, microsecond=0)}
    form = BreachForm(posted(request), initial=initial, new=True)
    return answer(
        request,
        form,
        lambda given: actions.record_breach(who_asks(request), **_values(given)),
        template="supervision/breaches.html",
        context=lambda: {"breaches": queries.breaches()},
        then=reverse("supervision_breaches"),
        said=_("The breach is recorded; the clock runs."),
    )


@require_http_methods(GET_POST)
@officer
def breach(request: HttpRequest, breach: UUID) -> HttpResponse:
    """Show one breach with its clock, and write down what became known or was decided."""
    number, values, closed_at, clock72 = queries.breach(breach)
    initial: dict[str, Any] = dict(values)
    for name in ("known", "authority", "residents"):
        at: Any = values[f"{name}_at"]
        if at is not None:
            local = at.astimezone(clock.AMSTERDAM)
            initial |= {f"{name}_on": local.date(), f"{name}_time": local.time()}
    form = BreachForm(posted(request), initial=initial, new=False)
    return answer(
        request,
        form,
        lambda given: actions.change_breach(
            who_asks(request),
            breach=number,
            close=given["close"],
            expected_version=given["version"] or 0,
            **_values(given),
        ),
        template="supervision/breach.html",
        context={"values": values, "closed_at": closed_at, "clock": clock72},
        then=reverse("supervision_breach", args=[breach]),
        said=_("The breach is saved."),
    )
