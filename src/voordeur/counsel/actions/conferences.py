# SPDX-License-Identifier: EUPL-1.2
"""Verbs of a case conference: call it, bring a household, sit, come, note, decide."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import check_place, sealed, some_text
from voordeur.counsel.models import (
    AgendaDecision,
    AgendaItem,
    AgendaSeat,
    Coming,
    Conference,
)
from voordeur.counsel.models.conferences import WORDS, OfItem
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import LONGEST_UNTOLD, may_speak_for
from voordeur.door.voice import may_write_for
from voordeur.door.voice import said as spoken
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.laws import laws
from voordeur.partners.queries import colleagues
from voordeur.plan.actions import NewStep, put_step

AFTER = timedelta(days=14)
"""How long who sat at the table still sees the item: to read the minutes."""
LONGEST_BOX = 120
BASIS = "wmo_5_1_1"


@action("conference.call", household=False)
def call_conference(
    deed: Deed, *, team_id: int, starts_at: datetime, ends_at: datetime, place: str
) -> Conference:
    """Call a conference over several households; whoever calls it leads it."""
    if ends_at <= starts_at:
        raise Refusal(_("The end lies before the start."), "ends_at")
    if starts_at <= deed.now:
        raise Refusal(_("Choose a day that is still to come."), "on")
    if deed.reader.account_id is None and "system" not in deed.reader.roles:
        raise NotAllowed(_("Your role does not allow this."))
    row = Conference.objects.create(
        team_id=team_id,
        chair=deed.reader.account_id or 0,
        starts_at=starts_at,
        ends_at=ends_at,
        place=some_text(place, "place")[:160],
    )
    deed.happened("counsel.called", {"conference": row.pk}, stream=("system", 1))
    return row


def _conference(conference: UUID) -> Conference:
    row = Conference.objects.filter(uuid=conference).first()
    if row is None:
        raise Refusal(_("This conference is not there any more."), "conference")
    return row


@action("contact.write")
def put_on_agenda(
    deed: Deed,
    *,
    household_id: int,
    conference: UUID,
    question: str,
    minutes_box: int,
    seats: Mapping[int, str],
    person_id: int | None = None,
    compartment: str = "common",
    concealed_why: str = "",
    concealed_until: date | None = None,
) -> AgendaItem:
    """Bring a household to a conference: its question, its time box, and who sits there under which law.

    Each of them, and who leads the conference, sees this item and no other. The household sees it
    too and may come; `concealed_why` with an end date is the only way not to tell it yet.
    """
    meeting = _conference(conference)
    if meeting.ends_at <= deed.now:
        raise Refusal(_("This conference is over."), "conference")
    if not 1 <= minutes_box <= LONGEST_BOX:
        raise Refusal(_("Between 1 and 120 minutes."), "minutes_box")
    today = deed.now.astimezone(AMSTERDAM).date()
    if bool(concealed_why.strip()) != (concealed_until is not None):
        raise Refusal(
            _("Not telling the household needs a ground and a last day, both."), "concealed_why"
        )
    if concealed_until is not None:
        if not today < concealed_until <= today + LONGEST_UNTOLD:
            raise Refusal(_("The household is told within three months."), "concealed_until")
        person_id, compartment = None, "safety"
    check_place(deed, person_id, compartment)
    people = {one.id: one for one in colleagues(ids=sorted(seats))}
    if set(people) != set(seats) or not set(seats.values()) <= set(laws()):
        raise Refusal(_("Choose who sits there, and under which law."), "seats")
    last = AgendaItem._plain.filter(conference=meeting).aggregate(last=Max("order"))["last"]
    row = AgendaItem(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        conference=meeting,
        order=(last or 0) + 1,
        minutes_box=minutes_box,
        question=some_text(question, "question"),
        brought_by=deed.reader.account_id,
        concealed_why=concealed_why.strip(),
        concealed_until=concealed_until,
    )
    row.save(force_insert=True)
    for professional_id, law in sorted(seats.items()):
        _hang(row, AgendaSeat(professional_id=professional_id, law=law))
    sitting = [one.account_id for one in people.values()]
    for account in sorted({*filter(None, (meeting.chair, deed.reader.account_id, *sitting))}):
        standing.give(
            deed,
            reader=f"account:{account}",
            relation="task",
            basis=BASIS,
            reason=f"conference:{meeting.pk}",
            person_id=person_id,
            compartment=compartment if person_id is not None or compartment == "common" else "",
            item=row.uuid,
            until=meeting.ends_at + AFTER,
            about=(person_id, compartment),
        )
    deed.happened(
        "counsel.on_agenda",
        {"item": row.pk, "conference": meeting.pk, "seats": sorted(seats)},
        sealed(row, {"question": row.question, "concealed_why": row.concealed_why}),
    )
    return row


def _hang(item: AgendaItem, row: OfItem) -> None:
    """Let a row lie where its item lies, and save it."""
    row.household_id, row.of, row.item = item.household_id, item.uuid, item
    row.person_id, row.compartment = item.person_id, item.compartment
    row.save(force_insert=True)


def _seen(deed: Deed, item: UUID) -> AgendaItem:
    row = AgendaItem.objects.through(deed.inside).shown().filter(uuid=item).first()
    if row is None or row.withdrawn_at is not None:
        raise Refusal(_("This is not in the file any more."))
    return row


def _sits(deed: Deed, row: AgendaItem) -> AgendaSeat | None:
    seats = AgendaSeat.objects.through(deed.inside).shown().filter(item=row)
    return seats.filter(professional__account_id=deed.reader.account_id).first()


def _leads(deed: Deed, row: AgendaItem) -> bool:
    """Say whether the reader leads the conference, brought the item, or coordinates the case."""
    mine = deed.reader.account_id
    return deed.inside.everything or (
        mine is not None
        and (
            mine in (row.conference.chair, row.brought_by)
            or "case_coordinator" in deed.inside.relations
        )
    )


@action("contact.write")
def take_off_agenda(
    deed: Deed, *, household_id: int, item: UUID, expected_version: int
) -> AgendaItem:
    """Take a household off the agenda; who would sit there sees it no more."""
    row = _seen(deed, item)
    expect(row, expected_version, {"question": row.question})
    if not _leads(deed, row):
        raise NotAllowed(_("Only who brought it, leads it or coordinates does this."))
    row.withdrawn_at, row.version = deed.now, row.version + 1
    row.save(update_fields=["withdrawn_at", "version"])
    for reader in standing.readers(deed, row.uuid):
        standing.end(deed, reader=reader, relation="task", item=row.uuid)
    deed.happened("counsel.off_agenda", {"item": row.pk}, about=(row.person_id, row.compartment))
    return row


def _homes_on_agenda(given: Mapping[str, Any]) -> list[int]:
    meeting = AgendaItem._plain.filter(uuid=given["item"]).values("conference_id")
    rows = AgendaItem._plain.filter(conference_id__in=meeting)
    return list(rows.values_list("household_id", flat=True))


@action("counsel.answer", beside=_homes_on_agenda)
def move_item(
    deed: Deed, *, household_id: int, item: UUID, earlier: bool, expected_version: int
) -> AgendaItem:
    """Let an item change places with the one before it, or after it; only who leads does this.

    The other household's history keeps that its item moved, and nothing of this one.
    """
    row = _seen(deed, item)
    expect(row, expected_version, {"order": row.order})
    if deed.reader.account_id != row.conference.chair and not deed.inside.everything:
        raise NotAllowed(_("Only who leads the conference puts the agenda in order."))
    rows = AgendaItem._plain.filter(conference_id=row.conference_id, withdrawn_at=None)
    if earlier:
        other = rows.filter(order__lt=row.order).order_by("-order").first()
    else:
        other = rows.filter(order__gt=row.order).order_by("order").first()
    if other is None:
        raise Refusal(_("It stands at the end of the agenda already."))
    row.order, other.order = other.order, row.order
    for one in (row, other):
        one.version += 1
        one.save(update_fields=["order", "version"])
        deed.happened(
            "counsel.item_moved",
            {"item": one.pk},
            about=(one.person_id, one.compartment),
            stream=("household", one.household_id),
        )
    return row


@action("counsel.answer")
def say_options(
    deed: Deed, *, household_id: int, item: UUID, options: str, expected_version: int
) -> AgendaSeat:
    """Say what can be done under one's own law for this question; each for the own seat."""
    row = _seen(deed, item)
    seat = _sits(deed, row)
    if seat is None:
        raise NotAllowed(_("Only who sits there says this."))
    expect(seat, expected_version, {"options": options})
    seat.options, seat.version = some_text(options, "options")[:500], seat.version + 1
    seat.save(update_fields=["options", "version"])
    deed.happened(
        "counsel.options_said",
        {"item": row.pk, "law": seat.law},
        sealed(row, {"options": seat.options}),
    )
    return seat


