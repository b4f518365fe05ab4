# SPDX-License-Identifier: EUPL-1.2
"""Views of the resident's own pages: opened through the door for the member who is signed in."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.access import Access
from voordeur.door.pages import View
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer
from voordeur.people.pages import Home, household_page

# URL name, label. The words in the address say nothing: they stay in the browser's history.
MENU: tuple[tuple[str, str], ...] = (
    ("my_home", gettext_noop("Overview")),
    ("my_plan", gettext_noop("Our plan")),
    ("my_words", gettext_noop("My words")),
    ("my_helpers", gettext_noop("Who helps us")),
    ("my_ending", gettext_noop("How it goes on")),
    ("my_together", gettext_noop("With others")),
    ("my_people", gettext_noop("My people")),
    ("my_notes", gettext_noop("Only for me")),
    ("my_safety", gettext_noop("I do not feel safe")),
)

FORM = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One item of the resident's menu."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class My:
    """The household a resident looks at, and which member they are."""

    home: Home
    person_id: int

    @property
    def access(self) -> Access:
        """The open Access."""
        return self.home.access

    @property
    def reader(self) -> Reader:
        """Who is signed in."""
        return self.home.reader

    @property
    def id(self) -> int:
        """The inside number of the household."""
        return self.home.id

    @property
    def uuid(self) -> UUID:
        """The outside name of the household."""
        return self.home.uuid

    def url(self, name: str, *more: object) -> str:
        """Return the address of one of the resident's pages in this household."""
        return reverse(name, args=[self.uuid, *more])

    def menu(self, current: str) -> list[MenuItem]:
        """Return the menu, the same for every member of every household."""
        return [MenuItem(self.url(name), _(label), name == current) for name, label in MENU]


def resident_page(view: View) -> View:
    """Declare a view about the own file of a member; it gets `My`.

    The household in the address is opened through the door and logged (purpose help, legal basis
    own file) before the view runs. A member who has left still opens what is about themselves.
    """

    @functools.wraps(view)
    def mine(request: HttpRequest, home: Home, *args: Any, **kwargs: Any) -> HttpResponse:
        if home.reader.person_id is None or home.access.relations.isdisjoint({"self", "member"}):
            raise NoEntry(_("This page is for the members of a household."))
        return view(request, My(home, home.reader.person_id), *args, **kwargs)

    return household_page("resident")(mine)


def show(
    request: HttpRequest, my: My, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render one of the resident's pages with its menu; `name` is its URL name and template."""
    found = {"my": my, "nav_items": my.menu(name), **context}
    return render(request, f"resident/{name}.html", found, status=status)


def asked(
    request: HttpRequest,
    my: My,
    name: str,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    context: Callable[[], dict[str, Any]],
    *,
    said: str,
    draft: str = "",
) -> HttpResponse:
    """Show one of the resident's pages with its form, or do what was sent and come back to it."""
    return answer(
        request,
        form,
        do,
        template=f"resident/{name}.html",
        context=lambda: {"my": my, "nav_items": my.menu(name), **context()},
        then=my.url(name),
        said=said,
        draft=draft,
    )
