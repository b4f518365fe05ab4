# SPDX-License-Identifier: EUPL-1.2
"""Sessions in the database, as Django keeps them, looked up in a statement that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from voordeur.history.asking import Shape

_GOES_ON = Shape(
    lambda key, moment: Session.objects.filter(session_key=key, expire_date__gt=moment).order_by(
        "pk"
    )
)


class SessionStore(db.SessionStore):
    """Finds the session of a request, which each request asks first of all."""

    def _get_session_from_db(self) -> Session | None:
        rows = _GOES_ON(self.session_key or "", timezone.now())
        if rows:
            found: Session = rows[0]
            return found
        self._session_key = None
        return None
