# SPDX-License-Identifier: EUPL-1.2
"""Messages arrive late, twice and out of order; the provisions come out the same."""

import json
from datetime import date, time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.provisions.istandaarden.messages import (
    BSN,
    MUNICIPALITY,
    PROVIDER,
    assigned,
    message,
    reading,
    service,
    started,
    stopped,
)

from voordeur.ledger.entries import Period
from voordeur.provisions import pricing
from voordeur.provisions.istandaarden import (
    AssignmentFacts,
    AssignmentKey,
    DeclaredPeriod,
    Delivery,
    Fold,
    Folded,
    Reading,
    assignment_lines,
    fold,
    ingredients,
    read_message,
    state_of,
)
from voordeur.provisions.istandaarden.generate import generate, messages
from voordeur.provisions.istandaarden.lines import (
    ChangeRequestUnchanged,
    Law,
    Message,
    StartedProduct,
    Volume,
)
from voordeur.provisions.pricing import AmountOver, Basis

KEY = AssignmentKey(Law.WMO, MUNICIPALITY, 1, BSN)


def folded(*sent: Message) -> Folded:
    return fold(reading(one, f"{at}.xml") for at, one in enumerate(sent))


def only(outcome: Folded):
    (provision,) = outcome.provisions
    return provision


def test_an_assignment_becomes_a_provision_with_half_open_dates():
    provision = only(folded(message("301", assigned())))

    assert provision.key == KEY
    assert (provision.law, provision.provider) == (Law.WMO, PROVIDER)
    assert (provision.since, provision.until) == (date(2026, 1, 10), date(2027, 1, 1))
    assert provision.deliveries == ()
    assert not provision.withdrawn
    assert provision.price.basis is Basis.UNKNOWN
    assert provision.price.declared_cents is None
    assert provision.price.cents_per_frequency is None


def test_an_assignment_without_last_day_has_no_end():
    assert only(folded(message("301", assigned(last_day=None)))).until is None


def test_the_latest_decision_holds_whatever_came_last():
    early = message("301", assigned(), dated=date(2026, 3, 9), identification="9")
    late = message(
        "301",
        assigned(decided_at=time(9, 1), last_day=date(2026, 6, 30)),
        dated=date(2026, 3, 1),
        identification="1",
    )
    for order in ((early, late), (late, early)):
        assert only(folded(*order)).until == date(2026, 7, 1)


def test_identifications_that_are_numbers_are_ordered_as_numbers():
    ninth = message("301", assigned(budget_cents=9), identification="9")
    tenth = message("301", assigned(budget_cents=10), identification="10")
    assert only(folded(tenth, ninth)).price.budget_cents == 10


def test_reason_13_takes_an_assignment_back():
    granted = message("301", assigned())
    taken_back = message(
        "301",
        assigned(decided_on=date(2026, 1, 6), change_reason="13", last_day=date(2026, 1, 10)),
        identification="2",
    )
    provision = only(folded(taken_back, granted))
    assert provision.withdrawn
    assert provision.change_reason == "13"


def test_the_same_number_under_another_law_is_another_provision():
    youth = assigned(product=None, volume=None, budget_cents=1)
    outcome = folded(message("301", assigned()), message("301", youth, law=Law.YOUTH))
    assert [provision.law for provision in outcome.provisions] == [Law.YOUTH, Law.WMO]


def test_help_that_began_and_ended_is_one_delivery():
    provision = only(
        folded(message("307", stopped()), message("305", started()), message("301", assigned()))
    )
    assert provision.deliveries == (Delivery(date(2026, 1, 12), date(2026, 7, 1), "19"),)


def test_help_can_begin_again_after_a_temporary_end():
    provision = only(
        folded(
            message("301", assigned()),
            message("305", started()),
            message("307", stopped(last_day=date(2026, 2, 1), reason="20")),
            message("305", started(date(2026, 4, 1)), identification="2"),
        )
    )
    assert provision.deliveries == (
        Delivery(date(2026, 1, 12), date(2026, 2, 2), "20"),
        Delivery(date(2026, 4, 1)),
    )


def test_a_removed_start_never_was_and_a_removed_stop_means_it_goes_on():
    outcome = folded(
        message("301", assigned()),
        message("305", started(date(2026, 1, 11))),
        message("305", started(date(2026, 1, 11), "3"), dated=date(2026, 3, 2)),
        message("305", started(), dated=date(2026, 3, 3)),
        message("307", stopped()),
        message("307", stopped(status="3"), dated=date(2026, 7, 9)),
    )
    assert only(outcome).deliveries == (Delivery(date(2026, 1, 12)),)


def test_a_changed_start_replaces_the_one_before():
    outcome = folded(
        message("305", started(date(2026, 1, 20), "2"), dated=date(2026, 3, 5)),
        message("305", started(date(2026, 1, 12)), dated=date(2026, 3, 1)),
        message("301", assigned()),
    )
    assert only(outcome).deliveries == (Delivery(date(2026, 1, 20)),)


