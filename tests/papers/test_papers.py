# SPDX-License-Identifier: EUPL-1.2
"""Papers of a household: who may bring, read and take away, and what is left when one is forgotten."""

import itertools
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.guard import unguarded
from tests.instruments.making import a_home
from tests.noninterference import unseen
from tests.papers import making
from voordeur.door.deed import NoEntry, NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.history.models import Event
from voordeur.papers import blobs, queries
from voordeur.papers.actions import (
    MOST,
    bring_in,
    make_letter,
    remove_paper,
    sweep,
)
from voordeur.papers.letters import LetterError, letters, parse
from voordeur.papers.models import Paper

pytestmark = pytest.mark.django_db
FILLED = {"when": "maandag om 10 uur", "where": "bij u thuis", "phone": "14 012"}


@pytest.fixture
def home(clock):
    return a_home()


def bring(home, by, *, of=None, part="", content=making.PDF, title="Brief van de verhuurder"):
    return bring_in(
        by, household_id=home.id, title=title, content=content, person_id=of, compartment=part
    )


def letter(home, by, **changed):
    return make_letter(
        by,
        household_id=home.id,
        **{
            "letter": "invitation",
            "language": "nl",
            "values": FILLED,
            "signed": "M. de Wit",
            "person_id": home.anna,
            **changed,
        },
    )


def test_a_paper_is_kept_and_read_back_byte_for_byte(home):
    row = bring(home, home.coordinator.reader)
    got = queries.content(home.open(home.coordinator.reader), row.uuid)
    assert got.content == making.PDF
    assert got.name == f"stuk-{row.uuid.hex[:8]}.pdf"
    assert (row.kind, row.size, row.scan) == ("pdf", len(making.PDF), "not_scanned")


def test_on_disk_it_is_unreadable_and_its_name_says_nothing(home, papers_folder):
    row = bring(home, home.coordinator.reader, content=making.TEXT, title="Geheim")
    (file,) = (path for path in papers_folder.rglob("*") if path.is_file())
    assert file.name == row.uuid.hex
    assert b"aanvraag" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_was_altered_or_swapped_does_not_open(home, papers_folder):
    one, two = bring(home, home.coordinator.reader), bring(home, home.coordinator.reader)
    first, second = (blobs._path(each.uuid) for each in (one, two))
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    with pytest.raises(NoEntry):
        queries.content(home.open(home.coordinator.reader), one.uuid)
    first.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(NoEntry):
        queries.content(home.open(home.coordinator.reader), one.uuid)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_come_back_as_they_went_in(content):
    uuid = uuid4()
    blobs.write(uuid, content, subject="person:1", compartment="own")
    assert blobs.read(uuid, subject="person:1", compartment="own") == content
    with pytest.raises(blobs.BlobError):
        blobs.read(UUID(int=0), subject="person:1", compartment="own")


def test_the_title_and_print_of_a_paper_are_sealed_in_the_history(home):
    bring(home, home.her, of=home.anna, title="Uitslag van het ziekenhuis", part="health")
    event = Event.objects.get(kind="papers.added")
    assert "ziekenhuis" not in str(event.facts)
    assert (event.person_id, event.compartment) == (home.anna, "health")


def test_an_infected_file_is_not_kept_and_that_is_recorded(home, clamd, papers_folder):
    with pytest.raises(Refusal, match="virus"):
        bring(home, home.coordinator.reader, content=making.EICAR)
    with unguarded():
        assert not Paper._plain.exists()
    assert not papers_folder.exists()
    assert Event.objects.get(kind="papers.refused").facts == {"virus": "Eicar-Test-Signature"}


def test_a_file_the_scanner_passed_is_called_clean(home, clamd):
    assert bring(home, home.coordinator.reader).scan == "clean"


def test_a_scanner_that_does_not_answer_lets_nothing_through(home, clamd):
    clamd.answer = b""
    with pytest.raises(Refusal, match="could not be checked"):
        bring(home, home.coordinator.reader)
    with unguarded():
        assert not Paper._plain.exists()


