# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what, what was decided here, and what others with the same pattern got."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access, for_system
from voordeur.door.matrix import Answer
from voordeur.door.reader import Reader, system
from voordeur.door.together import Asked, answer
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.ledger.entries import Account, AccountKind
from voordeur.ledger.queries import balances
from voordeur.leeway import deciding
from voordeur.leeway.anonymity import LEAST
from voordeur.leeway.models import Mandate, Precedent, ReturnService, TailoredDecision
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate with who holds it and what is left in its budget."""

    id: int
    uuid: UUID
    version: int
    powers: str
    holder: str
    mandate: deciding.Mandate
    rules: tuple[str, ...]
    book: str


def _lines(rows: Iterable[Mandate]) -> list[MandateLine]:
    found = list(rows)
    accounts = sorted({row.account for row in found if row.account is not None})
    staff = colleagues(account_ids=accounts) if accounts else []
    names = {one.account_id: one.name for one in staff}
    left = balances([row.book for row in found]) if found else {}
    return [
        MandateLine(
            row.pk,
            row.uuid,
            row.version,
            row.powers,
            row.team.name if row.team else names.get(row.account, ""),
            deciding.Mandate(
                frozenset(row.rules),
                row.limit_cents,
                money.sum if (money := left.get(_money(row.book))) else None,
                row.from_date,
                row.until,
            ),
            tuple(row.rules),
            row.book,
        )
        for row in found
    ]


def _money(book: str) -> Account:
    return Account(book, "money", AccountKind.ASSET)


def mandate_lines() -> list[MandateLine]:
    """Return all mandates, those that hold first; three queries at most."""
    rows = Mandate.objects.select_related("team").order_by("-from_date", "pk")
    day = clock.today()
    return sorted(_lines(rows), key=lambda one: not one.mandate.holds_on(day))


def mandates_of(reader: Reader) -> list[MandateLine]:
    """Return the mandates a reader holds today, alone or in a team; three queries at most."""
    mine = Q(team_id__in=sorted(reader.teams | reader.leads))
    if reader.account_id is not None:
        mine |= Q(account=reader.account_id)
    rows = Mandate.objects.select_related("team").filter(mine).order_by("pk")
    day = clock.today()
    return [one for one in _lines(rows) if one.mandate.holds_on(day)]


def named_inside(text: str, access: Access) -> str:
    """Return a name of the household that stands in a text, empty when there is none; one query."""
    for one in members(access, past=True):
        for part in (one.name or one.called or "").split():
            if len(part) > 2 and re.search(rf"\b{re.escape(part)}\b", text, re.IGNORECASE):
                return part
    return ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A tailored decision; masked: that there was one."""

    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    granted: bool | None
    decided_on: date
    rule: str | None
    rule_uuid: UUID | None
    known: str | None
    done: str | None
    social: str | None
    economic: str | None
    political: str | None
    difference: str | None
    ground: str | None
    ground_words: str | None
    cents: int | None
    asked_on: date | None
    paid_on: date | None
    decided_by: int | None
    without: bool | None
    review: str | None


_FIELDS = (
    "uuid",
    "version",
    "person_id",
    "granted",
    "decided_on",
    "rule__title",
    "rule__uuid",
    "known",
    "done",
    "social",
    "economic",
    "political",
    "difference",
    "ground",
    "ground_words",
    "cents",
    "asked_on",
    "paid_on",
    "decided_by",
    "without",
    "review",
)


def decisions_asked(access: Access) -> Asked:
    """Return the question of `decisions`."""
    return TailoredDecision.objects.through(access).order_by("-decided_on", "-pk"), _FIELDS


