# SPDX-License-Identifier: EUPL-1.2
"""Two files about one person or household, and how to lay every row of the house side by side."""

from django.apps import apps
from django.db import connection

from tests import factories as make
from tests import guard
from voordeur.door import access as door
from voordeur.door import timeline
from voordeur.door.reader import member
from voordeur.door.refusal import NoEntry
from voordeur.people import actions, joining
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.models import Household, Merge, Person, SearchKey
from voordeur.plan import actions as plan

GROUND = "Moeder zegt dat het om dezelfde Anna gaat."


class Town:
    """Anna twice: with Bart at home, and once more with Carla, elsewhere."""

    def __init__(self, *, same_home: bool = False) -> None:
        self.worker = make.a_worker("professional", "triage")
        self.reader = self.worker.reader
        self.first = make.a_household("Anna", "Bart", by=self.reader)
        self.second = self.first if same_home else make.a_household("Anna", "Carla", by=self.reader)
        for home in {self.first, self.second}:
            make.stand(self.reader, home, "case_coordinator")
        self.anna, self.bart = make.person_ids(self.first)
        if same_home:
            row = actions.add_member(
                self.reader, household_id=self.first.pk, new=NewPerson(given_names="Annie")
            )
            self.double = row.person_id
        else:
            self.double, self.carla = make.person_ids(self.second)
        for person, home in ((self.anna, self.first), (self.double, self.second)):
            self.fill(home, person)

    def fill(self, home, person):
        """Write something of every sort about a person."""
        where = {"household_id": home.pk, "person_id": person}
        plan.note_words(self.reader, **where, text=f"Mijn verhaal {person}")
        problem = plan.note_problem(self.reader, **where, text="Schulden", life_area="money")
        goal = plan.set_goal(self.reader, **where, text="Rust", compartment="own")
        plan.add_step(
            self.reader,
            household_id=home.pk,
            goal=goal.uuid,
            new=plan.NewStep(household_does="Bellen", members=(person,)),
        )
        plan.note_strength(self.reader, **where, text="Houdt vol")
        actions.give_safe_channel(self.reader, **where, kind="phone", value="06")
        actions.record_address(
            self.reader,
            household_id=home.pk,
            new=NewAddress("Laan", "1", person_id=person, protected=True),
        )
        actions.name_network_member(
            self.reader, household_id=home.pk, first_name="Oom Jan", person_id=person
        )
        return problem

    def merge(self, **more):
        """Join the second Anna to the first."""
        return actions.merge_persons(
            self.reader,
            household_id=self.first.pk,
            source_id=self.double,
            target_id=self.anna,
            ground=GROUND,
            **more,
        )

    def undo(self, merge, **more):
        """Take them apart again."""
        return actions.undo_merge(
            self.reader,
            household_id=self.first.pk,
            merge=merge.uuid,
            expected_version=merge.version,
            **more,
        )


def dump():
    """Return every row of every room that a merge can touch: (model, number) → columns.

    Asked in plain SQL: it is asked for hundreds of times.
    """
    found = {}
    with guard.unguarded(), connection.cursor() as cursor:
        labels = {one.model for of in ("person", "household") for one in joining.columns(of)}
        for model in {*labels, Person, Household, SearchKey}:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                key = row["key"] if model is SearchKey else row.pop("id")
                key = (key, row["person_id"]) if model is SearchKey else key
                row.pop("id", None)
                found[model._meta.label, key] = row
    return found


def changed(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def views(keys, homes):
    """Return, per reader and household, the rows whose content they may read, by uuid."""
    from voordeur.door.masking import Guarded

    found = {}
    for key in keys:
        reader = key if not isinstance(key, str) else member(int(key.partition(":")[2]))
        for home in homes:
            seen = set()
            with door.scope():
                try:
                    access = door.open_household(reader, home.pk, activity="test")
                except NoEntry:
                    continue
                for model in apps.get_models():
                    if issubclass(model, Guarded) and model is not Merge:
                        rows = model.objects.through(access).shown()
                        seen |= set(rows.values_list("uuid", flat=True))
                seen |= {
                    str(one.id)
                    for one in timeline.happenings(access, limit=500)
                    if not one.masked and "merge" not in one.kind and "standing" not in one.kind
                }
            found[reader.key] = found.get(reader.key, set()) | seen
    return found


def same_twice():
    """Return a reader and one household that was registered twice, with the same two people."""
    reader = make.a_worker("professional", "triage").reader
    first = make.a_household("Anna", "Bart", by=reader)
    anna, bart = make.person_ids(first)
    make.stand(reader, first, "case_coordinator")
    second = actions.register_household(
        reader, members=[NewPerson(person_id=anna), NewPerson(person_id=bart)]
    )
    make.stand(reader, second, "case_coordinator")
    return reader, first, second, anna, bart
