# SPDX-License-Identifier: EUPL-1.2
"""Who helps, who coordinates, and whether a case is stuck: a state with reasons, not a label.

Days are half-open: someone helps from their first day up to, not on, the day they stop. The
household's own network is never counted as helpers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class CoordinationError(ValueError):
    """A fact about coordination that cannot be right: `what`, `where` and the `remedy`."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class LayerNeededError(CoordinationError):
    """'Regie' without saying which of the three; `choices` are the codes to choose from."""

    def __init__(self, given: str, choices: tuple[str, ...]) -> None:
        super().__init__(
            f"'{given}' does not say which coordination is meant",
            "coordination",
            "Choose: the household itself (self), the help together (case), or the organisations "
            "(process).",
        )
        self.choices = choices


class Layer(StrEnum):
    """The three kinds of coordination; SELF belongs to the household and has no holder."""

    SELF = "self"
    CASE = "case"
    PROCESS = "process"


_SAID_AS = {
    "self": Layer.SELF,
    "eigen regie": Layer.SELF,
    "self-direction": Layer.SELF,
    "cliëntregie": Layer.SELF,
    "case": Layer.CASE,
    "casusregie": Layer.CASE,
    "casusregisseur": Layer.CASE,
    "process": Layer.PROCESS,
    "procesregie": Layer.PROCESS,
    "procesregisseur": Layer.PROCESS,
}


def layer_meant(text: str) -> Layer:
    """Return the layer that someone's word stands for.

    Raises LayerNeededError for the bare word 'regie' and everything else that does not say which:
    people who mean different layers by one word talk past each other.
    """
    try:
        return _SAID_AS[text.strip().casefold()]
    except KeyError:
        raise LayerNeededError(text, tuple(layer.value for layer in Layer)) from None


def _check_days(from_: date, until: date | None, where: str) -> None:
    if until is not None and until <= from_:
        raise CoordinationError(
            "It ends before it has one day", where, "Give an end after the start."
        )


@dataclass(frozen=True, slots=True)
class Involved:
    """One helper in one case for [from_, until); `from_network` True is never counted."""

    helper: str
    organisation: str | None
    from_: date
    until: date | None = None
    law: str | None = None
    from_network: bool = False

    def __post_init__(self) -> None:
        _check_days(self.from_, self.until, f"involvement of {self.helper}")

    def is_on(self, day: date) -> bool:
        """True when the helper is involved on this day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Appointed:
    """A holder of case or process coordination for [from_, until).

    Raises CoordinationError for self-direction: that belongs to the household.
    """

    layer: Layer
    holder: str
    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        _check_days(self.from_, self.until, f"{self.layer} coordination of {self.holder}")
        if self.layer is Layer.SELF:
            raise CoordinationError(
                "Nobody can be appointed to the household's own direction",
                f"appointment of {self.holder}",
                "Appoint a case or a process coordinator.",
            )

    def is_on(self, day: date) -> bool:
        """True when the appointment holds on this day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Claim:
    """An organisation that says it coordinates without being appointed, for [from_, until)."""

    organisation: str
    from_: date
    until: date | None = None

    def __post_init__(self) -> None:
        _check_days(self.from_, self.until, f"claim of {self.organisation}")

    def is_on(self, day: date) -> bool:
        """True when the claim stands on this day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class HelperCount:
    """Distinct helpers, organisations and laws on the days [from_, until); each its own unit."""

    from_: date
    until: date | None
    helpers: int
    organisations: int
    laws: int


def helpers_on(involved: Iterable[Involved], day: date) -> HelperCount:
    """Count who helps on one day; someone who helps in two ways is one helper."""
    return _count([one for one in involved if one.is_on(day)], day, day + timedelta(days=1))


def helpers_through_time(involved: Iterable[Involved]) -> tuple[HelperCount, ...]:
    """Return the counts from the first day on, a new row only where a count changes."""
    counted = [one for one in involved if not one.from_network]
    days = sorted(
        {one.from_ for one in counted} | {one.until for one in counted if one.until is not None}
    )
    rows: list[HelperCount] = []
    for position, day in enumerate(days):
        until = days[position + 1] if position + 1 < len(days) else None
        row = _count([one for one in counted if one.is_on(day)], day, until)
        last = rows[-1] if rows else None
        if last and _numbers(last) == _numbers(row):
            rows[-1] = HelperCount(last.from_, until, *_numbers(row))
        else:
            rows.append(row)
    return tuple(rows)


def _count(present: Sequence[Involved], from_: date, until: date | None) -> HelperCount:
    helping = [one for one in present if not one.from_network]
    return HelperCount(
        from_,
        until,
        helpers=len({one.helper for one in helping}),
        organisations=len({one.organisation for one in helping if one.organisation}),
        laws=len({one.law for one in helping if one.law}),
    )


def _numbers(row: HelperCount) -> tuple[int, int, int]:
    return row.helpers, row.organisations, row.laws


class StuckCode(StrEnum):
    """Why a case is stuck."""

    TOO_MANY_HELPERS = "too_many_helpers"
    NO_JOINT_PLAN = "no_joint_plan"
    NO_MOVEMENT = "no_movement"


@dataclass(frozen=True, slots=True)
class StuckRule:
    """When a case counts as stuck; a municipality sets its own numbers.

    More than `helpers` helpers (default 10, from the research in Zoetermeer), or `days_without_plan`
    days without a joint plan, or `days_without_movement` days in which nothing moved (the last two
    defaults are ours).
    """

    helpers: int = 10
    days_without_plan: int = 42
    days_without_movement: int = 30


@dataclass(frozen=True, slots=True)
class StuckReason:
    """One reason: since when it holds, and the count (helpers or days) against its limit."""

    code: StuckCode
    since: date
    figure: int
    limit: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is needed to see whether a case is stuck.

    `plans` are the half-open days on which a joint plan held; `moved_on` the days on which
    something moved. A day after the one asked about is left out of account.
    """

    opened_on: date
    involved: tuple[Involved, ...] = ()
    plans: tuple[tuple[date, date | None], ...] = ()
    moved_on: tuple[date, ...] = ()


