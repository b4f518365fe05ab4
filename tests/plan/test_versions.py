# SPDX-License-Identifier: EUPL-1.2
"""Versions: immutable, by compartment, and every word on them without a price."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.factories import SETUP
from tests.plan.making import a_scene
from tests.plan.test_steps import a_goal, steps
from tests.resident.making import account_of
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.people.actions import record_authority
from voordeur.plan import actions
from voordeur.plan.models import PlanVersion, PlanVersionItem
from voordeur.plan.projection import fingerprint
from voordeur.plan.queries.versions import pieces_of, signatures, versions

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def set_down(scene):
    return actions.set_down_plan(scene.coordinator.reader, household_id=scene.id)


def test_a_version_keeps_what_the_plan_said_then(clock):
    scene = a_scene()
    a_goal(scene)
    version = set_down(scene)
    actions.change_step(
        scene.coordinator.reader,
        household_id=scene.id,
        step=steps(scene)[0].uuid,
        new=actions.NewStep(household_does="Iets anders"),
        expected_version=1,
    )
    access = scene.through(scene.helper.reader)
    said = [piece.body["what"] for piece in pieces_of(access, version.pk) if piece.kind == "step"]
    assert said == ["Een lijst maken"]
    set_down(scene)
    assert [one.number for one in versions(access)] == [2, 1]


def test_every_reader_gets_the_pieces_of_the_parts_they_may_see(clock):
    scene = a_scene()
    a_goal(scene)
    a_goal(scene, "Minder drinken", person_id=scene.people[1], compartment="health")
    version = set_down(scene)

    def goals(reader):
        pieces = pieces_of(scene.through(reader), version.pk)
        return [one.body["text"] for one in pieces if one.kind == "goal"]

    assert goals(scene.resident(0)) == ["Rust in de tent"]
    assert goals(scene.coordinator.reader) == ["Rust in de tent"]
    assert goals(scene.resident(1)) == ["Rust in de tent", "Minder drinken"]


def test_a_private_page_is_no_part_of_a_version(clock):
    scene = a_scene()
    a_goal(scene)
    actions.note_words(
        scene.resident(0),
        household_id=scene.id,
        person_id=scene.people[0],
        text="Alleen voor mij",
        compartment="private",
    )
    version = set_down(scene)
    kinds = {one.kind for one in pieces_of(scene.through(scene.resident(0)), version.pk)}
    assert kinds == {"goal", "step"}


def test_who_is_forgotten_is_unreadable_in_every_version(clock):
    scene = a_scene()
    a_goal(scene)
    a_goal(scene, "Van Angela", person_id=scene.people[0])
    version = set_down(scene)
    access = scene.through(scene.coordinator.reader)
    assert len(pieces_of(access, version.pk)) == 4
    keyring.forget(f"person:{scene.people[0]}")
    assert len(pieces_of(access, version.pk)) == 2


def test_a_signature_holds_the_fingerprint_of_what_the_signer_saw(clock):
    scene = a_scene()
    a_goal(scene)
    a_goal(scene, "Minder drinken", person_id=scene.people[1], compartment="health")
    version = set_down(scene)
    prints = {}
    for number in (0, 1):
        row = actions.sign_plan(
            scene.resident(number), household_id=scene.id, version=version.uuid, word="agreed"
        )
        seen = pieces_of(scene.through(scene.resident(number)), version.pk)
        assert row.projection == fingerprint(1, seen)
        prints[number] = row.projection
    assert prints[0] != prints[1]


def test_on_paper_one_signs_what_was_on_the_paper(clock):
    scene = a_scene()
    a_goal(scene)
    a_goal(scene, "Minder drinken", person_id=scene.people[1], compartment="health")
    version = set_down(scene)
    row = actions.sign_for(
        scene.coordinator.reader,
        household_id=scene.id,
        version=version.uuid,
        person_id=scene.people[1],
        word="not_agreed",
        how="paper",
    )
    joint = pieces_of(scene.through(scene.helper.reader), version.pk)
    assert (row.how, row.projection) == ("paper", fingerprint(1, joint))
    assert row.recorded_by == scene.coordinator.reader.key


def test_a_word_lies_in_the_own_part_unless_the_member_shares_it(clock):
    scene = a_scene()
    a_goal(scene)
    version = set_down(scene)
    sign = {"household_id": scene.id, "version": version.uuid, "word": "not_agreed"}
    actions.sign_plan(scene.resident(0), remark="Te snel", **sign)
    assert signatures(scene.through(scene.resident(1)), version.pk) == []
    actions.sign_plan(scene.resident(0), shared=True, **sign)
    (seen,) = signatures(scene.through(scene.resident(1)), version.pk)
    assert seen.word == "not_agreed"


def test_every_word_has_the_same_consequences(clock):
    from voordeur.door.timeline import happenings

    left = []
    for word in ("agreed", "not_agreed", "seen"):
        scene = a_scene()
        a_goal(scene)
        version = set_down(scene)
        before = [(one.what, one.state) for one in steps(scene)]
        actions.sign_plan(scene.resident(0), household_id=scene.id, version=version.uuid, word=word)
        assert [(one.what, one.state) for one in steps(scene)] == before
        access = scene.through(scene.resident(0))
        left.append([one.kind for one in happenings(access, kinds=["plan.signed"])])
    assert left == [["plan.signed"]] * 3


def test_nobody_signs_for_another_member(clock):
    scene = a_scene()
    a_goal(scene)
    version = set_down(scene)
    with pytest.raises(NotAllowed):
        actions.sign_plan(
            scene.resident(0),
            household_id=scene.id,
            version=version.uuid,
            word="agreed",
            person_id=scene.people[1],
        )


def test_a_helper_records_no_signature(clock):
    scene = a_scene()
    a_goal(scene)
    version = set_down(scene)
    with pytest.raises(NotAllowed):
        actions.sign_for(
            scene.helper.reader,
            household_id=scene.id,
            version=version.uuid,
            person_id=scene.people[0],
            word="agreed",
            how="paper",
        )


def test_an_empty_plan_is_not_set_down(clock):
    with pytest.raises(Refusal):
        set_down(a_scene())


def test_the_database_itself_refuses_to_change_what_was_set_down(clock):
    scene = a_scene()
    a_goal(scene)
    version = set_down(scene)
    for model in (PlanVersion, PlanVersionItem):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._plain.filter(household_id=scene.id).update(person_id=None)
    rows = PlanVersionItem._plain.filter(plan_version_id=version.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete("default")


def test_a_parent_with_authority_says_a_word_for_a_child_on_the_own_page_and_on_paper(clock):
    scene = a_scene("Miranda", "Sem")
    parent, child = scene.people
    record_authority(
        SETUP, household_id=scene.id, person_id=child, kind="parental_authority", holder_id=parent
    )
    a_goal(scene)
    version = set_down(scene)
    client = Client()
    client.force_login(account_of(scene.resident(0)), backend=BACKEND)
    path = f"/mijn/{scene.home.uuid}/plan/"
    page = client.get(path).content.decode()
    assert "Voor wie zegt u dit?" in page
    said = {"word": "agreed", "person": str(child), "remark": ""}
    assert client.post(path, said).status_code == 303
    actions.sign_for(
        scene.coordinator.reader,
        household_id=scene.id,
        version=version.uuid,
        person_id=child,
        word="seen",
        how="table",
    )
    found = signatures(scene.through(scene.coordinator.reader), version.pk)
    assert {(one.person_id, one.spoke, one.how) for one in found} == {
        (child, "parent", "self"),
        (child, "self", "table"),
    }
    # Who is no parent by law of this member cannot be said to have spoken for them.
    with pytest.raises(Refusal):
        actions.sign_for(
            scene.coordinator.reader,
            household_id=scene.id,
            version=version.uuid,
            person_id=parent,
            word="agreed",
            how="paper",
            spoke="parent",
        )


def test_a_member_without_children_is_not_asked_for_whom(clock):
    scene = a_scene()
    a_goal(scene)
    set_down(scene)
    client = Client()
    client.force_login(account_of(scene.resident(1)), backend=BACKEND)
    assert (
        "Voor wie zegt u dit?" not in client.get(f"/mijn/{scene.home.uuid}/plan/").content.decode()
    )