def test_a_file_of_another_kind_is_refused(home):
    with pytest.raises(Refusal, match="kind of file"):
        bring(home, home.coordinator.reader, content=b"MZ\x90\0")
    with pytest.raises(Refusal, match="title"):
        bring(home, home.coordinator.reader, title=" ")


def test_who_may_bring_papers_and_who_may_not(home):
    for reader in (home.her, home.him, home.coordinator.reader, home.helper.reader):
        assert bring(home, reader).compartment == "common"
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    with pytest.raises(NotAllowed):
        bring(home, lead.reader)
    with pytest.raises(NoEntry):
        bring(home, make.a_worker().reader)


def test_nobody_puts_a_paper_where_they_may_not_look(home):
    with pytest.raises(Refusal, match="not open to you"):
        bring(home, home.helper.reader, of=home.anna, part="health")
    with pytest.raises(Refusal, match="not open to you"):
        bring(home, home.him, of=home.anna)
    with pytest.raises(Refusal, match="which member"):
        bring(home, home.her, part="health")
    with pytest.raises(Refusal, match="part of the file"):
        bring(home, home.her, of=home.anna, part="where")
    with pytest.raises(Refusal, match="not in the household"):
        bring(home, home.her, of=make.person_ids(make.a_household("Vreemd"))[0])
    assert blobs.stored() == set() or sweep(older_than=timedelta()) == len(blobs.stored())


def test_a_masked_paper_is_there_without_title_kind_or_address(home):
    row = bring(home, home.her, of=home.anna)
    (line,) = queries.papers(home.open(home.helper.reader))
    assert line.masked
    assert (line.uuid, line.title, line.kind, line.size, line.scan) == (None,) * 5
    with pytest.raises(NoEntry):
        queries.content(home.open(home.helper.reader), row.uuid)


def test_the_door_is_checked_at_every_download(home):
    row = bring(home, home.her, of=home.anna)
    standing = make.stand(
        home.helper.reader, home.household, "task", person_id=home.anna, compartment="own"
    )
    assert queries.content(home.open(home.helper.reader), row.uuid).content == making.PDF
    standing.delete()
    with pytest.raises(NoEntry):
        queries.content(home.open(home.helper.reader), row.uuid)


def test_a_paper_of_one_member_changes_nothing_for_the_other(home):
    bring(home, home.coordinator.reader)
    unseen(
        lambda: queries.papers(home.open(home.him)),
        add=lambda: bring(home, home.her, of=home.anna),
        seen_by=lambda: queries.papers(home.open(home.her)),
    )


def test_the_limit_counts_what_the_reader_knows_of_only(home):
    for number in range(MOST):
        Paper(
            household=home.household,
            person_id=home.anna,
            compartment="own",
            title=f"papier {number}",
            kind="txt",
            size=1,
            sha256="0" * 64,
            scan="clean",
            added_by=home.her.key,
            added_at=make.clock.now(),
        ).save(force_insert=True)
    with pytest.raises(Refusal, match="100 papers"):
        bring(home, home.her)
    assert bring(home, home.him).pk


def test_removing_takes_row_and_file_and_leaves_the_event(
    home, papers_folder, django_capture_on_commit_callbacks
):
    row = bring(home, home.coordinator.reader)
    with django_capture_on_commit_callbacks(execute=True):
        remove_paper(home.coordinator.reader, household_id=home.id, paper=row.uuid)
    assert queries.papers(home.open(home.coordinator.reader)) == []
    assert blobs.stored() == set()
    assert Event.objects.filter(kind="papers.removed").count() == 1


def test_one_takes_away_what_is_ones_own_or_about_oneself(home):
    shared, own = bring(home, home.coordinator.reader), bring(home, home.her, of=home.anna)
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    for reader in (home.her, home.helper.reader):
        with pytest.raises(Refusal, match="Somebody else"):
            remove_paper(reader, household_id=home.id, paper=shared.uuid)
    with pytest.raises(Refusal, match="not in the file"):
        remove_paper(home.him, household_id=home.id, paper=own.uuid)
    with pytest.raises(NotAllowed):
        remove_paper(lead.reader, household_id=home.id, paper=shared.uuid)
    about = bring(home, home.coordinator.reader, of=home.anna)
    remove_paper(home.her, household_id=home.id, paper=about.uuid)


