# SPDX-License-Identifier: EUPL-1.2
"""Importing messages: nothing twice, nothing lost, in whatever order, for whoever may."""

import random
from datetime import date

import pytest

from tests import factories as make
from tests.guard import unguarded
from tests.imports import sending
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.door.timeline import happenings
from voordeur.history import reactions
from voordeur.imports.messages import bring_in, message_files
from voordeur.people.actions import NewPerson, register_household
from voordeur.people.actions.households import record_citizen_number
from voordeur.provisions import queries
from voordeur.provisions.istandaarden.generate import generate, synthetic_numbers
from voordeur.provisions.models import ImportedAssignment, ImportedMessage, Provision

pytestmark = pytest.mark.django_db
IMPORT = system("import")


def state():
    """What the database holds of messages."""
    with unguarded():
        return sending.held()


def test_the_same_files_again_change_nothing(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 60)
    sending.register_clients(make.SETUP, 4)
    first = bring_in(IMPORT, [folder])
    before = state()
    again = bring_in(IMPORT, [folder])
    assert (first.messages, first.seen) == (60, 0)
    assert (again.messages, again.seen, again.new, again.changed) == (0, 60, 0, 0)
    assert state() == before


@pytest.mark.parametrize("seed", range(4))
def test_the_order_and_the_parts_in_which_files_come_make_no_odds(tmp_path, clock, seed):
    folder = sending.send(tmp_path / "m", 80)
    sending.register_clients(make.SETUP, 3)
    bring_in(IMPORT, [folder])
    in_order = state()
    with unguarded():
        ImportedAssignment.objects.all().delete()
        ImportedMessage.objects.all().delete()
        sending.ImportedRequest.objects.all().delete()
        Provision._plain.all().delete()
    files = message_files(folder)
    random.Random(seed).shuffle(files)
    cut = random.Random(seed).randrange(len(files))
    bring_in(IMPORT, files[:cut])
    bring_in(IMPORT, files[cut - 5 :] if cut > 5 else files)
    assert state() == in_order


def test_what_is_known_of_a_client_becomes_help_in_the_file_of_the_household(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 60)
    home = sending.register_clients(make.SETUP, 1)[0]
    bring_in(IMPORT, [folder])
    worker = make.a_worker()
    make.stand(worker.reader, home, "emergency")
    opened = door.open_household(worker.reader, home.pk, activity="test")
    lines = queries.provisions(opened)
    assert lines
    assert {line.source for line in lines} == {"import"}
    assert {line.payer for line in lines} == {"municipality"}
    kinds = {event.kind for event in happenings(opened)}
    assert "provisions.recorded" in kinds


def test_who_is_not_known_waits_and_is_counted_and_nothing_of_it_is_lost(tmp_path, clock):
    report = bring_in(IMPORT, [sending.send(tmp_path / "m", 60)])
    assert report.stand.assignments == report.new > 0
    assert report.stand.attached == 0
    assert report.stand.for_person + report.stand.for_message == report.new


def test_help_that_waited_is_attached_when_its_person_is_registered(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 60)
    sending.register_clients(make.SETUP, 3)
    bring_in(IMPORT, [folder])
    at_once = state()
    with unguarded():
        ImportedAssignment.objects.update(provision=None)
        Provision._plain.all().delete()
    # As if they had been registered only now: each joining is answered by the reaction.
    done, failed = reactions.run_due()
    assert failed == 0
    assert done > 0
    assert state() == at_once
    assert reactions.run_due() == (0, 0)


def test_help_that_waited_is_attached_when_a_citizen_number_is_recorded_later(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 60)
    bring_in(IMPORT, [folder])
    home = register_household(make.SETUP, members=[NewPerson(given_names="Noor")])
    record_citizen_number(
        make.SETUP,
        household_id=home.pk,
        person_id=make.person_ids(home)[0],
        number=synthetic_numbers()[0],
    )
    reactions.run_due()
    with unguarded():
        assert Provision._plain.filter(household=home).exists()


def test_what_people_said_of_imported_help_survives_the_next_message(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 60)
    sending.register_clients(make.SETUP, 4)
    files = message_files(folder)
    bring_in(IMPORT, files[:20])
    with unguarded():
        Provision._plain.update(stacking="intended", payer="province", admission_ground="rechter")
        number = Provision._plain.count()
    bring_in(IMPORT, files[20:])
    with unguarded():
        kept = Provision._plain.filter(
            stacking="intended", payer="province", admission_ground="rechter"
        )
        assert kept.count() == number > 0


def test_a_rehearsal_says_what_would_happen_and_writes_nothing(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 80)
    sending.register_clients(make.SETUP, 2)
    said = bring_in(IMPORT, [folder], rehearse=True)
    assert state() == ([], [], [])
    done = bring_in(IMPORT, [folder])
    for name in ("files", "messages", "seen", "new", "changed", "withdrawn", "faults"):
        assert getattr(said, name) == getattr(done, name), name


