# SPDX-License-Identifier: EUPL-1.2
"""Verbs of supervision: proposing and confirming what is erased, deciding a wish, a data breach."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from voordeur.door import erasure, forgetting, retention
from voordeur.door.deed import Deed, action, expect
from voordeur.door.erasure import erase_household, erase_rows
from voordeur.door.reader import Reader, system
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.supervision.models import CHANNELS, Breach, ErasureBatch, ErasureItem, Wish

ANSWER_DAYS = 28
"""Within the month that the AVG (article 12) gives for an answer."""
SYSTEM = ("system", 1)
NOBODY: tuple[None, str] = (None, "name")
SHORTEST = 15


def _open_batch() -> ErasureBatch | None:
    return ErasureBatch.objects.select_for_update().filter(confirmed_at=None).first()


@action("forget.person", household=False)
def propose_batch(deed: Deed) -> ErasureBatch | None:
    """List what is past its term, for a person to confirm; the open list gets what is new.

    For the nightly task. Returns None, and touches nothing, when nothing came due.
    """
    due = [row for row in retention.due(deed.now) if not _known(row.what)]
    batch = _open_batch()
    here = (
        set(ErasureItem.objects.filter(batch=batch).values_list("what", flat=True))
        if batch
        else set()
    )
    fresh = [row for row in due if row.what not in here]
    if batch is None:
        batch = ErasureBatch.objects.create(proposed_at=deed.now)
    else:
        batch.version += 1
        if fresh:
            batch.read_at, batch.read_by = None, ""
        batch.save(update_fields=["version", "read_at", "read_by"])
    ErasureItem.objects.bulk_create(
        ErasureItem(batch=batch, what=row.what, law=row.law, since=row.since, count=row.count)
        for row in fresh
    )
    deed.happened(
        "supervision.batch_proposed",
        {"batch": batch.pk, "items": len(fresh)},
        stream=SYSTEM,
        about=NOBODY,
    )
    return batch


def _known(what: str) -> bool:
    """Say whether a household was erased already; kinds of records come due again."""
    kind, _colon, number = what.partition(":")
    return kind == "household" and erasure.is_erased(int(number))


def anything_new() -> bool:
    """Say whether the nightly task has something to propose that is in no open list yet."""
    rows = ErasureItem.objects.filter(batch__confirmed_at=None).order_by("pk")
    here = set(rows.values_list("what", flat=True))
    return any(row.what not in here and not _known(row.what) for row in retention.due())


def _waiting(batch: int) -> ErasureBatch:
    row = ErasureBatch.objects.select_for_update().get(pk=batch)
    if row.confirmed_at is not None:
        raise Refusal(_("This list was confirmed already."))
    return row


@action("erasure.read", household=False)
def read_batch(deed: Deed, *, batch: int, expected_version: int) -> ErasureBatch:
    """Say that one has read the list as it is now and misses nothing: the second pair of eyes."""
    row = _waiting(batch)
    expect(row, expected_version, {})
    if row.read_at is not None:
        raise Refusal(_("This list was read already."))
    row.read_at, row.read_by = deed.now, deed.reader.key
    row.version += 1
    row.save(update_fields=["read_at", "read_by", "version"])
    deed.happened("supervision.batch_read", {"batch": row.pk}, stream=SYSTEM, about=NOBODY)
    return row


@action("forget.person", household=False)
def confirm_batch(deed: Deed, *, batch: int, expected_version: int) -> ErasureBatch:
    """Confirm a list: the background task erases it line by line, except what is on hold then.

    Only after somebody else has read it as it is now.
    """
    row = _waiting(batch)
    expect(row, expected_version, {})
    if row.read_by in {"", deed.reader.key}:
        raise Refusal(
            _("Somebody else reads this list first."),
            remedy=_("Ask another privacy officer or the administrator to read it."),
        )
    row.confirmed_at, row.confirmed_by = deed.now, deed.reader.key
    row.version += 1
    row.save(update_fields=["confirmed_at", "confirmed_by", "version"])
    deed.happened("supervision.batch_confirmed", {"batch": row.pk}, stream=SYSTEM, about=NOBODY)
    return row


@action("forget.person", household=False)
def settle_item(deed: Deed, *, item: int, state: str, erased: dict[str, int]) -> ErasureItem:
    """Write down what became of one line; the last one closes its list."""
    row = ErasureItem.objects.select_for_update().get(pk=item)
    row.state, row.erased = state, erased
    row.erased_at = deed.now if state == "erased" else None
    row.save(update_fields=["state", "erased", "erased_at"])
    if not ErasureItem.objects.filter(batch=row.batch_id, state="proposed").exists():
        ErasureBatch.objects.filter(pk=row.batch_id).update(done_at=deed.now)
    deed.happened(
        "supervision.item_done", {"item": row.pk, "state": state}, stream=SYSTEM, about=NOBODY
    )
    return row


def run_confirmed(limit: int = 50) -> int:
    """Erase what was confirmed, line by line; return how many lines were dealt with.

    Not an action: each line is erased in a transaction of its own and then written down. Killed in
    between, the next run finds that the household is gone already and goes on.
    """
    reader = system("retention")
    rows = ErasureItem.objects.filter(batch__confirmed_at__isnull=False, state="proposed")
    found = list(rows.order_by("pk")[:limit])
    for row in found:
        state, erased = _erase(reader, row)
        settle_item(reader, item=row.pk, state=state, erased=erased)
    return len(found)


def _erase(reader: Reader, row: ErasureItem) -> tuple[str, dict[str, int]]:
    kind, _colon, number = row.what.partition(":")
    if kind != "household":
        return "erased", {row.what: erase_rows(reader, kind=row.what)}
    household_id = int(number)
    if erasure.is_erased(household_id):
        return "erased", {}
    if erasure.holds_on(household_id):
        return "held", {}
    try:
        return "erased", erase_household(reader, household_id=household_id, law=row.law)
    except NoEntry:
        return "erased", {}
    except Refusal:
        # Something happened in the household since: the term runs anew.
        return "not_due", {}


@action("forget.person", household=False)
def record_wish(deed: Deed, *, person_id: int, channel: str, asked_on: date) -> Wish:
    """Record that somebody wishes to be forgotten, and by which day they get an answer."""
    if channel not in CHANNELS:
        raise Refusal(_("Say how it was asked."), "channel")
    if asked_on > deed.now.date():
        raise Refusal(_("This day lies in the future."), "asked_on")
    if Wish.objects.filter(person_id=person_id, decision="").exists():
        raise Refusal(_("This wish is recorded already."))
    row = Wish.objects.create(
        person_id=person_id,
        channel=channel,
        asked_on=asked_on,
        answer_by=asked_on + timedelta(days=ANSWER_DAYS),
    )
    deed.happened("supervision.wish_recorded", {"wish": row.pk}, stream=SYSTEM, about=NOBODY)
    return row


@action("forget.person", household=False)
def decide_wish(
    deed: Deed, *, wish: int, decision: str, reason: str, expected_version: int
) -> Wish:
    """Decide a wish: forget the person for good, or keep the file because a law asks it.

    Either way with the reason, which the resident gets. A legal hold refuses forgetting.
    """
    row = Wish.objects.select_for_update().get(pk=wish)
    if row.decision:
        raise Refusal(_("This was decided already."))
    expect(row, expected_version, {"decision": decision, "reason": reason})
    if decision not in {"forget", "keep"}:
        raise Refusal(_("Choose one of the two."), "decision")
    if len(reason.strip()) < SHORTEST:
        raise Refusal(_("Write the reason in a full sentence."), "reason")
    if decision == "forget":
        row.erased = forgetting.erase_person(deed, person_id=row.person_id, why="own_request")
    row.decision, row.reason = decision, reason.strip()[:600]
    row.decided_at, row.decided_by = deed.now, deed.reader.key
    row.version += 1
    row.save()
    deed.happened(
        "supervision.wish_decided",
        {"wish": row.pk, "decision": decision},
        stream=SYSTEM,
        about=NOBODY,
    )
    return row


def _breach(given: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return the columns of a breach from what was given; refuses what cannot be."""
    if given["known_at"] > now:
        raise Refusal(_("This moment lies in the future."), "known_at")
    for name in ("what", "whose"):
        if not given[name].strip():
            raise Refusal(_("Say this in a sentence."), name)
    for answer, moment in (("authority", "authority_at"), ("residents", "residents_at")):
        why = f"{answer}_why"
        if given[answer] == "no" and len(given[why].strip()) < SHORTEST:
            raise Refusal(_("Not telling needs a reason in a full sentence."), why)
        if given[answer] != "yes" and given[moment] is not None:
            raise Refusal(_("Choose yes when it was told."), answer)
        if given[moment] is not None and not given["known_at"] <= given[moment] <= now:
            raise Refusal(_("Choose a moment between the discovery and now."), moment)
    return given


