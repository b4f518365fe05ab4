# SPDX-License-Identifier: EUPL-1.2
"""Files of messages to import, and what a database holds of them."""

from voordeur.people.actions import NewPerson, register_household
from voordeur.provisions.istandaarden.generate import generate, synthetic_numbers
from voordeur.provisions.models import (
    ImportedAssignment,
    ImportedMessage,
    ImportedRequest,
    Provision,
)

PROVISION = (
    "assignment__number",
    "name",
    "law",
    "provider_agb",
    "from_date",
    "until",
    "exit_reason",
    "withdrawn",
    "declared",
    "budget_cents",
    "units",
    "unit",
    "per",
    "unit_cents",
    "compartment",
)


def send(folder, count, seed=1):
    """Write so many synthetic messages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for message in generate(count, seed):
        (folder / message.name).write_bytes(message.content)
    return folder


def register_clients(reader, count):
    """Register the first clients of the synthetic messages, each in an own household."""
    return [
        register_household(
            reader, members=[NewPerson(given_names=f"Client {place}", citizen_number=number)]
        )
        for place, number in enumerate(synthetic_numbers()[:count])
    ]


def held():
    """Everything messages left in the database, without ids and moments, in a fixed order."""
    provisions = {
        row.pk: [getattr(row, name) for name in PROVISION[1:]] for row in Provision._plain.all()
    }
    assignments = sorted(
        [row.law, row.municipality, row.number, row.client, row.facts, row.granted,
         provisions.get(row.provision_id)]
        for row in ImportedAssignment.objects.all()
    )  # fmt: skip
    messages = sorted(
        ImportedMessage.objects.values_list("sender", "identification", "code", "content_hash")
    )
    requests = sorted(
        ImportedRequest.objects.values_list(
            "client", "provider", "reference", "law", "dated", "content_hash"
        )
    )
    return assignments, messages, requests
