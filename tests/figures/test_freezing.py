# SPDX-License-Identifier: EUPL-1.2
"""Figures of the work are frozen once a week, safe against who subtracts, and serve five roles."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from voordeur.coordination.actions import open_case
from voordeur.door.models import AccessRecord
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.figures.actions import READER, freeze_if_due, freeze_week
from voordeur.figures.models import Release
from voordeur.figures.queries import frozen, weeks
from voordeur.figures.words import SELECTIONS, TABLES
from voordeur.history import clock as the_clock
from voordeur.history.models import Event
from voordeur.people.models import Household
from voordeur.plan.actions import set_down_plan, set_goal
from voordeur.provisions.social_map.actions import note_missing

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def some_cases(team, number):
    for _ in range(number):
        home = make.a_household("Sanne", team=team)
        open_case(make.SETUP, household_id=home.pk, team_id=team.pk)


@pytest.fixture
def team(clock):
    team = make.a_team()
    some_cases(team, 13)
    return team


def figure(table, code=None):
    rows = {one.code: one.value for one in table.rows}
    return table.total if code is None else rows[code]


def tables_now():
    return {one.code: one for one in frozen().tables}


def later(weeks):
    return the_clock.at(the_clock.now() + timedelta(weeks=weeks))


def test_figures_are_frozen_once_a_week_and_stand_until_enough_has_happened(team):
    for role in SELECTIONS:
        with pytest.raises(NotAllowed):
            freeze_week(make.a_worker(role).reader)
    freeze_week(READER)
    first = tables_now()
    assert (figure(first["plan"]), figure(first["plan"], "with")) == (15, 0)
    assert figure(first["plan"], "without") == figure(first["base"], "unknown") == 15
    assert first["payers"].total == 0
    with pytest.raises(Refusal):
        freeze_week(READER)
    assert not freeze_if_due()
    with later(1):
        some_cases(team, 9)
        assert freeze_if_due()
        assert {code: (one.rows, one.since) for code, one in tables_now().items()} == {
            code: (one.rows, one.since) for code, one in first.items()
        }
    with later(2):
        # Enough were touched, and yet who subtracts would know that six to twelve came.
        some_cases(team, 3)
        assert freeze_if_due()
        assert figure(tables_now()["plan"]) == 15
        assert "households" in Event.objects.order_by("-pk").first().facts["refused"]
    with later(3):
        for home in homes(10):
            set_goal(make.SETUP, household_id=home, text="Rust")
        assert freeze_if_due()
        assert figure(tables_now()["plan"]) == 25
        assert tables_now()["payers"].since == first["payers"].since
    # Who is in it stands nowhere: not in what is kept, not in the history, not in the access log.
    assert not Event.objects.filter(kind="figures.frozen").exclude(household_id=None).exists()
    assert not AccessRecord.objects.filter(reader=READER.key).exists()


def test_help_that_is_missing_is_told_frozen_and_never_by_a_few(clock):
    """Ten searches in vain are shown in the week they are frozen, and three nowhere."""
    searchers = [make.a_worker().reader for _ in range(10)]
    for reader in [*searchers, searchers[0]]:
        note_missing(reader, life_area="home", for_whom="youth")
    for reader in searchers[:3]:
        note_missing(reader, life_area="money", for_whom="family")
    freeze_week(READER)
    with later(1):
        # The same thing again, by the same people: it counts for this week, and is not enough.
        for _ in range(2):
            for reader in searchers[:6]:
                note_missing(reader, life_area="home", for_whom="youth")
        freeze_week(READER)
        for code, shown, few in (("missed", "home", "money"), ("missed_for", "youth", "family")):
            table = tables_now()[code]
            assert table.since == weeks()[1]
            assert figure(table, few) is None
            assert figure(table, shown) in {None, 10}
            assert figure(table) in {None, 15}
    client = Client()
    client.force_login(make.a_worker("controller").account, backend=BACKEND)
    assert 'id="tabel-missed_for"' in client.get(reverse("figures")).content.decode()
    assert client.get("/sociale-kaart/gemist/").status_code == 404


def test_what_the_attacker_beats_is_not_written(team):
    """What was said before together with what would be said now gives a small figure away."""
    freeze_week(READER)
    past = Release.objects.get()
    some_cases(team, 2)
    with later(1):
        year, week, _day = the_clock.today().isocalendar()
        period = f"{year}-W{week:02d}"
        measure = "households"
        past.record["figures"] += [
            [measure, period, [], 15, 15, 15, "published"],
            [measure, period, [["plan", "without"]], 12, 12, 12, "published"],
        ]
        past.record["sums"].append(
            [
                [measure, period, []],
                [[measure, period, [["plan", "with"]]], [measure, period, [["plan", "without"]]]],
            ]
        )
        past.tables = [one for one in past.tables if one["measure"] != measure]
        past.save()
        three_with_a_plan()
        freeze_week(READER)
        now = tables_now()
        for code in ("plan", "helpers", "base"):
            assert now[code].total is None
            assert {row.value for row in now[code].rows} == {None}
        assert now["days"].total is not None
        assert Event.objects.order_by("-pk").first().facts["refused"] == [measure]


def homes(number):
    with unguarded():
        return list(Household.objects.order_by("pk").values_list("pk", flat=True)[:number])


def three_with_a_plan():
    for home in homes(3):
        set_goal(make.SETUP, household_id=home, text="Rust")
        set_down_plan(make.SETUP, household_id=home)


def test_five_roles_get_figures_that_serve_them_and_nobody_else_does(
    team, django_assert_max_num_queries
):
    freeze_week(READER)
    seen = {}
    for role, chosen in SELECTIONS.items():
        client = Client()
        client.force_login(make.a_worker(role).account, backend=BACKEND)
        assert client.get("/")["Location"] == reverse("figures")
        with django_assert_max_num_queries(15):
            page = client.get(reverse("figures"))
        seen[role] = page.content
        shown = [code for code in TABLES if f'id="tabel-{code}"'.encode() in page.content]
        assert sorted(shown) == sorted(chosen.tables)
        for code in set(TABLES) - set(chosen.tables):
            url = reverse("figures_file", args=[frozen().week, code])
            assert client.get(url).status_code == 404
    assert len(set(seen.values())) == len(SELECTIONS)
    for role in ("professional", "team_lead", "administrator"):
        client = Client()
        client.force_login(make.a_worker(role).account, backend=BACKEND)
        assert client.get(reverse("figures")).status_code == 403


def test_a_table_is_downloaded_with_its_unit_base_and_rules(team):
    freeze_week(READER)
    client = Client()
    client.force_login(make.a_worker("analyst").account, backend=BACKEND)
    answer = client.get(reverse("figures_file", args=[frozen().week, "plan"]))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    table, about = book.worksheets
    rows = [tuple(cell.value for cell in row) for row in table.rows]
    assert [row[1] for row in rows[1:]] == [0, 15, 15]
    told = {row[0].value: row[1].value for row in about.rows}
    assert {"Eenheid", "Basis", "Regel"} <= set(told)
    assert client.get(reverse("figures_file", args=["2020-W01", "plan"])).status_code == 404


def test_without_a_frozen_week_the_page_says_so(clock):
    client = Client()
    client.force_login(make.a_worker("council").account, backend=BACKEND)
    assert client.get(reverse("figures")).status_code == 200
