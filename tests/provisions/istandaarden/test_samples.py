# SPDX-License-Identifier: EUPL-1.2
"""The sample messages of iStandaarden, which nobody here wrote, line by line."""

from datetime import date, time

import pytest
from tests.shared import shared

from voordeur.provisions.istandaarden import Outcome, Schemas, Scope, read_file
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    BirthDate,
    ChangeRequestAdded,
    ChangeRequestAltered,
    ChangeRequestUnchanged,
    Law,
    Message,
    Product,
    Referrer,
    RequestedProduct,
    StartedProduct,
    StoppedProduct,
    Volume,
)


def sample(name: str) -> Message:
    family = "jw" if name.startswith("JW") else "wmo"
    reading = read_file(shared("data", "istandaarden", family, "berichten", name))
    assert reading.faults == ()
    assert reading.message is not None
    return reading.message


def lines(message: Message) -> tuple[object, ...]:
    (client,) = message.clients
    assert client.client.bsn == "999900006"
    return client.lines


def test_jw301_gives_two_assignments_with_period_and_volume():
    message = sample("JW301.xml")

    assert message.header.law is Law.YOUTH
    assert message.header.kind == "301"
    assert (message.header.municipality, message.header.provider) == ("0384", "42420001")
    assert message.header.identity == ("0384", "123456789012", "436")
    assert message.header.dated == date(2026, 4, 1)
    common = {
        "decided_on": date(2026, 4, 1),
        "decided_at": time(12, 34, 56),
        "first_day": date(2026, 4, 1),
    }
    assert lines(message) == (
        AssignedProduct(
            number=300201,
            last_day=date(2026, 7, 14),
            product=Product("55", "55A11"),
            provider_reference="40A12341234",
            volume=Volume(2, "04", "2"),
            comment="Commentaar Toegewezen Product 1",
            **common,
        ),
        AssignedProduct(
            number=300202,
            last_day=date(2026, 7, 19),
            product=Product("55", "55A12"),
            provider_reference="40A12341235",
            volume=Volume(2, "16", "2"),
            comment="Commentaar Toegewezen Product 2",
            **common,
        ),
    )


def test_jw301_tells_who_the_client_is_and_who_is_around():
    client = sample("JW301.xml").clients[0].client

    assert client.birth == BirthDate(2010, 2, 14)
    assert client.name is not None
    assert (client.name.prefix, client.name.surname, client.name.use) == ("de", "Wit", "1")
    assert (client.sex, client.interpreter, client.language) == ("1", "1", "Zweeds")
    assert (client.legal_status, client.representation) == ("01", "09")
    assert client.authority_known is None
    assert [relation.kind for relation in client.relations] == ["12", "09"]
    partner = client.relations[0]
    assert partner.name.partner_surname == "Vries"
    assert partner.contact is not None
    assert partner.contact.address is not None
    assert partner.contact.address.house_number == 9
    assert partner.contact.address.indication == "TO"
    assert partner.contact.telephones == ("0031 0201234567",)
    residence, temporary = client.contacts
    assert (residence.kind, temporary.kind) == ("03", "04")
    assert (temporary.first_day, temporary.last_day) == (date(2018, 2, 3), None)


def test_wmo301_gives_one_assignment():
    message = sample("WMO301.xml")

    assert message.header.law is Law.WMO
    assert message.clients[0].client.relations[0].contact is not None
    assert message.clients[0].client.relations[0].contact.telephones == (
        "0031 0101234567",
        "0031 0201234567",
    )
    assert lines(message) == (
        AssignedProduct(
            number=101,
            decided_on=date(2023, 8, 13),
            decided_at=time(12, 34, 56),
            first_day=date(2023, 1, 1),
            last_day=date(2023, 12, 31),
            product=Product("01", "01A01"),
            provider_reference="42420002",
            volume=Volume(10, "01", "1"),
            comment="Toegewezen product 1 Commentaar",
        ),
    )


@pytest.mark.parametrize(
    ("name", "category", "assigned", "begun"),
    [
        ("JW305.xml", "55", date(2026, 4, 1), (date(2026, 4, 3), date(2026, 4, 15))),
        ("WMO305.xml", "01", date(2025, 4, 1), (date(2025, 4, 3), date(2025, 4, 4))),
    ],
)
def test_a_305_tells_when_help_began(name, category, assigned, begun):
    message = sample(name)

    assert (message.header.municipality, message.header.provider) == ("0363", "65656055")
    assert lines(message) == tuple(
        StartedProduct(
            number=number,
            begun_on=day,
            status="1",
            product=Product(category, f"{category}{code}"),
            assigned_from=assigned,
        )
        for number, code, day in zip((300201, 300202), ("A11", "A12"), begun, strict=True)
    )


