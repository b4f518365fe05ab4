# SPDX-License-Identifier: EUPL-1.2
"""Somebody who was registered twice: joined to the first, in a way that can be undone."""

from voordeur.people import actions as people
from voordeur.people.actions import NewPerson
from voordeur.town.play.cast import MAKER, Cast

HOME, PERSON = "van-dalen/home", "van-dalen/saskia"
GROUND = "Zij stond er twee keer in. Het identiteitsbewijs is gezien."


def join_one(cast: Cast) -> None:
    """Let a member of one story be registered a second time, and joined again; others have none."""
    if HOME not in cast.households or PERSON not in cast.persons:
        return
    home, fact = cast.households[HOME], cast.people[PERSON]
    new = NewPerson(given_names=fact.first_name, surname=fact.surname, from_date=cast.today)
    second = people.add_member(MAKER, household_id=home, new=new)
    people.merge_persons(
        MAKER,
        household_id=home,
        source_id=second.person_id,
        target_id=cast.persons[PERSON],
        ground=GROUND,
    )
