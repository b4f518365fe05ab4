# SPDX-License-Identifier: EUPL-1.2
"""Going out safely, and where a team's time goes: never by name, nothing for the household."""

import re
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from tests.noninterference import page_of, unseen
from tests.resident.making import account_of
from voordeur.contact import actions, queries
from voordeur.contact.learning import FEWEST_PEOPLE, SORTS, Act, sort_of, spent
from voordeur.coordination.actions import ask_coordinator
from voordeur.desk import notices
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.history import clock as product_clock
from voordeur.terms.models import Term

KINDS = st.sampled_from([*SORTS, "coordination.involved", "plan.goal_set", "people.moved"])
ACTS = st.lists(
    st.builds(
        Act,
        KINDS,
        st.sampled_from("abcdefg"),
        st.one_of(st.none(), st.integers(0, 400)),
    )
)


@given(ACTS)
def test_fewer_than_five_people_have_no_figures_and_unknown_minutes_add_nothing(acts):
    found = spent(acts)
    counted = [act for act in acts if sort_of(act.kind)]
    if len({act.actor for act in counted}) < FEWEST_PEOPLE:
        assert found is None
        return
    assert sum(one.acts for one in found) == len(counted)
    assert sum(one.minutes for one in found) == sum(act.minutes or 0 for act in counted)
    assert all(one.known <= one.acts for one in found)
    unknown = [Act(act.kind, act.actor) for act in acts]
    assert [(one.acts, one.minutes, one.known) for one in spent(unknown)] == [
        (one.acts, 0, 0) for one in found
    ]


def out(scene, colleague, hours=2):
    return actions.go_out(
        scene.worker.reader,
        household_id=scene.home.pk,
        colleague_id=colleague.professional.pk,
        expected_at=product_clock.now() + timedelta(hours=hours),
        where="Snoekstraat 214, bel 06-12345678",
    )


@pytest.mark.django_db
def test_only_the_worker_and_the_colleague_find_it_and_the_household_finds_nothing(clock):
    scene = a_scene()
    colleague, lead = make.a_worker(), make.a_worker("team_lead", team=scene.team, leads=True)
    reader = make.a_resident(scene.people[0])
    her = account_of(reader)
    pages = [f"/mijn/{scene.home.uuid}/", url(scene, ""), url(scene, "tijdlijn/")]
    unseen(
        lambda: [page_of(her, one)() for one in pages],
        add=lambda: out(scene, colleague),
        seen_by=page_of(colleague.account, "/vandaag/"),
    )
    row = out(scene, colleague)
    inside = door.open_household(lead.reader, scene.home.pk, activity="test")
    assert queries.watches(inside) == []
    page = signed_in(colleague).get(url(scene, "bezoek/")).content.decode()
    assert "Snoekstraat 214" in page
    assert "Angela" not in page
    with pytest.raises(NotAllowed):
        actions.come_back(reader, household_id=scene.home.pk, visit=row.pk)
    signed_in(colleague).post(url(scene, "bezoek/terug/"), {"visit": row.pk})
    with door.scope():
        door.for_system(system("test"))
        row.refresh_from_db()
    assert row.where == ""
    assert not Term._plain.filter(kind="visit_back", closed_at=None).exists()


@pytest.mark.django_db
def test_the_colleague_is_warned_once_by_a_mail_that_says_nothing(clock, friday):
    scene = a_scene()
    colleague = make.a_worker()
    out(scene, colleague)
    assert notices.send_alarms() == 0
    with clock(friday + timedelta(hours=3)):
        assert notices.send_alarms() == 1
        assert notices.send_alarms() == 0
    (sent,) = mail.outbox
    assert sent.to == [colleague.account.email]
    said = f"{sent.subject} {sent.body}"
    for word in ("Snoekstraat", "Angela", scene.worker.professional.name, str(scene.home.uuid)):
        assert word not in said


@pytest.mark.django_db
def test_checking_in_by_the_page_and_what_is_refused(clock):
    scene = a_scene()
    colleague, helper = make.a_worker(), make.a_worker()
    browser = signed_in(scene.worker)
    form = {"colleague": colleague.professional.pk, "back_at": "21:30", "where": "Kade 3"}
    assert browser.post(url(scene, "bezoek/"), {**form, "where": ""}).status_code == 422
    assert browser.post(url(scene, "bezoek/"), form).status_code == 303
    (row,) = queries.watches(door.for_system(system("test")))
    assert row.expected_at.astimezone(product_clock.AMSTERDAM).strftime("%d %H:%M") == "13 21:30"
    with pytest.raises(Refusal):
        out(scene, colleague, hours=13)
    with pytest.raises(Refusal):
        out(scene, scene.worker)
    assert signed_in(helper).get(url(scene, "bezoek/")).status_code in (403, 404)


@pytest.mark.django_db
def test_the_digest_holds_numbers_alone_goes_to_workers_and_once_a_day(clock, friday, settings):
    scene = a_scene()
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    make.a_resident(scene.people[0])

    other = make.a_worker(team=scene.team)
    ask_coordinator(
        lead.reader,
        household_id=scene.home.pk,
        layer="case",
        professional_id=other.professional.pk,
    )
    assert notices.send_digests() == 0
    monday = friday + timedelta(days=3)
    with clock(monday):
        assert notices.send_digests() == 1
        assert notices.send_digests() == 0
    (sent,) = mail.outbox
    assert sent.to == [other.account.email]
    # Every byte that leaves: headers too, and what is encoded in them or in the body.
    raw = sent.message()
    assert set(raw.keys()) == {
        "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Subject", "From", "To",
        "Date", "Message-ID",
    }  # fmt: skip
    headers = [str(make_header(decode_header(value))) for value in raw.values()]
    said = "\n".join([*headers, raw.get_payload(decode=True).decode(), raw.as_string()])
    hidden = (
        "Angela",
        "Tom",
        scene.team.name,
        str(scene.home.uuid),
        lead.account.name,
        "/huishouden/",
    )
    assert [word for word in hidden if word in said] == []
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", "".join(h for h in headers if "@" not in h))
    signed_in(other).post("/berichten/", {"do": "digest", "often": "never"})
    with clock(monday + timedelta(days=1)):
        assert notices.send_digests() == 0


@pytest.mark.django_db
def test_time_for_learning_is_noted_of_the_team_and_shown_for_five_or_more(clock, all_queries):
    team = make.a_team()
    people = [make.a_worker(team=team) for _ in range(FEWEST_PEOPLE)]
    lead = make.a_worker("team_lead", team=team, leads=True)
    for one in people[:-1]:
        actions.note_learning(one.reader, kind="intervision", minutes=30)
    page = signed_in(lead).get("/team/").content.decode()
    assert "120 minuten" not in page
    sent = signed_in(people[-1]).post(
        "/berichten/", {"do": "learning", "kind": "training", "minutes": 60}
    )
    assert sent.status_code == 303
    browser = signed_in(lead)
    with all_queries() as asked:
        page = browser.get("/team/").content.decode()
    assert "180 minuten" in page
    assert len(asked) <= 15
    with pytest.raises(Refusal):
        actions.note_learning(people[0].reader, kind="sleeping", minutes=30)
    with pytest.raises(NotAllowed):
        actions.note_learning(make.a_resident(1), kind="training", minutes=30)
