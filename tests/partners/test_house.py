# SPDX-License-Identifier: EUPL-1.2
"""What was set up goes out as a file and in again; and what the town says of accessibility."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.browser.conftest import RULES
from voordeur.door.refusal import Conflict, Refusal
from voordeur.partners import actions, setupfile
from voordeur.partners.accessibility import measured
from voordeur.partners.models import Department, Organisation, RoleName, Team
from voordeur.partners.queries.setup import set_up_file
from voordeur.partners.setupfile import OrganisationText, RoleText, SetUpFile, TeamText

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)


def once(strategy, key):
    return st.lists(strategy, max_size=3, unique_by=lambda one: key(one).casefold()).map(tuple)


TEAMS = once(
    st.builds(TeamText, WORDS, st.just("Noord"), st.one_of(st.none(), st.integers(1, 999))),
    lambda team: team.name,
)
FILES = st.builds(
    SetUpFile,
    once(
        st.builds(
            OrganisationText,
            WORDS,
            st.just("municipality"),
            phone=st.just('"0000\\-12"'),
            laws=st.just(("wmo",)),
            departments=once(WORDS, str),
            teams=TEAMS,
        ),
        lambda one: one.name,
    ),
    once(st.builds(RoleText, WORDS, st.just(("professional",)), WORDS), lambda one: one.name),
)


@given(FILES)
def test_a_file_that_is_written_reads_back_the_same(file):
    assert setupfile.read(setupfile.written(file)) == file


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("format = 2", "format = 1"),
        ("format = 1\nprice = 3", "price"),
        ("format = 1\n[[organisation]]\nname = 'A'", "organisation 1: kind"),
        ("format = 1\n[[organisation]]\nname = 'A'\nkind = 'x'\nlaws = [3]", "laws"),
        (
            "format = 1\n[[organisation]]\nname = 'A'\nkind = 'x'\n"
            "[[organisation.team]]\nname = 'T'\ncaseload_norm = true",
            "team 1: caseload_norm",
        ),
        ("format = 1\n[[role]]\nname = 'A'\n[[role]]\nname = 'a'", "role: a"),
        ("format = 1\nrole = 3", "[[role]]"),
        ("format =", "end of document"),
        ("#" * (setupfile.MOST + 1), ""),
    ],
)
def test_a_file_that_cannot_be_says_where(text, place):
    with pytest.raises(Refusal) as refused:
        setupfile.read(text)
    assert place in refused.value.remedy


@pytest.fixture
def boss(clock):
    with override("en"):
        yield make.a_worker("administrator")


@pytest.fixture
def browser(boss):
    client = Client(headers={"accept-language": "en"})
    client.force_login(boss.account, backend=BACKEND)
    return client


@pytest.mark.django_db
def test_what_was_set_up_goes_out_and_into_an_empty_house_again(boss, browser):
    place = actions.add_organisation(
        boss.reader, name='De "Brug"', kind="municipality", under=["wmo"]
    )
    actions.add_department(boss.reader, organisation=place, name="Wonen")
    actions.add_team(boss.reader, organisation=place, name="Noord", caseload_norm=14)
    actions.add_role(boss.reader, name="Coach", functions=["professional"])
    out = browser.get("/beheer/inrichting/bestand/")
    assert out["Content-Disposition"] == 'attachment; filename="inrichting.toml"'
    text = out.content.decode()
    assert boss.account.name not in text
    assert boss.account.email not in text
    path = "/beheer/inrichting/"
    again = browser.post(path, {"text": text})
    assert again.status_code == 422
    assert b"Nothing was changed" in again.content
    # Into a house where none of it is yet: the same file under other names.
    other = text.replace("Brug", "Poort").replace("Coach", "Maat")
    brought = browser.post(path, {"text": other}, follow=True)
    assert "4 were added, 0 were changed." in brought.content.decode()
    assert Department.objects.filter(organisation__name__contains="Poort", name="Wonen").exists()
    both = set_up_file()
    old, new = (next(o for o in both.organisations if word in o.name) for word in ("Brug", "Poort"))
    assert replace(new, name=old.name) == old
    # What differs is changed, what is not named stays, and nothing comes half.
    newer = text.replace("caseload_norm = 14", "caseload_norm = 12")
    assert actions.bring_in_set_up(boss.reader, text=newer) == (0, 1)
    team = Team.objects.get(name="Noord", organisation=place)
    assert (team.caseload_norm, team.version) == (12, 2)
    assert actions.bring_in_set_up(
        boss.reader, text="format = 1\n[[role]]\nname = 'Maatje'\nfunctions = ['supporter']"
    ) == (1, 0)
    assert RoleName.objects.count() == 3
    wrong = newer.replace("= 12", "= 11") + "\n[[role]]\nname = 'X'\nfunctions = ['king']\n"
    with pytest.raises(Refusal) as refused:
        actions.bring_in_set_up(boss.reader, text=wrong)
    assert (refused.value.where, refused.value.remedy[:2]) == ("text", "X.")
    team.refresh_from_db()
    assert team.caseload_norm == 12
    Organisation.objects.filter(name='De "Brug"').update(until=date(2026, 1, 1))
    with pytest.raises(Refusal, match="ended"):
        actions.bring_in_set_up(boss.reader, text=text)


@pytest.mark.django_db
def test_the_statement_says_what_was_measured_and_whom_to_tell(boss, browser, friday):
    assert list(measured().rules) == RULES
    visitor = Client(headers={"accept-language": "en"})
    before = visitor.get("/toegankelijkheid/").content.decode()
    assert measured().standard in before
    assert "has not written its own statement yet" in before
    assert 'href="/toegankelijkheid/"' in visitor.get("/inloggen/login/").content.decode()
    path = "/beheer/toegankelijkheid/"
    sent = {"status": "full", "email": "hulp@voorbeeld.test", "answer_days": 10, "version": 0}
    refused = browser.post(path, sent)
    assert refused.status_code == 422
    assert b"Say when it was looked at and by whom" in refused.content
    given = {"checked_on": friday.date().isoformat(), "checked_by": "Stichting Toets"}
    assert browser.post(path, sent | given).status_code == 303
    page = visitor.get("/toegankelijkheid/").content.decode()
    assert "within 10 days" in page
    assert "Stichting Toets" in page
    assert re.search(r"href=\"mailto:hulp@voorbeeld\.test\"", page)
    assert browser.post(path, sent | given | {"answer_days": 5}).status_code == 409
    changed = {"expected_version": 1, "answer_days": 5, "status": "partial"}
    for wrong, where in (
        ({"email": ""}, "email"),
        ({"answer_days": 90}, "answer_days"),
        ({"status": "x"}, "status"),
        ({"checked_on": friday.date() + timedelta(days=2)}, "checked_on"),
    ):
        with pytest.raises(Refusal) as error:
            actions.write_accessibility(boss.reader, **{"email": "a@b.nl"} | changed | wrong)
        assert error.value.where == where
    actions.write_accessibility(boss.reader, email="a@b.nl", **changed)
    with pytest.raises(Conflict):
        actions.write_accessibility(boss.reader, email="c@b.nl", **changed)