def stuck_reasons(
    case: CaseFacts, day: date, rule: StuckRule | None = None
) -> tuple[StuckReason, ...]:
    """Return why the case is stuck on a day; an empty answer means that it is not."""
    rule = rule or StuckRule()
    found = (_too_many(case, day, rule), _no_plan(case, day, rule), _no_movement(case, day, rule))
    return tuple(reason for reason in found if reason)


def _too_many(case: CaseFacts, day: date, rule: StuckRule) -> StuckReason | None:
    now = helpers_on(case.involved, day).helpers
    if now <= rule.helpers:
        return None
    since = day
    for row in reversed(helpers_through_time(case.involved)):
        if row.from_ > day:
            continue
        if row.helpers <= rule.helpers:
            break
        since = row.from_
    return StuckReason(StuckCode.TOO_MANY_HELPERS, since, now, rule.helpers)


def _no_plan(case: CaseFacts, day: date, rule: StuckRule) -> StuckReason | None:
    begun = [(start, end) for start, end in case.plans if start <= day]
    if any(end is None or day < end for _, end in begun):
        return None
    since = max([case.opened_on, *(end for _, end in begun if end is not None)])
    without = (day - since).days
    if without < rule.days_without_plan:
        return None
    return StuckReason(StuckCode.NO_JOINT_PLAN, since, without, rule.days_without_plan)


def _no_movement(case: CaseFacts, day: date, rule: StuckRule) -> StuckReason | None:
    since = max([case.opened_on, *(moved for moved in case.moved_on if moved <= day)])
    still = (day - since).days
    if still < rule.days_without_movement:
        return None
    return StuckReason(StuckCode.NO_MOVEMENT, since, still, rule.days_without_movement)


class FaultCode(StrEnum):
    """What is wrong with the coordination of a case."""

    NO_CASE_COORDINATOR = "no_case_coordinator"
    SEVERAL_CASE_COORDINATORS = "several_case_coordinators"
    NO_PROCESS_COORDINATOR = "no_process_coordinator"
    SEVERAL_PROCESS_COORDINATORS = "several_process_coordinators"
    CLAIMS_CONFLICT = "claims_conflict"


@dataclass(frozen=True, slots=True)
class CoordinationFault:
    """One fault with the holders or organisations concerned, in order of name."""

    code: FaultCode
    parties: tuple[str, ...] = ()


def coordination_faults(
    appointed: Iterable[Appointed], claims: Iterable[Claim], is_stuck: bool, day: date
) -> tuple[CoordinationFault, ...]:
    """Return what is wrong with who coordinates on a day.

    No case coordinator is always a fault; no process coordinator only when the case is stuck. One
    person may hold both. Two organisations that each claim to coordinate are a conflict, shown to
    all who coordinate, also when someone was appointed.
    """
    holders: dict[Layer, set[str]] = {Layer.CASE: set(), Layer.PROCESS: set()}
    for one in appointed:
        if one.is_on(day):
            holders[one.layer].add(one.holder)
    faults = []
    case, process = sorted(holders[Layer.CASE]), sorted(holders[Layer.PROCESS])
    if not case:
        faults.append(CoordinationFault(FaultCode.NO_CASE_COORDINATOR))
    if len(case) > 1:
        faults.append(CoordinationFault(FaultCode.SEVERAL_CASE_COORDINATORS, tuple(case)))
    if not process and is_stuck:
        faults.append(CoordinationFault(FaultCode.NO_PROCESS_COORDINATOR))
    if len(process) > 1:
        faults.append(CoordinationFault(FaultCode.SEVERAL_PROCESS_COORDINATORS, tuple(process)))
    claiming = sorted({claim.organisation for claim in claims if claim.is_on(day)})
    if len(claiming) > 1:
        faults.append(CoordinationFault(FaultCode.CLAIMS_CONFLICT, tuple(claiming)))
    return tuple(faults)


OVERVIEW_QUESTION: Mapping[str, str] = MappingProxyType(
    {"nl": "Wat kan stoppen als dit begint?", "en": "What can stop when this starts?"}
)


@dataclass(frozen=True, slots=True)
class OverviewFirst:
    """The map to look at before one more helper comes in, with `OVERVIEW_QUESTION` to answer.

    `by_law` are the helpers per law (None: no law recorded). It asks; it does not refuse.
    """

    helpers: int
    limit: int
    has_joint_plan: bool
    by_law: tuple[tuple[str | None, tuple[str, ...]], ...]


def overview_before_adding(
    case: CaseFacts, day: date, rule: StuckRule | None = None
) -> OverviewFirst | None:
    """Return the overview to show before a helper is added, or None when there is room.

    Asked as soon as one more would be beyond the limit of the rule.
    """
    rule = rule or StuckRule()
    count = helpers_on(case.involved, day)
    if count.helpers + 1 <= rule.helpers:
        return None
    by_law: dict[str | None, set[str]] = {}
    for one in case.involved:
        if one.is_on(day) and not one.from_network:
            by_law.setdefault(one.law, set()).add(one.helper)
    return OverviewFirst(
        helpers=count.helpers,
        limit=rule.helpers,
        has_joint_plan=any(s <= day and (e is None or day < e) for s, e in case.plans),
        by_law=tuple(
            (law, tuple(sorted(by_law[law])))
            for law in sorted(by_law, key=lambda law: (law is None, law or ""))
        ),
    )
