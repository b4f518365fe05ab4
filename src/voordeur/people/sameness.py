# SPDX-License-Identifier: EUPL-1.2
"""Whether two files can be about the same person, or the same household; and where each is."""

from django.utils.translation import gettext as _

from voordeur.door import widening
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


def homes_of(person_id: int) -> list[int]:
    """Return every household a person is or was a member of."""
    rows = Membership._plain.filter(person_id=person_id)
    return sorted(set(rows.values_list("household_id", flat=True)))


def now_in(household_id: int) -> set[int]:
    """Return who is in a household now: numbers of persons."""
    rows = Membership._plain.filter(household_id=household_id, until=None)
    return set(rows.values_list("person_id", flat=True))


def shared_persons(one: int, other: int) -> set[int]:
    """Return who is or was a member of both households."""
    rows = Membership._plain.filter(household_id__in=[one, other])
    found: dict[int, set[int]] = {one: set(), other: set()}
    for home, person in rows.values_list("household_id", "person_id"):
        found[home].add(person)
    return found[one] & found[other]


def refuse_two_persons(source: Person, target: Person) -> None:
    """Raise Refusal when two persons cannot be one: two numbers, two accounts, or one already gone."""
    if source.pk == target.pk or source.merged_into_id or target.merged_into_id:
        raise Refusal(_("These two were joined already."), "other")
    numbers = {source.citizen_number_lookup, target.citizen_number_lookup} - {None}
    if len(numbers) > 1:
        raise Refusal(
            _("These are two people: each has a citizen number of their own."),
            "other",
            _("When one of the numbers is wrong, correct that first."),
        )
    if widening.both_sign_in(source.pk, target.pk):
        raise Refusal(
            _("Both have an account to sign in with."),
            "other",
            _("Ask the functional administrator to close one of the two first."),
        )


def refuse_two_households(source_id: int, target_id: int) -> None:
    """Raise Refusal when two households are not one that was registered twice."""
    rows = Household.objects.filter(pk__in=[source_id, target_id])
    if source_id == target_id or any(row.merged_into_id for row in rows.order_by("pk")):
        raise Refusal(_("These two were joined already."), "other")
    if now_in(source_id) != now_in(target_id):
        raise Refusal(
            _("These are not the same people, so it is not the same household."),
            "other",
            _("Join double persons first. Who moves in with others is moved, not joined."),
        )
