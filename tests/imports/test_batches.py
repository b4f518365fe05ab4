# SPDX-License-Identifier: EUPL-1.2
"""Tables brought in by the rooms' actions: per row, at most once, and undone as a whole."""

import pytest

from tests import factories as make
from tests.guard import unguarded
from voordeur.coordination.models import Appointment, Case
from voordeur.door.deed import NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.history.models import Event, SubjectKey
from voordeur.imports import batches, bringing
from voordeur.imports.models import BatchRow, HouseholdReference, ImportBatch
from voordeur.people.models import Household, Membership, Person
from voordeur.plan.models import Goal, Step
from voordeur.provisions.models import Provision
from voordeur.provisions.tables import guess
from voordeur.terms.models import Term

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
    return bringing.run(reader, batch) if run else batch


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
    batch = bringing.rehearse(IMPORT, batch)
    assert (batch.state, numbers(batch)) == ("rehearsed", (3, 0, 1))
    with unguarded():
        assert Person._plain.count() == 0
    assert BatchRow.objects.count() == 0


def test_a_run_that_was_cut_short_goes_on_and_does_no_row_twice(clock, monkeypatch):
    batch = brought(PERSONS, "persons", run=False)

    class Killed(BaseException):
        pass

    real, done = bringing._bring, []

    def once(*rest):
        if done:
            raise Killed
        done.append(1)
        return real(*rest)

    monkeypatch.setattr(bringing, "BATCH", 2)
    with monkeypatch.context() as cut:
        cut.setattr(bringing, "_bring", once)
        with pytest.raises(Killed):
            bringing.run(IMPORT, batch)
    batch.refresh_from_db()
    assert batch.state == "running"
    assert batches.unfinished(PERSONS.encode(), "persons") == batch
    assert numbers(bringing.run(IMPORT, batch)) == (3, 0, 0)
    assert batches.unfinished(PERSONS.encode(), "persons") is None
    with unguarded():
        assert Person._plain.count() == 3


def test_a_row_that_only_the_room_can_judge_leaves_the_others_of_its_batch(clock):
    """Sem is in the household already: that shows only when he is to join it."""
    with_numbers = PERSONS.replace("Sem;Waterlelie;2015;;", "Sem;Waterlelie;2015;999900018;")
    brought(with_numbers, "persons")
    again = "Huishouden;Voornamen;BSN\n" + "".join(f"H-1;Nieuw{number};\n" for number in range(5))
    batch = brought(again + "H-1;Sam;999900018\nH-1;Nieuw9;\n", "persons")
    assert numbers(batch) == (6, 0, 1)
    assert [fault["row"] for fault in batch.faults] == [7]


def test_twice_as_many_rows_ask_no_more_questions_per_batch(clock, all_queries):
    def table(homes, start):
        rows = (f"H-{start + n};Naam{start + n};;1987" for n in range(homes))
        return "Huishouden;Voornamen;BSN;Geboortedatum\n" + "\n".join(rows) + "\n"

    counts = []
    for homes, start in ((20, 100), (40, 200)):
        batch = brought(table(homes, start), "persons", run=False)
        with all_queries() as asked:
            assert numbers(bringing.run(IMPORT, batch)) == (homes, 0, 0)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_columns_of_a_source_are_proposed_with_its_next_table(clock):
    odd = "Dossier;Wie;Achternaam\nH-1;Noor;Waterlelie\n"
    batch = batches.receive(
        IMPORT, name="t.csv", content=odd.encode(), target="persons", source="Suite"
    )
    headers = ("Dossier", "Wie", "Achternaam")
    assert batches.proposal(headers, "persons", "Suite").proposals[1].field is None
    mapping = guess(headers, "persons").seen("Suite", given_names="Wie")
    batches.apply_mapping(IMPORT, batch=batch.uuid, mapping=mapping)
    second = batches.proposal(headers, "persons", "Suite").proposals[1]
    assert (second.field, second.kept) == ("given_names", True)
    assert batches.proposal(headers, "persons", "Other").proposals[1].field is None
    assert batches.proposal(headers, "households", "Suite").proposals[1].field is None
    assert batches.known_sources() == ["Suite"]


def test_a_member_with_a_secret_address_is_not_brought_in_by_a_table(clock):
    text = "Huishouden;Voornamen;Geheim adres\nH-1;Noor;ja\nH-1;Sem;nee\n"
    batch = brought(text, "persons")
    assert numbers(batch) == (1, 0, 1)
    assert batch.faults[0]["column"] == "Geheim adres"


