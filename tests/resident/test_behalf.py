# SPDX-License-Identifier: EUPL-1.2
"""What a resident does on paper, by phone or through a supporter, and who may do it for them."""

import inspect
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.noninterference import page_of, unseen
from tests.resident.making import a_house, account_of, inside
from voordeur.door import access as door
from voordeur.door.deed import ACTIONS
from voordeur.door.mandate import end_mandate, give_mandate, mandates
from voordeur.door.matrix import matrix
from voordeur.door.models import AccessRecord, Standing
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.door.sharing import share
from voordeur.history.models import Event
from voordeur.people.actions import give_safe_channel, name_network_member
from voordeur.plan.actions import note_words
from voordeur.resident import actions
from voordeur.resident.behalf import ACTS
from voordeur.resident.queries.behalf import done_in_name_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# Who does this is never a resident, or it is the one thing that nobody does for another.
NOT_IN_A_NAME = {
    "resident.write_note": "the page only the member sees",
    "resident.change_note": "the page only the member sees",
    "resident.throw_note_away": "the page only the member sees",
    "plan.sign_plan": "the word in the own account; sign_for takes every other way",
    "plan.link_problems": "how problems hang together is no act of one member",
    "plan.unlink_problems": "how problems hang together is no act of one member",
    "papers.sign_paper": "the word in the own account; record_signature takes every other way",
    "papers.refuse_paper": "the scanner found a virus",
    "papers.make_letter": "a letter of the municipality",
    "papers.keep_document": "a document of the municipality",
    "safety.raise_concern": "what a professional saw; a resident's own is resident.raise_safety",
    "safety.act_at_once": "what a professional does",
    "coordination.hear_answer": "the one who asks says that they heard it",
}


def test_every_act_of_a_resident_says_how_it_came_in():
    of_residents = {
        name: one
        for name, one in ACTIONS.items()
        if "self" in matrix().acts[one.needs]  # type: ignore[attr-defined]
    }
    silent = {
        name for name, one in of_residents.items() if "how" not in inspect.signature(one).parameters
    }
    assert silent == NOT_IN_A_NAME.keys() & of_residents.keys()
    assert len(of_residents) - len(silent) > 25


def test_whatever_a_member_does_in_the_own_account_can_be_done_in_their_name():
    covered = {one.needs for one in ACTS} | {"problem.write", "measure.write", "paper.write"}
    own = {act for act, holders in matrix().acts.items() if "self" in holders}
    assert own - covered == {"private.write", "plan.agree"}


@pytest.fixture
def house(clock):
    return a_house()


@pytest.fixture
def freek():
    return make.a_worker("supporter", name="Freek Naastje")


def choose(house, supporter, **also):
    return give_mandate(
        also.pop("by", house.her),
        household_id=house.home.pk,
        person_id=also.pop("person_id", house.angela),
        account=supporter.account.uuid,
        **also,
    )


def do_everything(reader, house, how=None):
    """Do in Angela's name what a supporter can do without seeing her part."""
    about = {"household_id": house.home.pk, "person_id": house.angela, "how": how}
    to = house.coach.professional.pk
    note_words(reader, text="Eerst de schulden.", first_priority="schulden", **about)
    name_network_member(reader, first_name="Ria", **about)
    give_safe_channel(reader, kind="phone", value="06", **about)
    actions.share_line(reader, text="Ik slaap slecht.", to=to, **about)
    actions.raise_safety(reader, text="Ik ben bang.", reach="Bel mijn werk", to=to, **about)
    actions.ask_correction(reader, text="Mijn naam is anders.", **about)


