# SPDX-License-Identifier: EUPL-1.2
"""Declarations (323) by hand, beside the official samples and schemas: debits, credits, corrections.

The assignments are those of the sample JW301, which nobody here wrote; the 323 follow the official
schema and are checked against it.
"""

import itertools

import pytest

from tests import factories as make
from tests.guard import unguarded
from tests.shared import shared
from voordeur.door import access as door
from voordeur.door.reader import system
from voordeur.imports.messages import bring_in
from voordeur.people.actions import NewPerson, register_household
from voordeur.provisions import queries
from voordeur.provisions.istandaarden import Schemas
from voordeur.provisions.models import ImportedAssignment, ImportedMessage, Provision
from voordeur.provisions.pricing import Basis

pytestmark = pytest.mark.django_db
IMPORT = system("import")
CLIENT, FIRST, SECOND = "999900006", "300201", "300202"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<jw323:Bericht xmlns:ijw="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"
 xmlns:jw323="http://www.istandaarden.nl/ijw/3_2/jw323/schema"><jw323:Header>
<jw323:BerichtCode>490</jw323:BerichtCode><jw323:BerichtVersie>3</jw323:BerichtVersie>
<jw323:BerichtSubversie>2</jw323:BerichtSubversie><jw323:Afzender>42420001</jw323:Afzender>
<jw323:Ontvanger>0384</jw323:Ontvanger><jw323:BerichtIdentificatie>
<ijw:Identificatie>{message}</ijw:Identificatie><ijw:Dagtekening>2026-07-{day:02}</ijw:Dagtekening>
</jw323:BerichtIdentificatie><jw323:XsdVersie>
<ijw:BasisschemaXsdVersie>1.0.0</ijw:BasisschemaXsdVersie>
<ijw:BerichtXsdVersie>1.0.0</ijw:BerichtXsdVersie></jw323:XsdVersie></jw323:Header>
<jw323:Declaratie><jw323:DeclaratieNummer>D{day}</jw323:DeclaratieNummer>
<jw323:DeclaratiePeriode><ijw:Begindatum>2026-04-01</ijw:Begindatum>
<ijw:Einddatum>2026-07-31</ijw:Einddatum></jw323:DeclaratiePeriode>
<jw323:DeclaratieDagtekening>2026-07-{day:02}</jw323:DeclaratieDagtekening>
<jw323:TotaalIngediendBedrag><ijw:TotaalBedrag>{total}</ijw:TotaalBedrag>
<ijw:DebetCredit>{side}</ijw:DebetCredit></jw323:TotaalIngediendBedrag>
<jw323:Clienten><jw323:Client><jw323:Bsn>{client}</jw323:Bsn><jw323:Prestaties>"""
TAIL = "</jw323:Prestaties></jw323:Client></jw323:Clienten></jw323:Declaratie></jw323:Bericht>"


def service(reference, cents, *, side="D", previous="", month=4, assignment=FIRST, code="55A11"):
    """One service: eurocents are given without a sign, a credit takes them back."""
    before = (
        f"<ijw:VorigReferentieNummer>{previous}</ijw:VorigReferentieNummer>" if previous else ""
    )
    return cents if side == "D" else -cents, (
        "<jw323:Prestatie><jw323:ProductReferentie>"
        f"<ijw:ReferentieNummer>{reference}</ijw:ReferentieNummer>{before}"
        f"</jw323:ProductReferentie><jw323:ToewijzingNummer>{assignment}</jw323:ToewijzingNummer>"
        "<jw323:ProductCategorie>55</jw323:ProductCategorie>"
        f"<jw323:ProductCode>{code}</jw323:ProductCode><jw323:ProductPeriode>"
        f"<ijw:Begindatum>2026-{month:02}-01</ijw:Begindatum>"
        f"<ijw:Einddatum>2026-{month:02}-30</ijw:Einddatum></jw323:ProductPeriode>"
        "<jw323:GeleverdVolume>10</jw323:GeleverdVolume><jw323:Eenheid>04</jw323:Eenheid>"
        "<jw323:ProductTarief>5000</jw323:ProductTarief><jw323:IngediendBedrag>"
        f"<ijw:Bedrag>{cents}</ijw:Bedrag><ijw:DebetCredit>{side}</ijw:DebetCredit>"
        "</jw323:IngediendBedrag></jw323:Prestatie>"
    )


def declaration(folder, number, *services, client=CLIENT):
    """Write one 323 with these services; its total follows from them."""
    total = sum(cents for cents, _xml in services)
    head = HEAD.format(
        message=f"{number:012}",
        day=number,
        total=abs(total),
        side="D" if total >= 0 else "C",
        client=client,
    )
    path = folder / f"JW323-{number}.xml"
    path.write_text(head + "".join(xml for _cents, xml in services) + TAIL, encoding="utf-8")
    return path


@pytest.fixture
def home(clock):
    member = NewPerson(given_names="Tim", citizen_number=CLIENT)
    return register_household(make.SETUP, members=[member])


def granted(folder):
    """Copy the sample 301 with two assignments beside the declarations."""
    sample = shared("data", "istandaarden", "jw", "berichten", "JW301.xml")
    path = folder / "JW301.xml"
    path.write_bytes(sample.read_bytes())
    return path


def declared(home):
    """What was declared per assignment, in eurocents; None: nothing is known."""
    worker = make.a_worker()
    make.stand(worker.reader, home, "emergency")
    with door.scope():
        opened = door.open_household(worker.reader, home.pk, activity="test")
        numbers = {}
        with unguarded():
            for row in ImportedAssignment.objects.select_related("provision"):
                if row.provision is not None:
                    numbers[str(row.number)] = row.provision.pk
            by_id = {line.id: line for line in queries.provisions(opened)}
        return {
            number: sum(
                part.cents or 0 for part in by_id[pk].in_year(2026) if part.basis is Basis.DECLARED
            )
            for number, pk in numbers.items()
        }


def test_services_count_credits_take_back_and_a_correction_replaces(tmp_path, home):
    files = [
        granted(tmp_path),
        declaration(tmp_path, 1, service("R1", 100_000), service("R2", 50_000, month=5)),
        # R2 was wrong: a credit that names it, and the service anew.
        declaration(
            tmp_path,
            2,
            service("R3", 50_000, side="C", previous="R2", month=5),
            service("R4", 45_000, month=5),
        ),
        declaration(tmp_path, 3, service("R5", 30_000, assignment=SECOND, code="55A12", month=6)),
    ]
    schemas = Schemas(shared("data", "istandaarden", "jw", "xsd"))
    report = bring_in(IMPORT, files, schemas=schemas)
    assert (report.faults, report.unusable, report.messages) == (0, 0, 4)
    amounts = declared(home)
    assert amounts[FIRST] == 145_000
    assert amounts[SECOND] == 30_000
    # R1 is taken back as well, now with the reference repeated.
    bring_in(IMPORT, [declaration(tmp_path, 4, service("R1", 100_000, side="C"))])
    assert declared(home)[FIRST] == 45_000
    before = declared(home)
    again = bring_in(IMPORT, [tmp_path])
    assert (again.messages, again.changed) == (0, 0)
    assert declared(home) == before


def test_the_order_in_which_bills_and_assignments_come_makes_no_odds(tmp_path, home):
    granted_at = granted(tmp_path)
    files = [
        granted_at,
        declaration(tmp_path, 1, service("R1", 100_000)),
        declaration(tmp_path, 2, service("R2", 100_000, side="C", previous="R1")),
        declaration(tmp_path, 3, service("R3", 90_000)),
    ]
    outcomes = set()
    for order in itertools.permutations(files):
        with unguarded():
            ImportedAssignment.objects.all().delete()
            Provision._plain.all().delete()
            ImportedMessage.objects.all().delete()
        for path in order:
            bring_in(IMPORT, [path])
        outcomes.add(declared(home)[FIRST])
    assert outcomes == {90_000}


def test_a_bill_for_what_was_not_granted_waits_and_an_odd_total_is_named(tmp_path, home):
    granted(tmp_path)
    declaration(tmp_path, 1, service("R1", 100_000, assignment="999999"))
    odd = declaration(tmp_path, 2, service("R2", 20_000))
    odd.write_text(odd.read_text().replace("TotaalBedrag>20000", "TotaalBedrag>21000"))
    declaration(tmp_path, 3, service("R3", 10_000, side="C", previous="NOOIT"))
    report = bring_in(IMPORT, [tmp_path])
    assert report.stand.for_message == 1
    assert report.faults >= 1
    assert declared(home)[FIRST] == 20_000


def test_an_assignment_that_is_withdrawn_keeps_its_bill_and_loses_its_budget(tmp_path, home):
    path = granted(tmp_path)
    declaration(tmp_path, 1, service("R1", 100_000))
    bring_in(IMPORT, [tmp_path])
    text = path.read_text(encoding="utf-8")
    withdrawn = text.replace(
        "<jw301:Einddatum>2026-07-14</jw301:Einddatum>",
        "<jw301:Einddatum>2026-07-14</jw301:Einddatum>"
        "<jw301:RedenWijziging>13</jw301:RedenWijziging>",
    ).replace(
        "<jw301:Einddatum>2026-07-19</jw301:Einddatum>",
        "<jw301:Einddatum>2026-07-19</jw301:Einddatum>"
        "<jw301:RedenWijziging>13</jw301:RedenWijziging>",
    )
    assert withdrawn.count("RedenWijziging>13") == 2
    later = withdrawn.replace("Identificatie>123456789012<", "Identificatie>223456789012<")
    again = tmp_path / "JW301-withdrawn.xml"
    again.write_text(later, encoding="utf-8")
    report = bring_in(IMPORT, [again])
    assert report.withdrawn == 2, report
    amounts = declared(home)
    assert amounts[FIRST] == 100_000
    assert amounts[SECOND] == 0
