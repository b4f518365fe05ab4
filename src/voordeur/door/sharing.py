# SPDX-License-Identifier: EUPL-1.2
"""Sharing by the member (consent) and for a task (legal basis), and telling the resident of it.

Two doors that look alike and are not: a member shares by own choice and takes it back at any time;
a task is given because a law asks for it, with necessity in words, and the member is told of it or
the reason is on record why not yet. Consent never stands in for a missing legal basis.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.access import Access, standing_now
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import Answer, matrix
from voordeur.door.models import Account, Informing, Standing
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.door.voice import may_write_for, said
from voordeur.history.record import Private

SHORTEST_NECESSITY = 20
LONGEST_UNTOLD = timedelta(days=92)
TOLD_HOW = Informing.HOW
"""How a resident can be told of a use."""


def may_speak_for(deed: Deed, person_id: int) -> frozenset[str]:
    """Return what the reader is to this member of the household: `self`, `parent` or neither.

    A relation to the household is not one to each member: who writes about a member asks this.
    """
    rows = standing_now(deed.reader, deed.now).filter(
        household_id=deed.household_id, person_id=person_id, relation__in=["self", "parent"]
    )
    return frozenset(rows.order_by("pk").values_list("relation", flat=True))


def _check_voice(
    deed: Deed, person_id: int, how: str | None, compartment: str, item: object
) -> None:
    """Refuse a yes or no that is not the member's: who says it, how, and about which part."""
    relations = may_speak_for(deed, person_id)
    if "self" in relations:
        said(deed, person_id, how)
        return
    if compartment == "private":
        raise NotAllowed(_("Only the resident shares the own page."))
    if "parent" in relations:
        if compartment and matrix().answer(["parent"], compartment) is not Answer.SHOWN:
            raise NotAllowed(_("You cannot share what you do not see yourself."))
        if item is not None:
            raise NotAllowed(_("Only the resident shares a single line."))
        said(deed, deed.reader.person_id, how)
        return
    may_write_for(deed, person_id, compartment or "own")
    if deed.inside.relations.isdisjoint({"supporter", "case_coordinator"}):
        raise NotAllowed(_("You may share only what is about yourself."))
    if how is None:
        raise Refusal(
            _("Say how the resident decided this."), "how", _("On paper, by phone or spoken?")
        )
    said(deed, person_id, how)
    if item is not None:
        raise NotAllowed(_("Only the resident shares a single line."))


def _reader(account: UUID) -> str:
    row = Account.objects.filter(uuid=account, is_active=True).only("pk").first()
    if row is None:
        raise Refusal(_("Choose somebody who works with Voordeur."), "account")
    return f"account:{row.pk}"


@action("share.give")
def share(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    account: UUID,
    compartment: str = "",
    item: UUID | None = None,
    until: datetime | None = None,
    how: str | None = None,
) -> Standing:
    """Let somebody see a part, or one line, of a member: by that member's own choice.

    A supporter or the case coordinator records it for a member who said so on paper or by phone,
    but never the own page and never a single line: that takes seeing it.
    """
    if bool(compartment) == (item is not None):
        raise Refusal(_("Choose one part, or one line."), "compartment")
    if until is not None and until <= deed.now:
        raise Refusal(_("The last day lies in the past."), "until")
    _check_voice(deed, person_id, how, compartment, item)
    reader = _reader(account)
    row = standing.give(
        deed,
        reader=reader,
        relation="told",
        basis="consent",
        person_id=person_id,
        compartment=compartment,
        item=item,
        until=until,
        about=(person_id, compartment or "private"),
    )
    deed.happened(
        "door.shared",
        {"standing": row.pk, "reader": reader, "until": until},
        about=(person_id, compartment or "private"),
    )
    return row


@action("share.give")
def withdraw(deed: Deed, *, household_id: int, sharing: int, how: str | None = None) -> Standing:
    """Take a sharing back, at once; nobody has to say why."""
    row = (
        Standing.objects.select_for_update()
        .filter(pk=sharing, household_id=household_id, relation="told")
        .first()
    )
    if row is None or row.person_id is None:
        raise Refusal(_("This is not shared."))
    _check_voice(deed, row.person_id, how, row.compartment, row.item)
    if row.valid_until is not None and row.valid_until <= deed.now:
        raise Refusal(_("This was taken back already."))
    row.valid_until = deed.now
    row.save(update_fields=["valid_until"])
    deed.happened(
        "door.sharing_withdrawn",
        {"standing": row.pk, "reader": row.reader},
        about=(row.person_id, row.compartment or "private"),
    )
    return row


@dataclass(frozen=True, slots=True)
class Telling:
    """How the resident was told of a use (`how`: spoken, letter, phone, page), or why not and by when."""

    how: str = ""
    why_not: str = ""
    by: datetime | None = None


def _checked_telling(telling: Telling, now: datetime) -> None:
    if not telling.how and not (telling.why_not.strip() and telling.by):
        raise Refusal(
            _("Say how the resident was told, or why not yet and by when."), "why_not_told"
        )
    if telling.how and telling.how not in Informing.HOW:
        raise Refusal(_("Say how the resident was told."), "told_how")
    if telling.by is not None and telling.by > now + LONGEST_UNTOLD:
        raise Refusal(_("The resident is told within three months."), "tell_by")


