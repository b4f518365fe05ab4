# SPDX-License-Identifier: EUPL-1.2
"""What the reader takes over, what it leaves out, and what it says about it."""

import re
from datetime import date

import pytest
from tests.provisions.istandaarden.messages import (
    BSN,
    assigned,
    message,
    reading,
    service,
    started,
    stopped,
)
from tests.shared import shared

from voordeur.provisions.istandaarden import Outcome, Schemas, Scope, read_message
from voordeur.provisions.istandaarden.codes import code_lists, codes, term
from voordeur.provisions.istandaarden.generate import generate, messages, synthetic_numbers
from voordeur.provisions.istandaarden.lines import BirthDate, Law
from voordeur.provisions.istandaarden.writing import to_xml


def changed(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content
    return content.replace(old.encode(), new.encode())


def test_a_bad_line_is_left_out_and_the_others_stay():
    content = to_xml(message("301", assigned(), assigned(number=2, last_day=date(2026, 2, 28))))
    found = read_message(changed(content, "2026-02-28", "2026-02-30"), "f.xml")

    assert found.message is not None
    assert [line.number for line in found.message.clients[0].lines] == [1]
    assert [(f.code, f.scope) for f in found.faults] == [("bad_date", Scope.LINE)]
    assert found.faults[0].where.element.endswith("ToegewezenProduct[2]/Einddatum")


def test_a_client_whose_number_fails_the_check_loses_all_lines():
    content = changed(to_xml(message("301", assigned())), BSN, "999900007")
    found = read_message(content, "f.xml")

    assert found.message is not None
    assert found.message.clients == ()
    assert [(f.code, f.scope) for f in found.faults] == [("bad_bsn", Scope.CLIENT)]


def test_a_bad_detail_of_a_person_costs_only_that_detail():
    generated = next(g for g in generate(60) if g.message.clients[0].client.relations)
    before = generated.message.clients[0]
    content = re.sub(rb"(Datum>)\d{4}-\d{2}(-\d{2}</)", rb"\g<1>1980-13\2", generated.content)
    content = re.sub(rb"Huisnummer>\d+<", b"Huisnummer>zes<", content)
    found = read_message(content, "f.xml")

    assert found.message is not None
    after = found.message.clients[0]
    assert after.lines == before.lines
    assert after.client.name == before.client.name
    assert after.client.birth is None
    assert after.client.contacts == ()
    assert after.client.relations[0].contact is None
    assert {f.scope for f in found.faults} == {Scope.DETAIL}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<wmo301:ToewijzingNummer>1<", "<wmo301:ToewijzingNummer><", "missing"),
        ("<wmo301:ToewijzingNummer>1<", "<wmo301:ToewijzingNummer>1e3<", "bad_number"),
        ("<wmo301:ToewijzingNummer>1<", "<wmo301:ToewijzingNummer>-1<", "bad_number"),
        ("<wmo301:ToewijzingNummer>1<", "<wmo301:ToewijzingNummer>1000000000<", "bad_number"),
        ("<iwmo:Eenheid>04<", "<iwmo:Eenheid>05<", "bad_code"),
        ("<iwmo:Categorie>02<", "<iwmo:Categorie>45<", "bad_code"),
        ("09:00:00", "25:00:00", "bad_time"),
        ("2026-12-31", "2026-12-31Z", "bad_date"),
        ("2026-12-31", "2025-12-31", "period_reversed"),
    ],
)
def test_each_wrong_value_of_a_line_is_named(old, new, code):
    found = read_message(changed(to_xml(message("301", assigned())), old, new), "f.xml")
    assert [(f.code, f.scope) for f in found.faults] == [(code, Scope.LINE)]


def test_an_element_that_does_not_belong_is_reported_and_skipped():
    content = changed(
        to_xml(message("301", assigned())),
        "</wmo301:ToegewezenProduct>",
        "<wmo301:Extra>1</wmo301:Extra></wmo301:ToegewezenProduct>",
    )
    found = read_message(content, "f.xml")
    assert found.message is not None
    assert found.message.clients[0].lines == (assigned(),)
    assert [(f.code, f.scope) for f in found.faults] == [("unexpected", Scope.DETAIL)]


def test_an_element_that_stands_twice_is_not_guessed():
    content = changed(
        to_xml(message("301", assigned(budget_cents=500))),
        "</wmo301:Budget>",
        "</wmo301:Budget><wmo301:Budget>900</wmo301:Budget>",
    )
    found = read_message(content, "f.xml")
    assert found.message is not None
    assert found.message.clients[0].lines == ()
    assert [f.code for f in found.faults] == ["repeated"]


@pytest.mark.parametrize(
    ("use", "birth"),
    [
        ("", BirthDate(1980, 5, 6)),
        ("1", BirthDate(1980, 5)),
        ("2", BirthDate(1980)),
        ("3", BirthDate(None)),
    ],
)
def test_only_the_parts_of_a_birth_date_that_may_be_used_are_known(use, birth):
    part = f"<iwmo:DatumGebruik>{use}</iwmo:DatumGebruik>" if use else ""
    content = changed(
        to_xml(message("301", assigned())),
        "<wmo301:Geslacht>",
        f"<wmo301:Geboortedatum><iwmo:Datum>1980-05-06</iwmo:Datum>{part}"
        "</wmo301:Geboortedatum><wmo301:Geslacht>",
    )
    found = read_message(content, "f.xml")
    assert found.faults == ()
    assert found.message is not None
    assert found.message.clients[0].client.birth == birth


