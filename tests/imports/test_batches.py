# SPDX-License-Identifier: EUPL-1.2
"""Tables brought in by the rooms' actions: per row, at most once, and undone as a whole."""

import pytest

from tests import factories as make
from tests.guard import unguarded
from voordeur.coordination.models import Case
from voordeur.door.deed import NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.imports import batches
from voordeur.imports.models import BatchRow, HouseholdReference, ImportBatch
from voordeur.imports.tables import guess
from voordeur.people.models import Household, Membership, Person
from voordeur.plan.models import Goal, Step
from voordeur.provisions.models import Provision

pytestmark = pytest.mark.django_db
IMPORT = system("import")

PERSONS = """Huishouden;Voornamen;Achternaam;Geboortedatum;BSN;Rol
H-1;Noor;Waterlelie;12-3-1987;999900006;volwassene
H-1;Sem;Waterlelie;2015;;kind
H-2;Kees;Riet;;;volwassene
"""
PROVISIONS = """Huishouden;BSN;Soort voorziening;Wet;Aanbieder;Begindatum;Einddatum;Gedeclareerd
H-1;999900006;Begeleiding;Wmo;Stichting Veerhuis;1-1-2026;31-12-2026;€ 1.200
H-2;;Huishoudhulp;Wmo;Stichting Veerhuis;1-1-2026;;
"""


def brought(text, target, *, run=True, reader=IMPORT):
    """Bring a CSV text in, with the guessed mapping accepted as it is."""
    content = text.encode()
    batch = batches.receive(reader, name="tabel.csv", content=content, target=target)
    headers = text.splitlines()[0].split(";")
    mapping = guess(headers, target).seen("Suite")
    batch = batches.apply_mapping(reader, batch=batch.uuid, mapping=mapping)
    return batches.run(reader, batch) if run else batch


def numbers(batch):
    """What came of the rows: brought in, here already, refused."""
    return batch.brought, batch.seen, batch.refused


def test_members_of_one_reference_become_one_household(clock):
    assert numbers(brought(PERSONS, "persons")) == (3, 0, 0)
    with unguarded():
        homes = Membership._plain.order_by("pk").values_list("household_id", flat=True)
        assert [home - homes[0] for home in homes] == [0, 0, 1]


def test_what_a_source_calls_a_household_is_not_in_the_database(clock):
    brought(PERSONS, "persons")
    stored = str(list(HouseholdReference.objects.values())) + str(list(BatchRow.objects.values()))
    stored += str(list(ImportBatch.objects.values()))
    for secret in ("H-1", "Noor", "999900006"):
        assert secret not in stored


def test_the_same_rows_again_are_here_already(clock):
    brought(PERSONS, "persons")
    assert numbers(brought(PERSONS, "persons")) == (0, 3, 0)
    with unguarded():
        assert Person._plain.count() == 3


def test_help_goes_to_the_member_with_the_number_or_to_the_household(clock):
    brought(PERSONS, "persons")
    assert numbers(brought(PROVISIONS, "provisions")) == (2, 0, 0)
    with unguarded():
        first, second = Provision._plain.order_by("pk")
    assert (first.person_id is None, second.person_id is None) == (False, True)
    assert first.declared == [["2026-01-01", "2027-01-01", 120_000]]
    assert second.declared == []
    assert {first.source, second.source} == {"table"}


def test_running_cases_and_plans_come_in_through_the_actions_of_their_rooms(clock):
    make.a_team("Wijkteam Noord")
    brought(PERSONS, "persons")
    cases = "Huishouden;Team;Geopend op\nH-1;Wijkteam Noord;1-2-2026\nH-2;Onbekend;1-2-2026\n"
    assert numbers(brought(cases, "cases")) == (1, 0, 1)
    plans = (
        "Huishouden;Doel;Leefgebied;Stap;Wie;Positie\n"
        "H-1;De huur op tijd;geld;Samen de post openen;professional;ernaast\n"
        "H-1;De huur op tijd;geld;Vaste lasten op een rij;gezin;ernaast\n"
    )
    assert numbers(brought(plans, "plans")) == (2, 0, 0)
    with unguarded():
        assert (Case._plain.count(), Goal._plain.count(), Step._plain.count()) == (1, 1, 2)


