# SPDX-License-Identifier: EUPL-1.2
"""Ways of paying, shadow budgets, the waterbed and the register of contracts: verbs and pages."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.money.actions import paying
from voordeur.money.models import AreaSet, ContractEntry, PayingCase, WaterbedSpill
from voordeur.money.queries.paying import contract, spills

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CASE = {
    "kind": "street",
    "name": "Een straat",
    "unit": "plaatsingen",
    "units_before": 10,
    "units_after": 5,
    "unit_cents": 900_000,
    "prevention_cents": 2_000_000,
    "result_before": 20,
    "result_after": 75,
    "source": "verzonnen",
}
TABLE = "Gebied;Kinderen;Kosten;Zeer duur\nOost;100;4.000;\nWest;300;5.000;3.000+2.000"
AREAS = {
    "name": "Vier gebieden",
    "total_cents": 1_500_000,
    "table": TABLE,
    "weights": {"Kinderen": 3},
    "source": "verzonnen",
}
SPILL = {"cut": "Dagbesteding", "other": "Zorg", "sign": 1, "source": "Nabij is beter"}
TERMS = {
    "pays_for": ["result"],
    "result_percent": 20,
    "relapse_months": 12,
    "indicators": 4,
    "outcome_indicators": 2,
    "risk_both_ways": True,
    "baseline": True,
    "creaming_check": True,
    "cap": True,
    "steerable": True,
    "releases_in_year": True,
    "stays_level_counts": True,
    "asks": [("wachtdagen", "om te zien wie wacht")],
}
CONTRACT = {
    "name": "Wonen met steun",
    "party": "Stichting Veerhuis",
    "from_date": date(2026, 1, 1),
    "until": date(2028, 1, 1),
    "terms": TERMS,
    "decided_by": "wethouder",
}


@pytest.fixture
def officer():
    return make.a_worker("policy_officer")


def verbs(who):
    """Return each verb as this reader does it, on rows that are there."""
    maker = make.SETUP
    row = paying.write_spill(maker, **SPILL | {"other": "Jeugd"})
    there = paying.register_contract(maker, **CONTRACT | {"name": "Er al"})
    signed = paying.register_contract(maker, **CONTRACT | {"name": "Getekend"})
    paying.sign_contract(maker, contract=signed.uuid, on=date(2026, 1, 1), expected_version=1)
    steered = {"from_date": date(2027, 1, 1), "terms": TERMS, "why": "w", "decided_by": "d"}
    draft = {"terms": TERMS, "decided_by": "d", "expected_version": 1}
    return [
        lambda: paying.write_case(who, **CASE),
        lambda: paying.write_areas(who, **AREAS),
        lambda: paying.write_spill(who, **SPILL),
        lambda: paying.take_spill_off(who, spill=row.uuid, expected_version=1),
        lambda: paying.register_contract(who, **CONTRACT),
        lambda: paying.change_draft(who, contract=there.uuid, **draft),
        lambda: paying.sign_contract(
            who, contract=there.uuid, on=date(2026, 1, 1), expected_version=2
        ),
        lambda: paying.steer_contract(who, contract=signed.uuid, expected_version=2, **steered),
    ]


def test_who_steers_on_money_writes_all_of_it(officer):
    for verb in verbs(officer.reader):
        verb()


@pytest.mark.parametrize("role", ["professional", "council"])
def test_nobody_else_writes_any_of_it(role):
    for verb in verbs(make.a_worker(role).reader):
        with pytest.raises(NotAllowed):
            verb()


def test_a_case_and_areas_are_changed_from_what_is_there_and_refused_when_they_cannot_be(officer):
    by = officer.reader
    row = paying.write_case(by, **CASE)
    paying.write_case(by, **CASE | {"units_after": 4}, case=row.uuid, expected_version=1)
    with pytest.raises(Conflict):
        paying.write_case(by, **CASE, case=row.uuid, expected_version=1)
    for wrong, where in (
        ({"name": "een straat"}, "name"),
        ({"kind": "huishouden", "name": "A"}, "kind"),
        ({"name": "A", "unit_cents": 0}, "unit_cost"),
        ({"name": "A", "result_after": 101}, "result_after"),
        ({"name": "A", "source": " "}, "source"),
    ):
        with pytest.raises(Refusal) as refused:
            paying.write_case(by, **CASE | wrong)
        assert refused.value.where == where
    areas = paying.write_areas(by, **AREAS)
    assert areas.weights == {"Kinderen": 3}
    with pytest.raises(Refusal) as refused:
        paying.write_areas(by, **AREAS | {"name": "B", "table": TABLE.replace("100", "veel")})
    assert "2" in refused.value.what
    assert "Kinderen" in refused.value.what
    for wrong, where in (({"total_cents": 0}, "total"), ({"weights": {"Kinderen": -1}}, "weights")):
        with pytest.raises(Refusal) as refused:
            paying.write_areas(by, **AREAS | {"name": "B"} | wrong)
        assert refused.value.where == where


def test_an_effect_has_two_fields_both_ends_or_none_and_leaves_the_matrix(officer):
    by = officer.reader
    for wrong, where in (
        ({"other": "dagbesteding"}, "other"),
        ({"low_cents": 1}, "high"),
        ({"low_cents": 2, "high_cents": 1}, "low"),
        ({"source": ""}, "source"),
    ):
        with pytest.raises(Refusal) as refused:
            paying.write_spill(by, **SPILL | wrong)
        assert refused.value.where == where
    row = paying.write_spill(by, **SPILL)
    paying.write_spill(by, **SPILL, low_cents=1, high_cents=2, spill=row.uuid, expected_version=1)
    assert [(one.spill.low, one.spill.high) for one in spills()] == [(1, 2)]
    paying.take_spill_off(by, spill=row.uuid, expected_version=2)
    assert spills() == []


def test_a_contract_that_rewards_the_wrong_thing_is_never_signed_and_a_signed_one_is_steered(
    officer,
):
    by = officer.reader
    bad = TERMS | {"pays_for": ["exit"], "creaming_check": False, "relapse_months": 0}
    row = paying.register_contract(by, **CONTRACT | {"terms": bad})
    with pytest.raises(Refusal) as refused:
        paying.sign_contract(by, contract=row.uuid, on=date(2026, 1, 1), expected_version=1)
    assert refused.value.remedy
    draft = {"contract": row.uuid, "terms": TERMS, "decided_by": "wethouder"}
    paying.change_draft(by, **draft, expected_version=1)
    with pytest.raises(Conflict) as conflict:
        paying.change_draft(by, **draft | {"terms": bad}, expected_version=1)
    assert conflict.value.mine["pays_for"] == ["exit"]
    assert conflict.value.theirs["pays_for"] == ["result"]
    with pytest.raises(Refusal):
        paying.sign_contract(by, contract=row.uuid, on=date(2027, 1, 1), expected_version=2)
    paying.sign_contract(by, contract=row.uuid, on=date(2026, 1, 1), expected_version=2)
    steered = {
        "contract": row.uuid,
        "from_date": date(2027, 1, 1),
        "terms": TERMS | {"result_percent": 50, "steerable": False},
        "why": "na een jaar samen gekeken",
        "decided_by": "wethouder en aanbieder",
    }
    for wrong in (
        {"terms": bad},
        {"from_date": date(2029, 1, 1)},
        {"why": ""},
    ):
        with pytest.raises(Refusal):
            paying.steer_contract(by, **steered | wrong, expected_version=3)
    paying.steer_contract(by, **steered, expected_version=3)
    found = contract(row.uuid)
    assert [one.terms["result_percent"] for one in found.terms] == [20, 50]
    assert found.holds(date(2026, 6, 1)).terms["result_percent"] == 20
    assert found.holds(date(2027, 6, 1)).terms["result_percent"] == 50
    again = steered | {"from_date": date(2027, 6, 1)}
    with pytest.raises(Refusal):
        paying.steer_contract(by, **again, expected_version=4)
    with pytest.raises(Refusal):
        paying.change_draft(by, **draft, expected_version=4)


def test_pages_show_every_way_of_paying_and_each_state_is_a_link(officer, all_queries):
    client = signed_in(officer)
    row = paying.write_case(make.SETUP, **CASE)
    areas = paying.write_areas(make.SETUP, **AREAS)
    paying.write_spill(make.SETUP, **SPILL)
    paying.write_spill(
        make.SETUP, **SPILL | {"other": "Schuldhulp"}, low_cents=100_00, high_cents=200_00
    )
    made = paying.register_contract(make.SETUP, **CONTRACT)

    def page(name, *args, **query):
        with all_queries() as asked:
            answer = client.get(reverse(name, args=args), query)
        assert len(asked) <= 15
        assert answer.status_code == 200
        return answer.content.decode().replace("\xa0", " ")

    assert "Een straat" in page("paying")
    start = page("paying_case", row.uuid)
    assert "20%" in start
    assert "50%" in start
    # The provider of heavy help at cost price loses what prevention costs; with a tariff more.
    assert "− € 20.000" in start
    other = page("paying_case", row.uuid, share="30", tariff="10.000")
    assert "30%" in other
    assert "− € 25.000" in other
    refused = page("paying_case", row.uuid, share="130", tariff="10.000")
    assert "130" in refused
    drawn = client.get(reverse("paying_picture", args=[row.uuid]), {"share": "30"})
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert "30%" in drawn.content.decode()
    found = page("area_budget", areas.uuid, cap="2.000", avoided="10", weight_0="2")
    assert "Oost" in found
    assert "Kinderen 2" in found
    drawn = client.get(reverse("area_picture", args=[areas.uuid])).content.decode()
    assert "West" in drawn
    bed = page("waterbed", cut="Dagbesteding", saving="1.000")
    assert "€ 800" in bed
    assert "€ 900" in bed
    assert "Nabij is beter" in bed
    assert "Wonen met steun" in page("contract_register")
    assert "om te zien wie wacht" in page("contract_page", made.uuid)
    for role in ("professional", "council"):
        other = signed_in(make.a_worker(role))
        assert other.get(reverse("paying")).status_code == 403


def test_forms_write_what_they_say_and_lose_nothing(officer):
    client = signed_in(officer)

    def post(name, /, *args, **said):
        return client.post(reverse(name, args=args), said)

    case = {
        key: CASE[key]
        for key in (
            *("kind", "name", "unit", "units_before", "units_after"),
            *("result_before", "result_after", "source"),
        )
    } | {"unit_cost": "9.000", "prevention": "20.000"}
    assert post("paying_new", **case | {"prevention": ""}).status_code == 422
    assert post("paying_new", **case).status_code == 303
    row = PayingCase.objects.get()
    assert post("paying_write", row.uuid, **case, version=1).status_code == 303
    stale = post("paying_write", row.uuid, **case | {"name": "Anders"}, version=1)
    assert stale.status_code == 409
    assert client.get(reverse("paying_write", args=[row.uuid])).status_code == 200
    areas = {"name": "Gebieden", "total": "15.000", "table": TABLE, "source": "verzonnen"}
    wrong = post("areas_new", **areas, weights="Kinderen drie")
    assert wrong.status_code == 422
    assert "Kinderen drie" in wrong.content.decode()
    assert post("areas_new", **areas, weights="Kinderen: 3").status_code == 303
    there = AreaSet.objects.get()
    assert client.get(reverse("areas_write", args=[there.uuid])).status_code == 200
    effect = {"cut": "Dagbesteding", "other": "Zorg", "sign": "1", "source": "essay 3"}
    assert post("spill_new", **effect | {"low": "5"}).status_code == 422
    assert post("spill_new", **effect).status_code == 303
    spill = WaterbedSpill.objects.get()
    assert post("spill_write", spill.uuid, **effect, version=1).status_code == 303
    assert post("spill_off", spill.uuid, version=1).status_code == 409
    assert post("spill_off", spill.uuid, version=2).status_code == 303
    terms = {
        "pays_for": ["exit"],
        "result_percent": "20",
        "relapse_months": "0",
        "indicators": "4",
        "outcome_indicators": "1",
        "asks": "wachtdagen: wie wacht\nomzet",
        "decided_by": "wethouder",
    }
    whole = terms | {
        "name": "Uitstroom",
        "party": "Bureau",
        "from_date": "2026-01-01",
        "until": "2028-01-01",
    }
    assert post("contract_new", **whole | {"outcome_indicators": "9"}).status_code == 422
    assert post("contract_new", **whole).status_code == 303
    made = ContractEntry.objects.get()
    page = client.get(reverse("contract_page", args=[made.uuid])).content.decode()
    assert reverse("contract_sign", args=[made.uuid]) not in page
    assert post("contract_sign", made.uuid, on="2026-01-01", version=1).status_code == 422
    good = terms | {"pays_for": ["result"], "relapse_months": "12", "creaming_check": "on"}
    good |= {"steerable": "on"}
    assert post("contract_change", made.uuid, **good, version=1).status_code == 303
    assert post("contract_change", made.uuid, **terms, version=1).status_code == 409
    assert post("contract_sign", made.uuid, on="2026-01-01", version=2).status_code == 303
    steer = good | {"from_date": "2027-01-01", "why": "samen gekeken"}
    assert post("contract_steer", made.uuid, **steer, version=3).status_code == 303
    assert client.get(reverse("contract_steer", args=[made.uuid])).status_code == 200