def test_faults_stand_in_a_file_next_to_the_input_and_repeat_nothing_of_it(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 5)
    (folder / "kapot.xml").write_text("<Bericht>123456782")
    report = bring_in(IMPORT, [folder])
    assert (report.files, report.unusable, report.messages) == (6, 1, 5)
    listed = (tmp_path / "m.faults.csv").read_text("utf-8-sig")
    assert "kapot.xml" in listed
    assert "123456782" not in listed
    (folder / "kapot.xml").unlink()
    bring_in(IMPORT, [folder])
    assert not (tmp_path / "m.faults.csv").exists()


def test_another_content_under_the_same_identity_is_taken_in_and_named(tmp_path, clock):
    folder = tmp_path / "m"
    folder.mkdir()
    message = next(one for one in generate(20) if one.message.header.kind == "301")
    (folder / "1.xml").write_bytes(message.content)
    (folder / "2.xml").write_bytes(message.content.replace(b"?>", b"?>\n", 1))
    report = bring_in(IMPORT, [folder])
    assert report.messages == 2
    assert "identity_reused" in (tmp_path / "m.faults.csv").read_text("utf-8-sig")


def test_a_message_longer_than_a_batch_goes_in_whole(tmp_path, clock, monkeypatch):
    from voordeur.imports import messages

    folder = sending.send(tmp_path / "m", 60)
    sending.register_clients(make.SETUP, 3)
    bring_in(IMPORT, [folder])
    whole = state()
    with unguarded():
        ImportedAssignment.objects.all().delete()
        ImportedMessage.objects.all().delete()
        sending.ImportedRequest.objects.all().delete()
        Provision._plain.all().delete()
    monkeypatch.setattr(messages, "BATCH", 1)
    bring_in(IMPORT, [folder])
    assert state() == whole


def test_a_comment_in_a_message_is_not_kept(tmp_path, clock):
    folder = tmp_path / "m"
    folder.mkdir()
    message = next(one for one in generate(20) if one.message.header.kind == "301")
    plain = message.content
    at = plain.index(b"ToegewezenProduct>")
    prefix = plain[plain.rindex(b"<", 0, at) + 1 : at]
    comment = b"<%sCommentaar>Sanne belt altijd</%sCommentaar>" % (prefix, prefix)
    end = b"</%sToegewezenProduct>" % prefix
    (folder / "1.xml").write_bytes(plain.replace(end, comment + end))
    bring_in(IMPORT, [folder])
    facts = ImportedAssignment.objects.get().facts
    assert "Sanne" not in str(facts)


def test_a_professional_imports_nothing(tmp_path, clock):
    folder = sending.send(tmp_path / "m", 3)
    with pytest.raises((NotAllowed, Refusal)):
        bring_in(make.a_worker().reader, [folder])
    assert state() == ([], [], [])


def test_a_path_that_is_not_there_is_refused_by_name(tmp_path, clock):
    with pytest.raises(Refusal) as refused:
        bring_in(IMPORT, [tmp_path / "nergens"])
    assert "nergens" in refused.value.where


def test_twice_as_many_messages_in_a_batch_ask_no_more_questions(tmp_path, clock, all_queries):
    counts = []
    # The very first import makes the stream that imports write to.
    for number in (5, 20, 60):
        folder = sending.send(tmp_path / f"m{number}", number, seed=number)
        with all_queries() as asked:
            bring_in(IMPORT, [folder])
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_help_ends_when_the_provider_stopped_and_not_when_it_stopped_for_now():
    from voordeur.provisions.istandaarden import AssignmentFacts, state_of
    from voordeur.provisions.istandaarden.lines import Law
    from voordeur.provisions.messages.plan import Home, Key, columns_of

    key = Key("wmo", "1234", 1, "x")
    found = {}
    for message in generate(400):
        header = message.message.header
        for client in message.message.clients:
            for line in client.lines:
                if header.kind in ("301", "307", "305") and getattr(line, "number", None):
                    facts = found.setdefault((header.law, line.number), AssignmentFacts())
                    facts.absorb(header, line)
    ended = 0
    for (law, _), facts in found.items():
        state = state_of(key, Law(law), facts)
        if state is None:
            continue
        columns = columns_of(state, Home(1, 1), {})
        last = state.deliveries[-1] if state.deliveries else None
        if last and last.until and last.exit_reason != "20":
            ended += 1
            assert columns["until"] <= max(
                last.until, date.fromordinal(state.since.toordinal() + 1)
            )
            assert columns["exit_reason"]
        else:
            assert columns["exit_reason"] == ""
    assert ended > 3
