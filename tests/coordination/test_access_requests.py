# SPDX-License-Identifier: EUPL-1.2
"""Asking to see a part of a member: with a reason, answered within a term, and it ends by itself."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from tests.noninterference import page_of, unseen
from voordeur.coordination import actions
from voordeur.coordination.queries import access_requests
from voordeur.door import access as door
from voordeur.door import sharing
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import Telling
from voordeur.history.clock import midnight
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db
WHY = "Zonder dit kan de schuldregeling niet beginnen."
END = date(2026, 12, 1)
TOLD = Telling(how="spoken")


@pytest.fixture
def scene(clock):
    with override("en"):
        yield a_scene()


@pytest.fixture
def helper(scene):
    worker = make.a_worker()
    make.stand(worker.reader, scene.home, "helper")
    return worker


def look(reader, scene):
    return door.open_household(reader, scene.home.pk, activity="test")


def asking(scene, **more):
    return {
        "household_id": scene.home.pk,
        "person_id": scene.people[0],
        "part": "money",
        "basis": "wmo_5_1_1",
        "necessity": WHY,
        "until": END,
    } | more


def test_who_helps_asks_and_sees_the_part_until_the_day_after_a_yes(scene, helper, clock):
    row = actions.ask_for_part(helper.reader, **asking(scene))
    (due,) = open_terms(look(scene.worker.reader, scene), kinds=["access_asked"])
    assert due.owner == scene.worker.reader.key
    her, him = (make.a_resident(person) for person in scene.people[:2])
    assert [one.necessity for one in access_requests(look(her, scene))] == [WHY]
    assert access_requests(look(him, scene)) == []
    assert access_requests(look(make_other(scene), scene)) == []
    (mine,) = access_requests(look(helper.reader, scene))
    assert mine.answer == ""
    with pytest.raises(NotAllowed):
        actions.let_in_on_request(
            helper.reader, household_id=scene.home.pk, request=row.uuid, until=END,
            telling=TOLD, expected_version=1,
        )  # fmt: skip
    for wrong, where in (
        ({"until": END + timedelta(days=1)}, "until"),
        ({"telling": Telling()}, "why_not_told"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.let_in_on_request(
                scene.worker.reader,
                **{"household_id": scene.home.pk, "request": row.uuid, "until": END,
                   "telling": TOLD, "expected_version": 1} | wrong,
            )  # fmt: skip
        assert refused.value.where == where
    actions.let_in_on_request(
        scene.worker.reader, household_id=scene.home.pk, request=row.uuid, until=END,
        telling=TOLD, expected_version=1,
    )  # fmt: skip
    assert open_terms(look(scene.worker.reader, scene), kinds=["access_asked"]) == []
    money = ("task", scene.people[0], "money")
    assert money in given_now(helper.reader, scene)
    with clock(midnight(END + timedelta(days=1))):
        assert money not in given_now(helper.reader, scene)


def given_now(reader, scene):
    from voordeur.history import clock

    rows = door.standing_now(reader, clock.now()).filter(household_id=scene.home.pk, item=None)
    return set(rows.order_by("pk").values_list("relation", "person_id", "compartment"))


def make_other(scene):
    other = make.a_worker()
    make.stand(other.reader, scene.home, "helper")
    return other.reader


def test_a_no_has_a_reason_and_who_asked_can_take_it_back(scene, helper):
    row = actions.ask_for_part(helper.reader, **asking(scene))
    with pytest.raises(Refusal, match="already"):
        actions.ask_for_part(helper.reader, **asking(scene))
    no = {"household_id": scene.home.pk, "request": row.uuid}
    with pytest.raises(Refusal) as refused:
        actions.refuse_request(scene.worker.reader, why=" ", expected_version=1, **no)
    assert refused.value.where == "why"
    with pytest.raises(Conflict):
        actions.refuse_request(scene.worker.reader, why="Bel mij.", expected_version=9, **no)
    actions.refuse_request(scene.worker.reader, why="Bel mij.", expected_version=1, **no)
    (mine,) = access_requests(look(helper.reader, scene))
    assert (mine.answer, mine.why) == ("refused", "Bel mij.")
    assert given_now(helper.reader, scene) == {("helper", None, "")}
    again = actions.ask_for_part(helper.reader, **asking(scene))
    with pytest.raises(NotAllowed):
        actions.take_request_back(
            scene.worker.reader, household_id=scene.home.pk, request=again.uuid, expected_version=1
        )
    actions.take_request_back(
        helper.reader, household_id=scene.home.pk, request=again.uuid, expected_version=1
    )
    assert open_terms(look(scene.worker.reader, scene), kinds=["access_asked"]) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"part": "private"}, "part"),
        ({"person_id": 0}, "person"),
        ({"basis": "consent"}, "basis"),
        ({"necessity": "handig"}, "necessity"),
        ({"until": date(2027, 12, 1)}, "until"),
        ({"until": date(2026, 1, 1)}, "until"),
    ],
)
def test_what_is_asked_is_one_part_of_one_member_with_a_reason_and_an_end(
    scene, helper, wrong, where
):
    with pytest.raises(Refusal) as refused:
        actions.ask_for_part(helper.reader, **asking(scene, **wrong))
    assert refused.value.where == where
    stranger = make.a_worker()
    make.stand(stranger.reader, scene.home, "team")
    with pytest.raises(NotAllowed):
        actions.ask_for_part(stranger.reader, **asking(scene))


def test_a_question_about_the_hiding_place_changes_no_byte_for_who_may_not_know(scene, helper):
    """The violent partner: a question about where she is, is not on his pages or timeline."""
    him, her = (
        Account.objects.get(pk=make.a_resident(person).account_id) for person in scene.people[1::-1]
    )
    other = make_other(scene)
    home = f"/huishouden/{scene.home.uuid}/"

    def everything(account):
        paths = (f"{home}tijdlijn/", f"/mijn/{scene.home.uuid}/hulp/", f"{home}wie-helpt/inzage/")
        return lambda: [page_of(account, path)() for path in paths]

    unseen(
        everything(him),
        add=lambda: actions.ask_for_part(helper.reader, **asking(scene, part="where")),
        seen_by=everything(her),
    )
    unseen(
        lambda: access_requests(look(other, scene)),
        add=lambda: actions.ask_for_part(helper.reader, **asking(scene, part="where")),
        seen_by=lambda: access_requests(look(scene.worker.reader, scene)),
    )


def test_the_pages_ask_answer_tell_and_close(scene, helper, all_queries):
    base = f"/huishouden/{scene.home.uuid}/wie-helpt/inzage/"
    asker, coach = signed_in(helper), signed_in(scene.worker)
    assert base in asker.get(f"/huishouden/{scene.home.uuid}/wie-helpt/").content.decode()
    form = {
        "whose": scene.people[0], "part": "money", "necessity": WHY, "basis": "wmo_5_1_1",
        "until": END.isoformat(),
    }  # fmt: skip
    refused = asker.post(f"{base}vragen/", form | {"necessity": "x"})
    assert refused.status_code == 422
    assert asker.post(f"{base}vragen/", form).status_code == 303
    assert WHY in asker.get(base).content.decode()
    assert asker.get(f"{base}geven/").status_code == 403
    (row,) = access_requests(look(helper.reader, scene))
    assert WHY in coach.get(f"{base}{row.uuid}/ja/").content.decode()
    late = (END - timedelta(days=1)).isoformat()
    yes = {"version": 1, "until": END.isoformat(), "told_how": "", "tell_by": late}
    assert coach.post(f"{base}{row.uuid}/ja/", yes).status_code == 422
    yes |= {"why_not_told": "Zij is opgenomen."}
    assert coach.post(f"{base}{row.uuid}/ja/", yes).status_code == 303
    with all_queries() as few:
        page = coach.get(base).content.decode()
    assert "te vertellen voor 30 november 2026" in page
    (task,) = sharing.open_tasks(look(scene.worker.reader, scene))
    assert sharing.open_tasks(look(helper.reader, scene)) == []
    told = {"informing": task.informing, "how": "phone"}
    assert coach.post(f"{base}verteld/", told).status_code == 303
    assert "te vertellen voor" not in coach.get(base).content.decode()
    give = form | {"part": "youth", "to": helper.account.pk, "told_how": "letter"}
    assert coach.post(f"{base}geven/", give).status_code == 303
    with all_queries() as many:
        coach.get(base)
    assert len(many) <= len(few) <= 15, many
    assert coach.post(f"{base}sluiten/", {"task": task.id}).status_code == 303
    assert [row.compartment for row in sharing.open_tasks(look(scene.worker.reader, scene))] == [
        "youth"
    ]
    assert asker.post(f"{base}sluiten/", {"task": task.id}).status_code == 403
