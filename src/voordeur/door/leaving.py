# SPDX-License-Identifier: EUPL-1.2
"""What follows when somebody who works here has no account any more: they are let out everywhere."""

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.mandate import MARK
from voordeur.door.models import Standing


def households_of(reader: str) -> list[int]:
    """Return where a reader has standing that has not ended, in order; one query.

    Mandates apart: they end as the member gave them, told to that member alone.
    """
    rows = Standing.objects.filter(reader=reader, valid_until=None).order_by("household_id")
    rows = rows.exclude(reason__startswith=MARK)
    return list(rows.values_list("household_id", flat=True).distinct())


@action("set.up")
def let_out(deed: Deed, *, household_id: int, reader: str) -> int:
    """End everything a reader is to one household; return how many pieces of standing ended.

    Each ends with an event of its own, told where the standing itself was told.
    """
    rows = Standing.objects.filter(household_id=household_id, reader=reader, valid_until=None)
    rows = rows.exclude(reason__startswith=MARK)
    pieces = rows.order_by("pk").values_list("relation", "person_id", "compartment", "item")
    return sum(
        standing.end(
            deed,
            reader=reader,
            relation=relation,
            person_id=person_id,
            compartment=compartment,
            item=item,
        )
        for relation, person_id, compartment, item in list(pieces)
    )
