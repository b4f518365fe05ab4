# SPDX-License-Identifier: EUPL-1.2
"""What stands in the way: for colleagues line by line, for management only in groups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.reader import Reader
from voordeur.history import clock
from voordeur.leeway.anonymity import Report, monday_of, released
from voordeur.leeway.marks import author_mark, place_marks
from voordeur.leeway.models import Barrier, Walk, Workaround
from voordeur.leeway.sorting import ClaimTest, claim_test
from voordeur.partners.queries import colleagues

MANAGEMENT: Final = frozenset(
    {
        "team_lead",
        "policy_officer",
        "controller",
        "analyst",
        "project_leader",
        "council",
        "administrator",
        "privacy_officer",
    }
)
"""Roles that see what was reported without a name only in groups, whatever else they are."""
PAGE: Final = 50


def among_colleagues(reader: Reader) -> bool:
    """Say whether a reader sees single lines: who works with households and manages nobody."""
    return bool(reader.roles & {"professional", "triage"}) and not reader.roles & MANAGEMENT


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """One line; `who` is a name only when the reporter gave it, `mine` that this reader wrote it."""

    uuid: UUID
    version: int
    text: str
    kind: str
    law_claimed: bool | None
    found: str
    rule_uuid: UUID | None
    rule: str
    who: str
    mine: bool


def _lines(rows: Iterable[Any], reader: Reader) -> list[BarrierLine]:
    mine = author_mark(reader)
    found = list(rows)
    names = _names(row.named_account for row in found)
    return [
        BarrierLine(
            row.uuid,
            row.version,
            row.text,
            row.kind,
            row.law_claimed,
            row.found,
            row.rule.uuid if row.rule else None,
            row.rule.title if row.rule else "",
            names.get(row.named_account, ""),
            row.author_mark == mine,
        )
        for row in found
    ]


def _names(accounts: Iterable[int | None]) -> dict[int | None, str]:
    wanted = sorted({one for one in accounts if one is not None})
    if not wanted:
        return {}
    return {one.account_id: one.name for one in colleagues(account_ids=wanted)}


def barriers_here(access: Access) -> list[BarrierLine]:
    """Return what this reader recorded in a household, and what others did with their name.

    What a colleague recorded here without a name stays away: among the few who help, a line is a
    person. Two queries, and the keys.
    """
    if access.household_id is None or access.reader.account_id is None:
        return []
    rows = Barrier.objects.select_related("rule").order_by("-week", "uuid")
    lines = _lines(rows.filter(place_mark__in=place_marks(access.household_id)), access.reader)
    return [line for line in lines if line.mine or line.who]


def my_barriers(reader: Reader) -> list[BarrierLine]:
    """Return what this reader recorded, the newest week first, at most a page; two queries."""
    rows = Barrier.objects.select_related("rule").filter(author_mark=author_mark(reader))
    return _lines(rows.order_by("-week", "uuid")[:PAGE], reader)


def barriers_of_all(reader: Reader, after: UUID | None = None) -> list[BarrierLine]:
    """Return lines of all colleagues in an order that tells no time; at most a page and one more."""
    rows = Barrier.objects.select_related("rule").order_by("uuid")
    if after is not None:
        rows = rows.filter(uuid__gt=after)
    return _lines(rows[: PAGE + 1], reader)


def barrier(reader: Reader, uuid: UUID) -> BarrierLine | None:
    """Return one line, None when it is not there; two queries."""
    found = _lines(Barrier.objects.select_related("rule").filter(uuid=uuid), reader)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Group:
    """What management sees of barriers of one rule or one kind: how many lines, and their words.

    Unit: lines. Only lines that came out in a batch of at least five reporters, and lines with a
    name; in no order of time.
    """

    rule_id: int | None
    rule_uuid: UUID | None
    rule: str
    kind: str
    count: int
    texts: tuple[str, ...]
    named: tuple[tuple[str, str], ...]


def groups() -> list[Group]:
    """Return the groups that may be shown to management, the largest first; two queries."""
    rows = list(Barrier.objects.select_related("rule").order_by("uuid"))
    names = _names(row.named_account for row in rows)
    together: dict[tuple[int | None, str], list[Any]] = defaultdict(list)
    for row in rows:
        together[row.rule_id, "" if row.rule_id else row.kind].append(row)
    found, monday = [], monday_of(clock.today())
    for (rule_id, kind), lines in together.items():
        nameless = [row for row in lines if row.named_account is None]
        reports = [Report(row.pk, row.grouped, row.author_mark) for row in nameless]
        out = released(reports, monday)
        texts = tuple(row.text for row in nameless if row.pk in out)
        named = tuple(
            (row.text, names.get(row.named_account, ""))
            for row in lines
            if row.named_account is not None
        )
        if texts or named:
            rule = lines[0].rule
            found.append(
                Group(
                    rule_id,
                    rule.uuid if rule else None,
                    rule.title if rule else "",
                    kind,
                    len(texts) + len(named),
                    texts,
                    named,
                )
            )
    return sorted(found, key=lambda one: (-one.count, one.rule, one.kind))


def claims() -> ClaimTest | None:
    """Return how often a claim of law held; None while fewer than five people made it; one query."""
    rows = list(
        Barrier.objects.filter(law_claimed=True)
        .order_by("uuid")
        .values_list("pk", "grouped", "author_mark", "found")
    )
    reports = [Report(pk, week, author) for pk, week, author, _found in rows]
    out = released(reports, monday_of(clock.today()))
    chosen = [(True, found) for pk, _week, _author, found in rows if pk in out]
    return claim_test(chosen) if chosen else None


@dataclass(frozen=True, slots=True)
class PathLine:
    """A path around a rule. `walks` counts professionals by week; None: not to be told."""

    uuid: UUID
    version: int
    what: str
    rule_uuid: UUID | None
    rule_id: int | None
    rule: str
    legality: str
    against_will: bool | None
    minutes: int | None
    cents: int | None
    effect: str
    review: str
    mine: bool
    walks: int

    @property
    def cents_in_all(self) -> int | None:
        """Return what all walks cost together, None when nobody knows what one costs."""
        return None if self.cents is None else self.cents * self.walks

    @property
    def minutes_in_all(self) -> int | None:
        """Return the minutes of all walks together, None when nobody knows those of one."""
        return None if self.minutes is None else self.minutes * self.walks


def paths(reader: Reader) -> list[PathLine]:
    """Return the paths, the most walked first; two queries, and the key.

    Management sees only those that at least five people walked, and only the walks that came out.
    """
    colleague, monday = among_colleagues(reader), monday_of(clock.today())
    mine = author_mark(reader) if colleague else ""
    walked: dict[int, list[Report]] = defaultdict(list)
    walks = Walk.objects.order_by("pk").values_list("workaround_id", "pk", "week", "author_mark")
    for workaround, pk, week, author in walks:
        walked[workaround].append(Report(pk, week, author))
    found = []
    for row in Workaround.objects.select_related("rule").order_by("uuid")[:500]:
        count = len(walked[row.pk]) if colleague else len(released(walked[row.pk], monday))
        if not count:
            continue
        found.append(
            PathLine(
                uuid=row.uuid,
                version=row.version,
                what=row.what,
                rule_uuid=row.rule.uuid if row.rule else None,
                rule_id=row.rule_id,
                rule=row.rule.title if row.rule else "",
                legality=row.legality,
                against_will=row.against_will,
                minutes=row.minutes,
                cents=row.cents,
                effect=row.effect,
                review=row.review,
                mine=row.author_mark == mine,
                walks=count,
            )
        )
    return sorted(found, key=lambda one: (-one.walks, one.what))
