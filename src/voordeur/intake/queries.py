# SPDX-License-Identifier: EUPL-1.2
"""Questions about signals: what is open, what happened with one, and whether there are more."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from voordeur.door import access as door
from voordeur.door.access import Access
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.together import Asked, answer
from voordeur.history import clock
from voordeur.history.asking import Shape
from voordeur.intake import lists
from voordeur.intake.counting import SIX_WEEKS, SignalCount, SignalFact, signals_in_window
from voordeur.intake.models import Attempt, Decision, Signal, SignalMark
from voordeur.intake.outreach import Outreach
from voordeur.intake.states import OPEN
from voordeur.terms.due import Urgency, urgency
from voordeur.terms.queries import Due, open_terms


@dataclass(frozen=True, slots=True)
class More:
    """That there are more signals by one rule, and how many in the window; never what they say."""

    rule: str
    """youth, address, parent, or household for signals in this same file."""
    count: SignalCount


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal in a list; everything personal is None when only that it is there is shown."""

    uuid: UUID
    id: int
    household_id: int
    household: UUID
    stage: str
    received_on: date
    expires_on: date
    what: str | None
    who: str | None
    urgency: str | None
    safety: bool
    due: date | None
    more: tuple[More, ...] = ()
    met: frozenset[int] = frozenset()
    """Households in which the other signals lie: for the access log, never for a page."""

    @property
    def masked(self) -> bool:
        """Say whether only the fact is shown."""
        return self.what is None

    @property
    def lateness(self) -> Urgency:
        """Return how the nearest obligation about it stands today."""
        return urgency(self.due, clock.today())


_SIGNAL = (
    "uuid",
    "id",
    "household_id",
    "household__uuid",
    "stage",
    "received_on",
    "expires_on",
    "what",
    "who",
    "urgency",
    "compartment",
)


def signals_asked(access: Access, *, open_only: bool = False) -> Asked:
    """Return the question for signals, the newest first."""
    rows = Signal.objects.through(access)
    if open_only:
        rows = rows.filter(stage__in=OPEN)
    return rows.order_by("-received_on", "-id")[:100], _SIGNAL


def _lines(access: Access, *, open_only: bool) -> list[SignalLine]:
    """Return signals, the newest first; one query."""
    return [
        SignalLine(
            uuid=row.uuid,
            id=row.id,
            household_id=row.household_id,
            household=row.household__uuid,
            stage=row.stage,
            received_on=row.received_on,
            expires_on=row.expires_on,
            what=row.what,
            who=row.who,
            urgency=row.urgency,
            safety=row.compartment == "safety",
            due=None,
        )
        for row in answer(signals_asked(access, open_only=open_only))
    ]


def _shown_ids(lines: Iterable[SignalLine]) -> list[int]:
    return [line.id for line in lines if not line.masked]


def household_signals(access: Access) -> list[SignalLine]:
    """Return the signals of the open household, newest first, with how many there are; two queries."""
    lines = _lines(access, open_only=False)
    here: dict[int, list[SignalFact]] = defaultdict(list)
    for line in lines:
        if not line.masked:
            fact = SignalFact(line.received_on, line.expires_on, line.stage == "set_aside")
            here[line.household_id].append(fact)
    return _with_more(lines, here)


def signal_texts(access: Access, subjects: Iterable[str]) -> dict[str, str]:
    """Return what the signals behind subjects of terms (`signal:12`) say, those shown only; one query.

    A list of work lies open on a desk: what a signal about safety says is read on its own page.
    """
    ids = [int(subject[7:]) for subject in subjects if subject.startswith("signal:")]
    found = Signal.objects.through(access).filter(pk__in=ids).rows("id", "what", "compartment")
    return {
        f"signal:{row.id}": row.what for row in found if row.what and row.compartment != "safety"
    }


def has_safety_signal(access: Access) -> bool:
    """Say whether this reader may know of a signal about safety here; one query."""
    return Signal.objects.through(access).filter(compartment="safety").exists()


def worklist(reader: Reader) -> list[SignalLine]:
    """Return the open signals in a reader's standing, most urgent first; constant queries; logged.

    The order is that of the open terms: overdue, today, soon, later. Signals of which the reader
    knows only that they are there are left out: a list of them helps nobody.
    """
    access = door.open_list(reader)
    lines = [line for line in _lines(access, open_only=True) if not line.masked]
    due = _due(access)
    lines = [replace(line, due=due.get(line.id)) for line in lines]
    lines = _with_more(lines, _here(access, lines))
    looked_at = {line.household_id for line in lines} | {home for x in lines for home in x.met}
    door.saw(access, looked_at, activity="intake.worklist")
    return sorted(lines, key=lambda line: (line.due or date.max, line.received_on, line.id))


