# SPDX-License-Identifier: EUPL-1.2
"""The resident's pages: what stands there, what a form keeps, and who may not come."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.resident.making import a_house, account_of, inside
from voordeur.door.queries import Look
from voordeur.people.actions import name_network_member
from voordeur.people.words import relation
from voordeur.plan import actions as plan
from voordeur.plan.actions import NewStep
from voordeur.resident import actions, queries

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = (
    "my_home",
    "my_plan",
    "my_words",
    "my_helpers",
    "my_together",
    "my_people",
    "my_drawing",
    "my_notes",
    "tell_line",
    "my_safety",
    "my_details",
    "my_channel",
    "my_access",
    "my_looks",
    "my_costs",
    "my_ahead",
    "my_money",
    "my_written",
)


@pytest.fixture
def house(clock):
    return a_house()


def signed_in(account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def her(house):
    return signed_in(account_of(house.her))


def url(house, name, *more):
    return reverse(name, args=[house.home.uuid, *more])


def text(response):
    """Return the words of a page as a reader gets them."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.split())


def a_plan(house):
    """Let the coach make a plan with a goal and a step, and set it down."""
    goal = plan.set_goal(house.coach.reader, household_id=house.home.pk, text="Rust in huis")
    plan.add_step(
        house.coach.reader,
        household_id=house.home.pk,
        goal=goal.uuid,
        new=NewStep(
            what="Samen de post openen",
            household_does="De post bewaren",
            professional_does="Elke dinsdag langskomen",
        ),
    )
    return plan.set_down_plan(house.coach.reader, household_id=house.home.pk)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_a_quick_exit_and_a_title_that_says_nothing(house, her, name):
    a_plan(house)
    response = her.get(url(house, name))
    page = response.content.decode()
    assert response.status_code == 200
    assert "data-exit-url" in page
    assert re.findall(r"<title>(.*?)</title>", page) == ["Mijn pagina · Waterveen"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_opens_for_who_is_no_member(house, name):
    for person in (house.coach, house.colleague):
        assert signed_in(person.account).get(url(house, name)).status_code == 403
    elsewhere = make.a_household("Gladys")
    stranger = make.a_resident(make.person_ids(elsewhere)[0])
    assert signed_in(account_of(stranger)).get(url(house, name)).status_code == 404


def test_who_is_in_one_household_comes_straight_there(house, her):
    assert her.get(reverse("my_file")).url == url(house, "my_home")


def test_who_is_in_two_households_chooses_first(house, her):
    from voordeur.people.actions import NewPerson, register_household

    other = register_household(make.SETUP, members=[NewPerson(given_names="Oma")])
    from voordeur.people.actions import add_member

    add_member(make.SETUP, household_id=other.pk, new=NewPerson(person_id=house.angela))
    page = her.get(reverse("my_file"))
    assert "Angela, Tom" in text(page)
    assert "Oma, Angela" in text(page)


def test_the_start_page_says_whom_to_call_what_comes_next_and_what_is_asked(house, her):
    a_plan(house)
    page = text(her.get(url(house, "my_home")))
    for words in ("Coby Coach", "Samen de post openen", "Rust in huis", "Bert Bewind"):
        assert words in page
    assert "Wat vindt u van het plan?" in page


def test_a_word_on_the_plan_is_kept_and_every_word_is_good(house, her):
    a_plan(house)
    for word in ("agreed", "not_agreed", "seen"):
        response = her.post(url(house, "my_plan"), {"word": word, "remark": "Te snel"})
        assert response.status_code == 303
        assert queries.our_plan(inside(house.her, house), house.angela).word == word


def test_before_the_word_the_page_says_that_help_stays_the_same(house, her):
    a_plan(house)
    assert "Uw hulp blijft gelijk" in text(her.get(url(house, "my_plan")))


def test_own_words_are_written_and_corrected_by_the_member(house, her):
    her.post(url(house, "my_words"), {"text": "Ik ben moe", "first_priority": "slapen"})
    (said,) = queries.my_words(inside(house.her, house), house.angela)
    assert (said.text, said.first_priority, said.how) == ("Ik ben moe", "slapen", "self")
    her.post(
        url(house, "correct_my_words", said.uuid),
        {"text": "Ik ben heel moe", "first_priority": "slapen", "version": said.version},
    )
    (said,) = queries.my_words(inside(house.her, house), house.angela)
    assert said.text == "Ik ben heel moe"


def test_an_empty_form_comes_back_with_its_error_and_nothing_lost(house, her):
    response = her.post(url(house, "my_safety"), {"text": "Ik ben bang", "reach": ""})
    assert response.status_code == 422
    assert "Ik ben bang" in response.content.decode()


def test_two_windows_show_both_texts(house, her):
    note = actions.write_note(house.her, household_id=house.home.pk, text="een")
    change = url(house, "change_my_note", note.uuid)
    assert her.post(change, {"text": "twee", "version": 1}).status_code == 303
    page = her.post(change, {"text": "drie", "version": 1})
    assert page.status_code == 409
    assert "twee" in text(page)
    assert "drie" in text(page)


def test_a_note_is_written_told_from_and_thrown_away(house, her):
    her.post(url(house, "my_notes"), {"text": "Hij drinkt weer.\nIk slaap slecht."})
    (note,) = queries.notes(inside(house.her, house), house.angela)
    page = her.get(url(house, "tell_line_of_note", note.uuid))
    assert "Hij drinkt weer." in text(page)
    sent = her.post(
        url(house, "tell_line_of_note", note.uuid),
        {"text": "Ik slaap slecht.", "to": house.coach.professional.pk},
    )
    assert sent.status_code == 303
    access = inside(house.coach.reader, house)
    (told,) = queries.told_to(access, house.coach.reader.keys)
    assert told.text == "Ik slaap slecht."
    assert her.post(url(house, "take_mine_back", told.uuid), {"version": told.version}).url == url(
        house, "my_notes"
    )
    her.post(url(house, "throw_my_note_away", note.uuid), {"version": note.version})
    assert queries.notes(inside(house.her, house), house.angela) == []


def test_safety_is_raised_without_script_and_answered_by_who_was_picked(house, her):
    form = {
        "text": "Ik ben bang voor vanavond.",
        "reach": "Bel mijn werk",
        "never": "Geen brief",
        "to": house.colleague.professional.pk,
    }
    assert her.post(url(house, "my_safety"), form).status_code == 303
    colleague = signed_in(house.colleague.account)
    page = colleague.get(reverse("told"))
    for words in ("Angela", "Ik ben bang voor vanavond.", "Bel mijn werk", "Geen brief"):
        assert words in text(page)
    (told,) = queries.told_to(inside(house.colleague.reader, house), house.colleague.reader.keys)
    answer = reverse("answer_told", args=[told.uuid])
    assert colleague.post(answer, {"answer": "", "version": 1}).status_code == 422
    done = colleague.post(answer, {"answer": "Ik bel dinsdag.", "version": told.version})
    assert done.status_code == 303
    assert "Ik bel dinsdag." in text(her.get(url(house, "my_safety")))


def test_who_was_not_told_finds_nothing_and_cannot_answer(house, her):
    row = actions.share_line(
        house.her,
        household_id=house.home.pk,
        text="Ik slaap slecht.",
        to=house.colleague.professional.pk,
    )
    coach = signed_in(house.coach.account)
    assert "Ik slaap slecht." not in text(coach.get(reverse("told")))
    assert "Ik slaap slecht." not in text(coach.get(url(house, "told_in_household")))
    posted = coach.post(reverse("answer_told", args=[row.uuid]), {"version": 1})
    assert posted.status_code == 404


def test_what_is_typed_about_safety_is_not_kept_as_a_draft(her, house):
    page = her.get(url(house, "my_safety")).content.decode()
    assert "data-draft" not in page
    assert 'autocomplete="off"' in page


def test_people_are_added_after_it_was_said_that_help_stays_the_same(house, her):
    page = text(her.get(url(house, "my_people")))
    assert "De hulp die u krijgt, wordt niet minder als u hier iemand toevoegt." in page
    her.post(url(house, "my_people"), {"first_name": "Marja", "tie": "zus"})
    (person,) = queries.my_people(inside(house.her, house), house.angela)
    assert (person.first_name, person.shared) == ("Marja", False)
    assert person.tie == "zus"
    coach = text(signed_in(house.coach.account).get(reverse("people_page", args=[house.home.uuid])))
    assert "Marja" in coach
    assert "zus" in coach
    her.post(url(house, "remove_my_person", person.uuid))
    assert queries.my_people(inside(house.her, house), house.angela) == []


def test_who_a_professional_wrote_down_is_said_in_words(house, her):
    about = {"household_id": house.home.pk, "person_id": house.angela}
    name_network_member(house.coach.reader, **about, first_name="Toos", tie="neighbour")
    (person,) = queries.my_people(inside(house.her, house), house.angela)
    assert person.tie == relation("neighbour") != "neighbour"


def test_an_offer_counts_only_after_my_yes(house, her):
    person = name_network_member(
        house.her, household_id=house.home.pk, person_id=house.angela, first_name="Marja"
    )
    offer = plan.note_offer(
        house.her,
        household_id=house.home.pk,
        person_id=house.angela,
        network_member=person.pk,
        what="Eén avond oppassen",
    )
    assert "Eén avond oppassen" in text(her.get(url(house, "my_people")))
    assert "Iemand die u kent" in text(her.get(url(house, "my_home")))
    answer = url(house, "answer_my_offer", offer.uuid)
    assert her.post(answer, {"antwoord": "ja", "version": offer.version}).status_code == 303
    (line,) = queries.my_offers(inside(house.her, house), house.angela)
    assert line.accepted is True


def test_a_part_is_shared_and_taken_back_at_once(house, her):
    form = {"compartment": "health", "to": house.helper.professional.pk}
    assert her.post(url(house, "my_access"), form).status_code == 303
    (share,) = queries.my_shares(inside(house.her, house), house.angela)
    assert (share.who, share.what) == ("Bert Bewind", "uw gezondheid")
    assert her.post(url(house, "take_share_back"), {"deel": share.token}).status_code == 303
    assert queries.my_shares(inside(house.her, house), house.angela) == []


def test_who_may_see_what_stands_in_plain_words(house, her):
    page = text(her.get(url(house, "my_access")))
    for words in ("Coby Coach", "Bert Bewind", "Wijkteam Kade", "uw geld", "Taak in de"):
        assert words in page
    for jargon in ("compartment", "case_coordinator", "wgs", "told"):
        assert jargon not in page


def test_a_task_she_was_not_told_of_yet_is_not_on_her_page(house, her):
    from datetime import timedelta

    from voordeur.door.sharing import give_task
    from voordeur.history import clock as product

    stranger = make.a_worker(name="Onbekende Onderzoeker")
    give_task(
        house.coach.reader,
        household_id=house.home.pk,
        person_id=house.angela,
        account=stranger.account.uuid,
        compartment="health",
        basis="wmo_5_1_1",
        necessity="Zonder dit kan de arts het gevaar niet inschatten.",
        until=product.now() + timedelta(days=30),
        why_not_told="Dit kan iemand in gevaar brengen.",
        tell_by=product.now() + timedelta(days=30),
    )
    assert "Onbekende" not in text(her.get(url(house, "my_access")))


def test_who_looked_shows_role_and_organisation_and_no_name(house, her):
    signed_in(house.coach.account).get(url(house, "household"))
    page = text(her.get(url(house, "my_looks")))
    assert "Een hulpverlener" in page
    assert house.coach.professional.organisation.name in page
    assert "Coby Coach" not in page


def test_who_looked_shows_the_name_where_the_municipality_chose_so(house, her, settings):
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, names_in_log=True)
    signed_in(house.coach.account).get(url(house, "household"))
    assert "Coby Coach" in text(her.get(url(house, "my_looks")))


