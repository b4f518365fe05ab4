# SPDX-License-Identifier: EUPL-1.2
"""Scaling in three forms and up, taking over, and the main responsible provider."""

from datetime import date

import pytest

from tests import factories as make
from tests.cooperation.making import FRIDAY, an_asking
from tests.coordination.making import a_helper, signed_in
from voordeur.cooperation import actions
from voordeur.cooperation.queries import main_provider, scalings
from voordeur.coordination.queries import involved
from voordeur.door.deed import NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.refusal import Refusal

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 15)


def scaled(asking, form, **more):
    given = {"what": "Van wekelijks naar maandelijks", "why": "Het gaat goed", **more}
    return actions.scale(asking.me, household_id=asking.pk, form=form, look_again=LATER, **given)


@pytest.mark.parametrize("form", ["lighter_kind", "lower_intensity", "up"])
def test_help_is_scaled_three_ways_down_or_up_with_a_reason_and_a_day_to_look(clock, form):
    asking = an_asking()
    row = scaled(asking, form)
    (line,) = scalings(asking.open(asking.me))
    assert (line.form, line.on, line.look_again) == (form, FRIDAY, LATER)
    actions.look_at_scaling(
        asking.me,
        household_id=asking.pk,
        scaling=row.uuid,
        how_it_is="Zo houden",
        expected_version=1,
    )
    assert scalings(asking.open(asking.me))[0].how_it_is == "Zo houden"


def test_with_fewer_helpers_somebody_leaves_and_a_task_is_taken_over(clock):
    asking = an_asking()
    coach, lists = a_helper(asking.scene, task="Coach"), a_helper(asking.scene, task="Lijsten")
    for wrong in (
        {},
        {"involvement": coach.pk, "taken_over_by": coach.pk},
        {"involvement": coach.pk, "taken_over_by": 10**9},
        {"involvement": 10**9},
        {"involvement": coach.pk, "why": " "},
    ):
        with pytest.raises(Refusal):
            scaled(asking, "fewer_helpers", **wrong)
    with pytest.raises(Refusal):
        scaled(asking, "up", taken_over_by=lists.pk)
    scaled(asking, "fewer_helpers", involvement=coach.pk, taken_over_by=lists.pk)
    (now,) = involved(asking.open(asking.me))
    assert now.id == lists.pk
    (line,) = scalings(asking.open(asking.me))
    assert (line.whose, line.over_to) != (None, None)


def test_who_may_not_coordinate_does_not_scale(clock):
    asking = an_asking()
    helper = make.a_worker()
    make.stand(helper.reader, asking.scene.home, "helper")
    for act, more in (
        (actions.scale, {"form": "up", "what": "x", "why": "x", "look_again": LATER}),
        (actions.name_main_provider, {"organisation_id": 1, "why": "x"}),
    ):
        with pytest.raises(NotAllowed):
            act(helper.reader, household_id=asking.pk, **more)


def test_one_provider_that_helps_answers_for_the_whole_and_a_new_one_ends_the_old(clock):
    asking = an_asking()
    first, second = a_helper(asking.scene), a_helper(asking.scene)
    name = actions.name_main_provider
    here = {"household_id": asking.pk, "why": "Is er het meest"}
    with pytest.raises(Refusal):
        name(asking.me, organisation_id=make.an_organisation().pk, **here)
    assert main_provider(asking.open(asking.me)) is None
    name(asking.me, organisation_id=first.organisation_id, **here)
    with pytest.raises(Refusal):
        name(asking.me, organisation_id=first.organisation_id, **here)
    name(asking.me, organisation_id=second.organisation_id, **here)
    assert main_provider(asking.open(asking.me)).organisation == second.organisation.name


def test_the_pages_scale_look_back_and_name_a_provider(clock):
    asking = an_asking()
    helping = a_helper(asking.scene)
    client = signed_in(asking.scene.worker)
    base = f"/huishouden/{asking.scene.home.uuid}/samenwerking/"
    form = {
        "form": "up",
        "what": "Meer uren",
        "why": "Er ontbrak steun",
        "look_again": "2027-01-15",
    }
    refused = client.post(f"{base}schalen/", {**form, "look_again": "2026-01-15"})
    assert refused.status_code == 422
    assert "Er ontbrak steun" in refused.content.decode()
    assert client.post(f"{base}schalen/", form).status_code == 303
    (line,) = scalings(asking.open(asking.me))
    look = f"{base}schalen/{line.uuid}/"
    assert client.get(look).status_code == 200
    assert client.post(look, {"how_it_is": "Beter"}).status_code == 303
    main = {"organisation": helping.organisation_id, "why": "Kent het gezin"}
    assert client.post(f"{base}hoofdaanbieder/", main).status_code == 303
    page = client.get(base).content.decode()
    for word in ("Meer uren", "Beter", "Kent het gezin"):
        assert word in page


def test_forgetting_a_member_leaves_nothing_of_them(clock, friday):
    from datetime import timedelta

    from tests.guard import unguarded
    from voordeur.cooperation.models import PartnerQuestion, Referral, Scaling

    asking = an_asking("Angela", "Tom")
    angela = asking.scene.people[0]
    about = {"person_id": angela, "compartment": "health"}
    row = asking.ask(said_yes=[angela], professional_id=None, **about)
    actions.ask_partner(
        asking.me,
        household_id=asking.pk,
        organisation_id=row.organisation_id,
        question="Hebt u plek?",
        expires_at=friday + timedelta(days=3),
        referral=row.uuid,
    )
    scaled(asking, "up", **about)
    forget_person(make.a_worker("privacy_officer").reader, person_id=angela, why="own_request")
    with unguarded():
        for model in (PartnerQuestion, Referral, Scaling):
            assert not model._plain.filter(person_id=angela).exists()
