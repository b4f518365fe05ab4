# SPDX-License-Identifier: EUPL-1.2
"""Own people and own strength never make the stated help less."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.plan.planfacts import (
    Initiative,
    NetworkMember,
    NetworkOffer,
    Plan,
    PlanError,
    StatedHelp,
    Step,
    StepState,
)
from voordeur.plan.support import OfferNotAcceptedError, Support, support_stated, use_offer

amounts = st.none() | st.integers(0, 40)
steps = st.builds(
    Step,
    id=st.uuids().map(str),
    state=st.sampled_from([one for one in StepState if one is not StepState.PARKED]),
    professional_does=st.sampled_from(["", "calls", "comes along"]),
    network_does=st.sampled_from(["", "babysits"]),
    professionals=st.frozensets(st.sampled_from(["coach", "nurse"])),
)
members = st.builds(NetworkMember, st.sampled_from(["mother", "neighbour"]), amounts)
offers = st.builds(
    NetworkOffer,
    id=st.uuids().map(str),
    by=st.sampled_from(["mother", "neighbour"]),
    for_member=st.just("Kim"),
    what=st.sampled_from(["a bed", "dinner"]),
    accepted=st.none() | st.booleans(),
)
initiatives = st.builds(Initiative, st.uuids().map(str), st.just("Kim"), st.just("volunteers"))
helps = st.builds(StatedHelp, st.uuids().map(str), st.just("home help"), st.just("Tandem"), amounts)


def tuples_of(what):
    return st.lists(what, max_size=4).map(tuple)


plans = st.builds(
    Plan,
    steps=tuples_of(steps),
    help=tuples_of(helps),
    network=tuples_of(members),
    offers=tuples_of(offers),
    initiatives=tuples_of(initiatives),
)


@given(plans, members | offers | initiatives)
def test_adding_anyone_or_anything_of_ones_own_never_lowers_the_help(plan, added):
    if isinstance(added, NetworkMember):
        after = replace(plan, network=(*plan.network, added))
    elif isinstance(added, NetworkOffer):
        after = replace(plan, offers=(*plan.offers, added))
    else:
        after = replace(plan, initiatives=(*plan.initiatives, added))
    assert support_stated(after).is_at_least(support_stated(plan))
    assert support_stated(plan).is_at_least(support_stated(after))


@given(plans, offers)
def test_saying_yes_to_an_offer_never_lowers_the_help_nor_does_using_it(plan, offer):
    yes = replace(plan, offers=(*plan.offers, replace(offer, accepted=True)))
    assert support_stated(yes).is_at_least(support_stated(plan))
    for step in plan.steps:
        used = use_offer(yes, offer.id, step.id)
        assert support_stated(used).is_at_least(support_stated(plan))


@given(plans, offers.filter(lambda offer: offer.accepted is not True), st.data())
def test_an_offer_without_a_yes_cannot_become_part_of_a_step(plan, offer, data):
    given_plan = replace(plan, offers=(offer,), steps=(*plan.steps, Step("home")))
    step = data.draw(st.sampled_from(given_plan.steps))
    with pytest.raises(OfferNotAcceptedError):
        use_offer(given_plan, offer.id, step.id)


def test_less_help_is_seen_as_less():
    def stated(*helps):
        return support_stated(Plan(help=helps))

    four, two, vague = (StatedHelp("h", "home help", "Tandem", n, "hours") for n in (4, 2, None))
    assert stated(four).is_at_least(stated(two))
    assert not stated(two).is_at_least(stated(four))
    assert not stated().is_at_least(stated(vague))
    assert not stated(two).is_at_least(stated(vague))
    assert not stated(vague).is_at_least(stated(two))
    assert not stated(replace(four, unit="minutes")).is_at_least(stated(four))
    acting = Plan((Step("a", professional_does="calls"),))
    assert not Support((), (), (), (), ()).is_at_least(support_stated(acting))


def test_offers_stand_apart_as_accepted_or_still_an_offer_and_a_no_is_not_repeated():
    yes, unsaid, no = (
        NetworkOffer(str(answer), "mother", "Kim", "a bed", answer)
        for answer in (True, None, False)
    )
    support = support_stated(Plan(offers=(yes, unsaid, no)))
    assert support.accepted == (yes,)
    assert support.offered == (unsaid,)


def test_an_accepted_offer_stands_next_to_what_the_network_did_already():
    offer = NetworkOffer("o", "neighbour", "Kim", "dinner", accepted=True)
    step = Step("evenings", network_does="babysits", network=frozenset({"mother"}))
    used = use_offer(Plan((step,), offers=(offer,)), "o", "evenings")
    assert used.steps[0].network_does == "babysits; dinner"
    assert used.steps[0].network == {"mother", "neighbour"}
    with pytest.raises(PlanError):
        use_offer(used, "gone", "evenings")
