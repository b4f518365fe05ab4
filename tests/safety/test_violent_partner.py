# SPDX-License-Identifier: EUPL-1.2
"""Everything that leaves the house on paper, as a file or by mail, as a violent partner reads it.

One household with all there can be about her safety; for him, for who stands beside him and for a
colleague who does not help here, no byte of any output changes by it.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.contact.making import BACKEND
from tests.noninterference import page_of, unseen
from tests.resident.making import a_house, account_of
from tests.resident.test_pages import a_plan
from tests.resident.test_together import on_agenda
from tests.safety.making import TODAY
from voordeur.contact.actions import record_contact, write_note
from voordeur.desk import notices
from voordeur.papers.actions import make_letter, sign_paper
from voordeur.papers.letters import letters
from voordeur.people.actions import record_relation
from voordeur.plan.actions import NewStep, add_step, note_problem, set_goal
from voordeur.safety import actions

pytestmark = pytest.mark.django_db
WORDS = ("Angela", "veilig", "bang", "opvang", "Schuilplek")


def everything_about_her_safety(house):
    """Write down all that can be written about her safety, and what comes of it."""
    coach, here = house.coach.reader, {"household_id": house.home.pk}
    hers = {"person_id": house.angela, "compartment": "safety"}
    concern = actions.raise_concern(
        coach,
        **here,
        person_id=house.angela,
        urgency="acute",
        what="Zij is bang voor hem",
        seen_by="De buurvrouw",
        seen_on=TODAY,
    )
    actions.weigh(
        coach,
        **here,
        concern=concern.pk,
        step="decide",
        words="Samen besloten",
        decision="help",
        on=TODAY,
    )
    actions.agree(
        coach,
        **here,
        concern=concern.pk,
        what="Zij belt de opvang",
        doer="family",
        who="Angela",
        look_on=TODAY + timedelta(days=7),
    )
    for person_id in (house.angela, None):
        actions.warn_visitors(
            coach,
            **here,
            advice="two_people",
            why="Hij staat soms buiten",
            review_on=TODAY + timedelta(days=30),
            person_id=person_id,
        )
    actions.open_crisis(
        coach,
        **here,
        about="Zij wil vanavond weg",
        coordinator=house.coach.professional.pk,
        due_on=TODAY + timedelta(days=1),
        person_id=house.angela,
    )
    note_problem(coach, **here, **hers, text="Niet veilig thuis", life_area="safety")
    goal = set_goal(coach, **here, **hers, text="Een Schuilplek")
    add_step(
        coach,
        **here,
        goal=goal.uuid,
        new=NewStep(what="Tas klaarzetten", household_does="Tas", due=TODAY + timedelta(days=2)),
    )
    record_contact(coach, **here, **hers, kind="phone", on=TODAY, note="Alleen gesproken")
    write_note(coach, **here, text="Zij durft", person_ids=[house.angela], compartment="safety")
    letter = make_letter(
        coach,
        **here,
        letter="safety-agreement",
        language="nl",
        values=dict.fromkeys(letters()["safety-agreement"].fields, "Bel de opvang"),
        signed="C. Coach",
        person_id=house.angela,
    )
    sign_paper(house.her, **here, paper=letter.uuid, word="agreed")
    record_relation(
        make.SETUP,
        **here,
        person_id=house.angela,
        other_id=house.tom,
        kind="ex_partner",
        own=True,
    )


def sent(account, address, kind):
    """Return a question: a file of the household, as it is handed to this account."""

    def post():
        client = Client()
        client.force_login(account, backend=BACKEND)
        return client.post(address, {"soort": kind})

    return post


def test_no_file_paper_calendar_drawing_list_or_mail_tells_of_her_safety(clock, friday):
    house = a_house()
    a_plan(house)
    item = on_agenda(house, friday)
    beside = make.a_worker(name="Sjoerd Steun")
    make.stand(beside.reader, house.home, "supporter")
    his, hers = account_of(house.him), account_of(house.her)
    home = [house.home.uuid]
    take = reverse("take_household", args=home)

    def outputs():
        asked = [
            *(sent(his, take, kind) for kind in ("json", "pdf")),
            page_of(his, reverse("plan_pdf", args=home)),
            page_of(his, reverse("plan_pdf", args=home), versie="1"),
            page_of(his, reverse("my_appointment", args=[*home, item.uuid])),
            *(page_of(his, reverse(name, args=home)) for name in ("my_drawing", "papers_page")),
            *(page_of(his, reverse(name, args=home)) for name in ("my_written", "timeline")),
            *(
                page_of(worker.account, reverse(name))
                for worker in (beside, house.colleague)
                for name in ("today", "since_friday", "households")
            ),
        ]
        answers = [one() for one in asked]
        assert {one.status_code for one in answers} == {200}
        return answers

    unseen(
        outputs,
        add=lambda: everything_about_her_safety(house),
        seen_by=lambda: [
            sent(hers, take, "json")(),
            page_of(hers, reverse("papers_page", args=home))(),
        ],
    )
    everything_about_her_safety(house)
    mail.outbox.clear()
    with clock(friday + timedelta(days=3)):
        notices.send_digests()
    for one in mail.outbox:
        assert one.to != [his.email]
        for word in WORDS:
            assert word.lower() not in (one.subject + one.body).lower(), word
