# SPDX-License-Identifier: EUPL-1.2
"""Verbs of standing in: somebody acts for a case coordinator who is away, until a day."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.coordination.actions.holding import BASIS, at_work, open_case_of
from voordeur.coordination.models import Appointment, Cover
from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM, midnight


@action("case.coordinate")
def stand_in(deed: Deed, *, household_id: int, professional_id: int, until: date) -> Cover:
    """Let somebody act for the case coordinator up to and not including a day; then it ends by itself.

    Nobody is asked first: it is for illness and leave. The holder stays the holder, so that the
    household keeps its regular contact.
    """
    case = open_case_of(deed)
    if until <= deed.now.astimezone(AMSTERDAM).date():
        raise Refusal(_("Choose a day that is still to come."), "until")
    who = at_work(professional_id)
    if who.account_id is None:
        raise Refusal(_("This professional has no account and cannot coordinate here."), "to")
    holder = Appointment._plain.filter(case=case, layer="case", state="appointed").first()
    if holder is None:
        raise Refusal(_("Nobody coordinates this case: ask somebody instead."), "to")
    if holder.professional_id == professional_id:
        raise Refusal(_("This is the case coordinator."), "to")
    _end_for(deed, case.pk)
    row = Cover(
        household_id=household_id,
        case=case,
        stand_in_id=professional_id,
        absent_id=holder.professional_id,
        from_at=deed.now,
        until_at=midnight(until),
    )
    row.save(force_insert=True)
    standing.give(
        deed,
        reader=f"account:{who.account_id}",
        relation="case_coordinator",
        basis=BASIS,
        reason=f"cover:{row.pk}",
        until=row.until_at,
    )
    deed.happened(
        "coordination.covered",
        {"cover": row.pk, "professional": professional_id, "until": until},
        about=(None, "name"),
    )
    return row


def _end_for(deed: Deed, case_id: int) -> int:
    """End the covers of a case that run; return how many."""
    rows = Cover._plain.filter(case_id=case_id, ended_at=None, until_at__gt=deed.now)
    ended = list(rows.select_related("stand_in").order_by("pk"))
    for row in ended:
        row.ended_at, row.version = deed.now, row.version + 1
        row.save(update_fields=["ended_at", "version"])
        standing.end(deed, reader=f"account:{row.stand_in.account_id}", relation="case_coordinator")
    return len(ended)


@action("case.coordinate")
def end_cover(deed: Deed, *, household_id: int) -> None:
    """End standing in before its day: the case coordinator is back."""
    if not _end_for(deed, open_case_of(deed).pk):
        raise Refusal(_("Nobody stands in here."))
    deed.happened("coordination.cover_ended", about=(None, "name"))
