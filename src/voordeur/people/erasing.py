# SPDX-License-Identifier: EUPL-1.2
"""How people erases a person: names, birth, citizen number and every search key."""

from datetime import datetime

from voordeur.door.erasure import only_here
from voordeur.door.forgetting import eraser
from voordeur.people.models import Membership, NetworkMember, Person, SearchKey


@eraser("people", "people_person", "people_searchkey", "people_networkmember")
def erase(person_id: int, moment: datetime) -> int:
    """Empty what says who a person is; the number stays, so that counts over the years hold."""
    count, _rows = SearchKey.objects.filter(person_id=person_id).delete()
    # The people somebody named are gone with them: a row without a name says nothing.
    named, _rows = NetworkMember._plain.filter(person_id=person_id).delete()
    return (
        count
        + named
        + Person._plain.filter(pk=person_id).update(
            given_names="",
            prefix="",
            surname="",
            called="",
            born="",
            died="",
            gender="unknown",
            language="nl",
            needs="",
            citizen_number_sealed="",
            citizen_number_lookup=None,
        )
    )


@only_here
def in_no_other_file(household_id: int) -> set[int]:
    """Return the members of a household, past ones too, who are in no other household."""
    rows = Membership._plain.filter(household_id=household_id).order_by("pk")
    members = set(rows.values_list("person_id", flat=True))
    elsewhere = Membership._plain.filter(person_id__in=members).exclude(household_id=household_id)
    return members - set(elsewhere.order_by("pk").values_list("person_id", flat=True))
