# SPDX-License-Identifier: EUPL-1.2
"""Setting a house up: places, people, roles and accounts; each change needs the administrator."""

from datetime import date

import pytest
from django.utils.translation import override

from tests import factories as make
from voordeur.coordination.actions import ask_coordinator, involve, open_case
from voordeur.coordination.queries import holders, unassigned
from voordeur.door import accounts
from voordeur.door.access import open_list
from voordeur.door.models import Account, Standing
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.door.roles import kept_apart
from voordeur.history import reactions
from voordeur.history.models import Event
from voordeur.partners import actions
from voordeur.partners.models import AccountRole, Organisation, Professional
from voordeur.partners.queries import administration
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def boss(clock):
    return make.a_worker("administrator")


def a_case(worker=None, team=None):
    """Return a household with an open case of a team; `worker` coordinates it when given."""
    home = make.a_household(team=team)
    open_case(
        make.SETUP,
        household_id=home.pk,
        team_id=team.pk,
        coordinator=worker.professional.pk if worker else None,
    )
    return home


def test_a_municipality_is_set_up_through_acts_that_each_stand_in_the_log(boss):
    me = boss.reader
    place = actions.add_organisation(
        me, name="Gemeente Proef", kind="municipality", agb="12345678", under=["wmo", "jeugdwet"]
    )
    part = actions.add_department(me, organisation=place, name="Wijkteams")
    team = actions.add_team(me, organisation=place, name="Noord", caseload_norm=14)
    role = actions.add_role(me, name="Gezinscoach", functions=["professional", "triage"])
    person = actions.add_professional(me, organisation=place, team=team, name="Sien")
    account = actions.open_account(
        me,
        email="sien@voorbeeld.test",
        name="Sien",
        roles=["team_lead"],
        role_names=[role.pk],
        professional=person,
        leads=[team.pk],
    )
    assert account.roles == ["professional", "team_lead", "triage"]
    assert (account.teams, account.leads, account.organisation_id) == (
        [team.pk], [team.pk], place.pk,
    )  # fmt: skip
    actions.change_organisation(
        me, organisation=place.pk, name="Gemeente Proef", kind="municipality", under=["wmo"],
        expected_version=1,
    )  # fmt: skip
    actions.change_department(me, department=part.pk, name="Wijken", expected_version=1)
    actions.change_team(me, team=team.pk, name="Noord", caseload_norm=12, expected_version=1)
    told = {(change.what, change.subject) for change in administration.changes()}
    assert told >= {
        ("Account opened", "Sien"),
        ("Team changed", "Noord"),
        ("Name of a role added", "Gezinscoach"),
        ("Organisation changed", "Gemeente Proef"),
    }
    assert {change.who for change in administration.changes()} >= {boss.professional.name}


def test_nobody_but_the_administrator_sets_up(boss):
    place = make.an_organisation()
    team = make.a_team()
    worker = make.a_worker("professional", "team_lead")
    role = actions.add_role(boss.reader, name="Coach", functions=["professional"])
    account = {"account_id": worker.account.pk}
    tries = [
        (actions.add_organisation, {"name": "X", "kind": "other"}),
        (
            actions.change_organisation,
            {"organisation": place.pk, "name": "X", "kind": "other", "expected_version": 1},
        ),
        (actions.add_department, {"organisation": place, "name": "X"}),
        (actions.change_department, {"department": 1, "name": "X", "expected_version": 1}),
        (actions.add_team, {"organisation": place, "name": "X"}),
        (actions.change_team, {"team": team.pk, "name": "X", "expected_version": 1}),
        (actions.add_professional, {"organisation": place, "name": "X"}),
        (
            actions.change_professional,
            {"professional": worker.professional.pk, "organisation": place, "name": "X",
             "expected_version": 1},
        ),
        (actions.add_role, {"name": "X", "functions": ["professional"]}),
        (
            actions.change_role,
            {"role": role.pk, "name": "X", "functions": ["administrator"], "expected_version": 1},
        ),
        (actions.open_account, {"email": "x@voorbeeld.test", "name": "X", "roles": ["triage"]}),
        (actions.invite, account),
        (
            actions.change_account,
            {**account, "email": "x@voorbeeld.test", "name": "X", "roles": ["administrator"],
             "expected_version": 1},
        ),
        (actions.reset_second_factor, {**account, "known_by": "video"}),
        (actions.close_account, account),
        (actions.reopen_account, account),
        (actions.bring_in_set_up, {"text": "format = 1"}),
        (
            actions.write_accessibility,
            {"status": "partial", "email": "t@voorbeeld.test", "answer_days": 7,
             "expected_version": 0},
        ),
    ]  # fmt: skip
    before = Event.objects.count()
    for act, given in tries:
        with pytest.raises(NotAllowed):
            act(worker.reader, **given)
    assert Event.objects.count() == before
    assert set(actions.__all__) == {act.__name__ for act, _ in tries}


