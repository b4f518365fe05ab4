# SPDX-License-Identifier: EUPL-1.2
"""Many forms of one room behind one address: each with its act, its words and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.people.pages import Home

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Doing:
    """One form about the household, or about one row of it that `find` looks up for this reader.

    `page` is the URL name of the page it hangs on, where one comes back to.
    """

    act: str
    title: "StrOrPromise"
    lead: "StrOrPromise"
    button: "StrOrPromise"
    said: "StrOrPromise"
    page: str
    make: Callable[[Home, Any, Any], forms.Form]
    """From the household, what was posted and the row, to the form."""
    run: Callable[[Home, dict[str, Any], Any], object]
    """From the household, what the form says and the row, to what the action gives."""
    find: Callable[[Home, UUID], Any] | None = None
    aside: str = ""
    """A template with what to look at before filling it in; it gets `row` and what `more` adds."""


def do(
    request: HttpRequest,
    home: Home,
    doings: Mapping[str, Doing],
    doing: str,
    item: UUID | None = None,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show the form of that name and do what it says; what is not there or not open is not found."""
    known = doings.get(doing)
    if known is None or (known.find is None) != (item is None):
        raise NoEntry("This page is not here.")
    home.must(known.act)
    row = known.find(home, item) if known.find and item else None
    if known.find and row is None:
        raise NoEntry("This is not here.")
    back = home.url(known.page)
    return answer(
        request,
        known.make(home, posted(request), row),
        lambda typed: known.run(home, typed, row),
        template="people/doing.html",
        context={
            "home": home,
            "tab": known.page,
            "title": known.title,
            "lead": known.lead,
            "submit": known.button,
            "back_url": back,
            "aside": known.aside,
            "row": row,
            **(more or {}),
        },
        then=back,
        said=str(known.said),
    )
