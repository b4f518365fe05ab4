# SPDX-License-Identifier: EUPL-1.2
"""What a change said before and after: field by field, in words, and only for who may see it."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from voordeur.desk.changes import FIELDS, KINDS
from voordeur.door.changes import changed
from voordeur.door.forgetting import forget_person
from voordeur.door.models import Account
from voordeur.door.roomwords import event_words
from voordeur.history.models import Event
from voordeur.livelihood.actions import change_piece, put_piece
from voordeur.plan.actions import NewStep, change_step, correct_words, note_words, set_goal
from voordeur.plan.models import Step

BODIES = st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.text(max_size=3)))


@given(BODIES, BODIES)
def test_every_field_that_differs_is_told_once_and_no_other(before, after):
    found = changed({"before": before, "after": after})
    assert len({one.field for one in found}) == len(found)
    for name in {*before, *after}:
        told = any(one.field == name for one in found)
        assert told == ((before.get(name) or None) != (after.get(name) or None))
    assert changed({"before": before}) == changed({"text": "x"}) == changed(before) == ()


def test_each_kind_that_can_be_compared_is_an_event_with_words_of_a_room_with_fields():
    assert set(event_words()) >= KINDS
    assert {kind.partition(".")[0] for kind in KINDS} == set(FIELDS)


def operation(kind):
    return Event.objects.filter(kind=kind).latest("pk").operation_id


@pytest.mark.django_db
def test_the_timeline_leads_to_what_stood_there_before_for_who_may_see_it(
    clock, all_queries, django_capture_on_commit_callbacks
):
    scene = a_scene()
    home, me = {"household_id": scene.home.pk}, scene.worker.reader
    set_goal(me, text="Slapen", first_step=NewStep(what="Bellen", stance="beside"), **home)
    uuid, version = Step._plain.values_list("uuid", "version").get()
    later = NewStep(what="Langsgaan", stance="doing", due=date(2026, 12, 24))
    change_step(me, step=uuid, new=later, expected_version=version, **home)
    base = f"/huishouden/{scene.home.uuid}/tijdlijn/"
    path = f"{base}{operation('plan.step_changed')}/"
    coach = signed_in(scene.worker)
    assert f'href="{path}"' in coach.get(base).content.decode()
    with all_queries() as asked:
        page = coach.get(path).content.decode()
    assert len(asked) <= 15, asked
    for words in ("Bellen", "Langsgaan", "naast", "24 december 2026", scene.worker.account.name):
        assert words in page
    # What is one member's own: a helper knows that something happened, and compares nothing.
    her = make.person_ids(scene.home)[0]
    words = note_words(me, person_id=her, text="Ik ben moe", how="table", **home)
    correct_words(
        me, words=words.uuid, text="Ik ben bang", first_priority="", how="table",
        expected_version=1, **home,
    )  # fmt: skip
    own = f"{base}{operation('plan.words_corrected')}/"
    page = coach.get(own).content.decode()
    assert "Ik ben moe" in page
    assert "Ik ben bang" in page
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    assert signed_in(helper).get(own).status_code == 404
    assert own not in signed_in(helper).get(base).content.decode()
    assert signed_in(helper).get(path).status_code == 200
    # Residents read their own pages; strangers nothing.
    browser = Client()
    him = Account.objects.get(pk=make.a_resident(make.person_ids(scene.home)[1]).account_id)
    browser.force_login(him, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(path).status_code == 403
    assert path not in browser.get(base).content.decode()
    assert signed_in(make.a_worker()).get(path).status_code in {403, 404}
    # Money in words, and unknown is said as such.
    piece = put_piece(me, piece="wage", label="", person_id=None, amount=None, per="month", **home)
    change_piece(me, piece=piece.pk, amount=120_000, per="month", expected_version=1, **home)
    money = coach.get(f"{base}{operation('livelihood.piece_changed')}/").content.decode()
    assert "1.200" in money
    # Who was forgotten is not compared any more.
    officer = make.a_worker("privacy_officer").reader
    with django_capture_on_commit_callbacks(execute=True):
        forget_person(officer, person_id=her, why="own_request")
    assert coach.get(own).status_code == 404
