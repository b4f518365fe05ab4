# SPDX-License-Identifier: EUPL-1.2
"""The households of 'Nabij is beter' are in the demo town with their facts."""

from tests.town.households import whole


def test_nabij_a1_gladys_six_organisations_make_168_000_euro() -> None:
    home = whole("gladys")
    amounts = [provision.price.amount or 0 for provision in home.provisions]
    assert sum(amounts) == 168_000_00
    assert len({provision.provider for provision in home.provisions}) == 6
    assert all(provision.amount_is_ours for provision in home.provisions)
    assert len(home.uncounted) == 1


def test_nabij_a1_gladys_the_municipality_pays_10_percent_before_2015_and_90_after() -> None:
    given = whole("gladys").provisions
    before = sum(p.price.amount or 0 for p in given if p.payer_before_2015 == "municipality")
    after = sum(p.price.amount or 0 for p in given if p.payer == "municipality")
    assert (before * 10, after * 10) == (168_000_00, 168_000_00 * 9)


def test_nabij_a1_gladys_says_debts_first() -> None:
    words = whole("gladys").own_words[0]
    assert (words.person, words.first_priority) == ("gladys/gladys", "schulden")


def test_nabij_6_2_karima_waits_in_a_circle_at_60_000_euro_a_year() -> None:
    home = whole("karima")
    assert [provision.price.amount for provision in home.provisions] == [60_000_00]
    assert [debt.amount for debt in home.debts] == [12_000_00]
    assert len(home.barriers) == 3


def test_nabij_6_3_the_divorced_woman_is_heard_through_a_professional() -> None:
    home = whole("divorced-woman")
    assert home.signals[0].professional == "freek"
    assert not home.provisions


def test_nabij_6_4_hakan_borrows_400_euro_from_the_team_cash() -> None:
    home = whole("hakan-sandra")
    assert [(p.product, p.price.amount) for p in home.provisions] == [("teamkas", 400_00)]
    links = {(link.cause.split("/")[1], link.effect.split("/")[1]) for link in home.causes}
    assert {("passport", "permit"), ("permit", "income"), ("income", "passport")} <= links


def test_nabij_a5_the_offer_of_the_grandmother_is_no_part_of_the_plan() -> None:
    home = whole("mother-of-two")
    assert [member.offer_state for member in home.network] == ["declined"]
    assert all(step.network_does is None for step in home.steps)


def test_nabij_a6_naming_his_mother_takes_nothing_from_the_young_man() -> None:
    begin, end = whole("homeless-youth", to_the_end=False), whole("homeless-youth")
    assert not begin.network
    assert [member.bond for member in end.network] == ["moeder"]
    assert end.provisions == begin.provisions
    assert end.steps == begin.steps
