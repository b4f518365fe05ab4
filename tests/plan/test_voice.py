# SPDX-License-Identifier: EUPL-1.2
"""Own words: each member's own, unedited, and equal by whatever way they came in."""

import pytest

from tests.plan.making import a_scene
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.plan import actions
from voordeur.plan.models import OwnWords, Strength

pytestmark = pytest.mark.django_db


def test_a_member_writes_the_own_words_and_it_is_kept_that_they_did(clock):
    scene = a_scene()
    row = actions.note_words(
        scene.resident(0), household_id=scene.id, person_id=scene.people[0], text="  Rust.  "
    )
    assert (row.text, row.compartment, row.how) == ("Rust.", "own", "self")


def test_a_professional_writes_down_what_was_said_with_the_own_name_to_it(clock):
    scene = a_scene()
    row = actions.note_words(
        scene.helper.reader, household_id=scene.id, person_id=scene.people[0], text="Rust."
    )
    assert (row.how, row.recorded_by) == ("table", scene.helper.reader.key)


def test_nobody_claims_that_a_member_wrote_it_in_the_own_account(clock):
    scene = a_scene()
    with pytest.raises(Refusal):
        actions.note_words(
            scene.helper.reader,
            household_id=scene.id,
            person_id=scene.people[0],
            text="Rust.",
            how="self",
        )


def test_no_member_writes_the_words_of_another(clock):
    scene = a_scene()
    with pytest.raises(NotAllowed):
        actions.note_words(
            scene.resident(0), household_id=scene.id, person_id=scene.people[1], text="Hij drinkt"
        )


def test_only_the_member_writes_on_the_private_page(clock):
    scene = a_scene()
    said = {"household_id": scene.id, "person_id": scene.people[0], "text": "Ik ben bang"}
    actions.note_words(scene.resident(0), compartment="private", **said)
    with pytest.raises(NotAllowed):
        actions.note_words(scene.coordinator.reader, compartment="private", **said)
    assert not OwnWords.objects.through(scene.through(scene.coordinator.reader)).exists()
    assert not OwnWords.objects.through(scene.through(scene.resident(1))).exists()


def test_words_that_were_changed_meanwhile_give_both_texts(clock):
    scene = a_scene()
    row = actions.note_words(
        scene.coordinator.reader, household_id=scene.id, person_id=scene.people[0], text="Eerst"
    )
    change = {"household_id": scene.id, "words": row.uuid, "first_priority": ""}
    actions.correct_words(scene.resident(0), text="Van mij", expected_version=1, **change)
    with pytest.raises(Conflict) as both:
        actions.correct_words(
            scene.coordinator.reader, text="Van haar", expected_version=1, **change
        )
    assert (both.value.mine["text"], both.value.theirs["text"]) == ("Van haar", "Van mij")


def test_words_need_some_words(clock):
    scene = a_scene()
    with pytest.raises(Refusal):
        actions.note_words(
            scene.helper.reader, household_id=scene.id, person_id=scene.people[0], text=" "
        )


def test_a_strength_can_be_of_a_member_or_of_the_household_and_can_end(clock):
    scene = a_scene()
    ours = actions.note_strength(scene.helper.reader, household_id=scene.id, text="Samen eten")
    hers = actions.note_strength(
        scene.resident(0), household_id=scene.id, text="Kan koken", person_id=scene.people[0]
    )
    assert (ours.compartment, hers.compartment) == ("common", "own")
    actions.end_strength(
        scene.resident(0), household_id=scene.id, strength=hers.uuid, expected_version=1
    )
    left = Strength.objects.through(scene.through(scene.resident(0))).shown().filter(until=None)
    assert [row.pk for row in left] == [ours.pk]


def test_somebody_of_another_household_is_refused(clock):
    scene, other = a_scene(), a_scene("Berend")
    with pytest.raises(Refusal):
        actions.note_words(
            scene.helper.reader, household_id=scene.id, person_id=other.people[0], text="Rust"
        )
