# SPDX-License-Identifier: EUPL-1.2
"""Supervision: the privacy officer opens the access log of one household, with a reason."""

from datetime import timedelta

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.access import Access, open_household
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import Purpose
from voordeur.door.models import Standing
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import record

LENGTH = timedelta(hours=1)
SHORTEST_REASON = 15


@action("log.inspect", household=False)
def start_inspection(deed: Deed, *, household_id: int, reason: str) -> Standing:
    """Let the privacy officer read the access log of one household for an hour; not the file."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write the reason in a full sentence."), "reason")
    if not record.exists(("household", household_id)):
        raise NoEntry(_("This household cannot be opened."))
    deed.found(household_id)
    return standing.give(
        deed,
        reader=deed.reader.key,
        relation="inspector",
        basis="avg_39",
        reason=reason.strip()[:300],
        until=deed.now + LENGTH,
    )


def inspect(reader: Reader, *, household_id: int, reason: str) -> Access:
    """Start an inspection and open the household for supervision; logged with its reason."""
    start_inspection(reader, household_id=household_id, reason=reason)
    return open_household(
        reader,
        household_id,
        activity="door.inspect",
        purpose=Purpose.SUPERVISION,
        reason=reason.strip()[:300],
    )
