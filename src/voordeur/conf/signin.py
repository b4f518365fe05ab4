# SPDX-License-Identifier: EUPL-1.2
"""How accounts sign in: nobody signs up; staff by OpenID Connect are matched to an account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import render


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse signing up."""
        return False


class StaffAdapter(DefaultSocialAccountAdapter):
    """A staff sign-in must match an account that an administrator opened, by its address.

    An address that the provider calls unverified is refused; many municipal providers say nothing
    about it, because they gave the address themselves.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse signing up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect to the account with the same verified address, or refuse in words."""
        if sociallogin.is_existing:
            return
        data = sociallogin.account.extra_data
        claims = data.get("id_token", data.get("userinfo", data))
        email = str(claims.get("email", ""))
        account = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
        if not email or claims.get("email_verified") is False or account is None:
            raise ImmediateHttpResponse(render(request, "403.html", status=403))
        sociallogin.connect(request, account)
