# SPDX-License-Identifier: EUPL-1.2
"""Every verb of every room, asked from every role and every relation: let in as the matrix says, or not."""

import importlib
import pkgutil
from importlib.util import find_spec

import pytest

import voordeur
from tests import factories as make
from voordeur.door.deed import ACTIONS
from voordeur.door.matrix import Purpose, matrix
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.door.roles import ROLES

pytestmark = pytest.mark.django_db

#: They look at which other households they touch before anything else; their rooms hold the rest.
BESIDE = frozenset(
    {
        "counsel.move_item",
        "people.merge_households",
        "people.merge_persons",
        "people.undo_merge",
    }
)
#: A resident has no account of a colleague, and the computer itself is held by no door.
APART = frozenset({"resident", "system"})
OF_A_MEMBER = frozenset({"self", "parent", "told", "task"})
OF_A_PART = frozenset({"task", "told"})


def verbs(*, household: bool):
    """Return the verbs of all rooms that are about one household, or about none, by name."""
    for room in pkgutil.iter_modules(voordeur.__path__, "voordeur."):
        if room.ispkg and find_spec(f"{room.name}.actions"):
            importlib.import_module(f"{room.name}.actions")
    return {
        name: verb
        for name, verb in sorted(ACTIONS.items())
        if verb.takes_household is household and verb.__wrapped__.__module__.startswith("voordeur.")
    }


def let_in(verb, reader, **given) -> bool:
    """Say whether a reader gets past the door of a verb: to the question what to do."""
    try:
        verb(reader, **given)
    except (NotAllowed, NoEntry):
        return False
    except (KeyError, TypeError, Refusal):
        pass  # it asks for what was not given
    return True


def test_each_role_gets_past_the_door_of_the_verbs_that_the_matrix_gives_it(clock):
    known, wrong, asked = matrix(), [], 0
    readers = {role: make.a_worker(role).reader for role in ROLES if role not in APART}
    for name, verb in verbs(household=False).items():
        for role, reader in readers.items():
            asked += 1
            if let_in(verb, reader) != known.may(verb.needs, reader.holders):
                wrong.append((name, role))
    assert asked > 500
    assert wrong == []


def test_each_relation_gets_past_the_door_of_the_verbs_that_the_matrix_gives_it(clock):
    known, wrong, asked = matrix(), [], 0
    household = make.a_household("Anna")
    readers = {None: make.a_worker().reader}
    for relation in known.purposes:
        readers[relation] = make.a_worker().reader
        whom = make.person_ids(household)[0] if relation in OF_A_MEMBER else None
        part = "own" if relation in OF_A_PART else ""
        make.stand(readers[relation], household, relation, person_id=whom, compartment=part)
    for name, verb in verbs(household=True).items():
        if name in BESIDE:
            continue
        for relation, reader in readers.items():
            asked += 1
            stands = relation is not None and known.purposes[relation] is Purpose.HELP
            stands = stands and (not verb.only or relation in verb.only)
            wanted = stands and known.may(verb.needs, {relation} | reader.holders)
            if let_in(verb, reader, household_id=household.pk) != wanted:
                wrong.append((name, relation))
    assert asked > 2000
    assert wrong == []
