# SPDX-License-Identifier: EUPL-1.2
"""The conversation guide: everything may stay empty, and who acts at once has a name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.conversation import (
    Limit,
    Note,
    ResultState,
    check_limit,
    intervention_path,
    overview,
    results_in_state,
    self_direction_on,
)
from voordeur.instruments.errors import NotInInstrumentError
from voordeur.instruments.words import PartKind

GUIDE = shipped_catalogue().latest("kitchen-table-conversation")
NOTABLE = [
    area.id
    for area in GUIDE.areas
    if area.part is not None and GUIDE.part(area.part).kind is not PartKind.AID
]
DANGER = Limit(
    ground="child_in_danger",
    situation="vanavond thuis",
    reason="vader dreigt",
    since=date(2026, 5, 1),
    authority="safe_home",
    acting="wacht Veilig Thuis",
)


def test_the_guide_holds_its_parts_in_order() -> None:
    sizes = {chapter.part.id: len(chapter.lines) for chapter in overview(GUIDE, [])}
    assert sizes == {
        "question": 2,
        "future": 4,
        "functions": 5,
        "results": 8,
        "added_results": 2,
        "beacons": 8,
    }


def test_what_goes_well_and_the_future_come_before_help_is_arranged() -> None:
    order = [part.id for part in GUIDE.parts]
    assert order.index("future") < order.index("functions")
    assert order.index("future") < order.index("results")


@given(st.sets(st.sampled_from(NOTABLE)))
def test_any_set_of_notes_is_a_conversation(areas: set[str]) -> None:
    chapters = overview(GUIDE, [Note(area, "iets gezegd") for area in sorted(areas)])
    filled = {line.area.id for chapter in chapters for line in chapter.lines if line.note}
    assert filled == areas


def test_a_beacon_is_read_and_never_filled_in() -> None:
    with pytest.raises(NotInInstrumentError, match="an aid to read"):
        overview(GUIDE, [Note("beacon_2", "veel eigen kracht")])


def test_only_a_result_can_be_met_or_open() -> None:
    with pytest.raises(NotInInstrumentError, match="words only"):
        overview(GUIDE, [Note("strengths", state=ResultState.MET)])


def test_one_area_has_one_note_and_an_unknown_area_none() -> None:
    with pytest.raises(NotInInstrumentError, match="two notes"):
        overview(GUIDE, [Note("contacts", "a"), Note("contacts", "b")])
    with pytest.raises(NotInInstrumentError, match="no area 'own_strength'"):
        overview(GUIDE, [Note("own_strength", "8")])


def test_a_scale_is_not_talked_through_with_notes() -> None:
    with pytest.raises(NotInInstrumentError, match="not a guide"):
        overview(shipped_catalogue().latest("base-layer"), [Note("money", "krap")])


def test_an_empty_note_is_left_out_and_only_a_met_result_is_met_by_something() -> None:
    with pytest.raises(ValueError, match="empty note"):
        Note("contacts", "  ")
    with pytest.raises(ValueError, match="only a result that is met"):
        Note("contacts", state=ResultState.OPEN, met_by="buurvrouw")


def test_a_result_not_talked_about_is_neither_met_nor_open() -> None:
    notes = [Note("contacts", state=ResultState.OPEN), Note("clothing", "genoeg van")]
    unspoken = [line.area.id for line in results_in_state(GUIDE, notes, None)]
    assert "contacts" not in unspoken
    assert "clothing" in unspoken
    assert len(unspoken) == 9


def test_every_ground_to_act_at_once_names_an_authority_and_its_article() -> None:
    immediate = [ground for ground in GUIDE.limits if ground.immediate]
    assert len(immediate) == 3
    assert all(authority.law for ground in immediate for authority in ground.authorities)


def test_acting_at_once_needs_an_authority_and_who_has_the_power_today() -> None:
    check_limit(GUIDE, DANGER)
    for unnamed in (replace(DANGER, authority=None), replace(DANGER, acting=" ")):
        with pytest.raises(NotInInstrumentError, match="needs who acts now"):
            check_limit(GUIDE, unnamed)


def test_an_authority_without_power_on_that_ground_is_refused() -> None:
    with pytest.raises(NotInInstrumentError, match="no power"):
        check_limit(GUIDE, replace(DANGER, authority="subdistrict_court"))


def test_a_limit_that_is_not_immediate_needs_no_authority() -> None:
    check_limit(
        GUIDE,
        Limit("cannot_oversee", "brieven van schuldeisers", "raakt in paniek", date(2026, 5, 1)),
    )


def test_a_limit_names_its_situation_and_reason_and_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="situation and the reason"):
        replace(DANGER, situation="")
    with pytest.raises(ValueError, match="situation and the reason"):
        replace(DANGER, reason=" ")
    with pytest.raises(ValueError, match="ends after"):
        replace(DANGER, until=DANGER.since)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 7), True),
        (date(2026, 5, 8), False),
    ],
)
def test_a_limit_holds_from_its_day_until_and_not_on_its_last(day: date, holds: bool) -> None:
    limit = replace(DANGER, until=date(2026, 5, 8))
    state = self_direction_on([limit], day)
    assert bool(state.limits) is holds
    assert state.is_with_household_in_all is not holds


def test_a_limit_without_an_end_holds_until_someone_ends_it() -> None:
    assert DANGER.holds_on(date(2036, 1, 1))


def test_an_unknown_ground_has_no_path() -> None:
    with pytest.raises(NotInInstrumentError, match="no limit 'stubborn'"):
        intervention_path(GUIDE, "stubborn")
