# SPDX-License-Identifier: EUPL-1.2
"""Questions about households, their members, their ties and their people; through the door."""

from voordeur.people.queries.members import (
    Member,
    PersonCard,
    citizen_number,
    full_name,
    household_id,
    members,
    person_card,
)
from voordeur.people.queries.search import Found, Question, find, look_alikes
from voordeur.people.queries.ties import (
    AddressLine,
    Authority,
    Channel,
    Companion,
    Tie,
    addresses,
    authorities,
    channels,
    network,
    relations,
)

__all__ = [
    "AddressLine",
    "Authority",
    "Channel",
    "Companion",
    "Found",
    "Member",
    "PersonCard",
    "Question",
    "Tie",
    "addresses",
    "authorities",
    "channels",
    "citizen_number",
    "find",
    "full_name",
    "household_id",
    "look_alikes",
    "members",
    "network",
    "person_card",
    "relations",
]
