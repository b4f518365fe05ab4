# SPDX-License-Identifier: EUPL-1.2
"""Questions about households, their members, their ties and their people; through the door."""

from voordeur.people.queries.members import (
    Member,
    PersonCard,
    Stay,
    capacity,
    citizen_number,
    full_name,
    homes_by_number,
    household_id,
    members,
    number_key,
    person_card,
    stays,
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
    "Stay",
    "Tie",
    "addresses",
    "authorities",
    "capacity",
    "channels",
    "citizen_number",
    "find",
    "full_name",
    "homes_by_number",
    "household_id",
    "look_alikes",
    "members",
    "network",
    "number_key",
    "person_card",
    "relations",
    "stays",
]
