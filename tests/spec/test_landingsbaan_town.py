# SPDX-License-Identifier: EUPL-1.2
"""The households of 'De praktijk als landingsbaan' are in the demo town with their facts."""

from tests.town.households import whole


def test_landingsbaan_c1_angela_has_told_nobody_about_tom() -> None:
    home = whole("tom-angela")
    assert len(home.problems) == 9
    hidden = [problem for problem in home.problems if not problem.told]
    assert {problem.key for problem in hidden} == {
        "tom-angela/drinking",
        "tom-angela/shouting",
        "tom-angela/away",
    }
    assert all(problem.seen_by == ("tom-angela/angela",) for problem in hidden)
    assert [note.person for note in home.own_notes] == ["tom-angela/angela"]
    assert {provision.provider for provision in home.provisions} == {"bewind", "jeugdhulp"}


def test_landingsbaan_c2_miranda_has_no_provision_and_four_problems() -> None:
    home = whole("miranda")
    assert not home.provisions
    assert not home.involvements
    assert len(home.problems) == 4


def test_landingsbaan_c3_two_claims_and_an_agenda_dennis_does_not_know_of() -> None:
    home = whole("paula")
    assert {claim.institution for claim in home.claims} == {"jeugdbescherming", "veiligheidshuis"}
    unaware = [party for party in home.involvements if not party.member_knows]
    assert [(party.person, party.institution) for party in unaware] == [
        ("paula/dennis", "veiligheidshuis")
    ]
    places = {m.household for m in home.memberships if m.person == "paula/davy"}
    assert len(places) == 2
    assert len(home.problems) == 7


def test_landingsbaan_c5_berend_denies_what_others_see_and_wants_to_stay() -> None:
    home = whole("berend")
    assert len(home.problems) == 7
    drinking = next(problem for problem in home.problems if problem.key == "berend/drinking")
    assert drinking.denied_by == ("berend/berend",)
    assert [goal.life_area for goal in home.goals] == ["home"]
    assert home.measures[0].kind == "eviction"


def test_landingsbaan_c6_one_chain_of_seven_and_seven_institutions() -> None:
    home = whole("dismissed-father")
    chain = [home.causes[0].cause] + [link.effect for link in home.causes]
    assert [problem.removeprefix("dismissed-father/") for problem in chain] == [
        "dismissal",
        "depression",
        "drinking",
        "neglect",
        "threats",
        "violence",
        "shelter",
    ]
    assert len({party.institution for party in home.involvements}) == 7
    refuge = next(a for a in home.addresses if a.key == "dismissed-father/refuge/address")
    assert refuge.protected


def test_landingsbaan_c7_two_families_each_helped_by_the_others_coordinator() -> None:
    homes = whole("team-twins")
    assert [term.professional for term in homes.coordinations] == ["hanneke", "sjoerd"]
    for home in homes.households:
        helpers = {p.professional for p in homes.involvements if p.household == home.key}
        assert helpers == {"hanneke", "sjoerd"}


def test_landingsbaan_c8_the_end_of_a_provision_is_not_the_end_of_a_problem() -> None:
    home = whole("engels")
    ended = next(provision for provision in home.provisions if provision.until)
    assert ended.product == "wsnp"
    assert all(problem.solved is None for problem in home.problems)
    assert [debt.amount for debt in home.debts] == [900_00]


def test_landingsbaan_c9_refused_help_shows_as_barriers() -> None:
    home = whole("homeless-mother")
    assert not home.provisions
    assert len(home.barriers) == 3
    assert home.households[0].address is None