def test_amounts_are_whole_eurocents_and_a_credit_is_below_zero():
    credit = service("C1", credit=True, previous_reference="P1")
    found = reading(message("323", service(), credit)).message

    assert found is not None
    assert [line.signed_cents for line in found.clients[0].lines] == [57_000, -57_000]
    assert found.declaration is not None
    assert found.declaration.total_cents == 0


def test_a_total_that_differs_from_its_lines_is_reported():
    content = changed(to_xml(message("323", service())), ">57000</iwmo:Tot", ">57001</iwmo:Tot")
    found = read_message(content, "f.xml")
    assert found.message is not None
    assert len(found.message.clients[0].lines) == 1
    assert [f.code for f in found.faults] == ["total_differs"]


def test_no_fault_repeats_what_is_in_the_message():
    content = to_xml(message("301", assigned(comment="Noor wacht"), assigned(number=2)))
    values = re.findall(rb">([^<>\s][^<>]{2,})<", content)
    seen = 0
    for value in set(values):
        found = read_message(content.replace(b">" + value + b"<", b">GEHEIM-7<"), "f.xml")
        text = str(found.faults)
        assert "GEHEIM" not in text
        assert BSN not in text
        seen += len(found.faults)
    assert seen > 10


def test_nothing_about_a_person_shows_in_a_repr():
    found = reading(message("301", assigned(comment="Noor wacht op een plek")))
    assert "Waterlelie" not in repr(found)
    assert BSN not in repr(found)
    assert "wacht" not in repr(found)


def test_generated_messages_read_back_as_they_were():
    seen = set()
    for generated in generate(400, seed=7):
        found = read_message(generated.content, generated.name)
        assert found.faults == ()
        assert found.message == generated.message
        seen.add((generated.message.header.law, generated.message.header.kind))
    assert len(seen) == 12


def test_generated_messages_meet_the_official_schemas():
    folder = shared("data", "istandaarden")
    schemas = {Law.WMO: Schemas(folder / "wmo" / "xsd"), Law.YOUTH: Schemas(folder / "jw" / "xsd")}
    for generated in generate(250, seed=3):
        header = generated.message.header
        checked = schemas[header.law].validate_bytes(generated.content, generated.name)
        unusable = header.law is Law.WMO and header.kind == "315"
        expected = Outcome.UNKNOWN if unusable else Outcome.VALID
        assert checked.outcome is expected, checked.faults


def test_generating_is_repeatable_lazy_and_extendable():
    assert [g.content for g in generate(60, seed=5)] == [g.content for g in generate(60, seed=5)]
    assert list(messages(20, seed=5)) == list(messages(60, seed=5))[:20]
    assert next(iter(messages(10**9))).header.kind in {"301", "315"}
    assert next(messages(1, seed=5)) != next(messages(1, seed=6))


def test_generated_people_have_test_numbers_only():
    numbers = set(synthetic_numbers())
    assert len(numbers) > 9_000
    assert all(number.startswith("9999") for number in numbers)
    assert {m.clients[0].client.bsn for m in messages(200)} <= numbers


def test_the_same_exit_code_means_another_thing_per_law():
    wmo, youth = (term("exit_reason", law, "31") for law in (Law.WMO, Law.YOUTH))
    assert wmo is not None
    assert youth is not None
    assert "gemeente" in wmo.nl
    assert "plan" in youth.nl
    assert term("exit_reason", Law.WMO, "32") is None


def test_code_lists_agree_with_the_official_schemas():
    from lxml import etree

    types = {
        "ProductCategorie": "category",
        "Eenheid": "unit",
        "Frequentie": "frequency",
        "RedenBeeindiging": "exit_reason",
        "RedenWijziging": "change_reason",
        "RedenVerzoek": "request_reason",
        "RedenAfwijzingVerzoek": "refusal_reason",
        "VerzoekAntwoord": "request_answer",
        "SoortRelatie": "relation",
        "StatusAanlevering": "delivery_status",
        "WettelijkeVertegenwoordiging": "representation",
        "JuridischeStatus": "legal_status",
        "TypeVerwijzer": "referrer",
        "AdresSoort": "address_kind",
        "AanduidingWoonadres": "address_indication",
        "Geslacht": "sex",
        "DatumGebruik": "birth_use",
        "NaamGebruik": "name_use",
        "Communicatievorm": "interpreter",
        "JaNee": "yes_no",
        "DebetCredit": "debit_credit",
    }
    assert set(types.values()) == set(code_lists())
    for law, family in ((Law.WMO, "wmo"), (Law.YOUTH, "jw")):
        path = shared("data", "istandaarden", family, "xsd", "Basisschema.xsd")
        content = path.read_bytes()
        root = etree.fromstring(content[content.index(b"<?xml") :])
        space = {"xs": "http://www.w3.org/2001/XMLSchema"}
        for official, name in types.items():
            values = root.xpath(
                f"//xs:simpleType[@name='LDT_{official}']//xs:enumeration/@value",
                namespaces=space,
            )
            assert set(values) == codes(name, law), (law, official)


def test_a_start_and_a_stop_keep_their_own_dates():
    start, stop = reading(message("305", started())), reading(message("307", stopped()))
    assert start.message is not None
    assert stop.message is not None
    assert start.message.clients[0].lines == (started(),)
    assert stop.message.clients[0].lines == (stopped(),)
