# SPDX-License-Identifier: EUPL-1.2
"""Money at home: the month keeps what is unknown, debts keep their course, arrears keep their day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from tests.noninterference import page_of, unseen
from voordeur.door import access as door
from voordeur.door.refusal import Conflict, NotAllowed, Refusal
from voordeur.livelihood import actions, queries
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.models import STATES
from voordeur.livelihood.month import PERIODS, Piece, month, per_month
from voordeur.livelihood.page import money_of
from voordeur.livelihood.states import DEBT
from voordeur.terms.queries import open_terms

TODAY = date(2026, 11, 13)


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def put(scene, piece, amount, **kwargs):
    return actions.put_piece(
        scene.worker.reader, household_id=scene.home.pk, piece=piece, amount=amount, **kwargs
    )


def owe(scene, creditor="landlord", amount=1234_56, **kwargs):
    return actions.record_debt(
        scene.worker.reader,
        household_id=scene.home.pk,
        creditor=creditor,
        amount=amount,
        **kwargs,
    )


@pytest.mark.django_db
def test_the_month_adds_up_and_an_unknown_amount_is_not_nothing(clock):
    scene = a_scene()
    wage = put(scene, "wage", 500_00, per="week")
    put(scene, "rent", 700_00)
    put(scene, "living", 1_600_00)
    page = money_of(opened(scene))
    assert (page.month.left, page.month.short) == ("€\xa01.466,67", "€\xa0133,33") or (
        page.month.left,
        page.month.short,
    ) == ("€1,466.67", "€133.33")
    put(scene, "energy", None)
    page = money_of(opened(scene))
    assert (page.month.left, page.month.short) == (None, None)
    changed = actions.change_piece(
        scene.worker.reader,
        household_id=scene.home.pk,
        piece=wage.pk,
        amount=None,
        per="month",
        expected_version=1,
    )
    with pytest.raises(Conflict):
        actions.end_piece(
            scene.worker.reader,
            household_id=scene.home.pk,
            piece=wage.pk,
            until=TODAY,
            expected_version=1,
        )
    actions.end_piece(
        scene.worker.reader,
        household_id=scene.home.pk,
        piece=wage.pk,
        until=TODAY,
        expected_version=changed.version,
    )
    assert "wage" not in {one.piece for one in queries.pieces(opened(scene))}
    for wrong in ({"piece": "goud"}, {"per": "day"}, {"amount": -1}):
        given_ = {"piece": "wage", "amount": 1, "per": "month", **wrong}
        with pytest.raises(Refusal):
            put(scene, given_.pop("piece"), given_.pop("amount"), **given_)


@pytest.mark.django_db
def test_a_debt_keeps_its_course_and_its_day_opens_a_term_until_it_is_arranged(clock):
    scene = a_scene()
    row = owe(scene, threat_on=TODAY + timedelta(days=14))
    (term,) = open_terms(opened(scene), kinds=["arrears_date"])
    assert (term.due, term.owner) == (TODAY + timedelta(days=14), scene.worker.reader.key)
    with pytest.raises(Refusal, match="Nothing happens"):
        owe(scene, "bank", threat_on=TODAY)
    about = {"household_id": scene.home.pk, "debt": row.pk}
    by = scene.worker.reader
    actions.date_arrears(by, threat_on=TODAY + timedelta(days=7), expected_version=1, **about)
    (term,) = open_terms(opened(scene), kinds=["arrears_date"])
    assert term.due == TODAY + timedelta(days=7)
    actions.choose_route(by, route="threat_stop", expected_version=2, **about)
    actions.restate_debt(by, amount=None, expected_version=3, **about)
    with pytest.raises(Conflict):
        actions.turn_debt(by, verb="arrange", on=TODAY, expected_version=3, **about)
    with pytest.raises(Refusal, match="cannot happen"):
        actions.turn_debt(by, verb="fall_behind", on=TODAY, expected_version=4, **about)
    actions.turn_debt(by, verb="arrange", on=TODAY, expected_version=4, **about)
    assert open_terms(opened(scene), kinds=["arrears_date"]) == []
    (seen,) = queries.debts(opened(scene))
    assert (seen.state, seen.amount, seen.route, seen.threat_on) == (
        "arranged",
        None,
        "threat_stop",
        None,
    )
    actions.turn_debt(by, verb="settle", on=TODAY, expected_version=5, **about)
    with pytest.raises(Refusal, match="already"):
        actions.restate_debt(by, amount=1, expected_version=6, **about)


@pytest.mark.django_db
def test_one_manages_the_money_at_a_time_and_the_one_before_ends(clock):
    scene = a_scene()
    for person in (None, scene.people[0]):
        for manager, who in (("self", ""), ("budget_management", "Kredietbank")):
            actions.say_who_manages(
                scene.worker.reader,
                household_id=scene.home.pk,
                manager=manager,
                who=who,
                person_id=person,
            )
    found = [(one.person_id, one.manager) for one in queries.managers(opened(scene))]
    assert found == [(None, "budget_management"), (scene.people[0], "budget_management")]
    with pytest.raises(Refusal, match="by name"):
        actions.say_who_manages(
            scene.worker.reader, household_id=scene.home.pk, manager="guardianship"
        )


@pytest.mark.django_db
def test_who_helps_writes_and_a_member_or_a_lead_does_not(clock):
    scene = a_scene()
    piece, debt = put(scene, "wage", 1), owe(scene)
    resident = make.a_resident(scene.people[0])
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    actions.put_piece(helper.reader, household_id=scene.home.pk, piece="rent", amount=1)
    home = {"household_id": scene.home.pk}
    version = {"expected_version": 1}
    for act, more in (
        (actions.put_piece, {"piece": "wage", "amount": 1}),
        (actions.change_piece, {"piece": piece.pk, "amount": 2, "per": "month", **version}),
        (actions.end_piece, {"piece": piece.pk, "until": TODAY, **version}),
        (actions.record_debt, {"creditor": "bank", "amount": 1}),
        (actions.restate_debt, {"debt": debt.pk, "amount": 2, **version}),
        (actions.turn_debt, {"debt": debt.pk, "verb": "settle", "on": TODAY, **version}),
        (actions.date_arrears, {"debt": debt.pk, "threat_on": None, **version}),
        (actions.choose_route, {"debt": debt.pk, "route": "", **version}),
        (actions.say_who_manages, {"manager": "self"}),
    ):
        for reader in (resident, lead.reader):
            with pytest.raises(NotAllowed):
                act(reader, **home, **more)


@pytest.mark.django_db
def test_money_of_one_member_is_masked_for_a_helper_and_hidden_from_the_partner(clock):
    scene = a_scene("Angela", "Tom")
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    put(scene, "rent", 700_00)
    hers = {"person_id": scene.people[0]}
    put(scene, "wage", 999_00, label="Spaarpot", **hers)
    owe(scene, "people", creditor_name="Haar zus", **hers)
    page = signed_in(helper).get(url(scene, "geld-thuis/")).content.decode()
    assert "€\xa0700" in page
    for secret in ("€\xa0999", "Spaarpot", "Haar zus", "1.234"):
        assert secret not in page
    angela, tom = make.a_resident(scene.people[0]), make.a_resident(scene.people[1])
    assert money_of(opened(scene, angela)).debts[0].to == "Haar zus"
    assert [one.piece for one in queries.pieces(opened(scene, tom))] == ["rent"]
    assert not money_of(opened(scene, tom)).hidden


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "geld/", "gekeken/", "straks/"])
def test_a_controlling_partner_finds_no_byte_of_her_money(clock, path):
    from voordeur.door.models import Account

    scene = a_scene("Angela", "Tom")
    for person in scene.people:
        make.a_resident(person)
    her, him = (Account.objects.get(person_id=person) for person in scene.people)
    signed_in(scene.worker).get(url(scene))
    address = f"/mijn/{scene.home.uuid}/{path}"

    def secret():
        hers = {"person_id": scene.people[0]}
        put(scene, "wage", 999_00, **hers)
        owe(scene, "landlord", threat_on=TODAY + timedelta(days=3), **hers)
        actions.say_who_manages(
            scene.worker.reader, household_id=scene.home.pk, manager="self", **hers
        )

    unseen(
        page_of(him, address),
        add=secret,
        seen_by=page_of(her, f"/mijn/{scene.home.uuid}/geld/"),
    )


@pytest.mark.django_db
def test_every_form_by_the_pages(clock):
    from voordeur.livelihood.views import DOINGS

    scene = a_scene()
    client = signed_in(scene.worker)
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    base = url(scene, "geld-thuis/")

    def post(doing, form, item=""):
        path = f"{base}{doing}/{item}"
        assert client.get(path).status_code == 200, doing
        assert client.post(path, {}).status_code in (303, 422)
        done = client.post(path, form)
        assert (done.status_code, done["Location"]) == (303, base), doing

    post("erbij", {"piece": "wage", "amount": "1.500,50", "per": "month"})
    (piece,) = queries.pieces(opened(scene))
    assert piece.amount == 1500_50
    post("bedrag", {"amount": "", "per": "month", "version": 1}, f"{piece.uuid}/")
    post("stopt", {"until": "2026-12-01", "version": 2}, f"{piece.uuid}/")
    debt = {"creditor": "energy", "amount": "80", "state": "open", "since": "2026-11-01"}
    post("schuld", {**debt, "threat_on": "2026-11-30"})
    (row,) = queries.debts(opened(scene))
    item = f"{row.uuid}/"
    post("schuld-bedrag", {"amount": "90", "version": 1}, item)
    post("dag", {"threat_on": "2026-12-05", "version": 2}, item)
    post("weg", {"route": "own_arrangement", "version": 3}, item)
    page = client.get(base).content.decode()
    for said in ("€\xa090", "5 december 2026"):
        assert said in page
    post("beheer", {"manager": "self", "from_date": "2026-11-13"})
    done = client.post(f"{base}verder/{item}", {"verb": "settle", "on": "2026-11-13", "version": 4})
    assert done.status_code == 303
    assert client.get(f"{base}verder/{item}").status_code == 404
    for doing, known in DOINGS.items():
        expected = 403 if known.find is None else 404
        assert signed_in(lead).get(f"{base}{doing}/").status_code in (expected, 403)


@pytest.mark.django_db
def test_the_page_asks_as_much_for_many_as_for_one(clock, all_queries):
    scene = a_scene()
    client = signed_in(scene.worker)
    put(scene, "wage", 1)
    owe(scene)
    counts = []
    for turn in range(3):
        with all_queries() as statements:
            assert client.get(url(scene, "geld-thuis/")).status_code == 200
        counts.append(len(statements))
        if turn == 1:
            for _ in range(8):
                put(scene, "rent", 2, person_id=scene.people[0])
                owe(scene)
    assert counts[1] == counts[2] <= 15, counts


amounts = st.one_of(st.none(), st.integers(0, 10**8))
pieces = st.lists(
    st.builds(
        Piece, st.sampled_from(["in", "fixed", "living"]), amounts, st.sampled_from([*PERIODS])
    ),
    max_size=12,
)


@given(pieces)
def test_every_amount_is_counted_once_known_or_unknown(given_pieces):
    found = month(given_pieces)
    for side, total in (("in", found.coming_in), ("fixed", found.fixed), ("living", found.living)):
        mine = [piece for piece in given_pieces if piece.side == side]
        assert total.known + total.unknown == len(mine)
        assert total.unknown == sum(piece.amount is None for piece in mine)
    if any(piece.amount is None and piece.side != "living" for piece in given_pieces):
        assert found.left is None
        assert found.short is None
    if found.left is not None:
        assert found.left == found.coming_in.sum - found.fixed.sum
    if found.short is not None:
        assert found.short >= 0
    with pytest.raises(ValueError, match="no side"):
        month([Piece("out", 1)])


@given(st.integers(0, 10**9))
def test_a_year_is_twelve_months_fifty_two_weeks_and_thirteen_times_four_weeks(amount):
    assert per_month(amount, "month") == amount
    assert per_month(12 * amount, "year") == amount
    assert abs(per_month(amount, "week") * 12 - amount * 52) <= 6
    assert abs(per_month(amount, "four_weeks") * 12 - amount * 13) <= 6
    assert per_month(None, "week") is None


def test_the_lists_say_what_they_must_and_a_debt_has_the_states_of_its_graph():
    known = catalogue()
    assert {one.side for one in known.pieces.values()} == {"in", "fixed", "living"}
    assert {one.threat for one in known.creditors.values()} >= {"eviction", "cut_off"}
    assert all(one.explain("nl") for one in known.routes.values())
    assert set(DEBT) == set(STATES)


def test_the_drawing_in_the_docs_is_the_graph_of_the_code():
    from tests.safety.test_states import DOCS, drawn
    from voordeur.livelihood.states import DEBT_STARTS

    assert drawn(DEBT, DEBT_STARTS) in (DOCS / "debt.md").read_text("utf-8")