@action("counsel.attend")
def say_coming(
    deed: Deed,
    *,
    household_id: int,
    item: UUID,
    word: str,
    person_id: int,
    how: str | None = None,
) -> Coming:
    """Say whether a member comes, does not come, or brings somebody; each answer is fine.

    It lies in the member's own part: who sits there reads it, another member does not.
    """
    row = _seen(deed, item)
    if word not in WORDS:
        raise Refusal(_("Choose whether you come."), "word")
    own = may_speak_for(deed, person_id)
    if not own:
        may_write_for(deed, person_id, "own")
    came = spoken(deed, deed.reader.person_id if own else person_id, how)
    if row.conference.starts_at <= deed.now:
        raise Refusal(_("This conference is over."))
    Coming._plain.filter(item=row, person_id=person_id).delete()
    said = Coming(
        household_id=household_id,
        person_id=person_id,
        compartment="own",
        item=row,
        of=row.uuid,
        word=word,
        channel=came["how"],
        said_at=deed.now,
    )
    said.save(force_insert=True)
    for account in sorted({row.conference.chair, row.brought_by or 0} - {0}):
        standing.give(
            deed,
            reader=f"account:{account}",
            relation="task",
            basis=BASIS,
            reason=f"conference:{row.conference_id}",
            person_id=person_id,
            compartment="own",
            item=row.uuid,
            until=row.conference.ends_at + AFTER,
        )
    deed.happened("counsel.coming_said", {"item": row.pk}, sealed(said, {"word": word}))
    return said