def _due(access: Access) -> Mapping[int, date]:
    """Return the nearest date by signal of what is to be done about it; expiry is no work."""
    kinds = ("signal_triage", "signal_outreach", "signal_inform")
    found: dict[int, date] = {}
    for term in open_terms(access, kinds=kinds, limit=500):
        number = _number(term)
        if number is not None and term.due is not None:
            found[number] = min(term.due, found.get(number, date.max))
    return found


def _number(term: Due) -> int | None:
    kind, _, number = (term.subject or "").partition(":")
    return int(number) if kind == "signal" and number.isdigit() else None


def _here(access: Access, lines: list[SignalLine]) -> dict[int, list[SignalFact]]:
    """Return what counts of each household of these lines, open or not, as far as it is shown."""
    found: dict[int, list[SignalFact]] = defaultdict(list)
    rows = Signal.objects.through(access).shown()
    for row in rows.filter(household_id__in={line.household_id for line in lines}).values_list(
        "household_id", "received_on", "expires_on", "stage"
    ):
        found[row[0]].append(SignalFact(row[1], row[2], row[3] == "set_aside"))
    return found


def _with_more(lines: list[SignalLine], here: Mapping[int, list[SignalFact]]) -> list[SignalLine]:
    """Add to each line whether there are more signals by the three rules; one query.

    Signals in other households count as the law of the Verwijsindex lets them: that they are
    there. In the same household only those this reader may know of are counted.
    """
    ids = set(_shown_ids(lines))
    today = clock.today()
    own_marks: list[tuple[int, str, str]] = []
    elsewhere: dict[tuple[str, str], list[tuple[int, SignalFact]]] = {}
    recent = today - timedelta(days=SIX_WEEKS)
    for signal_id, rule, mark, household_id, received, expires, stage in _MARKS(
        sorted(ids), recent
    ):
        if signal_id in ids:
            own_marks.append((signal_id, rule, mark))
        if received > recent:
            fact = SignalFact(received, expires, stage == "set_aside")
            elsewhere.setdefault((rule, mark), []).append((household_id, fact))
    return [_counted(line, own_marks, here, elsewhere, today) for line in lines]


_MARKS = Shape(
    lambda ids, recent: (
        SignalMark.objects.filter(
            Q(signal_id__in=ids) | Q(signal__received_on__gt=recent),
            mark__in=SignalMark.objects.filter(signal_id__in=ids).values("mark"),
        )
        .order_by("pk")
        .values_list(
            "signal_id",
            "rule",
            "mark",
            "signal__household_id",
            "signal__received_on",
            "signal__expires_on",
            "signal__stage",
        )
    )
)


def _counted(
    line: SignalLine,
    own_marks: list[tuple[int, str, str]],
    here: Mapping[int, list[SignalFact]],
    elsewhere: dict[tuple[str, str], list[tuple[int, SignalFact]]],
    today: date,
) -> SignalLine:
    """Count per rule; only rules by which there is more than this one signal."""
    same_file = here.get(line.household_id, [])
    found: dict[str, More] = {}
    met: set[int] = set()
    alone = signals_in_window(same_file, today)
    if not line.masked and alone.number > 1:
        found["household"] = More("household", alone)
    for signal_id, rule, mark in own_marks:
        if signal_id != line.id:
            continue
        others = [
            (home, fact)
            for home, fact in elsewhere.get((rule, mark), [])
            if home != line.household_id and signals_in_window([fact], today).number
        ]
        if others:
            together = [*same_file, *(fact for _, fact in others)]
            found[rule] = More(rule, signals_in_window(together, today))
            met |= {home for home, _ in others}
    return replace(line, more=tuple(found.values()), met=frozenset(met))


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One try to get in touch."""

    uuid: UUID
    at: datetime
    way: str
    result: str
    threshold: str
    next_visit: str
    next_visit_reason: str
    note: str
    follow_up: str
    by: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in the triage of a signal."""

    decided_at: datetime
    decided_by: str
    from_stage: str
    to_stage: str
    outcome: str
    reason: str
    refer_to: str
    look_again_on: date | None


