# SPDX-License-Identifier: EUPL-1.2
"""'Since Friday' for who coordinates, and the team lead's page: what waits, by name."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in
from tests.noninterference import page_of, unseen
from voordeur.coordination import actions
from voordeur.coordination.queries import involved
from voordeur.desk.friday import friday_of, last_friday
from voordeur.desk.team import team_of
from voordeur.door.access import open_list
from voordeur.door.models import AccessRecord
from voordeur.partners.actions import add_team

pytestmark = pytest.mark.django_db


def friday(worker):
    return friday_of(open_list(worker.reader), worker.reader)


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        (datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 13, 11, tzinfo=UTC)),
        (datetime(2026, 11, 13, 20, tzinfo=UTC), datetime(2026, 11, 6, 11, tzinfo=UTC)),
        (datetime(2026, 11, 14, 0, 30, tzinfo=UTC), datetime(2026, 11, 13, 11, tzinfo=UTC)),
    ],
)
def test_friday_is_noon_of_the_last_friday_before_today(moment, start):
    assert last_friday(moment) == start


def test_a_household_moved_or_did_not_and_says_when_it_last_did(clock, friday):
    start = friday
    scene = a_scene()
    with clock(start + timedelta(days=10)):
        (line,) = friday_of(open_list(scene.worker.reader), scene.worker.reader).lines
        assert (line.moved, line.last_moved) == (False, start)
        a_helper(scene)
    with clock(start + timedelta(days=10, hours=1)):
        (line,) = friday_of(open_list(scene.worker.reader), scene.worker.reader).lines
        assert line.moved
        assert len(line.moves) == 1


def test_only_what_i_coordinate_has_a_row(clock):
    scene = a_scene()
    other = a_scene()
    assert [line.uuid for line in friday(scene.worker).lines] == [scene.home.uuid]
    make.stand(scene.worker.reader, other.home, "helper")
    assert [line.uuid for line in friday(scene.worker).lines] == [scene.home.uuid]


def test_two_organisations_under_one_law_for_one_member_are_asked_about_unless_meant(clock):
    scene = a_scene()
    first = a_helper(scene, person_id=scene.people[0])
    second = a_helper(scene, person_id=scene.people[0])
    assert len(friday(scene.worker).lines[0].double) == 1
    mark = {"household_id": scene.home.pk, "involvement": first.pk, "other": second.pk}
    actions.mark_stacking(scene.worker.reader, **mark, mark="unintended", why="Dubbel bezoek")
    line = friday(scene.worker).lines[0]
    assert line.could_stop == ((line.could_stop[0][0], "Dubbel bezoek"),)
    actions.mark_stacking(scene.worker.reader, **mark, mark="intended")
    line = friday(scene.worker).lines[0]
    assert (line.double, line.could_stop) == ((), ())


def test_who_is_up_and_what_clashes(clock):
    scene = a_scene()
    asked = make.a_worker()
    actions.ask_coordinator(
        scene.worker.reader,
        household_id=scene.home.pk,
        layer="process",
        professional_id=asked.professional.pk,
    )
    for _ in range(2):
        actions.record_claim(
            scene.worker.reader,
            household_id=scene.home.pk,
            organisation_id=make.an_organisation().pk,
            layer="case",
            ground="Toezicht",
        )
    (line,) = friday(scene.worker).lines
    assert [one.who for one in line.up] == [asked.professional.name]
    assert len(line.clashes) == 1


def test_what_is_hidden_from_a_coordinator_changes_no_byte_of_since_friday(clock, friday):
    """A coordinator sees most; the member's private part is nobody's but the member's."""
    scene = a_scene()
    trusted = make.a_worker()

    def add():
        row = a_helper(scene, person_id=scene.people[0], compartment="private", can_stop="Bezoek")
        make.stand(trusted.reader, scene.home, "told", person_id=scene.people[0], item=row.uuid)

    def opened_by(worker):
        def page():
            with clock(friday + timedelta(hours=1)):
                return involved(open_list(worker.reader))

        return page

    def page():
        with clock(friday + timedelta(hours=1)):
            return page_of(scene.worker.account, "/sinds-vrijdag/")()

    make.stand(trusted.reader, scene.home, "supporter")
    unseen(page, add=add, seen_by=opened_by(trusted))