@action("counsel.answer")
def write_minutes(
    deed: Deed, *, household_id: int, item: UUID, minutes: str, expected_version: int
) -> AgendaItem:
    """Write the minutes about this one household, in words that the household can read."""
    row = _seen(deed, item)
    if not _leads(deed, row):
        raise NotAllowed(_("Only who brought it, leads it or coordinates does this."))
    expect(row, expected_version, {"minutes": minutes})
    row.minutes, row.minuted_at = some_text(minutes, "minutes"), deed.now
    row.version += 1
    row.save(update_fields=["minutes", "minuted_at", "version"])
    deed.happened("counsel.minuted", {"item": row.pk}, sealed(row, {"minutes": row.minutes}))
    return row


@action("plan.write")
def conclude_step(
    deed: Deed, *, household_id: int, item: UUID, goal: UUID, step: NewStep
) -> AgendaDecision:
    """Decide: it becomes a step of the plan, with who does it and before when."""
    row = _seen(deed, item)
    if step.due is None or not (step.professionals or step.members):
        raise Refusal(_("A decision has somebody who does it, and a date."), "due")
    made = put_step(deed, goal, step)
    owners = [one.name for one in colleagues(ids=sorted(step.professionals))]
    decision = AgendaDecision(
        step=made.pk, what=made.what, owner=", ".join(owners)[:160], due=step.due
    )
    _hang(row, decision)
    deed.happened(
        "counsel.decided", {"item": row.pk, "step": made.pk}, sealed(row, {"what": made.what})
    )
    return decision


@action("counsel.answer")
def conclude_gap(deed: Deed, *, household_id: int, item: UUID, what: str) -> AgendaDecision:
    """Decide that something is missing: no law or provision gives what is needed here."""
    row = _seen(deed, item)
    if not _leads(deed, row) and _sits(deed, row) is None:
        raise NotAllowed(_("Only who sits there says this."))
    decision = AgendaDecision(what=some_text(what, "what")[:300], gap=True)
    _hang(row, decision)
    deed.happened("counsel.gap_found", {"item": row.pk}, sealed(row, {"what": decision.what}))
    return decision


@action("contact.write")
def end_concealment(deed: Deed, *, household_id: int, item: UUID) -> AgendaItem:
    """Let the household read an item that was kept from it: on its last day, or before.

    The item and what hangs on it move to the joint part; `voordeur tick` does it on the day.
    """
    row = _seen(deed, item)
    if row.concealed_until is None or row.compartment != "safety":
        raise Refusal(_("The household reads this already."))
    row.compartment, row.version = "common", row.version + 1
    row.save(update_fields=["compartment", "version"])
    for model in (AgendaSeat, AgendaDecision):
        model._plain.filter(item=row).update(compartment="common")
    deed.happened("counsel.concealment_ended", {"item": row.pk}, about=(None, "common"))
    return row