def test_who_is_forgotten_leaves_no_papers_and_what_a_backup_holds_is_unreadable(
    home, django_capture_on_commit_callbacks
):
    own, shared = bring(home, home.her, of=home.anna), bring(home, home.coordinator.reader)
    backup = blobs._path(own.uuid).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        counts = forget_person(
            make.a_worker("privacy_officer").reader, person_id=home.anna, why="own_request"
        )
    assert counts["papers"] == 1
    assert blobs.stored() == {shared.uuid}
    blobs._path(own.uuid).write_bytes(backup)
    with pytest.raises(keyring.Forgotten):
        blobs.read(own.uuid, subject=f"person:{home.anna}", compartment="own")


def test_a_forgotten_member_whose_paper_is_still_listed_is_not_there_for_download(home):
    row = bring(home, home.her, of=home.anna)
    keyring.forget(f"person:{home.anna}")
    with pytest.raises(NoEntry):
        queries.content(home.open(home.coordinator.reader), row.uuid)


def test_files_without_a_paper_are_swept(home):
    kept = bring(home, home.coordinator.reader)
    blobs.write(uuid4(), b"over", subject="person:1", compartment="own")
    assert sweep() == 0
    assert sweep(older_than=timedelta()) == 1
    assert blobs.stored() == {kept.uuid}


@pytest.mark.parametrize(
    ("name", "language"), list(zip(sorted(letters()), itertools.cycle(["nl", "en"]), strict=False))
)
def test_a_letter_is_made_and_lies_with_the_papers_of_the_member(home, name, language):
    values = dict.fromkeys(letters()[name].fields, "dinsdag")
    row = letter(home, home.coordinator.reader, letter=name, language=language, values=values)
    assert (row.person_id, row.compartment, row.scan, row.made_from) == (
        home.anna,
        letters()[name].part,
        "made_here",
        name,
    )
    assert row.title == letters()[name].title[language]
    got = queries.content(home.open(home.coordinator.reader), row.uuid)
    assert got.content.startswith(b"%PDF-")


def test_a_letter_needs_its_fields_and_a_member_and_permission(home):
    with pytest.raises(Refusal, match="every field"):
        letter(home, home.coordinator.reader, values={"when": "maandag"})
    with pytest.raises(Refusal, match="does not exist"):
        letter(home, home.coordinator.reader, letter="aanmaning")
    with pytest.raises(Refusal, match="not in the household"):
        letter(home, home.coordinator.reader, person_id=0)
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    with pytest.raises(NotAllowed):
        letter(home, lead.reader)


def test_what_is_filled_in_is_never_searched_for_fields_again():
    found = letters()["invitation"].filled("nl", {**FILLED, "name": "{phone}"})
    assert found[0] == "Beste {phone},"


@pytest.mark.parametrize(
    "wrong",
    [
        'title = { nl = "a" }\nparagraphs = []',
        'title = { nl = "a", en = "b" }\nparagraphs = [{ nl = "{what}", en = "x" }]',
    ],
)
def test_a_letter_without_a_language_or_with_an_unknown_field_is_refused(wrong):
    with pytest.raises(LetterError):
        parse("x", wrong)


@pytest.mark.parametrize(
    "change", [{"size": 0}, {"kind": "exe"}, {"scan": "fine"}, {"title": ""}], ids=str
)
def test_the_database_itself_refuses(home, change):
    row = bring(home, home.coordinator.reader)
    with unguarded(), pytest.raises(IntegrityError), transaction.atomic():
        Paper._plain.filter(pk=row.pk).update(**change)


def test_one_query_lists_any_number_of_papers(home, all_queries):
    asked, counts = home.open(home.coordinator.reader), []
    for _ in range(2):
        bring(home, home.coordinator.reader)
        with all_queries() as statements:
            queries.papers(asked)
        counts.append(len(statements))
    assert counts == [1, 1]
