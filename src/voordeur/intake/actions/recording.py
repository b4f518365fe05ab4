# SPDX-License-Identifier: EUPL-1.2
"""Recording a signal: about nobody known yet, or in a household one already works for."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.matrix import Purpose, bases
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.record import Private
from voordeur.instruments.words import LifeArea
from voordeur.intake import lists, matching
from voordeur.intake.matching import Described
from voordeur.intake.models import Decision, Signal, SignalMark
from voordeur.intake.states import after
from voordeur.partners.queries import teams
from voordeur.people import actions as people
from voordeur.people import addresses, identity
from voordeur.terms.book import open_term

SEALED_FOR = "signal"
"""The retention class of what is sealed about signals: it goes with any person they were about."""


@dataclass(frozen=True, slots=True)
class NewSignal:
    """A signal as it came in; one line of `what` is enough, all else may be unknown."""

    what: str
    source: str = "other"
    source_name: str = ""
    source_may_be_named: bool = False
    basis: str = "wmo_5_1_1"
    life_area: str = ""
    urgency: str = "normal"
    who: str = ""
    street: str = ""
    postcode: str = ""
    number: str = ""
    youth: Described | None = None
    parent: Described | None = None
    safety: bool = False
    received_on: date | None = None


def _checked(deed: Deed, new: NewSignal) -> date:
    """Refuse what cannot be; return the day the signal came in."""
    if not new.what.strip():
        raise Refusal(_("Say in one line what was seen or heard."), "what")
    if new.source not in lists.choices("source"):
        raise Refusal(_("Choose from the list."), "source")
    if new.urgency not in lists.terms().triage_days:
        raise Refusal(_("Choose from the list."), "urgency")
    if new.life_area and new.life_area not in set(LifeArea):
        raise Refusal(_("Choose from the list."), "life_area")
    if new.basis not in bases() or Purpose.HELP not in bases()[new.basis].purposes:
        raise Refusal(_("Say which legal basis allows this."), "basis")
    today = deed.now.astimezone(clock.AMSTERDAM).date()
    received = new.received_on or today
    if received > today:
        raise Refusal(_("A signal cannot come in tomorrow."), "received_on")
    return received


def _normal(who: Described | None) -> Described | None:
    if who is None or who.empty:
        return None
    born = identity.partial_date(who.born, "born")
    return Described(who.given_names, who.surname, born, who.citizen_number)


def _write(deed: Deed, new: NewSignal, team_id: int, owner: str) -> Signal:
    """Write a signal in the household of the deed and open its terms."""
    received = _checked(deed, new)
    try:
        postcode = addresses.postcode(new.postcode)
        number, addition = addresses.number(new.number)
        place = addresses.key(new.postcode, new.number)
    except addresses.AddressError as error:
        raise identity.address_refusal(error) from error
    terms = lists.terms()
    safety = new.safety or new.life_area == LifeArea.SAFETY
    row = Signal(
        household_id=deed.household_id,
        compartment="safety" if safety else "own",
        team_id=team_id,
        received_on=received,
        expires_on=terms.expires_on(received),
        source=new.source,
        source_name=new.source_name.strip(),
        source_may_be_named=new.source_may_be_named,
        basis=new.basis,
        life_area=new.life_area,
        what=new.what.strip(),
        who=new.who.strip(),
        street=new.street.strip(),
        number=number,
        addition=addition,
        postcode=postcode,
        urgency=new.urgency,
        recorded_by=deed.reader.key,
    )
    row.save(force_insert=True)
    found = matching.marks(youth=_normal(new.youth), parent=_normal(new.parent), address=place)
    SignalMark.objects.bulk_create(
        [SignalMark(signal=row, rule=rule, mark=mark) for rule, mark in sorted(found)]
    )
    deed.happened(
        "intake.signal_recorded",
        {"signal": row.pk, "source": row.source, "life_area": row.life_area, "basis": row.basis},
        about=(None, row.compartment),
        occurred_at=_moment(received, deed.now),
    )
    due = terms.triage_due(received, row.urgency)
    open_obligation(deed, row, "signal_triage", owner, due)
    open_obligation(deed, row, "signal_expiry", owner, row.expires_on)
    return row


def _moment(day: date, now: datetime) -> datetime:
    """Return when it happened: now for today, noon in Amsterdam for an earlier day."""
    if day == now.astimezone(clock.AMSTERDAM).date():
        return now
    return datetime.combine(day, time(12), clock.AMSTERDAM)


def open_obligation(deed: Deed, row: Signal, kind: str, owner: str, due: date) -> None:
    """Open a term about a signal, seen by who may see the signal and by nobody else."""
    open_term(
        deed,
        kind=kind,
        owner=owner,
        subject=f"signal:{row.pk}",
        due=due,
        compartment=row.compartment,
    )


def the_signal(deed: Deed, signal: UUID) -> Signal:
    """Return a signal of the household that the reader of the deed may read; else Refusal."""
    row = Signal.objects.through(deed.inside).shown().filter(uuid=signal).first()
    if row is None:
        raise Refusal(_("This signal is not in the file."), "signal")
    return row


def move(
    deed: Deed,
    row: Signal,
    verb: str,
    *,
    reason: str = "",
    outcome: str = "",
    refer_to: str = "",
    look_again_on: date | None = None,
    effect: str = "",
) -> Decision:
    """Bring a signal to its next stage and keep the decision; Refusal when the graph forbids it."""
    to = after(row.stage, verb)
    if to is None:
        raise Refusal(
            _("This cannot be done with a signal in this stage."),
            "stage",
            _("Open the signal again: somebody may have decided already."),
        )
    decision = Decision(
        household_id=deed.household_id,
        compartment=row.compartment,
        signal=row,
        from_stage=row.stage,
        to_stage=to,
        outcome=outcome,
        reason=reason.strip(),
        refer_to=refer_to.strip(),
        look_again_on=look_again_on,
        effect=effect,
        decided_at=deed.now,
        decided_by=deed.reader.key,
    )
    decision.save(force_insert=True)
    before, row.stage = row.stage, to
    row.version += 1
    row.save(update_fields=["stage", "version"])
    deed.happened(
        "intake.stage_decided",
        {
            "signal": row.pk,
            "decision": decision.pk,
            "from": before,
            "to": to,
            "outcome": outcome,
            "look_again_on": look_again_on,
        },
        Private(
            f"household:{deed.household_id}",
            row.compartment,
            {"reason": decision.reason, "refer_to": decision.refer_to},
            SEALED_FOR,
        ),
    )
    return decision


@action("signal.record", household=False)
def record_signal(deed: Deed, *, new: NewSignal, team_id: int) -> Signal:
    """Record a signal for the triage of a team, about whoever it may be.

    It gets a household of its own, empty, so that the one door guards it. Those with the role
    triage in the team may read it; who recorded it reads this signal only, until it expires. No
    household that is known already is opened or looked up.
    """
    if team_id not in {team.id for team in teams()}:
        raise Refusal(_("Choose the team that does the triage."), "team")
    people.found(deed)
    row = _write(deed, new, team_id, f"triage:{team_id}")
    standing.give(deed, reader=f"triage:{team_id}", relation="triage", basis=row.basis)
    if deed.reader.account_id is not None:
        standing.give(
            deed,
            reader=deed.reader.key,
            relation="task",
            basis=row.basis,
            item=row.uuid,
            reason="recorded this signal",
            until=datetime.combine(row.expires_on, time(), clock.AMSTERDAM),
        )
    return row


@action("contact.write")
def add_signal(deed: Deed, *, household_id: int, new: NewSignal, team_id: int) -> Signal:
    """Record a signal in a household one already works for; who recorded it sees to its triage."""
    return _write(deed, new, team_id, deed.reader.key)
