# SPDX-License-Identifier: EUPL-1.2
"""What somebody does in return is a fact after a decision and never a condition of one."""

import pytest

from tests import factories as make
from tests.coordination.making import signed_in
from tests.leeway.making import HAKAN, REASONS, a_mandate, starter_rules, stuck
from tests.noninterference import page_of, unseen
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.history import clock as now
from voordeur.leeway import actions
from voordeur.leeway.queries.mandates import returns

pytestmark = pytest.mark.django_db


def decided(*, granted=True, own=False):
    """Hakan's household with a decision, in the open part or in his own."""
    rules = starter_rules()
    it = stuck("geld-paspoort", HAKAN, "Hakan", "Sandra", also=["own"])
    mandate = a_mandate(it.scene.team, rules["teamkas"], budget_cents=1000_00)
    row = actions.decide(
        it.me,
        household_id=it.scene.home.pk,
        mandate=mandate.uuid,
        rule=rules["teamkas"].uuid,
        reasons=REASONS,
        why="Een kleine lening opent een vergunning en een inkomen.",
        asked_on=now.today(),
        granted=granted,
        cents=400_00 if granted else 0,
        person_id=it.scene.people[0] if own else None,
    )
    return it, row


def give(it, row, by=None, **more):
    given = {
        "household_id": it.scene.home.pk,
        "decision": row.uuid,
        "person_id": it.scene.people[0],
        "what": "Koken in het buurthuis",
        "hours": 40,
        **more,
    }
    return actions.say_return(by or it.me, **given)


def test_forty_hours_are_somebodys_own_word_after_a_decision_and_stop_without_a_reason(clock):
    it, row = decided()
    hakan, sandra = (make.a_resident(one) for one in it.scene.people)
    for wrong in ({"hours": 0}, {"hours": 401}, {"what": " "}, {"person_id": 10**9}, {"how": "x"}):
        with pytest.raises(Refusal):
            give(it, row, **wrong)
    helper = make.a_worker()
    make.stand(helper.reader, it.scene.home, "helper")
    for by in (sandra, helper.reader):
        with pytest.raises(NotAllowed):
            give(it, row, by)
    given = give(it, row, hakan)
    assert (given.how, given.hours) == ("self", 40)
    here = {"household_id": it.scene.home.pk, "given": given.uuid}
    with pytest.raises(NotAllowed):
        actions.end_return(sandra, expected_version=1, **here)
    with pytest.raises(Conflict):
        actions.end_return(hakan, expected_version=3, **here)
    actions.end_return(hakan, expected_version=1, **here)
    with pytest.raises(Refusal):
        actions.end_return(hakan, expected_version=2, **here)
    (line,) = returns(door.open_household(it.me, it.scene.home.pk, activity="test"))
    assert (line.who, line.hours, line.ended_on) == ("Hakan", 40, now.today())


def test_nothing_is_given_in_return_for_a_refusal(clock):
    it, row = decided(granted=False)
    with pytest.raises(Refusal):
        give(it, row)


def test_the_pages_write_it_down_and_say_that_nothing_depends_on_it(clock):
    it, row = decided()
    client, base = signed_in(it.scene.worker), f"/huishouden/{it.scene.home.uuid}/ruimte/"
    url = f"{base}{row.uuid}/terugdoen/"
    assert client.get(url).status_code == 200
    form = {
        "about": str(it.scene.people[0]),
        "what": "Koken in het buurthuis",
        "hours": "40",
        "how": "table",
    }
    assert client.post(url, form | {"hours": "0"}).status_code == 422
    assert client.post(url, form).status_code == 303
    page = client.get(base).content.decode()
    assert "uit eigen keuze iets terug: Koken in het buurthuis (40 uur)" in page
    assert "hangt er niet van af" in page
    (line,) = returns(door.open_household(it.me, it.scene.home.pk, activity="test"))
    stop = f"{base}{line.uuid}/gestopt/"
    assert client.get(stop).status_code == 200
    assert client.post(stop, {"version": "1"}).status_code == 303
    assert "gestopt op" in client.get(base).content.decode()


def test_what_somebody_does_in_return_for_an_own_decision_changes_no_byte_for_the_other(clock):
    it, row = decided(own=True)
    hakan, sandra = (make.a_resident(one) for one in it.scene.people)

    def page(reader):
        account = Account.objects.get(pk=reader.account_id)
        return page_of(account, f"/mijn/{it.scene.home.uuid}/wachten/")

    unseen(page(sandra), add=lambda: give(it, row), seen_by=page(hakan))