def test_since_friday_costs_the_same_for_one_household_and_for_fourteen(clock, all_queries):
    scene = a_scene()
    a_helper(scene)
    client = signed_in(scene.worker)
    counts = []
    for turn in range(3):
        with all_queries() as statements:
            assert client.get("/sinds-vrijdag/").status_code == 200
        counts.append(len(statements))
        if turn == 1:
            for _ in range(13):
                home = make.a_household("Sanne", by=scene.worker.reader)
                actions.open_case(
                    scene.worker.reader,
                    household_id=home.pk,
                    team_id=scene.team.pk,
                    coordinator=scene.worker.professional.pk,
                )
    assert counts[1] == counts[2] <= 15, counts


@pytest.fixture
def led(clock):
    """A team with a norm of one case, its lead, a coordinator with two cases, one case waiting."""
    place = make.an_organisation()
    team = add_team(make.SETUP, organisation=place, name="Noord", caseload_norm=1)
    lead = make.a_worker("team_lead", team=team, leads=True, name="Zus Leider")
    worker = make.a_worker("professional", "triage", team=team, name="Bo Bakker")
    make.a_worker(team=team, name="Ali Aarts")
    homes = [make.a_household(name, by=worker.reader) for name in ("Een", "Twee", "Drie")]
    for home, coordinator in zip(homes, (worker, worker, None), strict=True):
        actions.open_case(
            worker.reader,
            household_id=home.pk,
            team_id=team.pk,
            coordinator=coordinator.professional.pk if coordinator else None,
        )
    return team, lead, worker, homes


def test_the_lead_sees_what_waits_and_asks_somebody(led):
    _team, lead, worker, homes = led
    page = team_of(open_list(lead.reader), lead.reader)
    (waiting,) = page.waiting
    assert (waiting.uuid, waiting.asked) == (homes[2].uuid, ())
    client = signed_in(lead)
    done = client.post(
        f"/huishouden/{homes[2].uuid}/wie-helpt/vragen/",
        {"layer": "case", "professional": worker.professional.pk},
    )
    assert done.status_code == 303
    (waiting,) = team_of(open_list(lead.reader), lead.reader).waiting
    assert waiting.asked == (worker.professional.name,)


def test_a_case_counts_as_opened_once_its_coordinator_opened_it(led):
    _team, lead, worker, homes = led
    page = team_of(open_list(lead.reader), lead.reader)
    assert {one.uuid for one in page.not_opened} == {home.uuid for home in homes[:2]}
    signed_in(worker).get(f"/huishouden/{homes[0].uuid}/")
    page = team_of(open_list(lead.reader), lead.reader)
    assert [one.uuid for one in page.not_opened] == [homes[1].uuid]


def test_the_caseload_stands_by_name_with_the_norm_of_the_team(led):
    _team, lead, *_ = led
    page = team_of(open_list(lead.reader), lead.reader)
    assert [(one.name, one.cases, one.norm, one.above) for one in page.caseload] == [
        ("Ali Aarts", 0, 1, False),
        ("Bo Bakker", 2, 1, True),
        ("Zus Leider", 0, 1, False),
    ]


def test_the_team_page_is_for_who_leads_and_is_logged(led):
    _team, lead, worker, homes = led
    assert signed_in(worker).get("/team/").status_code == 403
    AccessRecord.objects.all().delete()
    assert signed_in(lead).get("/team/").status_code == 200
    assert AccessRecord.objects.get().households == sorted(home.pk for home in homes)


def test_another_lead_sees_none_of_it(led):
    other = make.a_worker("team_lead", leads=True)
    page = team_of(open_list(other.reader), other.reader)
    assert (page.waiting, page.not_opened, page.seen) == ((), (), ())