@pytest.mark.parametrize(
    ("sent", "what"),
    [
        (message("305", started()), "start"),
        (message("307", stopped()), "stop"),
        (message("323", service()), "service"),
    ],
)
def test_a_line_without_its_301_waits_and_is_not_lost(sent, what):
    alone = folded(sent)
    assert alone.provisions == ()
    assert [(w.key, w.what, w.lines, w.since) for w in alone.waiting] == [
        (KEY, what, 1, date(2026, 3, 1))
    ]
    joined = folded(sent, message("301", assigned()))
    assert joined.waiting == ()
    assert only(joined).deliveries or only(joined).price.declared


def test_a_start_without_assignment_number_is_reported():
    outcome = folded(message("305", StartedProduct(None, date(2026, 1, 1), "1")))
    assert [f.code for f in outcome.faults] == ["line_without_number"]


def test_services_add_up_per_period_and_a_credit_takes_one_back():
    credit = service("C1", previous_reference="P1", credit=True)
    again = service("P3", volume=8, amount_cents=45_600)
    february = service("P2", first_day=date(2026, 2, 1), last_day=date(2026, 2, 28))
    outcome = folded(
        message("323", credit, identification="3"),
        message("323", service(), february, identification="1"),
        message("323", again, identification="4"),
        message("301", assigned()),
    )
    price = only(outcome).price
    assert price.declared == (
        DeclaredPeriod(date(2026, 1, 1), date(2026, 2, 1), "04", 8, 45_600),
        DeclaredPeriod(date(2026, 2, 1), date(2026, 3, 1), "04", 10, 57_000),
    )
    assert (price.basis, price.declared_cents) == (Basis.DECLARED, 102_600)
    assert price.tariff_cents == 5_700
    assert price.cents_per_frequency == 4 * 5_700


def test_a_credit_that_repeats_the_reference_takes_that_service_back():
    outcome = folded(
        message("301", assigned()),
        message("323", service()),
        message("323", service(credit=True), identification="2"),
    )
    assert only(outcome).price.declared_cents == 0


def test_a_credit_without_its_service_waits_and_counts_for_nothing():
    outcome = folded(
        message("301", assigned()),
        message("323", service("C1", previous_reference="P1", credit=True)),
    )
    assert only(outcome).price.declared_cents is None
    assert [w.what for w in outcome.waiting] == ["credit"]


@pytest.mark.parametrize(
    ("changes", "declared", "basis"),
    [
        ({"budget_cents": 100}, (service(),), Basis.DECLARED),
        ({"budget_cents": 100}, (), Basis.BUDGET),
        ({"budget_cents": 0}, (), Basis.BUDGET),
        ({"volume": Volume(30_000, "83", "4")}, (), Basis.VOLUME_PRICE),
        ({}, (), Basis.UNKNOWN),
        ({"volume": None}, (), Basis.UNKNOWN),
    ],
)
def test_the_best_ground_of_a_price_counts(changes, declared, basis):
    sent = [message("301", assigned(**changes))]
    sent += [message("323", *declared)] if declared else []
    assert only(folded(*sent)).price.basis is basis


def test_a_volume_in_euros_is_an_amount_in_itself():
    price = only(folded(message("301", assigned(volume=Volume(30_000, "83", "4"))))).price
    assert price.cents_per_frequency == 30_000


def test_the_cost_sum_gets_amounts_with_their_periods():
    outcome = folded(message("301", assigned(budget_cents=90_000)), message("323", service()))
    found = ingredients(only(outcome))
    assert found.declared == (AmountOver(57_000, Period(date(2026, 1, 1), date(2026, 2, 1))),)
    assert found.budget == AmountOver(90_000, Period(date(2026, 1, 10), date(2027, 1, 1)))
    assert found.volume == pricing.Volume(4, 5_700, pricing.Per.WEEK)


def test_a_budget_without_an_end_cannot_be_spread_and_a_volume_without_tariff_is_no_price():
    found = ingredients(only(folded(message("301", assigned(last_day=None, budget_cents=1)))))
    assert (found.budget, found.volume, found.declared) == (None, None, ())


def test_what_was_taken_back_has_no_budget_and_no_volume():
    gone = assigned(change_reason="13", budget_cents=1, volume=Volume(500, "83", "4"))
    found = ingredients(only(folded(message("301", gone), message("323", service()))))
    assert (found.budget, found.volume) == (None, None)
    assert [amount.cents for amount in found.declared] == [57_000]


def test_a_request_changes_no_provision():
    outcome = folded(message("301", assigned()), message("317", ChangeRequestUnchanged(1)))
    assert only(outcome) == only(folded(message("301", assigned())))
    assert [(r.reference, r.reason, r.client) for r in outcome.requests] == [("W1", "1", BSN)]


