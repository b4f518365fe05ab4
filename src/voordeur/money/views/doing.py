# SPDX-License-Identifier: EUPL-1.2
"""Many forms of one room behind few addresses: what each asks, says and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from voordeur.door.pages import may, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, NotAllowed
from voordeur.door.submitting import answer, posted


@dataclass(frozen=True, slots=True)
class Doing[Row]:
    """One form: the act it needs, its words, and what it does with the row it is about."""

    act: str
    title: str
    button: str
    said: str
    make: Callable[[Any, Row], Form]
    run: Callable[[Reader, Any, Row], object]
    """From who does it, the valid form and the row, to what the action gives."""


def do[Row](
    request: HttpRequest, doing: Doing[Row] | None, row: Row, *, lead: str, back: str
) -> HttpResponse:
    """Show the form, or do what it says and go back; a form that is not there is not found."""
    if doing is None:
        raise NoEntry("This page is not here.")
    if not may(request, doing.act):
        raise NotAllowed("Your role does not allow this.")
    form = doing.make(posted(request), row)
    return answer(
        request,
        form,
        lambda _said: doing.run(who_asks(request), form, row),
        template="people/form_page.html",
        context={
            "title": doing.title,
            "lead": lead,
            "back_url": back,
            "submit": doing.button,
        },
        then=back,
        said=doing.said,
    )
