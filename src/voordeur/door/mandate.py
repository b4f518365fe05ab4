# SPDX-License-Identifier: EUPL-1.2
"""The mandate of a client supporter: given and withdrawn by the member they stand beside.

A mandate is standing of the relation `supporter` about that member, and with it two things: what
is of the household together, as this member may show it to whom they like, and the parts of the
own file that this member chose. The pieces carry one reason, so that they end together. That
somebody has a supporter is in the member's own part: no other member learns it, not from who is
let in, nor from the access log, nor from the history.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.access import Access, standing_now
from voordeur.door.deed import Deed, action
from voordeur.door.models import Account, Standing
from voordeur.door.reader import Reader
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.door.sharing import may_speak_for
from voordeur.door.voice import said

PARTS = ("own", "money", "health", "youth", "justice", "safety", "where")
"""What a member can let a supporter see of the own file; the own page never."""
MARK = "mandate:"


def _speaks(deed: Deed, person_id: int, how: str | None) -> None:
    """Refuse a mandate that is not the member's own: who says it, and how it came in."""
    if deed.inside.everything:
        return
    mine = may_speak_for(deed, person_id)
    if not mine and "case_coordinator" not in deed.inside.relations:
        raise NotAllowed(_("Only the resident chooses who stands beside them."))
    if not mine and how is None:
        raise Refusal(_("Say how this came in: at the table, on paper or by phone."), "how")
    said(deed, deed.reader.person_id if mine else person_id, how)


@action("supporter.choose")
def give_mandate(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    account: UUID,
    parts: tuple[str, ...] = (),
    until: datetime | None = None,
    how: str | None = None,
) -> Standing:
    """Let a client supporter stand beside a member: see what they share, and act in their name.

    The case coordinator records it for a member who said so on paper, by phone or at the table.
    Raises Refusal for somebody who is no supporter, and for a second mandate to the same one.
    """
    _speaks(deed, person_id, how)
    if set(parts) - set(PARTS):
        raise Refusal(_("This part does not exist."), "parts")
    if until is not None and until <= deed.now:
        raise Refusal(_("The last day lies in the past."), "until")
    row = Account.objects.filter(uuid=account, is_active=True).only("pk", "roles").first()
    if row is None or "supporter" not in row.roles:
        raise Refusal(_("Choose a client supporter from the list."), "account")
    reader = f"account:{row.pk}"
    if _valid(deed.household_id, deed.now).filter(reader=reader, person_id=person_id).exists():
        raise Refusal(
            _("This person stands beside you already."),
            "account",
            _("Take it back first to choose other parts."),
        )
    reason, given = f"{MARK}{uuid4()}", []
    for relation, about, part in (
        ("supporter", person_id, ""),
        ("supporter", None, ""),
        *(("told", person_id, part) for part in sorted(set(parts))),
    ):
        given.append(
            standing.give(
                deed,
                reader=reader,
                relation=relation,
                basis="consent",
                reason=reason,
                person_id=about,
                compartment=part,
                until=until,
                about=(person_id, part or "own"),
            )
        )
    deed.happened(
        "door.mandate_given",
        {"standing": given[0].pk, "reader": reader, "parts": sorted(set(parts)), "until": until},
        about=(person_id, "own"),
    )
    return given[0]


@action("supporter.choose")
def end_mandate(deed: Deed, *, household_id: int, mandate: int, how: str | None = None) -> Standing:
    """Take a mandate back: from now on the supporter sees and does nothing here; nobody asks why."""
    row = _valid(household_id, deed.now).select_for_update().filter(pk=mandate).first()
    if row is None or row.person_id is None:
        raise Refusal(_("This was taken back already."))
    _speaks(deed, row.person_id, how)
    rows = Standing.objects.filter(household_id=household_id, reader=row.reader, reason=row.reason)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=deed.now))
    ended = sorted(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(valid_until=deed.now)
    deed.happened(
        "door.mandate_ended",
        {"standing": ended, "reader": row.reader},
        about=(row.person_id, "own"),
    )
    return row


def _valid(household_id: int, moment: datetime) -> "QuerySet[Standing]":
    """Return the mandates of a household that hold at a moment: one row for each."""
    return Standing.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=moment),
        household_id=household_id,
        relation="supporter",
        person_id__isnull=False,
        reason__startswith=MARK,
    )


