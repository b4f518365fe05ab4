# SPDX-License-Identifier: EUPL-1.2
"""Sessions end: after an hour in which nothing was asked, and after a working day in any case."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from voordeur.history import clock

RENEW = timedelta(minutes=10)
LONGEST = timedelta(hours=10)
BEGAN, RENEWED = "session_began", "session_renewed"


class IdleMiddleware:
    """Moves the end of a session on while somebody works, written once in ten minutes at the most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Renew the session, or end it when the working day is over."""
        if request.user.is_authenticated:
            now = clock.now()
            began = datetime.fromisoformat(request.session.get(BEGAN, now.isoformat()))
            if now - began > LONGEST:
                logout(request)
            elif now - self._renewed(request) >= RENEW:
                request.session[BEGAN] = began.isoformat()
                request.session[RENEWED] = now.isoformat()
        return self.get_response(request)

    @staticmethod
    def _renewed(request: HttpRequest) -> datetime:
        earliest = "1970-01-01T00:00:00+00:00"
        return datetime.fromisoformat(request.session.get(RENEWED, earliest))
