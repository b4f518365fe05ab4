# SPDX-License-Identifier: EUPL-1.2
"""One question to a partner without an account: a secret, once, logged, and nothing more."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.core import mail
from django.test import Client

from tests import factories as make
from tests.cooperation.making import an_asking
from tests.coordination.making import signed_in
from tests.guard import unguarded
from voordeur.cooperation import actions
from voordeur.cooperation.actions.questions import hash_of, partner_reader
from voordeur.cooperation.models import PartnerQuestion
from voordeur.cooperation.queries import questions
from voordeur.door.deed import NoEntry, NotAllowed
from voordeur.door.models import AccessRecord, Use
from voordeur.door.queries import who_looked
from voordeur.door.refusal import Refusal

pytestmark = pytest.mark.django_db


def asked(asking, friday, **more):
    given = {
        "organisation_id": make.an_organisation().pk,
        "question": "Is het kind deze maand elke dag op school geweest?",
        "expires_at": friday + timedelta(days=7),
        **more,
    }
    return actions.ask_partner(asking.me, household_id=asking.pk, **given)


def test_of_the_secret_only_a_hash_is_kept_and_nothing_else_is_in_the_address(clock, friday):
    asking = an_asking()
    row, secret = asked(asking, friday)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
    with unguarded():
        kept = str(PartnerQuestion._plain.filter(pk=row.pk).values().get())
    assert secret not in kept
    assert hash_of(secret) in kept


def test_asking_for_the_page_shows_nothing_a_button_opens_it_and_one_answer_closes_it(
    clock, friday
):
    asking = an_asking()
    _row, secret = asked(asking, friday)
    partner, url = Client(), f"/vraag/{secret}/"
    plain = partner.get(url)
    assert plain.status_code == 200
    assert plain["Cache-Control"] == "no-store"
    assert plain["Referrer-Policy"] == "no-referrer"
    for word in ("school", "Angela", "Organisatie"):
        assert word not in plain.content.decode()
    assert not AccessRecord.objects.filter(reader__startswith="question:").exists()
    opened = partner.post(url, {"do": "open"}).content.decode()
    assert "elke dag op school" in opened
    assert "Angela" not in opened
    short = partner.post(url, {"do": "answer", "answered_by": "", "answer": "Twee dagen gemist"})
    assert short.status_code == 422
    assert "Twee dagen gemist" in short.content.decode()
    sent = {"do": "answer", "answered_by": "J. Meester, leerkracht", "answer": "Twee dagen gemist"}
    assert partner.post(url, sent).status_code == 200
    for again in (partner.get(url), partner.post(url, {"do": "open"}), partner.post(url, sent)):
        assert again.status_code == 404
    (line,) = questions(asking.open(asking.me))
    assert (line.answered_by, line.answer) == ("J. Meester, leerkracht", "Twee dagen gemist")


def test_each_opening_is_in_the_log_that_the_household_reads(clock, friday):
    asking = an_asking("Angela")
    angela = make.a_resident(asking.scene.people[0])
    _row, secret = asked(asking, friday)
    Client().post(f"/vraag/{secret}/", {"do": "open"})
    looks = who_looked(asking.open(angela))
    assert [one.role for one in looks].count("partner") >= 1


def test_in_a_members_own_part_only_that_member_reads_that_a_partner_looked(clock, friday):
    asking = an_asking("Angela", "Tom")
    angela, tom = (make.a_resident(one) for one in asking.scene.people)
    _row, secret = asked(asking, friday, person_id=asking.scene.people[0], compartment="health")
    Client().post(f"/vraag/{secret}/", {"do": "open"})
    assert "partner" in [one.role for one in who_looked(asking.open(angela))]
    assert "partner" not in [one.role for one in who_looked(asking.open(tom))]


def test_it_closes_by_itself_and_can_be_closed(clock, friday):
    asking = an_asking()
    row, secret = asked(asking, friday)
    other, secret_two = asked(asking, friday)
    actions.withdraw_partner_question(asking.me, household_id=asking.pk, question=other.uuid)
    assert Client().get(f"/vraag/{secret_two}/").status_code == 404
    with clock(friday + timedelta(days=8)):
        assert Client().post(f"/vraag/{secret}/", {"do": "open"}).status_code == 404
        with pytest.raises(NoEntry):
            actions.open_question(
                partner_reader(row.pk, row.organisation_id),
                household_id=asking.pk,
                question=row.uuid,
            )
        actions.withdraw_partner_question(asking.me, household_id=asking.pk, question=row.uuid)


def test_guessing_is_slow_and_keeps_no_address(clock):
    guess = "a" * 43
    answers = [Client().get(f"/vraag/{guess}/").status_code for _ in range(22)]
    assert answers[:20] == [404] * 20
    assert answers[20:] == [429] * 2
    assert not Use.objects.filter(reader__contains="127.0.0.1").exists()


def test_nobody_else_answers_and_who_may_not_ask_does_not(clock, friday):
    asking = an_asking()
    row, _secret = asked(asking, friday)
    other, _ = asked(asking, friday)
    for reader in (asking.me, partner_reader(other.pk, other.organisation_id)):
        with pytest.raises(NotAllowed):
            actions.answer_question(
                reader,
                household_id=asking.pk,
                question=row.uuid,
                answered_by="Ik",
                answer="Ja",
            )
    supporter = make.a_worker("supporter")
    make.stand(supporter.reader, asking.scene.home, "supporter")
    with pytest.raises(NotAllowed):
        actions.ask_partner(
            supporter.reader,
            household_id=asking.pk,
            organisation_id=row.organisation_id,
            question="?",
            expires_at=friday + timedelta(days=2),
        )
    for wrong in (
        {"expires_at": friday},
        {"expires_at": friday + timedelta(days=60)},
        {"question": " "},
        {"organisation_id": 10**9},
        {"compartment": "health"},
    ):
        with pytest.raises(Refusal):
            asked(asking, friday, **wrong)


def test_a_partner_says_yes_or_no_to_a_referral_on_the_page(clock, friday):
    asking = an_asking()
    school = make.an_organisation("Leerwerkbedrijf")
    row = asking.ask(organisation_id=school.pk, professional_id=None, kind="request")
    _one, secret = asked(
        asking, friday, organisation_id=school.pk, referral=row.uuid, question="Hebt u plek?"
    )
    url = f"/vraag/{secret}/"
    assert row.why in Client().post(url, {"do": "open"}).content.decode()
    no = {"do": "answer", "answered_by": "Piet", "accept": "no", "answer": ""}
    assert Client().post(url, no).status_code == 422
    assert Client().post(url, {**no, "answer": "Volgend jaar weer"}).status_code == 200
    (line,) = asking.lines()
    assert (line.state, line.answer) == ("refused", "Volgend jaar weer")
    with pytest.raises(Refusal):
        asked(asking, friday, organisation_id=school.pk, referral=row.uuid)


def test_the_link_is_shown_once_and_mailed_without_a_word_about_anybody(clock, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    asking = an_asking()
    school = make.an_organisation("Basisschool De Vlieger")
    client = signed_in(asking.scene.worker)
    base = f"/huishouden/{asking.scene.home.uuid}/samenwerking/"
    form = {
        "organisation": school.pk,
        "question": "Is Angela op school?",
        "part": "common",
        "days": 7,
        "email": "school@voorbeeld.test",
    }
    assert client.post(f"{base}partner/", {**form, "question": ""}).status_code == 422
    page = client.post(f"{base}partner/", form).content.decode()
    (link,) = set(re.findall(r"https?://[^\s<\"]*/vraag/[A-Za-z0-9_-]{43}/", page))
    (letter,) = mail.outbox
    assert link in letter.body
    words = f"{letter.subject} {letter.body}"
    for secret in ("Angela", "school", "Vlieger", "Voorbeeld", str(asking.scene.home.uuid)):
        assert secret not in words.replace("school@voorbeeld.test", "")
    assert conf.CONFIG.municipality in letter.body
    overview = client.get(base).content.decode()
    assert link not in overview
    (line,) = questions(asking.open(asking.me))
    assert client.post(f"{base}partner/{line.uuid}/dicht/").status_code == 303