@action("breach.record", household=False)
def record_breach(deed: Deed, **given: Any) -> Breach:
    """Record a data breach; the clock of 72 hours runs from `known_at`. Everything else may come later."""
    row = Breach.objects.create(**_breach(given, deed.now))
    deed.happened("supervision.breach_recorded", {"breach": row.pk}, stream=SYSTEM, about=NOBODY)
    return row


@action("breach.record", household=False)
def change_breach(
    deed: Deed, *, breach: int, close: bool, expected_version: int, **given: Any
) -> Breach:
    """Write down what became known or was decided; `close` ends it once both decisions are made."""
    row = Breach.objects.select_for_update().get(pk=breach)
    if row.closed_at is not None:
        raise Refusal(_("This breach was closed."))
    values = _breach(given, deed.now)
    expect(row, expected_version, values)
    if close and not (values["authority"] and values["residents"]):
        raise Refusal(_("Decide first whether the authority and the residents are told."), "close")
    for answer in ("authority", "residents"):
        if close and values[answer] == "yes" and values[f"{answer}_at"] is None:
            raise Refusal(_("Say when it was told."), f"{answer}_at")
    for name, value in values.items():
        setattr(row, name, value)
    row.closed_at = deed.now if close else None
    row.version += 1
    row.save()
    deed.happened(
        "supervision.breach_changed",
        {"breach": row.pk, "authority": row.authority, "residents": row.residents, "closed": close},
        stream=SYSTEM,
        about=NOBODY,
    )
    return row