def test_a_supporter_acts_with_a_mandate_and_every_act_is_marked(house, freek):
    with pytest.raises(NoEntry):
        do_everything(freek.reader, house)
    row = choose(house, freek, parts=("own",))
    do_everything(freek.reader, house)
    done = Event.objects.filter(actor=freek.reader.key, household_id=house.home.pk)
    assert {one.facts["how"] for one in done} == {"supporter"}
    assert done.count() >= 6
    mine = done_in_name_of(inside(house.her, house), house.angela)
    assert sum(one.times for one in mine) == 6
    assert {one.by.partition(" (")[0] for one in mine} == {"Freek Naastje"}
    for other in ({"person_id": house.tom}, {"person_id": house.tom, "how": "phone"}):
        with pytest.raises(NotAllowed):
            note_words(freek.reader, household_id=house.home.pk, text="Niet van Tom", **other)
        with pytest.raises(NotAllowed):
            actions.ask_correction(freek.reader, household_id=house.home.pk, text="x", **other)
    with pytest.raises(Refusal) as error:
        note_words(
            freek.reader,
            household_id=house.home.pk,
            person_id=house.angela,
            text="In haar account",
            how="self",
        )
    assert error.value.where == "how"
    end_mandate(house.her, household_id=house.home.pk, mandate=row.pk)
    with pytest.raises(NoEntry):
        do_everything(freek.reader, house)


def test_only_the_member_or_who_writes_down_their_word_gives_and_takes_a_mandate(house, freek):
    other = make.a_worker("supporter")
    for reader in (house.him, house.helper.reader, house.colleague.reader):
        with pytest.raises((NotAllowed, NoEntry)):
            choose(house, freek, by=reader)
    with pytest.raises(Refusal) as error:
        choose(house, freek, by=house.coach.reader)
    assert error.value.where == "how"
    with pytest.raises(Refusal):
        choose(house, house.helper)
    with pytest.raises(Refusal):
        choose(house, freek, parts=("private",))
    row = choose(house, freek, by=house.coach.reader, how="paper", parts=("money",))
    with pytest.raises(Refusal):
        choose(house, freek)
    with pytest.raises(NotAllowed):
        choose(house, other, by=freek.reader)
    for reader in (house.him, freek.reader, house.helper.reader):
        with pytest.raises(NotAllowed):
            end_mandate(reader, household_id=house.home.pk, mandate=row.pk)
    assert [one.parts for one in mandates(inside(house.her, house))] == [("money",)]
    end_mandate(house.her, household_id=house.home.pk, mandate=row.pk)
    live = Standing.objects.filter(reader=freek.reader.key, valid_until=None)
    assert not live.exists()
    assert mandates(inside(house.her, house)) == []


def test_a_supporter_sees_what_the_member_shares_and_nothing_of_another(house, freek):
    note_words(house.her, household_id=house.home.pk, person_id=house.angela, text="Van Angela")
    note_words(house.him, household_id=house.home.pk, person_id=house.tom, text="Van Tom")
    choose(house, freek)
    client = Client()
    client.force_login(freek.account, backend=BACKEND)
    person = next(one for one in _members(house) if one.person_id == house.angela).person_uuid
    url = reverse("behalf_of", args=[house.home.uuid, person])
    assert b"Van Angela" not in client.get(url).content
    assert client.get(reverse("beside")).content.count(b"/namens/") == 1
    end_mandate(
        house.her,
        household_id=house.home.pk,
        mandate=mandates(inside(house.her, house))[0].id,
    )
    choose(house, freek, parts=("own",))
    shown = client.get(url).content
    assert b"Van Angela" in shown
    assert b"Van Tom" not in shown
    tom = next(one for one in _members(house) if one.person_id == house.tom).person_uuid
    assert client.get(reverse("behalf_of", args=[house.home.uuid, tom])).status_code == 404


def _members(house):
    from voordeur.people.queries import members

    with door.scope():
        return members(inside(house.coach.reader, house))


def test_a_violent_partner_learns_of_no_supporter(house, freek):
    """Not that there is one, not that they looked, not what they did in her name."""

    def stand_and_look():
        choose(house, freek, parts=("own",))
        do_everything(freek.reader, house)
        page_of(freek.account, reverse("household", args=[house.home.uuid]))()
        page_of(freek.account, reverse("beside"))()

    seen = {
        "my_access": "my_access",
        "my_looks": "my_looks",
        "timeline": "my_supporter",
        "my_helpers": "my_supporter",
    }
    for his, hers in seen.items():
        url = reverse(his, args=[house.home.uuid])
        unseen(
            page_of(account_of(house.him), url),
            add=stand_and_look,
            seen_by=page_of(account_of(house.her), reverse(hers, args=[house.home.uuid])),
        )
        AccessRecord.objects.filter(reader=freek.reader.key).delete()


