# SPDX-License-Identifier: EUPL-1.2
"""Whether two files can be about the same person, or the same household; and where each is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from voordeur.door.refusal import Refusal
from voordeur.people.models import Household, Membership, Person

FACTS = (
    "given_names",
    "prefix",
    "surname",
    "called",
    "born",
    "died",
    "gender",
    "language",
    "needs",
)


def homes_of(*person_ids: int) -> list[list[int]]:
    """Return of each person every household they are or were a member of; one query."""
    rows = set(
        Membership._plain.filter(person_id__in=person_ids).values_list("person_id", "household_id")
    )
    return [sorted(home for person, home in rows if person == one) for one in person_ids]


@dataclass(frozen=True, slots=True)
class TwoHomes:
    """Two households with who belongs and ever belonged to each, as numbers of persons."""

    joined: bool
    """Whether one of them was joined to another."""
    now: tuple[frozenset[int], frozenset[int]]
    ever: tuple[frozenset[int], frozenset[int]]

    @property
    def shared(self) -> frozenset[int]:
        """Return who is or was a member of both."""
        return self.ever[0] & self.ever[1]


def two_homes(one: int, other: int) -> TwoHomes:
    """Return two households side by side; one query, two when one never had a member."""
    rows = list(
        Membership._plain.filter(household_id__in=[one, other]).values_list(
            "household_id", "household__merged_into_id", "person_id", "until"
        )
    )
    into = {home: joined for home, joined, _person, _until in rows}
    if len(into) < 2:
        homes = Household.objects.filter(pk__in=[one, other]).order_by("pk")
        into = dict(homes.values_list("pk", "merged_into_id"))

    def members(home: int, *, now: bool) -> frozenset[int]:
        return frozenset(
            person for pk, _, person, until in rows if pk == home and not (now and until)
        )

    return TwoHomes(
        one == other or any(into.values()),
        (members(one, now=True), members(other, now=True)),
        (members(one, now=False), members(other, now=False)),
    )


def refuse_two_persons(source: Person, target: Person, accounts: Mapping[int, int]) -> None:
    """Raise Refusal when two persons cannot be one: two numbers, two accounts, or one already gone.

    `accounts`: those of the two, as `widening.accounts_of` gives them.
    """
    if source.pk == target.pk or source.merged_into_id or target.merged_into_id:
        raise Refusal(_("These two were joined already."), "other")
    numbers = {source.citizen_number_lookup, target.citizen_number_lookup} - {None}
    if len(numbers) > 1:
        raise Refusal(
            _("These are two people: each has a citizen number of their own."),
            "other",
            _("When one of the numbers is wrong, correct that first."),
        )
    if len(accounts) > 1:
        raise Refusal(
            _("Both have an account to sign in with."),
            "other",
            _("Ask the functional administrator to close one of the two first."),
        )


def refuse_two_households(both: TwoHomes) -> None:
    """Raise Refusal when two households are not one that was registered twice."""
    if both.joined:
        raise Refusal(_("These two were joined already."), "other")
    if both.now[0] != both.now[1]:
        raise Refusal(
            _("These are not the same people, so it is not the same household."),
            "other",
            _("Join double persons first. Who moves in with others is moved, not joined."),
        )
