# SPDX-License-Identifier: EUPL-1.2
"""Visits, notes, letters and measurements, what is tried, and the page that only the member sees."""

from datetime import date
from functools import partial
from uuid import UUID

from voordeur.contact import actions as contact
from voordeur.door.matrix import Answer, matrix
from voordeur.door.reader import Reader
from voordeur.instruments import actions as instruments
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.measurement import Rating
from voordeur.instruments.parts import part_of
from voordeur.papers import actions as papers
from voordeur.plan import actions as plan
from voordeur.resident import actions as resident
from voordeur.town import facts as f
from voordeur.town.play.cast import as_member
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank


def play(file: HouseholdFile, begins: date) -> None:
    """Write the moves down for the visits and measurements of a household with work.

    A visit from before somebody kept a file is recorded when the file begins, with its own day.
    """
    for visit in file.about(file.bundle.visits):
        day = max(visit.on, begins)
        by = file.cast.acting(visit.professional)
        file.script.on(day, Rank.VISIT, partial(_visit, file, visit, by))
    for note in file.about(file.bundle.notes):
        file.script.on(note.on, Rank.VISIT, partial(_write, file, note))
    for tried in file.about(file.bundle.tried):
        made = list[UUID]()
        file.script.on(tried.on, Rank.GOALS, partial(_try, file, tried, made))
        if tried.looked_back is not None:
            file.script.on(tried.looked_back, Rank.ENDS, partial(_look_back, file, tried, made))
    for letter in file.about(file.bundle.letters):
        file.script.on(letter.on, Rank.WORDS, partial(_letter, file, letter))
    for taken in file.about(file.bundle.measurements):
        if file.case is None:
            raise LookupError(f"{file.household.key} is measured without a case")
        day = max(taken.on, begins)
        file.script.on(day, Rank.MEASURED, partial(_measure, file, taken, day))


def play_own_notes(file: HouseholdFile) -> None:
    """Write the moves down for what members write on their own page."""
    for note in file.about(file.bundle.own_notes):
        file.script.on(note.on, Rank.VOICES, partial(_note, file, note))


def _visit(file: HouseholdFile, fact: f.Visit, by: Reader) -> None:
    contact.record_contact(
        by,
        household_id=file.id,
        kind=fact.kind,
        on=fact.on,
        present=[file.cast.persons[key] for key in fact.present],
        note=fact.note,
    )


def _measure(file: HouseholdFile, fact: f.Measurement, day: date) -> None:
    """Take a measurement: the professional rates what is open to them, the member the rest."""
    instrument = shipped_catalogue().get(fact.instrument, fact.version)
    relation = "case_coordinator" if file.coordinator(day) else "triage"
    person = file.cast.persons[fact.person]
    seen, own = list[Rating](), list[Rating]()
    for area, level in fact.ratings:
        part = part_of(instrument.area(area), is_person=True)
        is_open = matrix().answer([relation], part) is Answer.SHOWN
        (seen if is_open else own).append(Rating(area, level))
    for by, ratings in ((file.writer(day), seen), (as_member(person), own)):
        if ratings:
            instruments.take_measurement(
                by,
                household_id=file.id,
                person_id=person,
                instrument=fact.instrument,
                instrument_version=fact.version,
                ratings=ratings,
                taken_on=fact.on,
            )


def _note(file: HouseholdFile, fact: f.OwnNote) -> None:
    resident.write_note(
        as_member(file.cast.persons[fact.person]), household_id=file.id, text=fact.text
    )


def _write(file: HouseholdFile, fact: f.HelpersNote) -> None:
    about = [file.cast.persons[fact.person]] if fact.person else []
    contact.write_note(
        file.cast.acting(fact.professional),
        household_id=file.id,
        text=fact.text,
        person_ids=about,
        compartment="own" if about else "common",
    )


def _try(file: HouseholdFile, fact: f.Tried, made: list[UUID]) -> None:
    row = plan.try_approach(
        file.cast.acting(fact.professional),
        household_id=file.id,
        logic=fact.logic,
        why=fact.why,
        person_id=file.cast.persons[fact.person] if fact.person else None,
        in_the_way=fact.in_the_way,
    )
    made.append(row.uuid)


def _look_back(file: HouseholdFile, fact: f.Tried, made: list[UUID]) -> None:
    plan.judge_approach(
        file.cast.acting(fact.professional),
        household_id=file.id,
        approach=made[0],
        went=fact.went,
        learned=fact.learned,
        expected_version=1,
    )


def _letter(file: HouseholdFile, fact: f.Letter) -> None:
    by, person = file.cast.acting(fact.professional), file.cast.persons[fact.person]
    row = papers.make_letter(
        by,
        household_id=file.id,
        letter=fact.letter,
        language="nl",
        values=dict(fact.filled),
        signed=file.cast.professionals[fact.professional].name,
        person_id=person,
    )
    if fact.word:
        papers.sign_paper(as_member(person), household_id=file.id, paper=row.uuid, word=fact.word)