def decisions(access: Access) -> list[DecisionLine]:
    """Return the tailored decisions in a household, the newest first; one query."""
    return [
        DecisionLine(
            uuid=row.uuid,
            version=row.version,
            masked=row.seen == Answer.MASKED,
            person_id=row.person_id,
            granted=row.granted,
            decided_on=row.decided_on,
            rule=row.rule__title,
            rule_uuid=row.rule__uuid,
            known=row.known,
            done=row.done,
            social=row.social,
            economic=row.economic,
            political=row.political,
            difference=row.difference,
            ground=row.ground,
            ground_words=row.ground_words,
            cents=row.cents,
            asked_on=row.asked_on,
            paid_on=row.paid_on,
            decided_by=row.decided_by,
            without=row.without,
            review=row.review,
        )
        for row in answer(decisions_asked(access))
    ]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What a member does in return for a decision, of their own accord."""

    uuid: UUID
    version: int
    decision: UUID
    who: str
    what: str
    hours: int
    said_on: date
    ended_on: date | None


_RETURN = (
    "uuid",
    "version",
    "decision__uuid",
    "person_id",
    "what",
    "hours",
    "recorded_at",
    "ended_on",
)


def returns_asked(access: Access) -> Asked:
    """Return the question of `returns`."""
    return ReturnService.objects.through(access).order_by("-pk"), _RETURN


def returns(access: Access) -> list[ReturnLine]:
    """Return what members do in return of their own accord, the newest first.

    One query, and one for the names when there is anything.
    """
    rows = [row for row in answer(returns_asked(access)) if row.seen == Answer.SHOWN]
    people = members(access, past=True) if rows else []
    names = {one.person_id: one.called or "" for one in people}
    return [
        ReturnLine(
            row.uuid,
            row.version,
            row.decision__uuid,
            names.get(row.person_id, ""),
            row.what,
            row.hours,
            row.recorded_at.astimezone(AMSTERDAM).date(),
            row.ended_on,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PrecedentLine:
    """What was decided before at this pattern: granted or refused, and why."""

    granted: bool
    why: str
    month: date
    rule: str


def precedents(pattern: str, rule: UUID | None = None) -> list[PrecedentLine]:
    """Return earlier decisions at a pattern, and others about the rule, the newest first; one query."""
    match = Q(rule__uuid=rule) if rule else Q(pk=None)
    if pattern:
        match |= Q(pattern=pattern)
    rows = Precedent.objects.filter(match).select_related("rule").order_by("-month", "uuid")[:20]
    return [PrecedentLine(row.granted, row.why, row.month, row.rule.title) for row in rows]


def spent_by_mandate() -> dict[int, list[deciding.Spent]]:
    """Return what was granted under each mandate, of those with at least five households; one query.

    Asked as a system reader for figures: nothing of a household leaves this answer.
    """
    spent: dict[int, list[deciding.Spent]] = defaultdict(list)
    households: dict[int, set[int]] = defaultdict(set)
    rows = TailoredDecision.objects.through(for_system(system("leeway.figures"))).order_by("pk")
    for row in rows.shown().filter(granted=True):
        spent[row.mandate_id].append(
            deciding.Spent(row.asked_on, row.decided_on, row.paid_on, row.cents, row.without)
        )
        households[row.mandate_id].add(row.household_id)
    return {pk: found for pk, found in spent.items() if len(households[pk]) >= LEAST}


def granted_and_refused() -> list[tuple[str, int, int]]:
    """Return per pattern how many decisions were granted and how many refused; one query.

    A pattern is called by the rules that were decided about; decisions without a pattern are taken
    together per rule, so that each counts once. Only with at least five of each or none of one: a
    small number tells of a household.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    titles: dict[str, set[str]] = defaultdict(set)
    rows = Precedent.objects.select_related("rule").order_by("uuid")
    for row in rows:
        alike = row.pattern or f"rule:{row.rule_id}"
        counts[alike][0 if row.granted else 1] += 1
        titles[alike].add(row.rule.title)
    return sorted(
        ("; ".join(sorted(titles[alike])), yes, no)
        for alike, (yes, no) in counts.items()
        if yes + no >= LEAST and all(number == 0 or number >= LEAST for number in (yes, no))
    )