def mandates_of(account_id: int, moment: datetime) -> list[tuple[int, int]]:
    """Return the household and number of every mandate of an account that holds; one query."""
    rows = standing_now(Reader(f"account:{account_id}", frozenset()), moment).filter(
        relation="supporter", person_id__isnull=False, reason__startswith=MARK
    )
    return list(rows.order_by("pk").values_list("household_id", "pk"))


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who stands beside which member, since when, and which of the member's parts they see."""

    id: int
    person_id: int
    account_id: int
    who: str
    parts: tuple[str, ...]
    since: datetime
    until: datetime | None


def mandates(access: Access) -> list[Mandate]:
    """Return the mandates this reader may know of in one household, in order of beginning.

    A member those of the own person and of a child they have authority over, a supporter the own
    ones, the case coordinator all; anybody else none. Two queries.
    """
    if access.household_id is None:
        return []
    rows = Standing.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=access.at),
        household_id=access.household_id,
        person_id__isnull=False,
        reason__startswith=MARK,
    )
    if "case_coordinator" not in access.relations and not access.everything:
        mine = standing_now(access.reader, access.at).filter(household_id=access.household_id)
        speaks = mine.filter(relation__in=["self", "parent"]).values("person_id")
        rows = rows.filter(Q(person_id__in=speaks) | Q(reader__in=access.reader.keys))
    pieces = list(rows.order_by("valid_from", "pk"))
    found = [row for row in pieces if row.relation == "supporter"]
    parts: dict[str, list[str]] = {}
    for row in pieces:
        if row.relation == "told":
            parts.setdefault(row.reason, []).append(row.compartment)
    numbers = {row.pk: int(row.reader.partition(":")[2]) for row in found}
    accounts = Account.objects.filter(pk__in=numbers.values()).order_by("pk")
    names = dict(accounts.values_list("pk", "name"))
    return [
        Mandate(
            id=row.pk,
            person_id=row.person_id or 0,
            account_id=numbers[row.pk],
            who=names.get(numbers[row.pk], ""),
            parts=tuple(sorted(parts.get(row.reason, ()))),
            since=row.valid_from,
            until=row.valid_until,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Beside:
    """One member a supporter stands beside: which household, which member."""

    household_id: int
    person_id: int
    since: datetime
    until: datetime | None


def stands_beside(access: Access) -> list[Beside]:
    """Return whom the reader stands beside now, the longest first; one query."""
    rows = standing_now(access.reader, access.at).filter(
        relation="supporter", person_id__isnull=False, reason__startswith=MARK
    )
    found = rows.order_by("valid_from", "pk")
    return [
        Beside(row.household_id, row.person_id or 0, row.valid_from, row.valid_until)
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Supporter:
    """A client supporter one can choose."""

    account: UUID
    name: str
    organisation_id: int | None


def supporters() -> list[Supporter]:
    """Return the client supporters with an open account, by name; one query."""
    rows = Account.objects.filter(is_active=True, person_id=None).order_by("name", "pk")
    return [
        Supporter(uuid, name, organisation_id)
        for uuid, name, organisation_id, roles in rows.values_list(
            "uuid", "name", "organisation_id", "roles"
        )
        if "supporter" in roles
    ]


__all__ = [
    "PARTS",
    "Beside",
    "Mandate",
    "Supporter",
    "end_mandate",
    "give_mandate",
    "mandates",
    "mandates_of",
    "stands_beside",
    "supporters",
]
