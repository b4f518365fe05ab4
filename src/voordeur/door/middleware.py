# SPDX-License-Identifier: EUPL-1.2
"""What the door does around every request: a fresh scope, the reader, no caching, plain refusals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from voordeur.door import access, drafts
from voordeur.door.reader import reader_of
from voordeur.door.refusal import Conflict, Refusal

# Signing in through another party comes back with a GET that must write.
SIGN_IN = "/inloggen/"


@contextmanager
def read_only(using: str = "default") -> Iterator[None]:
    """Let the state database only read inside the block: a GET changes nothing."""
    connection = connections[using]
    sqlite = connection.vendor == "sqlite"
    on = "PRAGMA query_only=1" if sqlite else "SET default_transaction_read_only = on"
    off = "PRAGMA query_only=0" if sqlite else "SET default_transaction_read_only = off"
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute(off)


class DoorMiddleware:
    """Gives `request.reader`, ends every Access with the request and answers refusals in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run one request inside its own scope."""
        user = request.user
        request.reader = reader_of(user) if user.is_authenticated else None  # type: ignore[attr-defined]
        looking = request.method in {"GET", "HEAD"} and not request.path.startswith(SIGN_IN)
        with (
            access.scope(remembering=looking),
            read_only() if looking else nullcontext(),
            drafts.noting_sent() as sent,
        ):
            response = self.get_response(request)
        if sent:
            response.set_cookie(
                drafts.SENT,
                ".".join(sent),
                max_age=300,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Strict",
            )
        if user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a Refusal that no view caught into a page that says what is wrong and what to do."""
        if not isinstance(error, Refusal):
            return None
        template = "409.html" if isinstance(error, Conflict) else f"{error.status}.html"
        return render(request, template, {"refusal": error}, status=error.status)
