# SPDX-License-Identifier: EUPL-1.2
"""Who may see what, who looked and what the help costs, in words a resident reads."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy, pgettext_lazy

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.letin import let_in
from voordeur.door.matrix import bases
from voordeur.door.queries import Look, shared
from voordeur.ledger.eurocents import known_sum
from voordeur.partners.laws import payers
from voordeur.partners.queries import organisation_names
from voordeur.provisions.costsum import CostSum
from voordeur.provisions.queries import AlternativeLine
from voordeur.resident.queries.telling import reader_names

PARTS = {
    "name": gettext_lazy("who is in your household and who your regular contact is"),
    "common": gettext_lazy("what is of all of you: the plan and who helps"),
    "own": gettext_lazy("your words, your goals and what is going on with you"),
    "money": gettext_lazy("your money"),
    "health": gettext_lazy("your health"),
    "youth": gettext_lazy("growing up and school"),
    "justice": gettext_lazy("police and justice"),
    "safety": gettext_lazy("safety"),
    "where": gettext_lazy("your secret address and how to reach you safely"),
    "private": gettext_lazy("your page only for you"),
}
SHAREABLE = ("own", "money", "health", "youth", "justice", "safety", "where")

RELATIONS = {
    "case_coordinator": gettext_lazy("your regular contact"),
    "process_coordinator": gettext_lazy("makes sure that organisations do their part"),
    "helper": gettext_lazy("helps you or somebody in your household"),
    "triage": gettext_lazy("decides what help is needed"),
    "team": gettext_lazy("colleagues of the team that helps you"),
    "lead": gettext_lazy("leads the team that helps you"),
    "aftercare": gettext_lazy("asks you after a few months how it goes"),
    "emergency": gettext_lazy("emergency: may look for a short time"),
    "task": gettext_lazy("needs this for a task in the law"),
    "told": gettext_lazy("because you shared it"),
    "supporter": gettext_lazy("stands beside you, independent"),
}

ROLES = {
    "professional": gettext_lazy("A professional"),
    "triage": gettext_lazy("Somebody who decides what help is needed"),
    "team_lead": gettext_lazy("A team lead"),
    "privacy_officer": gettext_lazy("The privacy officer"),
    "resident": pgettext_lazy("who looked", "You"),
    "supporter": gettext_lazy("A client supporter"),
    "partner": gettext_lazy("Somebody who was asked one question"),
    "system": gettext_lazy("The computer, by itself"),
}


_NAMELESS = gettext_lazy("Somebody who works for the municipality")


def part_choices() -> list[tuple[str, str]]:
    """Return the parts a member can share, as choices of a form."""
    return [(part, str(PARTS[part])[:1].upper() + str(PARTS[part])[1:]) for part in SHAREABLE]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is let in, on which law, and what they see or only know of."""

    why: str
    basis: str
    since: datetime
    until: datetime | None
    sees: tuple[str, ...]
    knows_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seer:
    """One person or team that is let in, with every reason."""

    who: str
    reasons: tuple[Reason, ...]


def seers(access: Access) -> list[Seer]:
    """Return who may see what of this member, the law with it in words; the same reason once."""
    rows = let_in(access)
    names = reader_names({row.reader for row in rows})
    dutch = language() != "en"
    known = bases()
    found: dict[str, list[Reason]] = {}
    for row in rows:
        who = names.get(row.reader) or row.name or str(_NAMELESS)
        reason = Reason(
            why=str(RELATIONS[row.relation]),
            basis=known[row.basis].nl if dutch else known[row.basis].en,
            since=row.since,
            until=row.until,
            sees=tuple(str(PARTS[part]) for part in row.shown),
            knows_of=tuple(str(PARTS[part]) for part in row.masked),
        )
        earlier = found.setdefault(who, [])
        if not any(replace(one, since=reason.since) == reason for one in earlier):
            earlier.append(reason)
    return [Seer(who, tuple(reasons)) for who, reasons in found.items()]


def token_of(kind: str, number: int) -> str:
    """Return a word that names a row to the server and tells the reader no number."""
    return salted_hmac(f"resident.{kind}", str(number), algorithm="sha256").hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class MyShare:
    """A part that this member shares with somebody; `token` names it without telling a number."""

    id: int
    token: str
    who: str
    what: str
    since: datetime
    until: datetime | None


def my_shares(access: Access, person_id: int) -> list[MyShare]:
    """Return the parts this member shares now; single lines are on the own page."""
    return [
        MyShare(
            id=one.id,
            token=token_of("share", one.id),
            who=one.account_name,
            what=str(PARTS[one.compartment]),
            since=one.since,
            until=one.until,
        )
        for one in shared(access)
        if one.person_id == person_id and one.item is None
    ]


@dataclass(frozen=True, slots=True)
class LookLine:
    """How often somebody looked on a day, in words: the last time, the first time, how often."""

    at: datetime
    first: datetime
    times: int
    who: str
    organisation: str
    basis: str
    emergency: bool


def look_lines(looks: list[Look]) -> list[LookLine]:
    """Return looks (the newest first) in words; a name only when the log gives one; at most one query.

    Who opens a file and goes through its pages looks ten times in five minutes: that is one line.
    """
    houses = organisation_names({x.organisation_id for x in looks if x.organisation_id})
    dutch = language() != "en"
    known = bases()
    alike: dict[tuple[object, ...], list[Look]] = {}
    for one in looks:
        alike.setdefault((localdate(one.at), one.nth, one.basis, one.emergency), []).append(one)
    return [
        LookLine(
            at=one.at,
            first=same[-1].at,
            times=len(same),
            who=str(ROLES["resident"]) if one.own else one.name or str(ROLES.get(one.role, "")),
            organisation=houses.get(one.organisation_id or 0, ""),
            basis=(known[one.basis].nl if dutch else known[one.basis].en)
            if one.basis in known
            else "",
            emergency=one.emergency,
        )
        for same in alike.values()
        for one in same[:1]
    ]


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one payer pays, in words."""

    who: str
    amount: str


@dataclass(frozen=True, slots=True)
class CostPicture:
    """What the help costs together in a year as a member may see it; never a number to compare."""

    total: str
    unknown: int
    count: int
    by_payer: tuple[CostLine, ...]
    not_counted: tuple[str, ...]
    closing: str


def cost_picture(costs: CostSum) -> CostPicture:
    """Put a cost sum in words; pure but for the language."""
    shown = language()
    known = payers()
    return CostPicture(
        total=costs.total.text(shown),
        unknown=costs.total.unknown,
        count=costs.interventions,
        by_payer=tuple(
            CostLine(getattr(known[group.key or "unknown"], shown), group.amount.text(shown))
            for group in costs.by_payer
        ),
        not_counted=tuple(one.kind.label[shown] for one in costs.not_counted),
        closing=costs.closing[shown],
    )


@dataclass(frozen=True, slots=True)
class MyWay:
    """Another way than the help of today: its cost a year as text, and what comes of it."""

    name: str
    cost: str
    outcome: str


def my_ways(found: list[AlternativeLine]) -> tuple[MyWay, ...]:
    """Put other ways in words, in the order they were written down; pure but for the language."""
    shown = language()
    return tuple(MyWay(one.name, known_sum([one.cents]).text(shown), one.outcome) for one in found)