def test_a_stale_form_gets_both_texts_and_nothing_new_is_refused(boss):
    place = make.an_organisation("Oude naam")
    change = {"organisation": place.pk, "kind": "municipality"}
    actions.change_organisation(boss.reader, name="Nieuwe naam", expected_version=1, **change)
    with pytest.raises(Conflict) as both:
        actions.change_organisation(boss.reader, name="Mijn naam", expected_version=1, **change)
    assert (both.value.mine["name"], both.value.theirs["name"]) == ("Mijn naam", "Nieuwe naam")
    with pytest.raises(Refusal, match="Nothing was changed"):
        actions.change_organisation(boss.reader, name="Nieuwe naam", expected_version=2, **change)
    person = make.a_worker()
    account = {"account_id": person.account.pk, "email": person.account.email, "roles": ["triage"]}
    actions.change_account(boss.reader, name="Een", expected_version=1, **account)
    with pytest.raises(Conflict):
        actions.change_account(boss.reader, name="Twee", expected_version=1, **account)


def test_roles_that_exclude_each_other_are_never_in_one_hand(boss):
    for pair in kept_apart():
        with pytest.raises(Refusal, match="never in one hand") as refused:
            actions.open_account(boss.reader, email="a@voorbeeld.test", name="A", roles=pair.roles)
        assert refused.value.where == "roles"
        assert refused.value.remedy == str(pair.why)
        with pytest.raises(Refusal, match="never in one hand"):
            actions.add_role(boss.reader, name="Alles", functions=pair.roles)
    watch = actions.add_role(boss.reader, name="Toezicht", functions=["privacy_officer"])
    worker = make.a_worker()
    change = {"account_id": worker.account.pk, "email": worker.account.email, "name": "W"}
    with pytest.raises(Refusal, match="never in one hand"):
        actions.change_account(
            boss.reader, roles=["professional"], role_names=[watch.pk], expected_version=1, **change
        )
    worker.account.refresh_from_db()
    assert worker.account.roles == ["professional"]
    # A name that is held already cannot grow into what its holder may not have.
    coach = actions.add_role(boss.reader, name="Coach", functions=["professional"])
    actions.change_account(
        boss.reader, roles=[], role_names=[coach.pk], expected_version=1, **change
    )
    both = {"name": "Coach", "functions": ["supporter", "professional"]}
    with pytest.raises(Refusal, match="never in one hand"):
        actions.change_role(boss.reader, role=coach.pk, expected_version=1, **both)


def test_a_role_that_changes_or_ends_changes_what_its_holders_may(boss):
    role = actions.add_role(boss.reader, name="Coach", functions=["professional"])
    worker = make.a_worker()
    account = actions.change_account(
        boss.reader, account_id=worker.account.pk, email=worker.account.email, name="Sien",
        roles=[], role_names=[role.pk], expected_version=1,
    )  # fmt: skip
    change = {"role": role.pk, "name": "Coach", "functions": ["professional", "triage"]}
    actions.change_role(boss.reader, expected_version=1, **change)
    account.refresh_from_db()
    assert account.roles == ["professional", "triage"]
    ended = change | {"until": date(2026, 11, 13)}
    actions.change_role(boss.reader, expected_version=2, **ended)
    account.refresh_from_db()
    assert account.roles == []
    with pytest.raises(Refusal, match="not given any more"):
        actions.open_account(
            boss.reader, email="n@voorbeeld.test", name="N", roles=[], role_names=[role.pk]
        )
    assert administration.given(accounts.by_id([account.pk])[0]).roles == (role.pk,)


def test_the_last_administrator_stays(boss):
    only = {"account_id": boss.account.pk}
    with pytest.raises(Refusal, match="last administrator"):
        actions.close_account(boss.reader, **only)
    with pytest.raises(Refusal, match="last administrator"):
        actions.change_account(
            boss.reader, email=boss.account.email, name="B", roles=["triage"], expected_version=1,
            **only,
        )  # fmt: skip
    boss.account.refresh_from_db()
    assert boss.account.is_active
    assert boss.account.roles == ["administrator"]
    make.a_worker("administrator")
    actions.close_account(boss.reader, **only)
    boss.account.refresh_from_db()
    assert not boss.account.is_active


def test_a_team_with_households_keeps_a_lead(boss):
    team = make.a_team()
    lead = make.a_worker("team_lead", team=team, leads=True)
    a_case(team=team)
    with pytest.raises(Refusal, match="without a team lead"):
        actions.close_account(boss.reader, account_id=lead.account.pk)
    with pytest.raises(Refusal, match="still work here"):
        actions.change_team(
            boss.reader, team=team.pk, name="T", until=date(2026, 11, 13), expected_version=1
        )
    make.a_worker("team_lead", team=team, leads=True)
    actions.close_account(boss.reader, account_id=lead.account.pk)
    assert accounts.leads_of([team.pk])[team.pk]


