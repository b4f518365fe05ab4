# SPDX-License-Identifier: EUPL-1.2
"""Every view says who may come and for what; a test walks the URLs and fails on one that does not."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from voordeur.door.matrix import Purpose, matrix
from voordeur.door.reader import Reader
from voordeur.door.refusal import NotAllowed
from voordeur.door.roles import ROLES

View = Callable[..., HttpResponse]


def page(*roles: str, purpose: Purpose = Purpose.HELP) -> Callable[[View], View]:
    """Declare a view for signed-in readers with one of these roles, for one purpose.

    Without roles: for everybody who is signed in. It opens no household: that is `household_page`.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise KeyError(f"unknown roles {sorted(unknown)}")

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            reader = getattr(request, "reader", None)
            if reader is None:
                return redirect_to_login(request.get_full_path())
            if roles and reader.roles.isdisjoint(roles):
                raise NotAllowed(_("This page is not for your role."))
            return view(request, *args, **kwargs)

        guarded.declares = (frozenset(roles), purpose)  # type: ignore[attr-defined]
        return guarded

    return decorate


def who_asks(request: HttpRequest) -> Reader:
    """Return who is signed in and looks at a page."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return reader


def may(request: HttpRequest, act: str) -> bool:
    """Say whether the roles of who looks give them an act; what they may not do is not offered."""
    return matrix().may(act, who_asks(request).holders)


def public(view: View) -> View:
    """Declare a view that needs no sign-in and shows nothing about anybody."""
    view.declares = (frozenset({"anyone"}), None)  # type: ignore[attr-defined]
    return view


def by_secret(view: View) -> View:
    """Declare a view for who has the secret in its address: a partner, for one piece, no account."""
    view.declares = (frozenset({"partner"}), Purpose.HELP)  # type: ignore[attr-defined]
    return view