@dataclass(frozen=True, slots=True)
class SignalPage:
    """Everything about one signal that its reader may read."""

    uuid: UUID
    id: int
    version: int
    stage: str
    received_on: date
    expires_on: date
    source: str
    source_name: str
    basis: str
    life_area: str
    what: str
    who: str
    place: str
    urgency: str
    safety: bool
    team_id: int
    informed_on: date | None
    informed_how: str
    not_informed_reason: str
    not_informed_until: date | None
    set_aside_reason: str
    more: tuple[More, ...]
    attempts: tuple[AttemptLine, ...]
    decisions: tuple[DecisionLine, ...]

    @property
    def is_open(self) -> bool:
        """Say whether something can still be done with it."""
        return self.stage in OPEN

    @property
    def may_go(self) -> str:
        """Return what was written last about the next visit: yes, pair, no, or empty."""
        return next((one.next_visit for one in self.attempts if one.next_visit), "")


def signal_page(access: Access, signal: UUID) -> SignalPage:
    """Return one signal with its attempts and decisions; raises NoEntry when it is not shown.

    Six queries. A member who reads it hears who gave it only when that was allowed. That there
    are more signals is written in the log of the other households.
    """
    row = Signal.objects.through(access).shown().filter(uuid=signal).first()
    if row is None:
        raise NoEntry("This signal cannot be opened.", remedy="Ask the case coordinator.")
    lines = [line for line in household_signals(access) if line.id == row.pk]
    met = sorted({home for line in lines for home in line.met})
    if met:
        elsewhere = Access(
            access.reader, access.purpose, None, access.relations, access.basis, access.at
        )
        door.saw(elsewhere, met, activity="intake.more_signals")
    attempts = Attempt.objects.through(access).shown().filter(signal_id=row.pk)
    decisions = Decision.objects.through(access).shown().filter(signal_id=row.pk)
    named = access.reader.person_id is None or row.source_may_be_named
    house = " ".join(part for part in (row.street, row.number, row.addition) if part)
    code = f"{row.postcode[:4]} {row.postcode[4:]}" if row.postcode else ""
    return SignalPage(
        uuid=row.uuid,
        id=row.pk,
        version=row.version,
        stage=row.stage,
        received_on=row.received_on,
        expires_on=row.expires_on,
        source=row.source if named else "",
        source_name=row.source_name if named else "",
        basis=row.basis,
        life_area=row.life_area,
        what=row.what,
        who=row.who,
        place=", ".join(part for part in (house, code) if part),
        urgency=row.urgency,
        safety=row.compartment == "safety",
        team_id=row.team_id,
        informed_on=row.informed_on,
        informed_how=row.informed_how,
        not_informed_reason=row.not_informed_reason,
        not_informed_until=row.not_informed_until,
        set_aside_reason=row.set_aside_reason,
        more=lines[0].more if lines else (),
        attempts=tuple(
            AttemptLine(
                one.uuid,
                one.at,
                one.way,
                one.result,
                one.threshold,
                one.next_visit,
                one.next_visit_reason,
                one.note,
                one.follow_up,
                one.by,
            )
            for one in attempts.order_by("-at", "-id")
        ),
        decisions=tuple(
            DecisionLine(
                one.decided_at,
                one.decided_by,
                one.from_stage,
                one.to_stage,
                one.outcome,
                one.reason,
                one.refer_to,
                one.look_again_on,
            )
            for one in decisions.order_by("-decided_at", "-id")
        ),
    )


def expired_signals(access: Access, *, limit: int = 500) -> list[tuple[int, UUID]]:
    """Return (household id, signal) of open signals whose time is over; for the nightly task."""
    rows = Signal.objects.through(access).filter(stage__in=OPEN, expires_on__lte=clock.today())
    return [
        (row.household_id, row.uuid)
        for row in rows.order_by("expires_on", "id")[:limit].rows("household_id", "uuid")
    ]


def outreach(access: Access, *, since: datetime) -> Outreach:
    """Count visits and contacts, and households judged and gone well, in a reader's standing."""
    attempts = Attempt.objects.through(access).shown().filter(at__gte=since, way="visit")
    results = list(attempts.values_list("result", flat=True))
    judged = Decision.objects.through(access).shown().filter(decided_at__gte=since)
    effects = list(judged.filter(effect__in=["positive", "not"]).values_list("effect", flat=True))
    return Outreach(
        visits=len(results),
        contacts=sum(result in lists.contact_results() for result in results),
        judged=len(effects),
        positive=effects.count("positive"),
    )
