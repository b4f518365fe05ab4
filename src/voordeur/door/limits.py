# SPDX-License-Identifier: EUPL-1.2
"""How often one person may search, export or break the glass: counted in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from voordeur.door.models import Use
from voordeur.door.reader import Reader
from voordeur.door.refusal import TooMany
from voordeur.history import clock
from voordeur.history.asking import Shape

LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most this many times in a window of time."""

    times: int
    window: timedelta


LIMITS: Mapping[str, Limit] = {
    "search": Limit(60, timedelta(minutes=10)),
    # A hit outside one's own standing tells that somebody is known: a few a day is work.
    "masked_hit": Limit(20, timedelta(days=1)),
    "export": Limit(10, timedelta(days=1)),
    # A page for one question opens by a secret of 256 bits; guessing is made slow as well.
    "one_question": Limit(20, timedelta(minutes=10)),
    "emergency": Limit(5, timedelta(days=1)),
}


# The use that was just written is among them, so there is one row.
_USED = Shape(
    lambda reader, kind, since: (
        Use.objects.filter(reader=reader, kind=kind, at__gt=since)
        .order_by()
        .values("kind")
        .annotate(used=Count("pk"))
        .values_list("used")
    )
)


def spend(reader: Reader, kind: str) -> None:
    """Count one use; raises TooMany when the limit is reached. A refused use is not counted.

    The use is written before it is counted, so that two at the same moment cannot both be the
    last one. It lies in the log database: a page that only reads state can be limited too.
    """
    limit = LIMITS[kind]
    now = clock.now()
    use = Use.objects.create(reader=reader.key, kind=kind, at=now)
    [(used,)] = _USED(reader.key, kind, now - limit.window)
    if used > limit.times:
        use.delete()
        raise TooMany(
            _("You did this too often in a short time."),
            remedy=_(
                "Wait a while. Do you need it for your work? Ask the functional administrator."
            ),
        )


def forget_old() -> int:
    """Drop uses that no window reaches any more; return how many."""
    count, _rows = Use.objects.filter(at__lt=clock.now() - 2 * LONGEST).delete()
    return count
