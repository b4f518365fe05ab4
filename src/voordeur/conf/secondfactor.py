# SPDX-License-Identifier: EUPL-1.2
"""Nobody works with a password alone: a second factor or a passkey comes before any other page."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Where one must be able to come to set up a factor, change language or leave.
OPEN = ("/inloggen/", "/i18n/", "/static/")
KEY = "second_factor_seen"


def has_two(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Say whether this sign-in rests on two factors, a passkey or the municipality's own sign-in.

    The answer yes is kept in the session, so that it costs a query once.
    """
    if settings.CONFIG.demo and getattr(user, "is_demo", False):
        return True
    if request.session.get(KEY) == user.pk:
        return True
    methods = {record.get("method") for record in get_authentication_records(request, user)}
    enough = "socialaccount" in methods or is_mfa_enabled(user)
    if enough:
        request.session[KEY] = user.pk
    return enough


class SecondFactorMiddleware:
    """Sends an account without a second factor to the page where it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or send it to set up the second factor."""
        user = request.user
        if (
            settings.SECOND_FACTOR
            and user.is_authenticated
            and not request.path.startswith(OPEN)
            and not has_two(request, user)
        ):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)
