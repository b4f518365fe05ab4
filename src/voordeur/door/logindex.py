# SPDX-License-Identifier: EUPL-1.2
"""The index of the access log: which lists a household stood in. Made by `voordeur tick`."""

from django.db import transaction

from voordeur.door.models import AccessRecord, AccessSubject


def index_lists(limit: int = 1000) -> int:
    """Index records of lists that are not indexed yet; return how many. Bears being run twice."""
    with transaction.atomic(using="log"):
        rows = list(
            AccessRecord.objects.filter(indexed=False)
            .order_by("pk")
            .values_list("pk", "households")[:limit]
        )
        AccessSubject.objects.bulk_create(
            [
                AccessSubject(household_id=household_id, record_id=pk)
                for pk, households in rows
                for household_id in households
            ],
            ignore_conflicts=True,
            batch_size=1000,
        )
        AccessRecord.objects.filter(pk__in=[pk for pk, _ in rows]).update(indexed=True)
    return len(rows)
