# SPDX-License-Identifier: EUPL-1.2
"""What is tried, and why: chosen with a reason, looked back on, and never said to work always."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.contact.making import BACKEND
from tests.noninterference import unseen
from tests.plan.making import a_scene
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.history import clock as product_clock
from voordeur.plan import actions
from voordeur.plan.approaching import FEWEST, LOGICS, WENT, tally
from voordeur.plan.queries.approaches import approaches, what_helped


@given(st.lists(st.tuples(st.sampled_from(LOGICS), st.sampled_from(WENT)), max_size=60))
def test_no_way_is_said_to_help_always_or_never_and_few_are_not_told(judged):
    found = tally(judged)
    counts = {logic: sum(one == logic for one, _went in judged) for logic in LOGICS}
    assert {one.logic for one in found} == {one for one in LOGICS if counts[one] >= FEWEST}
    for one in found:
        assert one.judged == counts[one.logic]
        assert 1 <= one.helped_of_ten <= 9
        helped = sum(pair == (one.logic, "helped") for pair in judged)
        assert abs(one.helped_of_ten - 10 * helped / one.judged) <= 1


def try_one(scene, by=None, **more):
    given = {"logic": "fit", "why": "Bellen werkt niet, langsgaan wel", **more}
    return actions.try_approach((by or scene.coordinator).reader, household_id=scene.id, **given)


@pytest.mark.django_db
def test_what_is_tried_has_a_reason_and_what_is_in_the_way_is_optional_and_of_one_member(clock):
    scene = a_scene("Angela", "Tom")
    angela = scene.people[0]
    for wrong in (
        {"logic": "hope"},
        {"why": " "},
        {"in_the_way": ["lazy"], "person_id": angela},
        {"in_the_way": ["skills"]},
    ):
        with pytest.raises(Refusal):
            try_one(scene, **wrong)
    colleague = make.a_worker()
    make.stand(colleague.reader, scene.home, "triage")
    with pytest.raises(NotAllowed):
        try_one(scene, by=colleague)
    his, hers = scene.resident(1), scene.resident(0)
    unseen(
        lambda: approaches(scene.through(his)),
        add=lambda: try_one(scene, person_id=angela, in_the_way=["skills", "wants_else"]),
        seen_by=lambda: approaches(scene.through(hers)),
    )
    row = try_one(scene)
    judge = {"household_id": scene.id, "approach": row.uuid, "went": "not"}
    with pytest.raises(Conflict):
        actions.judge_approach(scene.coordinator.reader, expected_version=9, **judge)
    actions.judge_approach(
        scene.coordinator.reader, expected_version=1, learned="Te vroeg", **judge
    )
    with pytest.raises(Refusal):
        actions.judge_approach(scene.coordinator.reader, expected_version=2, **judge)
    assert what_helped(product_clock.now().replace(year=2020)) == ()


@pytest.mark.django_db
def test_the_page_shows_the_own_words_beside_it_and_that_nothing_always_works(clock, all_queries):
    scene = a_scene("Angela", "Tom")
    client = Client(headers={"accept-language": "en"})
    account = Account.objects.get(pk=scene.coordinator.reader.account_id)
    client.force_login(account, backend=BACKEND)
    actions.note_words(
        scene.coordinator.reader,
        household_id=scene.id,
        person_id=scene.people[0],
        text="Ik kan het wel, ze geven me geen kans",
    )
    there = f"/huishouden/{scene.home.uuid}/plan/aanpak/"
    form = {
        "logic": "attention",
        "why": "Zij is vaak weggestuurd",
        "about": scene.people[0],
        "in_the_way": ["no_fair_chance"],
    }
    assert client.post(there, form | {"why": ""}).status_code == 422
    assert client.post(there, form).status_code == 303
    with all_queries() as few:
        page = client.get(there).content.decode()
    for words in ("none always does", "Ik kan het wel", "gets no fair chance"):
        assert words in page
    (line,) = approaches(scene.through(scene.coordinator.reader))
    judged = client.post(f"{there}{line.uuid}/", {"went": "helped", "version": line.version})
    assert judged.status_code == 303
    for _ in range(FEWEST):
        row = try_one(scene, logic="attention")
        actions.judge_approach(
            scene.coordinator.reader,
            household_id=scene.id,
            approach=row.uuid,
            went="helped",
            expected_version=1,
        )
    with all_queries() as many:
        page = client.get(there).content.decode()
    assert len(few) == len(many) <= 15
    assert "helped about 9 times in 10" in page