def test_who_looks_often_on_a_day_is_one_line_and_two_people_are_two():
    def look(hour, nth, day=2):
        at = datetime(2026, 11, day, hour, tzinfo=UTC)
        return Look(uuid4(), at, "professional", None, None, False, "help", "wmo_5_1_1", False, nth)

    lines = queries.look_lines([look(11, 0), look(10, 1), look(9, 0), look(9, 0, day=1)])
    assert [(line.first.hour, line.at.hour, line.times) for line in lines] == [
        (9, 11, 2),
        (10, 10, 1),
        (9, 9, 1),
    ]


def test_my_details_say_what_is_recorded_and_take_a_correction(house, her):
    page = text(her.get(url(house, "my_details")))
    assert "Angela Voorbeeld" in page
    sent = her.post(url(house, "my_details"), {"text": "Ik heet Angéla."})
    assert sent.status_code == 303
    assert "Ik heet Angéla." in text(her.get(url(house, "my_details")))


def test_a_safe_way_to_reach_her_is_added_and_removed(house, her):
    form = {"kind": "phone", "value": "06-00000000", "never": "'s avonds"}
    assert her.post(url(house, "my_channel"), form).status_code == 303
    (channel,) = queries.my_channels(inside(house.her, house), house.angela)
    assert (channel.value, channel.never) == ("06-00000000", "'s avonds")
    her.post(url(house, "drop_my_channel", channel.uuid))
    assert queries.my_channels(inside(house.her, house), house.angela) == []


