# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: what the help of Gladys' family costs together (essay 3).

Six organisations record what they give, each about the own client. The total stands first, split by
who pays; what is not counted is said with it. The source gives the total and the two shares of the
municipality; how the total divides over the six is ours.
"""

from datetime import date

import pytest

from tests import factories as make
from tests.provisions import making
from voordeur.door import access as door
from voordeur.provisions import actions, queries
from voordeur.provisions.given import Price

pytestmark = pytest.mark.django_db

# organisation, member, law, who pays, eurocents in 2026
HELP = [
    ("Jeugdbescherming", 1, "jeugdwet", "province", 3_200_000),
    ("Pleegzorg", 2, "jeugdwet", "province", 4_800_000),
    ("MEE", 3, "wmo", "state", 2_600_000),
    ("Leerplicht", 1, "leerplicht", "municipality", 480_000),
    ("Sociale dienst", 0, "participatiewet", "municipality", 1_200_000),
    ("Thuisbegeleiding", 0, "wmo", "state", 4_520_000),
]


@pytest.fixture
def gladys(clock):
    """The family, six organisations that each recorded their own help, and the coordinator."""
    home = make.a_household("Gladys", "Kind 1", "Kind 2", "Kind 3")
    members = make.person_ids(home)
    workers = []
    for name, member, law, payer, cents in HELP:
        organisation = make.an_organisation(name, kind="provider")
        worker = make.a_worker(team=make.a_team(organisation=organisation))
        make.stand(worker.reader, home, "helper")
        actions.record_provision(
            worker.reader,
            household_id=home.pk,
            given=making.given(
                name=f"Hulp van {name}",
                law=law,
                payer=payer,
                person_id=members[member],
                provider_id=organisation.pk,
                price=making.declared(cents),
            ),
        )
        workers.append(worker)
    actions.record_provision(
        workers[0].reader,
        household_id=home.pk,
        given=making.given(
            name="Ziekenhuis",
            law="zvw",
            payer="insurer",
            person_id=members[2],
            price=Price(),
            not_counted="medical",
        ),
    )
    return home, members, workers


def everything(home):
    """Look as somebody to whom every member gave all their parts."""
    worker = make.a_worker()
    make.stand(worker.reader, home, "emergency")
    return door.open_household(worker.reader, home.pk, activity="test")


def test_nabij_a1_gladys_six_organisations_give_one_total_with_who_pays(gladys):
    home, _, _ = gladys
    found = queries.cost_sum(everything(home), 2026)
    assert found.costs.total.text("nl") == "€\xa0168.000"
    assert len(found.costs.by_provider) == 6
    assert {group.key: group.amount.sum for group in found.costs.by_payer} == {
        "municipality": 1_680_000,
        "province": 8_000_000,
        "state": 7_120_000,
    }


def test_nabij_a1_gladys_the_municipality_pays_a_tenth_before_2015_and_nine_tenths_after(gladys):
    home, _, _ = gladys
    days = (date(2014, 12, 31), date(2015, 1, 1))
    found = queries.cost_sum(everything(home), 2026, days)
    by_day = [
        next(one.share.part.sum for one in found.regimes[day] if one.payer == "municipality")
        for day in days
    ]
    assert by_day == [1_680_000, 15_120_000]


def test_nabij_a1_gladys_the_hospital_is_named_as_not_counted(gladys):
    home, _, _ = gladys
    found = queries.cost_sum(everything(home), 2026)
    left_out = {one.kind.code: one.interventions for one in found.costs.not_counted}
    assert left_out == {"medical": 1, "own_people": 0, "own_payments": 0, "overhead": 0}


def test_nabij_a1_gladys_each_organisation_sees_its_own_help_and_nobody_elses(gladys):
    home, _, workers = gladys
    for place, worker in enumerate(workers):
        opened = door.open_household(worker.reader, home.pk, activity="test")
        read = [line.name for line in queries.provisions(opened) if not line.masked]
        own = [f"Hulp van {HELP[place][0]}"] + (["Ziekenhuis"] if place == 0 else [])
        assert read == own
        total = queries.cost_sum(opened, 2026).costs.total
        assert total.sum == HELP[place][4]


def test_nabij_a1_gladys_with_her_yes_another_reads_what_she_shares(gladys):
    home, members, workers = gladys
    make.stand(
        workers[0].reader, home, "told", person_id=members[0], compartment="money", basis="own_file"
    )
    opened = door.open_household(workers[0].reader, home.pk, activity="test")
    read = {line.name for line in queries.provisions(opened) if not line.masked}
    assert "Hulp van Sociale dienst" in read
    assert "Hulp van Thuisbegeleiding" not in read


def test_nabij_a1_gladys_whoever_looks_reads_the_same_closing_sentence(gladys):
    home, _, workers = gladys
    one = door.open_household(workers[3].reader, home.pk, activity="test")
    closing = {
        queries.cost_sum(access, 2026).costs.closing["nl"] for access in (one, everything(home))
    }
    assert closing == {"Er kan meer hulp zijn dan hier staat."}


def test_nabij_r1_a_child_in_two_households_counts_once(clock):
    mother = make.a_household("Moeder", "Noor")
    child = make.person_ids(mother)[1]
    from voordeur.people.actions import NewPerson

    father = making.a_family(NewPerson(given_names="Vader"), NewPerson(person_id=child))
    actions.record_provision(
        make.SETUP,
        household_id=mother.pk,
        given=making.given(law="jeugdwet", person_id=child, price=making.declared(1_000_000)),
    )
    worker = make.a_worker()
    for home in (mother, father):
        make.stand(worker.reader, home, "case_coordinator")
    sums = []
    for home in (mother, father):
        opened = door.open_household(worker.reader, home.pk, activity="test")
        found = queries.cost_sum(opened, 2026).costs
        assert found.sharing_rule is not None
        sums.append(found.total.sum)
    assert sum(sums) == 1_000_000
    assert 0 < sums[1] < sums[0]  # she came to live there too on 13 November


def test_nabij_r1_who_may_not_know_of_the_other_household_learns_nothing_of_it(clock):
    mother = make.a_household("Moeder", "Noor")
    child = make.person_ids(mother)[1]
    from voordeur.people.actions import NewPerson

    making.a_family(NewPerson(given_names="Vader"), NewPerson(person_id=child))
    actions.record_provision(
        make.SETUP,
        household_id=mother.pk,
        given=making.given(law="jeugdwet", person_id=child, price=making.declared(1_000_000)),
    )
    opened = door.open_household(making.a_coordinator(mother).reader, mother.pk, activity="test")
    found = queries.cost_sum(opened, 2026).costs
    assert (found.total.sum, found.sharing_rule) == (1_000_000, None)