def test_an_account_that_ends_leaves_no_household_without_a_coordinator_unseen(boss):
    team = make.a_team()
    lead = make.a_worker("team_lead", team=team, leads=True)
    leaver, other = make.a_worker(team=team), make.a_worker(team=team)
    mine, asked, theirs = (
        a_case(leaver, team=team),
        a_case(other, team=team),
        a_case(other, team=team),
    )
    ask_coordinator(
        other.reader, household_id=asked.pk, layer="case",
        professional_id=leaver.professional.pk,
    )  # fmt: skip
    held = accounts.held_by(leaver.account.pk)
    assert (held.coordinates, held.asked) == (1, 1)
    actions.close_account(boss.reader, account_id=leaver.account.pk)
    assert reactions.run_due()[1] == 0
    access = open_list(lead.reader)
    assert [case.household_id for case in unassigned(access, [team.pk])] == [mine.pk]
    told = open_terms(access, owners=[f"lead:{team.pk}"], kinds=["case_unassigned"])
    assert [due.household_id for due in told] == [mine.pk]
    states = {(h.household_id, h.account_id, h.state) for h in holders(access)}
    assert not {one for one in states if one[1] == leaver.account.pk and one[2] != "ended"}
    assert (theirs.pk, other.account.pk, "appointed") in states
    assert not Standing.objects.filter(
        reader=f"account:{leaver.account.pk}", valid_until=None
    ).exists()
    assert reactions.run_due() == (0, 0)
    actions.reopen_account(boss.reader, account_id=leaver.account.pk)
    assert accounts.held_by(leaver.account.pk).coordinates == 0


def test_an_organisation_helps_under_the_laws_it_has_a_task_under(clock):
    team = make.a_team()
    coordinator = make.a_worker(team=team)
    home = a_case(coordinator, team=team)
    place = actions.add_organisation(make.SETUP, name="Corporatie", kind="other", under=["wmo"])
    help_ = {
        "household_id": home.pk, "organisation_id": place.pk, "task": "Huur",
        "from_date": date(2026, 11, 1),
    }  # fmt: skip
    with pytest.raises(Refusal, match="no task under this law"):
        involve(coordinator.reader, law="jeugdwet", **help_)
    involve(coordinator.reader, law="wmo", **help_)


def test_names_and_codes_are_given_once_and_lists_are_kept(boss):
    me = boss.reader
    place = actions.add_organisation(me, name="Welzijn", kind="welfare", agb="11112222")
    refused = [
        (actions.add_organisation, {"name": "welzijn", "kind": "welfare"}, "already"),
        (actions.add_organisation, {"name": "X", "kind": "welfare", "agb": "11112222"}, "AGB"),
        (actions.add_organisation, {"name": "X", "kind": "bakery"}, "list"),
        (actions.add_organisation, {"name": "X", "kind": "welfare", "under": ["bread"]}, "list"),
        (actions.add_organisation, {"name": " ", "kind": "welfare"}, "name"),
        (actions.add_role, {"name": "Coach", "functions": []}, "function"),
        (actions.add_role, {"name": "Coach", "functions": ["resident"]}, "function"),
        (actions.reset_second_factor, {"account_id": boss.account.pk, "known_by": "hunch"}, "know"),
        (
            actions.add_professional,
            {"organisation": place, "name": "X", "team": make.a_team()},
            "another organisation",
        ),
    ]
    for act, given, words in refused:
        with pytest.raises(Refusal, match=words):
            act(me, **given)
    worker = make.a_worker()
    with pytest.raises(Refusal, match="open account"):
        actions.change_professional(
            me, professional=worker.professional.pk, organisation=worker.professional.organisation,
            name="W", until=date(2026, 11, 13), expected_version=1,
        )  # fmt: skip
    with pytest.raises(Refusal, match="has an account already"):
        actions.open_account(
            me, email="w@voorbeeld.test", name="W", roles=["triage"],
            professional=Professional.objects.get(pk=worker.professional.pk),
        )  # fmt: skip
    assert Organisation.objects.filter(name="X").count() == 0
    assert AccountRole.objects.filter(account_id=worker.account.pk).count() == 1


def test_an_account_follows_its_professional_to_another_team(boss):
    worker, team = make.a_worker(), make.a_team()
    actions.change_professional(
        boss.reader, professional=worker.professional.pk, organisation=team.organisation,
        team=team, name="Sien", expected_version=1,
    )  # fmt: skip
    account = Account.objects.get(pk=worker.account.pk)
    assert (account.teams, account.organisation_id) == ([team.pk], team.organisation_id)
