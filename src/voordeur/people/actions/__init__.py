# SPDX-License-Identifier: EUPL-1.2
"""Verbs of people: households and members, ties between them, how to reach them, their network."""

from voordeur.people.actions.households import (
    NewPerson,
    add_member,
    correct_member,
    end_membership,
    found,
    merge_stub,
    part_stub,
    record_citizen_number,
    register_household,
)
from voordeur.people.actions.merging import merge_households, merge_persons, undo_merge
from voordeur.people.actions.moving import move_house, move_people, take_move_back
from voordeur.people.actions.network import (
    change_network_member,
    name_network_member,
    remove_network_member,
)
from voordeur.people.actions.pace import say_capacity
from voordeur.people.actions.reaching import (
    NewAddress,
    drop_safe_channel,
    end_address,
    give_safe_channel,
    record_address,
)
from voordeur.people.actions.ties import (
    end_authority,
    end_relation,
    record_authority,
    record_relation,
)

__all__ = [
    "NewAddress",
    "NewPerson",
    "add_member",
    "change_network_member",
    "correct_member",
    "drop_safe_channel",
    "end_address",
    "end_authority",
    "end_membership",
    "end_relation",
    "found",
    "give_safe_channel",
    "merge_households",
    "merge_persons",
    "merge_stub",
    "move_house",
    "move_people",
    "name_network_member",
    "part_stub",
    "record_address",
    "record_authority",
    "record_citizen_number",
    "record_relation",
    "register_household",
    "remove_network_member",
    "say_capacity",
    "take_move_back",
    "undo_merge",
]
