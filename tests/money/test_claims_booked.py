# SPDX-License-Identifier: EUPL-1.2
"""The benefit ledger: from potential to a budget line that went down, or refused in the open."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tests import factories as make
from tests.money.making import (
    AGREED,
    INSURER,
    WELFARE,
    WHO,
    a_claim,
    a_controller,
    a_line,
    a_project,
    booked,
    moved,
)
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.history import clock as time
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.queries import imbalances
from voordeur.money import actions
from voordeur.money.benefits import State
from voordeur.money.models import Claim
from voordeur.money.queries.claims import (
    claim_line,
    claim_lines,
    divided,
    expired_claims,
    pipeline,
    steps_of,
)
from voordeur.money.queries.lines import budget_lines

pytestmark = pytest.mark.django_db


def test_a_claim_goes_to_a_budget_line_step_by_step_and_only_then_is_cashed(clock):
    line, claim = a_line(), moved(a_claim(a_project()), *AGREED)
    lines = claim_lines()
    assert pipeline(lines)[State.AGREED] == KnownSum(60_000_00, 1)
    assert pipeline(lines)[State.BOOKED] == KnownSum()
    assert (lines[0].expected, lines[0].cash_date) == (75_000_00, date(2026, 7, 1))
    booked(claim, line)
    (found,) = claim_lines()
    assert pipeline([found])[State.BOOKED] == KnownSum(60_000_00, 1)
    assert pipeline([found])[State.AGREED] == KnownSum()
    assert [one.cents for one in budget_lines()] == [40_000_00]
    assert imbalances() == []
    steps = steps_of(claim.pk)
    assert [one.became.value for one in steps] == ["booked", *reversed(AGREED), "potential"]
    assert {(one.decider, one.on) for one in steps} == {(WHO.decider, date(2026, 11, 13))}
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE money_claimstep SET reason = 'anders'")


@pytest.mark.parametrize(
    "change",
    [
        {"line": {"party": WELFARE}},
        {"line": {"cents": 50_000_00}},
        {"line": {"year": 2025}},
        {"claim": {"contract_ends": None}},
        {"claim": {"contract_ends": date(2026, 12, 31)}},
        {"proof": "  "},
        {"states": AGREED[:-1]},
    ],
    ids=["of another", "too little", "before", "no end", "not free", "no proof", "not agreed"],
)
def test_a_booking_is_refused(clock, change):
    line = a_line(**change.get("line", {}))
    claim = moved(a_claim(a_project(), **change.get("claim", {})), *change.get("states", AGREED))
    with pytest.raises(Refusal):
        actions.book_benefit(
            a_controller().reader,
            claim=claim.uuid,
            line=line.uuid,
            proof=change.get("proof", "Beschikkingen beëindigd"),
            decision=WHO,
            expected_version=claim.version,
        )
    assert pipeline(claim_lines())[State.BOOKED] == KnownSum()


def test_what_can_be_released_is_free_before_the_contract_ends(clock):
    claim = moved(a_claim(a_project(), contract_ends=None), *AGREED)
    timed = actions.time_claim(
        a_controller().reader,
        claim=claim.uuid,
        freed_from=date(2026, 3, 1),
        contract_ends=date(2027, 12, 31),
        is_releasable=True,
        expected_version=claim.version,
    )
    assert claim_line(timed.uuid).cash_date == date(2026, 3, 1)
    assert booked(timed, a_line()).state == "booked"


def test_a_benefit_that_comes_back_as_a_contribution_lowers_a_line_of_who_pays(clock):
    claim = a_claim(a_project(), gainer=INSURER, harvest="contribution in recognition")
    line = a_line(WELFARE)
    assert booked(moved(claim, *AGREED), line).state == "booked"
    assert [one.cents for one in budget_lines()] == [40_000_00]


def test_a_booking_is_undone_in_the_ledger_and_the_claim_can_be_talked_about_again(clock):
    claim = booked(moved(a_claim(a_project()), *AGREED), a_line())
    row = actions.reverse_booking(
        a_controller().reader, claim=claim.uuid, decision=WHO, expected_version=claim.version
    )
    assert (row.state, row.line, row.entry) == ("lapsed", None, None)
    assert [one.cents for one in budget_lines()] == [100_000_00]
    assert pipeline(claim_lines())[State.BOOKED] == KnownSum()
    assert moved(row, "talked about").agreed_cents is None
    with pytest.raises(Refusal):
        actions.reverse_booking(
            a_controller().reader, claim=claim.uuid, decision=WHO, expected_version=row.version + 1
        )


def test_projects_count_one_outcome_for_the_whole_at_most_and_each_in_one_way(clock):
    first, second = a_project(), a_project("Proco's")
    claim = a_claim(first, share=6_000)
    a_claim(first, share=6_000, gainer=WELFARE)
    for wrong in ({"share": 5_000}, {"share": 4_001}, {"share": 0}):
        with pytest.raises(Refusal):
            a_claim(first if wrong["share"] == 5_000 else second, **wrong)
    a_claim(second, outcome="negen keer GEEN opvang", share=3_000)
    (found,) = divided(claim_lines())
    assert found.shares == (("Proco's", 3_000), ("Zoveel Meer", 6_000))
    assert found.left == 1_000
    for each in Claim.objects.filter(project=first).order_by("pk"):
        lapsed = moved(each, "lapsed")
    assert a_claim(second, gainer=WELFARE, share=3_000).share == 3_000
    a_claim(a_project("Derde"), share=7_000)
    with pytest.raises(Refusal):
        moved(lapsed, "talked about")
    assert claim.pk != lapsed.pk


def test_an_unknown_amount_is_counted_as_unknown_and_cannot_be_booked_without_one(clock):
    a_claim(a_project(), whole_cents=None)
    assert pipeline(claim_lines())[State.POTENTIAL] == KnownSum(0, 0, 1)
    (row,) = Claim.objects.all().order_by("pk")
    row = moved(row, "talked about", "offered")
    with pytest.raises(Refusal):
        moved(row, "agreed", agreed_cents=None)
    assert moved(row, "agreed").agreed_cents == 60_000_00


def test_nobody_took_it_up_so_it_lapses_once_its_term_is_over(clock):
    claim = a_claim(a_project())
    assert expired_claims() == []
    with pytest.raises(Refusal):
        actions.let_claim_lapse(system("tick"), claim_id=claim.pk)
    with clock(time.midnight(date(2027, 6, 1))):
        assert expired_claims() == [claim.pk]
        actions.let_claim_lapse(system("tick"), claim_id=claim.pk)
        assert expired_claims() == []
        assert claim_line(claim.uuid).state is State.LAPSED


def test_who_may_not_or_comes_too_late_changes_no_claim(clock):
    project, line = a_project(), a_line()
    claim = a_claim(project)
    leader = make.a_worker("project_leader").reader
    for reader in (make.a_worker().reader, make.a_worker("council").reader):
        with pytest.raises(NotAllowed):
            actions.move_claim(
                reader, claim=claim.uuid, to="talked about", decision=WHO, expected_version=1
            )
    with pytest.raises(Conflict):
        actions.move_claim(
            leader, claim=claim.uuid, to="talked about", decision=WHO, expected_version=7
        )
    for wrong in ("agreed", "booked", "potential", "zoek"):
        with pytest.raises(Refusal):
            moved(claim, wrong)
    claim = moved(claim, *AGREED)
    with pytest.raises(NotAllowed):
        actions.book_benefit(
            leader, claim=claim.uuid, line=line.uuid, proof="x", decision=WHO, expected_version=4
        )
    with pytest.raises(NotAllowed):
        actions.open_budget_line(
            leader, party="x", pot="y", taakveld="6.1", cost_centre="K", year=2026, cents=1
        )


def test_no_verb_of_the_ledger_is_for_who_only_reads(clock):
    reader = make.a_worker("council", "analyst", "policy_officer").reader
    for verb in (
        actions.book_benefit,
        actions.book_cost,
        actions.change_budget_line,
        actions.claim_benefit,
        actions.let_claim_lapse,
        actions.move_claim,
        actions.name_difference,
        actions.open_budget_line,
        actions.reverse_booking,
        actions.sign_sheet,
        actions.take_back_difference,
        actions.time_claim,
        actions.write_effort,
        actions.write_project,
        actions.write_stop,
    ):
        with pytest.raises(NotAllowed):
            verb(reader)
