# SPDX-License-Identifier: EUPL-1.2
"""Verbs of going out safely: checking in before a visit, coming back, warning the colleague."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import own_professional
from voordeur.contact.models import VisitWatch
from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import colleagues
from voordeur.terms.book import close_terms, open_term

LONGEST = timedelta(hours=12)
STAYS = timedelta(days=2)
"""How long after the expected moment the colleague can still find it, when nobody came back."""
PART = (None, "private")


@action("contact.write")
def go_out(
    deed: Deed, *, household_id: int, colleague_id: int, expected_at: datetime, where: str
) -> VisitWatch:
    """Check in before a visit: when one expects to be back, and which colleague looks out.

    The colleague needs no standing in the household and gets none: they find this item and where
    to look, and nothing else of the file. The household finds nothing of it.
    """
    worker = own_professional(deed)
    if worker is None:
        raise Refusal(_("Only a professional with an account checks in."))
    found = colleagues(ids=[colleague_id], with_account=True)
    if not found or colleague_id == worker:
        raise Refusal(_("Choose a colleague with an account."), "colleague")
    if not deed.now < expected_at <= deed.now + LONGEST:
        raise Refusal(_("Choose a time within the next twelve hours."), "expected_at")
    if not where.strip():
        raise Refusal(_("Say where to look and how to call you."), "where")
    row = VisitWatch(
        household_id=household_id,
        worker_id=worker,
        colleague_id=colleague_id,
        where=where.strip(),
        started_at=deed.now,
        expected_at=expected_at,
    )
    row.save(force_insert=True)
    owner = f"account:{found[0].account_id}"
    term = open_term(
        deed,
        kind="visit_back",
        owner=owner,
        subject=f"visit:{row.pk}",
        due=expected_at.astimezone(AMSTERDAM).date(),
        compartment="private",
    )
    for reader, item in ((owner, term.uuid), (owner, row.uuid), (deed.reader.key, row.uuid)):
        standing.give(
            deed,
            reader=reader,
            relation="told",
            basis="wmo_5_1_1",
            reason="visit watch",
            compartment="private",
            item=item,
            until=expected_at + STAYS,
            about=PART,
        )
    deed.happened("contact.visit_begun", {"visit": row.pk}, about=PART)
    return row


@action("told.answer")
def come_back(deed: Deed, *, household_id: int, visit: int) -> VisitWatch:
    """Say that the worker is back: by the worker, or by the colleague who reached them."""
    row = VisitWatch.objects.through(deed.inside).shown().filter(pk=visit, back_at=None).first()
    if row is None:
        raise Refusal(_("This visit is over."))
    # Where to look is of no use any more.
    row.back_at, row.where, row.version = deed.now, "", row.version + 1
    row.save(update_fields=["back_at", "where", "version"])
    close_terms(deed, subject=f"visit:{row.pk}")
    deed.happened(
        "contact.visit_over",
        {"visit": row.pk, "minutes": int((row.back_at - row.started_at).total_seconds() // 60)},
        about=PART,
    )
    return row


@action("told.answer")
def alert_colleague(deed: Deed, *, household_id: int, visit: int) -> VisitWatch:
    """Note that the colleague was warned: the worker is not back at the expected time; once."""
    row = VisitWatch.objects.through(deed.inside).shown().filter(pk=visit, alerted_at=None).first()
    if row is None or row.back_at is not None or row.expected_at > deed.now:
        raise Refusal(_("Nobody has to be warned."))
    row.alerted_at, row.version = deed.now, row.version + 1
    row.save(update_fields=["alerted_at", "version"])
    deed.happened("contact.visit_alarm", {"visit": row.pk}, about=PART)
    return row