def test_every_form_in_their_name_keeps_how_it_came_in(house, freek):
    choose(house, freek, parts=("own",))
    client = Client()
    client.force_login(house.coach.account, backend=BACKEND)
    person = next(one for one in _members(house) if one.person_id == house.angela).person_uuid
    to = house.coach.professional.pk
    sent = {
        "woorden": {"text": "Eerst slapen", "first_priority": "slapen"},
        "mensen": {"first_name": "Ria"},
        "regel": {"text": "Ik slaap slecht", "to": to},
        "delen": {"compartment": "money", "to": house.helper.professional.pk},
        "vraag": {"text": "Het is niet veilig", "reach": "Bel mijn werk", "to": to},
        "gegevens": {"text": "Mijn naam is anders"},
        "bereik": {"kind": "phone", "value": "06"},
    }
    for code, fields in sent.items():
        url = reverse("behalf_act", args=[house.home.uuid, person, code])
        assert client.post(url, fields).status_code == 422, code
        assert client.post(url, {**fields, "how": "phone"}).status_code == 303, code
    done = done_in_name_of(inside(house.her, house), house.angela)
    assert sum(one.times for one in done) == len(sent)
    assert {one.how for one in done} == {"per telefoon"}
    empty = ("aanbod", "plan", "samen", "verder")
    for code in empty:
        url = reverse("behalf_act", args=[house.home.uuid, person, code])
        assert client.get(url).status_code == (403 if code == "verder" else 200), code
    assert (
        client.get(reverse("behalf_act", args=[house.home.uuid, uuid4(), "woorden"])).status_code
        == 404
    )


def test_who_helps_shares_nothing_in_a_name_and_no_member_writes_for_another(house):
    with pytest.raises(NotAllowed):
        share(
            house.helper.reader,
            household_id=house.home.pk,
            person_id=house.angela,
            account=house.coach.account.uuid,
            compartment="money",
            how="phone",
        )
    with pytest.raises(NotAllowed):
        give_safe_channel(
            house.him, household_id=house.home.pk, person_id=house.angela, kind="phone", value="06"
        )
    with pytest.raises(NotAllowed):
        actions.share_line(
            house.him,
            household_id=house.home.pk,
            person_id=house.angela,
            text="x",
            to=house.coach.professional.pk,
        )


def test_a_mandate_ends_whole_when_its_giver_is_joined_to_a_second_file(house, freek):
    """A merge shows nobody more: not what is of all of them either, once the mandate is gone."""
    from voordeur.people.actions import NewPerson, add_member, merge_persons

    choose(house, freek, parts=("own",))
    new = NewPerson(given_names="Angela", surname="Voorbeeld")
    second = add_member(make.SETUP, household_id=house.home.pk, new=new)
    merge_persons(
        make.SETUP,
        household_id=house.home.pk,
        source_id=second.person_id,
        target_id=house.angela,
        ground="Zij stond er twee keer in, dat is gezien.",
    )
    assert not Standing.objects.filter(reader=freek.reader.key, valid_until=None).exists()
    with pytest.raises(NoEntry):
        inside(freek.reader, house)


def test_each_page_asks_at_most_fifteen_questions_of_the_file(
    house, freek, django_assert_max_num_queries
):
    choose(house, freek, parts=("own",))
    do_everything(freek.reader, house)
    person = next(one for one in _members(house) if one.person_id == house.angela).person_uuid
    here = house.home.uuid
    pages = {
        freek.account: [
            reverse("beside"),
            reverse("behalf", args=[here]),
            reverse("behalf_of", args=[here, person]),
            reverse("behalf_act", args=[here, person, "woorden"]),
        ],
        account_of(house.her): [
            reverse("my_supporter", args=[here]),
            reverse("my_takeaway", args=[here]),
        ],
    }
    for account, addresses in pages.items():
        client = Client()
        client.force_login(account, backend=BACKEND)
        for address in addresses:
            # Two of them are the switch of SQLite to reading only and back.
            with django_assert_max_num_queries(17):
                assert client.get(address).status_code == 200, address