@pytest.mark.parametrize(
    ("name", "category", "assigned", "begun", "ended"),
    [
        (
            "JW307.xml",
            "55",
            date(2026, 4, 1),
            (date(2026, 4, 3), date(2026, 4, 15)),
            date(2026, 7, 17),
        ),
        (
            "WMO307.xml",
            "01",
            date(2025, 4, 1),
            (date(2025, 4, 3), date(2025, 4, 15)),
            date(2025, 7, 18),
        ),
    ],
)
def test_a_307_tells_when_and_why_help_ended(name, category, assigned, begun, ended):
    assert lines(sample(name)) == tuple(
        StoppedProduct(
            number=number,
            begun_on=day,
            last_day=ended,
            reason="31",
            status="1",
            product=Product(category, f"{category}{code}"),
            assigned_from=assigned,
        )
        for number, code, day in zip((300201, 300202), ("A11", "A12"), begun, strict=True)
    )


def test_wmo315_gives_two_requests():
    first, second = lines(sample("WMO315.xml"))

    assert first == RequestedProduct(
        reference="42420001",
        wanted_from=date(2023, 6, 1),
        wanted_until=date(2023, 6, 30),
        referrer=Referrer("04", "Verwijzer Naam"),
        decision_number=1234,
        decision_from=date(2023, 6, 1),
        product=Product("01", "ABCDE"),
        volume=Volume(4, "14", "4"),
        framework_contract=True,
        comment="Commentaar Aangevraagd Product",
    )
    assert isinstance(second, RequestedProduct)
    assert (second.reference, second.product) == ("42420002", Product("02", "BCDEF"))


def test_jw315_with_an_impossible_date_loses_its_lines_and_not_the_file():
    path = shared("data", "istandaarden", "jw", "berichten", "JW315.xml")
    reading = read_file(path)

    assert reading.message is not None
    assert reading.message.clients[0].client.authority_known is True
    assert lines(reading.message) == ()
    assert [(f.code, f.scope, f.where.line) for f in reading.faults] == [
        ("bad_date", Scope.LINE, 44),
        ("bad_date", Scope.LINE, 66),
    ]
    assert reading.faults[1].where.element.endswith("AangevraagdProduct[2]/ToewijzingEinddatum")


def test_jw317_asks_to_keep_one_and_add_one():
    message = sample("JW317.xml")

    assert message.change_request is not None
    assert (message.change_request.reference, message.change_request.reason) == ("9003", "1")
    assert lines(message) == (
        ChangeRequestUnchanged(10071),
        ChangeRequestAdded(
            wanted_from=date(2026, 11, 1),
            product=Product("45", "45A03"),
            last_day=date(2024, 2, 28),
            volume=Volume(4, "04", "4"),
        ),
    )


def test_wmo317_asks_to_keep_one_change_one_and_add_one():
    assert lines(sample("WMO317.xml")) == (
        ChangeRequestUnchanged(10071),
        ChangeRequestAltered(10072, date(2023, 4, 2), date(2023, 12, 31)),
        ChangeRequestAdded(
            wanted_from=date(2023, 4, 2),
            product=Product("01", "01A12"),
            last_day=date(2023, 12, 31),
            volume=Volume(20, "14", "4"),
        ),
    )


@pytest.mark.parametrize("kind", ["301", "305", "307", "317"])
@pytest.mark.parametrize("family", ["jw", "wmo"])
def test_samples_meet_the_schemas_as_found(family, kind):
    folder = shared("data", "istandaarden", family)
    name = f"{family.upper()}{kind}.xml"

    assert Schemas(folder / "xsd").validate(folder / "berichten" / name).outcome is Outcome.VALID


def test_the_schema_rejects_what_the_reader_rejects():
    folder = shared("data", "istandaarden", "jw")
    checked = Schemas(folder / "xsd").validate(folder / "berichten" / "JW315.xml")

    assert checked.outcome is Outcome.INVALID
    assert {f.where.line for f in checked.faults} == {44, 66}
    assert "2027" not in str(checked.faults)


def test_a_broken_schema_says_nothing_about_the_message():
    folder = shared("data", "istandaarden", "wmo")
    checked = Schemas(folder / "xsd").validate(folder / "berichten" / "WMO315.xml")

    assert checked.outcome is Outcome.UNKNOWN
    assert [f.code for f in checked.faults] == ["schema_unusable"]
