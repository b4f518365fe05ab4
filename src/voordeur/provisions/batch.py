# SPDX-License-Identifier: EUPL-1.2
"""Recording many provisions at once: the rows and events of `record_provision`, few statements."""

from collections.abc import Sequence

from django.db import transaction

from voordeur.door import access as door
from voordeur.door.deed import in_bulk
from voordeur.door.reader import Reader
from voordeur.history import keyring
from voordeur.history.record import Draft, Private
from voordeur.provisions.actions import check_codes, content
from voordeur.provisions.given import Given
from voordeur.provisions.models import Provision

MOST = 500


def record_many(
    reader: Reader, *, given: Sequence[tuple[int, Given]], source: str = "import"
) -> list[int]:
    """Record at most 500 provisions, each as (household, what is given); return their numbers.

    For a system reader, who answers for it that each person is a member of the household named.
    One unknown code refuses them all.
    """
    if len(given) > MOST:
        raise ValueError(f"at most {MOST} provisions at once: split the batch")
    for _household, one in given:
        check_codes(one.law, one.payer, one.flow, one.not_counted)
    with door.scope(), transaction.atomic():
        door.for_system(reader)
        rows = Provision._plain.bulk_create(
            [Provision(household_id=home, source=source, **one.columns()) for home, one in given]
        )
        keys = keyring.keys_for((_subject(row), row.compartment, "case") for row in rows)
        in_bulk(reader, "import.run", [_draft(row) for row in rows], keys=keys)
    return [row.pk for row in rows]


def _subject(row: Provision) -> str:
    return f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"


def _draft(row: Provision) -> Draft:
    return Draft(
        ("household", row.household_id),
        "provisions.recorded",
        {"provision": row.pk, "law": row.law, "source": row.source},
        (Private(_subject(row), row.compartment, content(row)),),
        household_id=row.household_id,
        person_id=row.person_id,
        compartment=row.compartment,
    )
