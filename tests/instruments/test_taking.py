# SPDX-License-Identifier: EUPL-1.2
"""Taking and correcting measurements: partly is enough, and nobody writes what they may not read."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tests.guard import unguarded
from tests.instruments.making import SYSTEM, a_home, measure, said
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.refusal import Refusal
from voordeur.door.timeline import happenings
from voordeur.history.models import Event
from voordeur.instruments.actions import correct_measurement
from voordeur.instruments.models import Measurement, Rating
from voordeur.instruments.words import RaterKind, SkipReason
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 13)


@pytest.fixture
def home(clock):
    return a_home()


def stored(row):
    """Return what the tables hold: area, level or reason, and compartment."""
    with unguarded():
        rows = Rating._plain.filter(measurement=row).order_by("area")
        return [(each.area, each.level, each.reason, each.compartment) for each in rows]


def test_one_area_is_enough(home):
    row = measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 3})
    assert stored(row) == [("housing", 3, "", "own")]
    assert row.taken_on == TODAY
    assert row.rater_key == home.coordinator.reader.key


def test_an_area_may_have_a_reason_instead_of_a_level(home):
    row = measure(
        home,
        home.coordinator.reader,
        of=home.anna,
        areas={"housing": SkipReason.NOT_WANTED},
    )
    assert stored(row) == [("housing", None, "not_wanted", "own")]


def test_a_measurement_of_nothing_is_not_kept(home):
    with pytest.raises(Refusal, match="Nothing"):
        measure(home, home.coordinator.reader, of=home.anna, areas={})


def test_what_an_area_says_goes_to_its_own_part_of_the_file(home):
    row = measure(
        home,
        home.her,
        of=home.anna,
        areas={"finance": 2, "mental_health": 2, "justice": 5, "housing": 3},
    )
    assert {area: part for area, _, _, part in stored(row)} == {
        "finance": "money",
        "mental_health": "health",
        "justice": "justice",
        "housing": "own",
    }


def test_of_the_household_everything_is_common(home):
    row = measure(
        home,
        home.coordinator.reader,
        instrument="base-layer",
        version="1",
        areas={"money": 0, "safety": 1},
    )
    assert [part for *_, part in stored(row)] == ["common", "common"]
    assert row.compartment == "common"


def test_nobody_rates_what_is_not_open_to_them(home):
    with pytest.raises(Refusal, match="not open to you"):
        measure(
            home, home.coordinator.reader, of=home.anna, areas={"housing": 3, "mental_health": 2}
        )
    with unguarded():
        assert not Measurement._plain.exists()


def test_a_helper_with_a_task_rates_that_part_only(home):
    make.stand(home.helper.reader, home.household, "task", person_id=home.anna, compartment="money")
    row = measure(home, home.helper.reader, of=home.anna, areas={"finance": 2})
    assert row.compartment == "money"
    with pytest.raises(Refusal, match="not open to you"):
        measure(
            home,
            home.helper.reader,
            of=home.anna,
            areas={"housing": 3},
            on=TODAY - timedelta(days=1),
        )


def test_a_member_cannot_rate_another_member(home):
    with pytest.raises(Refusal, match="not open to you"):
        measure(home, home.him, of=home.anna, areas={"housing": 1})


def test_a_member_gives_the_own_view_only(home):
    with pytest.raises(Refusal, match="own view"):
        measure(home, home.her, of=home.anna, areas={"housing": 1}, rater=RaterKind.PROFESSIONAL)
    with pytest.raises(Refusal, match="own view"):
        measure(
            home,
            home.her,
            of=home.anna,
            areas={"housing": 1},
            rater=RaterKind.RESIDENT,
            rater_key=f"person:{home.bram}",
        )


def test_a_professional_writes_down_the_view_of_a_member_or_of_all_together(home):
    own = measure(
        home,
        home.coordinator.reader,
        of=home.anna,
        areas={"housing": 2},
        rater=RaterKind.RESIDENT,
        rater_key=f"person:{home.anna}",
    )
    together = measure(
        home,
        home.coordinator.reader,
        instrument="base-layer",
        version="1",
        areas={"home": 1},
        rater=RaterKind.HOUSEHOLD,
    )
    assert (own.rater_kind, own.rater_key) == ("resident", f"person:{home.anna}")
    assert own.recorded_by == home.coordinator.reader.key
    assert together.rater_key == f"household:{home.id}"


def test_a_professional_cannot_speak_for_a_colleague_or_a_stranger(home):
    with pytest.raises(Refusal, match="own view"):
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            areas={"housing": 2},
            rater=RaterKind.PROFESSIONAL,
            rater_key=home.helper.reader.key,
        )
    stranger = make.person_ids(make.a_household("Vreemd"))[0]
    with pytest.raises(Refusal, match="not in the household"):
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            areas={"housing": 2},
            rater=RaterKind.RESIDENT,
            rater_key=f"person:{stranger}",
        )
    with pytest.raises(Refusal, match="import"):
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            areas={"housing": 2},
            rater=RaterKind.DATA,
            rater_key="data:1",
        )


def test_who_has_no_standing_or_no_permission_takes_none(home):
    with pytest.raises(NoEntry):
        measure(home, make.a_worker().reader, of=home.anna, areas={"housing": 2})
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    with pytest.raises(NotAllowed):
        measure(home, lead.reader, of=home.anna, areas={"housing": 2})


@pytest.mark.parametrize(
    "wrong",
    [
        {"areas": {"garden": 2}},
        {"areas": {"housing": 9}},
        {"areas": {"housing": 2}, "version": "1999"},
        {"areas": {"housing": 2}, "on": TODAY + timedelta(days=1)},
        {
            "areas": {"question-as-put": 2},
            "instrument": "kitchen-table-conversation",
            "version": "1",
        },
        {"areas": {"housing": 2}, "compartment": "where"},
    ],
    ids=["area", "level", "version", "future", "guide", "part"],
)
def test_what_does_not_fit_is_refused(home, wrong):
    with pytest.raises(Refusal):
        measure(home, home.coordinator.reader, **{"of": home.anna, **wrong})


def test_a_scale_for_persons_is_not_taken_of_a_household(home):
    with pytest.raises(Refusal, match="does not fit"):
        measure(home, home.coordinator.reader, areas={"housing": 2})


def test_one_rater_one_day_once(home):
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 2})
    with pytest.raises(Refusal, match="on this day already"):
        measure(home, home.coordinator.reader, of=home.anna, areas={"work_education": 2})
    measure(home, home.coordinator.reader, of=home.bram, areas={"housing": 2})
    with unguarded():
        same = Measurement._plain.get(person_id=home.bram)
        same.pk, same.uuid = None, "00000000-0000-4000-8000-000000000001"
        with pytest.raises(IntegrityError), transaction.atomic():
            same.save(force_insert=True)


def test_the_database_refuses_a_level_and_a_reason_together(home):
    row = measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 2})
    with unguarded(), pytest.raises(IntegrityError), transaction.atomic():
        Rating._plain.filter(measurement=row).update(reason="later")


def test_who_may_not_read_the_score_sees_no_event_of_it_either(home):
    measure(home, home.her, of=home.anna, areas={"housing": 2, "mental_health": 1})
    seen = {
        reader: sorted(
            each.compartment
            for each in Event.objects.filter(
                pk__in=[one.id for one in happenings(home.open(who)) if not one.masked],
                kind="instruments.measured",
            )
        )
        for reader, who in (
            ("her", home.her),
            ("him", home.him),
            ("coordinator", home.coordinator.reader),
        )
    }
    assert seen == {"her": ["health", "own"], "him": [], "coordinator": ["own"]}


def test_a_professional_is_reminded_in_the_eleventh_month_and_a_member_never(home):
    measure(home, home.her, of=home.anna, areas={"housing": 2})
    row = measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 3})
    (due,) = open_terms(home.open(home.coordinator.reader), kinds=["measurement_expires"])
    assert (due.owner, due.due) == (home.coordinator.reader.key, date(2027, 10, 13))
    assert due.subject == f"measurement:{row.pk}"


def test_a_newer_measurement_replaces_the_reminder(home):
    measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 3}, on=date(2026, 10, 1))
    row = measure(home, home.coordinator.reader, of=home.anna, areas={"housing": 3})
    (due,) = open_terms(home.open(home.coordinator.reader), kinds=["measurement_expires"])
    assert due.subject == f"measurement:{row.pk}"


def test_no_reminder_when_it_is_not_asked_or_nothing_was_rated(home):
    who = home.coordinator.reader
    measure(home, who, of=home.anna, areas={"housing": 3}, ask_again=False)
    measure(home, who, of=home.bram, areas={"housing": SkipReason.LATER})
    assert open_terms(home.open(who), kinds=["measurement_expires"]) == []


def correct(home, by, row, *, expected=1, **areas):
    return correct_measurement(
        by,
        household_id=home.id,
        measurement=row.uuid,
        expected_version=expected,
        ratings=said(**areas),
    )


def test_a_correction_replaces_and_the_history_keeps_what_was_said(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2, "finance": 3})
    changed = correct(home, home.her, row, housing=4, finance=3)
    assert changed.version == 2
    assert [(area, level) for area, level, *_ in stored(row)] == [("finance", 3), ("housing", 4)]
    assert [each.compartment for each in Event.objects.filter(kind="instruments.corrected")] == [
        "own"
    ]


def test_nobody_corrects_the_view_of_somebody_else(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    with pytest.raises(Refusal, match="somebody else"):
        correct(home, home.coordinator.reader, row, housing=5)
    with pytest.raises(Refusal, match="not in the file"):
        correct(home, home.him, row, housing=5)
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    with pytest.raises(NotAllowed):
        correct(home, lead.reader, row, housing=5)


def test_who_wrote_it_down_can_correct_it(home):
    row = measure(
        home,
        home.coordinator.reader,
        of=home.anna,
        areas={"housing": 2},
        rater=RaterKind.RESIDENT,
        rater_key=f"person:{home.anna}",
    )
    assert correct(home, home.coordinator.reader, row, housing=3).version == 2


def test_a_correction_on_an_old_page_shows_both(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    correct(home, home.her, row, housing=3)
    with pytest.raises(Conflict) as caught:
        correct(home, home.her, row, housing=5)
    assert (caught.value.mine, caught.value.theirs) == ({"housing": 5}, {"housing": 3})


def test_a_correction_that_changes_nothing_is_none(home):
    row = measure(home, home.her, of=home.anna, areas={"housing": 2})
    with pytest.raises(Refusal, match="Nothing was changed"):
        correct(home, home.her, row, housing=2)


def test_a_correction_leaves_what_its_writer_may_no_longer_read(home):
    told = make.stand(
        home.coordinator.reader,
        home.household,
        "told",
        person_id=home.anna,
        compartment="health",
        basis="consent",
    )
    row = measure(
        home, home.coordinator.reader, of=home.anna, areas={"housing": 2, "mental_health": 1}
    )
    told.delete()
    correct(home, home.coordinator.reader, row, housing=3)
    assert [(area, level) for area, level, *_ in stored(row)] == [
        ("housing", 3),
        ("mental_health", 1),
    ]
    with pytest.raises(Refusal, match="not open to you"):
        correct(home, home.coordinator.reader, row, expected=2, housing=3, mental_health=5)


def test_a_system_reader_records_any_rater(home):
    row = measure(
        home,
        SYSTEM,
        of=home.anna,
        areas={"housing": 2},
        rater=RaterKind.PROFESSIONAL,
        rater_key="account:12",
    )
    assert row.rater_key == "account:12"


def test_who_is_forgotten_has_no_measurements_and_what_was_said_of_the_household_stays(home):
    measure(home, home.her, of=home.anna, areas={"housing": 2, "finance": 3})
    measure(home, home.her, of=home.anna, areas={"housing": 2}, version="2013")
    shared = measure(home, home.her, instrument="base-layer", version="1", areas={"home": 1})
    counts = forget_person(
        make.a_worker("privacy_officer").reader, person_id=home.anna, why="own_request"
    )
    assert counts["instruments"] == 2
    with unguarded():
        assert list(Measurement._plain.values_list("pk", flat=True)) == [shared.pk]
        assert not Rating._plain.filter(person_id=home.anna).exists()