def test_safety_and_money_share_no_screen(house, her):
    assert url(house, "my_costs") not in her.get(url(house, "my_safety")).content.decode()
    assert "€" not in text(her.get(url(house, "my_safety")))


def test_the_pages_are_complete_in_english(house):
    account = account_of(house.her)
    client = signed_in(account)
    client.cookies["django_language"] = "en"
    page = client.get(url(house, "my_home"))
    assert "Your regular contact" in text(page)
    assert "<title>My page" in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_queries_does_not_grow(house, her, all_queries, name):
    def count():
        with all_queries() as statements:
            assert her.get(url(house, name)).status_code == 200
        return len(statements)

    def more(number):
        actions.write_note(house.her, household_id=house.home.pk, text=f"notitie {number}")
        for tell in (actions.share_line, actions.raise_safety):
            extra = {"reach": "bel"} if tell is actions.raise_safety else {}
            tell(
                house.her,
                household_id=house.home.pk,
                text=f"regel {number}",
                to=house.coach.professional.pk,
                **extra,
            )
        actions.ask_correction(house.her, household_id=house.home.pk, text=f"fout {number}")
        plan.note_words(
            house.her, household_id=house.home.pk, person_id=house.angela, text=f"w {number}"
        )
        name_network_member(
            house.her,
            household_id=house.home.pk,
            person_id=house.angela,
            first_name=f"Buur {number}",
        )

    a_plan(house)
    more(0)
    count()
    few = count()
    for number in range(1, 4):
        more(number)
    assert count() == few
    assert few <= 40