def test_the_same_bytes_are_taken_in_once():
    collected = Fold()
    assert collected.add(reading(message("301", assigned())))
    assert not collected.add(reading(message("301", assigned()), "copy.xml"))
    assert not collected.add(read_message(b"no message", "bad.xml"))
    assert collected.folded().faults == ()


def test_an_identification_used_for_two_messages_is_reported():
    outcome = folded(message("301", assigned()), message("301", assigned(number=2)))
    assert len(outcome.provisions) == 2
    assert [(f.code, f.where.file) for f in outcome.faults] == [
        ("identity_reused", "0.xml"),
        ("identity_reused", "1.xml"),
    ]


@cache
def heap() -> list[Reading]:
    return [read_message(g.content, g.name) for g in generate(90, seed=11)]


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_order_and_any_repetition_of_files_gives_the_same(data):
    order = data.draw(st.permutations(heap()))
    again = data.draw(st.lists(st.sampled_from(heap()), max_size=20))
    assert fold([*order, *again]) == fold(heap())


LINES = st.one_of(
    st.builds(
        assigned,
        decided_on=st.dates(date(2026, 1, 1), date(2026, 1, 3)),
        change_reason=st.sampled_from(["", "04", "13"]),
        budget_cents=st.sampled_from([None, 0, 500]),
        comment=st.sampled_from(["", "a", "b"]),
    ).map(lambda line: ("301", line)),
    st.builds(started, st.dates(date(2026, 1, 1), date(2026, 1, 3)), st.sampled_from("1239")).map(
        lambda line: ("305", line)
    ),
    st.builds(
        stopped,
        st.dates(date(2026, 1, 1), date(2026, 1, 3)),
        status=st.sampled_from("1239"),
        reason=st.sampled_from(["19", "20"]),
    ).map(lambda line: ("307", line)),
    st.builds(
        service,
        st.sampled_from(["P1", "P2"]),
        previous_reference=st.sampled_from(["", "P1"]),
        credit=st.booleans(),
        amount_cents=st.integers(0, 3),
    ).map(lambda line: ("323", line)),
)
SENT = st.builds(
    lambda line, dated, identification: message(
        line[0], line[1], dated=dated, identification=identification
    ),
    LINES,
    st.dates(date(2026, 3, 1), date(2026, 3, 2)),
    st.sampled_from(["1", "2", "10", "A"]),
)


def facts(sent: list[Message]) -> AssignmentFacts:
    found = AssignmentFacts()
    for one in sent:
        for _, line in assignment_lines(one):
            found.absorb(one.header, line)
    return found


@given(sent=st.lists(SENT, max_size=8), data=st.data())
def test_conflicting_messages_give_one_outcome_in_any_order(sent, data):
    shuffled = data.draw(st.permutations(sent))
    assert facts(shuffled) == facts(sent)
    assert state_of(KEY, Law.WMO, facts(shuffled)) == state_of(KEY, Law.WMO, facts(sent))


@given(st.lists(SENT, max_size=8), st.lists(SENT, max_size=8))
def test_merging_parts_equals_reading_all_at_once(one, other):
    left, right = facts(one), facts(other)
    left.merge(right)
    assert left == facts(one + other)
    left.merge(right)
    assert left == facts(one + other)


@given(st.lists(SENT, max_size=8))
def test_facts_survive_being_stored(sent):
    kept = facts(sent)
    assert AssignmentFacts.from_data(json.loads(json.dumps(kept.to_data()))) == kept


@given(st.lists(SENT, max_size=8))
def test_what_was_declared_is_the_sum_of_services_less_their_credits(sent):
    state = state_of(KEY, Law.WMO, facts(sent))
    if state is None:
        return
    kept = facts(sent)
    expected = [
        said.line.amount_cents - (kept.credits[at].line.amount_cents if at in kept.credits else 0)
        for at, said in kept.services.items()
    ]
    assert state.price.declared_cents == (sum(expected) if expected else None)


def test_the_key_and_the_outcome_hide_the_citizen_number():
    outcome = folded(message("301", assigned(comment="Noor wacht")), message("305", started()))
    assert BSN not in repr(outcome)
    assert "Noor" not in repr(outcome)


def test_every_generated_assignment_ends_up_in_a_provision():
    sent = list(messages(600, seed=2))
    numbers = {line.number for m in sent if m.header.kind == "301" for line in m.clients[0].lines}
    outcome = fold(read_message(g.content, g.name) for g in generate(600, seed=2))
    assert {p.key.number for p in outcome.provisions} == numbers
    assert any(p.withdrawn for p in outcome.provisions)
    assert any(p.price.basis is Basis.DECLARED for p in outcome.provisions)
