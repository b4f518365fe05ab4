# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the door make: a pair under one roof, accounts, emergencies."""

from dataclasses import dataclass

from tests import factories as make
from voordeur.door.models import Account
from voordeur.door.reader import Reader
from voordeur.people.models import Household

WHY = "De buurvrouw hoort al een uur geschreeuw en gebonk."
NECESSITY = "De behandelaar kan zonder dit de medicatie niet veilig afbouwen."


@dataclass(frozen=True)
class Pair:
    """Angela and Tom, who live together and each sign in."""

    home: Household
    angela: int
    tom: int
    her: Reader
    him: Reader


def a_pair() -> Pair:
    """Return Angela and Tom in one household, each with an own account."""
    home = make.a_household("Angela", "Tom")
    angela, tom = make.person_ids(home)
    return Pair(home, angela, tom, make.a_resident(angela), make.a_resident(tom))


def account_of(reader: Reader) -> Account:
    """Return the account behind a reader."""
    return Account.objects.get(pk=reader.account_id)


def an_officer() -> Reader:
    """Return a privacy officer."""
    return make.a_worker("privacy_officer").reader


def a_coordinator(home: Household) -> make.Worker:
    """Return the case coordinator of a household."""
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    return worker


__all__ = ["NECESSITY", "WHY", "Pair", "a_coordinator", "a_pair", "account_of", "an_officer"]