def let_in(
    deed: Deed,
    *,
    reader: str,
    person_id: int,
    compartment: str,
    basis: str,
    necessity: str,
    until: datetime,
    telling: Telling,
) -> Standing:
    """Let somebody in to a part of one member for a task, inside a deed that was checked for it."""
    if compartment in {"", "private"}:
        raise Refusal(_("Choose the part that the task needs."), "compartment")
    if basis == "consent":
        raise Refusal(
            _("A task rests on a law; consent cannot take its place."),
            "basis",
            _("Let the resident share it, or choose the law."),
        )
    if len(necessity.strip()) < SHORTEST_NECESSITY:
        raise Refusal(
            _("Say in words why the task cannot do without."),
            "necessity",
            _("What would go wrong, and would less be enough?"),
        )
    if until <= deed.now:
        raise Refusal(_("The last day lies in the past."), "until")
    _checked_telling(telling, deed.now)
    # Until the resident is told, the events lie where no member reads them.
    about = (person_id, compartment) if telling.how else (None, "safety")
    row = standing.give(
        deed,
        reader=reader,
        relation="task",
        basis=basis,
        reason=necessity.strip()[:300],
        person_id=person_id,
        compartment=compartment,
        until=until,
        about=about,
    )
    informing = Informing.objects.create(
        household_id=deed.household_id,
        person_id=person_id,
        compartment=compartment,
        standing=row,
        told_at=deed.now if telling.how else None,
        how=telling.how,
        why_not=telling.why_not.strip(),
        tell_by=telling.by if not telling.how else None,
        recorded_at=deed.now,
        recorded_by=deed.reader.key,
    )
    subject = f"person:{person_id}" if telling.how else f"household:{deed.household_id}"
    deed.happened(
        "door.task_given",
        {"standing": row.pk, "reader": reader, "basis": basis, "informing": informing.pk},
        Private(subject, about[1], {"necessity": necessity.strip()}),
        about=about,
    )
    return row


@action("task.give")
def give_task(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    account: UUID,
    compartment: str,
    basis: str,
    necessity: str,
    until: datetime,
    told_how: str = "",
    why_not_told: str = "",
    tell_by: datetime | None = None,
) -> Standing:
    """Let a professional see a part of one member, because a task under a law needs it.

    `necessity` says in words why this task cannot do without. The resident was told (`told_how`:
    spoken, letter, phone, page), or `why_not_told` says why not yet and `tell_by` until when.
    """
    return let_in(
        deed,
        reader=_reader(account),
        person_id=person_id,
        compartment=compartment,
        basis=basis,
        necessity=necessity,
        until=until,
        telling=Telling(told_how, why_not_told, tell_by),
    )


@action("task.give")
def end_task(deed: Deed, *, household_id: int, task: int) -> Standing:
    """Close a part that was opened for a task, before its last day: it is not needed any more."""
    row = (
        Standing.objects.select_for_update()
        .filter(pk=task, household_id=household_id, relation="task", item=None)
        .exclude(compartment="")
        .first()
    )
    if row is None or (row.valid_until is not None and row.valid_until <= deed.now):
        raise Refusal(_("This task has ended already, or is not here."))
    row.valid_until = deed.now
    row.save(update_fields=["valid_until"])
    told = Informing.objects.filter(standing=row, told_at=None).first()
    deed.happened(
        "door.task_ended",
        {"standing": row.pk, "reader": row.reader},
        about=(row.person_id, row.compartment) if told is None else (None, "safety"),
    )
    return row


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A part of a member that is open for a task, as who gives tasks sees it."""

    id: int
    reader: str
    person_id: int
    compartment: str
    basis: str
    reason: str
    valid_until: datetime
    informing: UUID | None
    """What the resident is still to be told of; None: was told."""
    tell_by: datetime | None


def open_tasks(access: Access) -> list[TaskLine]:
    """Return the parts that are open for a task now; one query, for who may give them alone."""
    if access.household_id is None or not matrix().may("task.give", access.relations):
        return []
    untold = Informing.objects.filter(standing=OuterRef("pk"), told_at=None).order_by("pk")
    rows = (
        Standing.objects.filter(
            household_id=access.household_id, relation="task", item=None, person_id__isnull=False
        )
        .filter(valid_from__lte=access.at, valid_until__gt=access.at)
        .exclude(compartment="")
        .order_by("valid_until", "pk")
        .values_list(
            "pk",
            "reader",
            "person_id",
            "compartment",
            "basis",
            "reason",
            "valid_until",
            Subquery(untold.values("uuid")[:1]),
            Subquery(untold.values("tell_by")[:1]),
        )
    )
    return [TaskLine(*row) for row in rows]


@action("task.give")
def tell(deed: Deed, *, household_id: int, informing: UUID, how: str) -> Informing:
    """Record that the resident has now been told of a use that was kept from them for a while."""
    row = (
        Informing.objects.select_for_update()
        .filter(uuid=informing, household_id=household_id)
        .first()
    )
    if row is None:
        raise Refusal(_("There is nothing to tell here."))
    if row.told_at is not None:
        raise Refusal(_("The resident was told already."))
    if how not in Informing.HOW:
        raise Refusal(_("Say how the resident was told."), "how")
    row.told_at, row.how = deed.now, how
    row.save(update_fields=["told_at", "how"])
    deed.happened(
        "door.resident_told",
        {"informing": row.pk, "how": how},
        about=(row.person_id, row.compartment),
    )
    return row
