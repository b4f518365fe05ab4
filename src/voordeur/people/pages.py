# SPDX-License-Identifier: EUPL-1.2
"""Views about one household: opened through the door before the view runs."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from voordeur.door.access import Access, open_household
from voordeur.door.matrix import Purpose, matrix
from voordeur.door.pages import View, page
from voordeur.door.reader import Reader
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
            reader: Reader = request.reader  # type: ignore[attr-defined]
            inside = queries.household_id(household)
            access = open_household(reader, inside, activity=activity, purpose=purpose)
            return view(request, Home(household, inside, access, reader), *args, **kwargs)

        return opened

    return decorate