def test_households_come_in_with_their_address_before_anybody_is_known(clock):
    text = "Huishouden;Straat;Huisnummer;Postcode;Woonplaats\nH-9;Sluisweg;12;9999 XX;Waterveen\n"
    assert numbers(brought(text, "households")) == (1, 0, 0)
    assert numbers(brought("Huishouden;Voornamen\nH-9;Noor\n", "persons")) == (1, 0, 0)
    assert Household.objects.count() == 1


def test_a_row_that_cannot_be_is_kept_with_the_reason_and_the_others_go_in(clock):
    text = PERSONS + "H-3;;Zondernaam;;;volwassene\nH-3;Piet;Fout;45-45-2020;;volwassene\n"
    batch = brought(text, "persons")
    assert numbers(batch) == (3, 0, 2)
    assert [fault["row"] for fault in batch.faults] == [5, 6]
    left = batches.rejected_of(batch).decode("utf-8-sig")
    assert "Piet" in left
    assert "Noor" not in left


def test_a_rehearsal_tells_what_would_happen_and_leaves_nothing(clock):
    batch = brought(PERSONS + "H-3;;Zondernaam;;;volwassene\n", "persons", run=False)
    batch = batches.rehearse(IMPORT, batch)
    assert (batch.state, numbers(batch)) == ("rehearsed", (3, 0, 1))
    with unguarded():
        assert Person._plain.count() == 0
    assert BatchRow.objects.count() == 0


def test_a_run_that_was_cut_short_goes_on_and_does_no_row_twice(clock):
    batch = brought(PERSONS, "persons", run=False)

    class Killed(BaseException):
        pass

    from voordeur.imports import batches as module

    real, count = module._bring, []

    def once(*rest):
        if count:
            raise Killed
        count.append(1)
        return real(*rest)

    module._bring = once
    try:
        with pytest.raises(Killed):
            batches.run(IMPORT, batch)
    finally:
        module._bring = real
    batch.refresh_from_db()
    assert batch.state == "running"
    assert numbers(batches.run(IMPORT, batch)) == (3, 0, 0)
    with unguarded():
        assert Person._plain.count() == 3


def test_the_worker_brings_in_what_waits(clock):
    batch = brought(PERSONS, "persons", run=False)
    administrator = make.a_worker("administrator")
    batches.start(administrator.reader, batch=batch.uuid)
    assert batches.run_due() == 1
    assert batches.run_due() == 0
    batch.refresh_from_db()
    assert (batch.state, numbers(batch)) == ("done", (3, 0, 0))


def test_a_whole_batch_is_undone_and_can_come_again(clock):
    batch = brought(PERSONS, "persons")
    undone = batches.undo(IMPORT, batch.uuid)
    assert (undone.undone, undone.kept) == (3, 0)
    with unguarded():
        assert Person._plain.count() == Membership._plain.count() == 0
    assert HouseholdReference.objects.count() == 0
    assert numbers(brought(PERSONS, "persons")) == (3, 0, 0)


def test_undoing_ends_every_look_that_the_rows_gave(clock):
    from voordeur.door.models import Standing

    make.a_team("Wijkteam Noord")
    persons = brought(PERSONS, "persons")
    cases = brought("Huishouden;Team;Geopend op\nH-1;Wijkteam Noord;1-2-2026\n", "cases")
    batches.undo(IMPORT, cases.uuid)
    batches.undo(IMPORT, persons.uuid)
    assert not Standing.objects.filter(valid_until=None).exists()


def test_a_row_somebody_went_on_from_stays_and_is_named(clock):
    persons = brought(PERSONS, "persons")
    provisions = brought(PROVISIONS, "provisions")
    with unguarded():
        Provision._plain.filter(name="Huishoudhulp").update(version=2)
    undone = batches.undo(IMPORT, provisions.uuid)
    assert (undone.undone, undone.kept) == (1, 1)
    assert [fault["row"] for fault in undone.faults] == [3]
    # H-2 has help that stays, so Kees stays; Noor and Sem can go.
    undone = batches.undo(IMPORT, persons.uuid)
    assert undone.undone >= 2


def test_a_professional_brings_in_and_undoes_nothing(clock):
    worker = make.a_worker()
    with pytest.raises(NotAllowed):
        brought(PERSONS, "persons", reader=worker.reader)
    batch = brought(PERSONS, "persons")
    with pytest.raises(NotAllowed):
        batches.undo(worker.reader, batch.uuid)


def test_another_kind_of_file_is_refused(clock):
    with pytest.raises(Refusal) as refused:
        batches.receive(IMPORT, name="tabel.pdf", content=b"%PDF", target="persons")
    assert refused.value.where == "file"
