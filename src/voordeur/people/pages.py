# SPDX-License-Identifier: EUPL-1.2
"""Views about one household: opened through the door before the view runs."""

import functools
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from voordeur.door.access import Access, open_household
from voordeur.door.joined import nothing_joined
from voordeur.door.matrix import Purpose, matrix
from voordeur.door.pages import View, page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NotAllowed
from voordeur.door.submitting import answer
from voordeur.people import queries


@dataclass(frozen=True, slots=True)
class Home:
    """The household a page is about: its address, its inside number, and the open Access."""

    uuid: UUID
    id: int
    access: Access
    reader: Reader

    def may(self, act: str) -> bool:
        """Say whether this reader may do an act here, to offer the button; the action decides."""
        return matrix().may(act, self.access.relations | self.reader.holders)

    def must(self, act: str) -> None:
        """Refuse the page of an act this reader may not do here, before anything is typed."""
        if not self.may(act):
            raise NotAllowed(
                _("You may not do this in this household."),
                remedy=_("Ask the case coordinator to do it, or to give you the task."),
            )

    def url(self, name: str, *more: object, anchor: str = "") -> str:
        """Return the address of a page of this household."""
        return reverse(name, args=[self.uuid, *more]) + (f"#{anchor}" if anchor else "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the one form of a page: where it hangs, its words and its button.

    `tab` is the URL name of the part of the file it belongs to, `back` where the way back leads.
    """

    tab: str
    title: str
    back: str
    eyebrow: str = ""
    lead: str = ""
    explain: str = ""
    empty: str = ""
    submit: str = ""
    danger: bool = False
    draft: str = ""


def form_page(
    request: HttpRequest,
    home: Home,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    frame: Frame,
    *,
    said: str,
    then: str | Callable[[], str] = "",
) -> HttpResponse:
    """Show a page with one form about a household, or do what was posted; then go back or on."""
    return answer(
        request,
        form,
        do,
        template="people/form_page.html",
        context={"home": home, "back_url": frame.back, **asdict(frame)},
        then=then or frame.back,
        said=said,
        draft=frame.draft,
    )


def household_page(*roles: str, purpose: Purpose = Purpose.HELP) -> Callable[[View], View]:
    """Declare a view about the household in the URL (`<uuid:household>`); it gets a `Home`.

    The access is checked and logged before the view runs. Without roles the standing decides.
    """

    def decorate(view: View) -> View:
        activity = f"{view.__module__.split('.')[1]}.{view.__name__}"

        @page(*roles, purpose=purpose)
        @functools.wraps(view)
        def opened(
            request: HttpRequest, household: UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            reader = who_asks(request)
            inside, was_joined = queries.household_at(household)
            access = open_household(reader, inside, activity=activity, purpose=purpose)
            if not was_joined:
                nothing_joined(access)
            return view(request, Home(household, inside, access, reader), *args, **kwargs)

        return opened

    return decorate
