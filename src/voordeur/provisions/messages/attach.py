# SPDX-License-Identifier: EUPL-1.2
"""Giving assignments that waited to the person they are of, as soon as that person is known."""

from django.db import transaction

from voordeur.door import access as door
from voordeur.door.deed import in_bulk
from voordeur.door.reader import system
from voordeur.history import record
from voordeur.partners.queries import organisations_by_agb
from voordeur.people.queries import number_key
from voordeur.provisions.messages.plan import Held, Key, plan
from voordeur.provisions.messages.write import BATCH, STREAM, homes_of, write
from voordeur.provisions.models import ImportedAssignment


def attach(person_id: int) -> int:
    """Make provisions of what waited for this person; return how many. A second call does nothing.

    Somebody without a citizen number, or in no household now, changes nothing.
    """
    reader = system("import")
    with door.scope(), transaction.atomic():
        access = door.for_system(reader)
        client = number_key(access, person_id)
        home = homes_of(access, [client]).get(client) if client else None
        if client is None or home is None:
            return 0
        record.lock([("household", home.household_id), STREAM])
        waiting = ImportedAssignment.objects.filter(client=client, provision=None, granted=True)
        held = {
            Key(row.law, row.municipality, row.number, row.client): Held(row.facts)
            for row in waiting.order_by("pk")[:BATCH]
        }
        providers = organisations_by_agb({said[2] for one in held.values() for said in one.facts})
        drafts = write(plan([], held, {client: home}, providers))
        in_bulk(reader, "import.run", drafts)
        return len(drafts)
