# SPDX-License-Identifier: EUPL-1.2
"""The ladder, what was brought to it, what managers took away, and gates that turn people away."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.cooperation.queries import turned_down
from voordeur.door.access import Access, for_system
from voordeur.door.matrix import Answer
from voordeur.door.reader import system
from voordeur.door.together import Asked, answer
from voordeur.history import clock
from voordeur.leeway.anonymity import LEAST
from voordeur.leeway.models import Escalation, Mandate, Removed, Rung, TurnedAway
from voordeur.leeway.turning import GateLine, Stay, Turn, gate_lines, same_reason, weight_of
from voordeur.partners.queries import colleagues, organisation_names
from voordeur.plan.queries.figures import open_problem_counts
from voordeur.provisions.queries import provisions
from voordeur.terms.due import Urgency, urgency


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung of the ladder with who decides there."""

    uuid: UUID
    version: int
    place: int
    name: str
    account: int
    who: str
    days: int
    may_overrule: bool
    powers: tuple[str, ...]
    """What who decides there may decide alone, by a mandate that holds today."""


def ladder() -> list[RungLine]:
    """Return the rungs from the lowest up; three queries."""
    rows = list(Rung.objects.order_by("place"))
    staff = colleagues(account_ids=sorted({row.account for row in rows})) if rows else []
    names = {one.account_id: f"{one.name}, {one.function}" for one in staff}
    powers: dict[int | None, list[str]] = {}
    held = Mandate.objects.filter(account__in=sorted(names), from_date__lte=clock.today())
    for one in held.exclude(until__lte=clock.today()).order_by("pk"):
        powers.setdefault(one.account, []).append(one.powers)
    return [
        RungLine(
            row.uuid,
            row.version,
            row.place,
            row.name,
            row.account,
            names.get(row.account, ""),
            row.days,
            row.may_overrule,
            tuple(powers.get(row.account, ())),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class EscalationLine:
    """A stuck case on a rung; masked: that there is one."""

    uuid: UUID
    version: int
    masked: bool
    asked_on: date
    due: date
    urgency: Urgency
    decision: str | None
    threat: str | None
    blocks: str | None
    tried: str | None
    judged_by: str
    """`law` or `custom` where a colleague judges alone; else empty."""
    rule: str | None
    rung: str | None
    rung_account: int | None
    may_overrule: bool | None
    words: str | None
    overruled: bool | None
    decided_on: date | None


_ESCALATION = (
    "uuid",
    "version",
    "asked_on",
    "due",
    "decision",
    "threat",
    "blocks",
    "tried",
    "statutory",
    "by_custom",
    "rule__title",
    "rung__name",
    "rung__account",
    "rung__may_overrule",
    "words",
    "overruled",
    "decided_on",
)


def escalations_asked(access: Access) -> Asked:
    """Return the question of `escalations`."""
    return Escalation.objects.through(access).order_by("-asked_on", "-pk"), _ESCALATION


def escalations(access: Access) -> list[EscalationLine]:
    """Return what was brought to the ladder, the newest first; one query."""
    day = clock.today()
    return [
        EscalationLine(
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.asked_on,
            row.due,
            urgency(row.due, day),
            row.decision,
            row.threat,
            row.blocks,
            row.tried,
            "law" if row.statutory else "custom" if row.by_custom else "",
            row.rule__title,
            row.rung__name,
            row.rung__account,
            row.rung__may_overrule,
            row.words,
            row.overruled,
            row.decided_on,
        )
        for row in answer(escalations_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """What a manager took away, with how many days it took. Unit: days."""

    what: str
    rule: str
    who: str
    days: int
    removed_on: date


def removed() -> list[RemovedLine]:
    """Return what managers took out of the way, the newest first; two queries."""
    rows = list(Removed.objects.select_related("rule").order_by("-removed_on", "-pk")[:100])
    staff = colleagues(account_ids=sorted({row.account for row in rows})) if rows else []
    names = {one.account_id: one.function for one in staff}
    return [
        RemovedLine(
            row.what,
            row.rule.title if row.rule else "",
            names.get(row.account, ""),
            (row.removed_on - row.seen_on).days,
            row.removed_on,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """One time this household was turned away; masked: that it was."""

    masked: bool
    on: date
    how: str | None
    gate: str | None
    ground: str | None


def turned_asked(access: Access) -> Asked:
    """Return the question of `turned_away`."""
    fields = ("on", "how", "organisation__name", "ground")
    return TurnedAway.objects.through(access).order_by("-on", "-pk"), fields


def turned_away(access: Access) -> list[TurnedLine]:
    """Return where this household was turned away, the newest first; one query."""
    return [
        TurnedLine(row.seen == Answer.MASKED, row.on, row.how, row.organisation__name, row.ground)
        for row in answer(turned_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class Gates:
    """What is told of gates: who is turned away, and who left for the reason they came."""

    lines: tuple[GateLine, ...]
    same: tuple[tuple[str, str, int], ...]


def gates() -> Gates:
    """Return what is told of gates, never below five households; five queries.

    What a party said no to, or sent on, when it was asked counts too: nobody writes that down twice.
    Asked as a system reader for figures: nothing of a household leaves this answer.
    """
    access = for_system(system("leeway.figures"))
    turns, seen, put_out = [], set(), []
    rows = TurnedAway.objects.through(access).order_by("pk")
    for row in rows.rows("household_id", "organisation_id", "weight", "how", "ground"):
        seen.add(row.organisation_id)
        turns.append(
            Turn(str(row.organisation_id), row.household_id, row.weight, row.how, row.ground)
        )
        if row.how == "withdrawn":
            put_out.append((row.household_id, str(row.organisation_id), row.ground))
    refused = turned_down(access)
    seen |= {one.organisation_id for one in refused}
    stays, helped = [], []
    came: dict[tuple[int, str], set[str]] = {}
    for line in provisions(access):
        if line.provider_id is None:
            continue
        gate = str(line.provider_id)
        helped.append((gate, line.household_id))
        if line.admission_ground:
            came.setdefault((line.household_id, gate), set()).add(line.admission_ground)
        if line.admission_ground and line.exit_reason:
            stays.append(Stay(gate, line.household_id, line.admission_ground, line.exit_reason))
    stays += [
        Stay(gate, home, ground, why)
        for home, gate, why in put_out
        for ground in sorted(came.get((home, gate), ()))
    ]
    # Who is let in is weighed as who is turned away: by the problems that are open.
    going_on = open_problem_counts(access)

    def weight(home: int) -> str:
        return weight_of(going_on[home]) if home in going_on else ""

    turns += [
        Turn(
            str(one.organisation_id),
            one.household_id,
            weight(one.household_id),
            "referred_on" if one.sent_on else "not_admitted",
            one.why,
        )
        for one in refused
    ]
    turns += [Turn(gate, home, weight(home), "") for gate, home in helped if int(gate) in seen]
    names = organisation_names({int(one.gate) for one in turns} | {int(one.gate) for one in stays})
    told = tuple(
        GateLine(
            names.get(int(one.gate), ""), one.let_in, one.turned_away, one.heavier, one.grounds
        )
        for one in gate_lines(turns, LEAST)
    )
    same = tuple(
        (names.get(int(gate), ""), ground, number) for gate, ground, number in same_reason(stays)
    )
    return Gates(told, same)
