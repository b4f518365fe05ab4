# SPDX-License-Identifier: EUPL-1.2
"""Who is let in to a household, as one of its members may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from voordeur.door.access import Access, once, own_standing
from voordeur.door.loglines import RESIDENTS
from voordeur.door.mandate import MARK
from voordeur.door.matrix import Answer, Purpose, matrix
from voordeur.door.models import Account, Emergency, Informing, Standing
from voordeur.door.refusal import NoEntry


@dataclass(frozen=True, slots=True)
class LetIn:
    """One reader with what they are here, and which of this member's parts they see or know of."""

    id: int
    reader: str
    name: str
    """The name of an account; empty for a team."""
    relation: str
    basis: str
    since: datetime
    until: datetime | None
    shown: tuple[str, ...]
    masked: tuple[str, ...]


def let_in(access: Access) -> list[LetIn]:
    """Return who may see something of the household or of this member, in order of beginning.

    What a violent partner may not learn is left out: who was let in to another member's part, what
    the member has not been told yet, and an emergency before the day it may be told. Single lines
    stand on the page they were told from. Two queries in a request that only looks.
    """
    if access.household_id is None or access.relations.isdisjoint(RESIDENTS):
        raise NoEntry("This is for the members of a household.")
    here, now = access.household_id, access.at
    mine = {person_id for relation, person_id in own_standing(access) if relation == "self"}
    rows = Standing.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now),
        Q(person_id=None) | Q(person_id__in=mine),
        household_id=here,
        item=None,
        valid_from__lte=now,
    ).exclude(relation__in=RESIDENTS)
    untold = Informing.objects.filter(household_id=here, told_at=None).values("standing_id")
    rows = rows.exclude(Q(relation="task") & Q(pk__in=untold))
    untold_yet = Q(told_from=None) | Q(told_from__gt=now)
    hidden = Emergency.objects.filter(untold_yet, household_id=here).order_by("pk")
    named = Concat(Value("emergency "), Cast("pk", CharField()))
    rows = rows.exclude(relation="emergency", reason__in=hidden.values(named=named))
    # Somebody who stands beside another member sees what is of all by that member's wish.
    beside = Q(relation="supporter", reason__startswith=MARK)
    own = rows.filter(beside, person_id__isnull=False).values("reason")
    rows = rows.exclude(beside & Q(person_id=None) & ~Q(reason__in=own))
    known = matrix()
    standing = list(rows.order_by("valid_from", "pk"))
    numbers = [int(row.reader[8:]) for row in standing if row.reader.startswith("account:")]
    names = account_names(access, numbers)
    found = []
    for row in standing:
        if known.purposes[row.relation] is not Purpose.HELP:
            continue
        parts = (row.compartment,) if row.compartment else known.compartments
        answers = {part: known.cells[row.relation, part] for part in parts}
        found.append(
            LetIn(
                id=row.pk,
                reader=row.reader,
                name=names.get(int(row.reader[8:]), "")
                if row.reader.startswith("account:")
                else "",
                relation=row.relation,
                basis=row.basis,
                since=row.valid_from,
                until=row.valid_until,
                shown=tuple(p for p, answer in answers.items() if answer is Answer.SHOWN),
                masked=tuple(p for p, answer in answers.items() if answer is Answer.MASKED),
            )
        )
    return found


def account_names(access: Access, numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of accounts; who was found earlier in this look is not asked again.

    Others that were found in this look may be among them; one query, none when all are known.
    """
    known: dict[int, str] = once(access, ("door.account_names",), dict)
    if new := set(numbers) - known.keys():
        rows = Account.objects.filter(pk__in=sorted(new)).order_by("pk")
        known |= rows.values_list("pk", "name")
    return known


def account_uuid(account_id: int) -> UUID | None:
    """Return the outside name of an account that can be let in, or None when it is closed."""
    found = Account.objects.filter(pk=account_id, is_active=True).values_list("uuid", flat=True)
    return found.first()