def test_both_coordinators_of_a_running_case_are_appointed_and_see_the_household(clock):
    worker, other = make.a_worker(), make.a_worker()
    team = make.a_team("Wijkteam Noord")
    brought(PERSONS, "persons")
    text = (
        "Huishouden;Team;Geopend op;Casusregisseur;Procesregisseur\n"
        f"H-1;{team.name};1-2-2026;{worker.professional.name};{other.professional.name}\n"
        f"H-2;{team.name};1-2-2026;;\nH-2;{team.name};1-3-2026;;\n"
    )
    batch = brought(text, "cases")
    assert numbers(batch) == (2, 0, 1)
    with unguarded():
        layers = Appointment._plain.order_by("layer").values_list("layer", "state")
        assert list(layers) == [("case", "appointed"), ("process", "appointed")]
        assert Term._plain.filter(kind="case_unassigned", closed_at=None).count() == 1
    assert numbers(brought(text, "cases")) == (0, 2, 1)
    undone = bringing.undo(IMPORT, batch.uuid)
    assert (undone.undone, undone.kept) == (2, 0)
    with unguarded():
        assert not Term._plain.filter(closed_at=None).exists()


def test_a_plan_that_is_undone_leaves_nothing_that_is_due(clock):
    brought(PERSONS, "persons")
    text = "Huishouden;Doel;Stap;Klaar op\nH-1;De huur op tijd;Samen de post openen;1-12-2026\n"
    batch = brought(text, "plans")
    with unguarded():
        assert Term._plain.filter(kind="step_due", closed_at=None).count() == 1
    bringing.undo(IMPORT, batch.uuid)
    with unguarded():
        assert not Term._plain.filter(closed_at=None).exists()
        assert not Goal._plain.exists()


def test_a_rehearsal_leaves_no_key_of_somebody_who_never_was(clock):
    batch = brought(PERSONS, "persons", run=False)
    keys = SubjectKey.objects.count()
    bringing.rehearse(IMPORT, batch)
    assert SubjectKey.objects.filter(subject__startswith="person:").count() == 0
    assert SubjectKey.objects.count() == keys


def test_the_worker_brings_in_what_waits(clock):
    batch = brought(PERSONS, "persons", run=False)
    administrator = make.a_worker("administrator")
    batches.start(administrator.reader, batch=batch.uuid)
    assert bringing.run_due() == 1
    assert bringing.run_due() == 0
    batch.refresh_from_db()
    assert (batch.state, numbers(batch)) == ("done", (3, 0, 0))


def test_a_whole_batch_is_undone_and_can_come_again(clock):
    batch = brought(PERSONS, "persons")
    undone = bringing.undo(IMPORT, batch.uuid)
    assert (undone.undone, undone.kept) == (3, 0)
    told = Event.objects.filter(kind="imports.taken_back")
    assert sorted(event.facts["rows"] for event in told) == [1, 2]
    assert {event.facts["by"] for event in told} == {IMPORT.key}
    acts = Event.objects.filter(kind__in=["imports.taken_back", "door.standing_ended"])
    assert len({event.operation_id for event in acts}) == 1
    with unguarded():
        assert Person._plain.count() == Membership._plain.count() == 0
    assert HouseholdReference.objects.count() == 0
    assert numbers(brought(PERSONS, "persons")) == (3, 0, 0)


def test_undoing_ends_every_look_that_the_rows_gave(clock):
    from voordeur.door.models import Standing

    make.a_team("Wijkteam Noord")
    persons = brought(PERSONS, "persons")
    cases = brought("Huishouden;Team;Geopend op\nH-1;Wijkteam Noord;1-2-2026\n", "cases")
    bringing.undo(IMPORT, cases.uuid)
    bringing.undo(IMPORT, persons.uuid)
    assert not Standing.objects.filter(valid_until=None).exists()


def test_a_row_somebody_went_on_from_stays_and_is_named(clock):
    persons = brought(PERSONS, "persons")
    provisions = brought(PROVISIONS, "provisions")
    with unguarded():
        Provision._plain.filter(name="Huishoudhulp").update(version=2)
    undone = bringing.undo(IMPORT, provisions.uuid)
    assert (undone.undone, undone.kept) == (1, 1)
    assert [fault["row"] for fault in undone.faults] == [3]
    # H-2 has help that stays, so Kees stays; Noor and Sem can go.
    undone = bringing.undo(IMPORT, persons.uuid)
    assert undone.undone >= 2


def test_a_professional_brings_in_and_undoes_nothing(clock):
    worker = make.a_worker()
    with pytest.raises(NotAllowed):
        brought(PERSONS, "persons", reader=worker.reader)
    batch = brought(PERSONS, "persons")
    with pytest.raises(NotAllowed):
        bringing.undo(worker.reader, batch.uuid)


def test_another_kind_of_file_is_refused(clock):
    with pytest.raises(Refusal) as refused:
        batches.receive(IMPORT, name="tabel.pdf", content=b"%PDF", target="persons")
    assert refused.value.where == "file"
