# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the conversation of De Kanteling, and where self-direction has its limits."""

from datetime import date

from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.conversation import (
    Limit,
    Note,
    ResultState,
    intervention_path,
    overview,
    results_in_state,
    self_direction_on,
)

GUIDE = shipped_catalogue().latest("kitchen-table-conversation")


def test_transformatie_r2_the_question_as_put_and_the_question_behind_it() -> None:
    notes = [
        Note("question_as_put", "Ik wil meer uren begeleiding."),
        Note("question_behind", "Ik ben bang dat de kinderen uit huis moeten."),
    ]
    question = overview(GUIDE, notes)[0]
    assert [line.note for line in question.lines] == notes


def test_transformatie_r11_five_functions_in_order_and_eight_results() -> None:
    chapters = {chapter.part.id: chapter for chapter in overview(GUIDE, [])}
    assert [line.area.title.nl for line in chapters["functions"].lines] == [
        "eerste contact",
        "het gesprek",
        "oplossingen afspreken",
        "arrangement",
        "toewijzing van voorzieningen",
    ]
    assert len(chapters["results"].lines) == 8


def test_transformatie_r12_eight_beacons() -> None:
    chapters = {chapter.part.id: chapter for chapter in overview(GUIDE, [])}
    assert len(chapters["beacons"].lines) == 8


def test_transformatie_a25_the_eight_results_for_saskia() -> None:
    notes = [
        Note("suited_home", state=ResultState.MET, met_by="aanpassingen aan de woning"),
        Note("care_for_children", state=ResultState.OPEN),
        Note("contacts", state=ResultState.OPEN),
        Note("structure", state=ResultState.MET, met_by="een paar uur begeleiding per week"),
    ]
    results = {
        chapter.part.id: [line.area.id for line in chapter.lines]
        for chapter in overview(GUIDE, notes)
    }
    met = [line.area.id for line in results_in_state(GUIDE, notes, ResultState.MET)]
    still_open = [line.area.id for line in results_in_state(GUIDE, notes, ResultState.OPEN)]
    assert met == ["suited_home", "structure"]
    assert results["results"].index("suited_home") + 1 == 2
    assert [results["results"].index(area) + 1 for area in still_open] == [5, 8]
    assert "structure" in results["added_results"]
    assert len(results_in_state(GUIDE, notes, None)) == 6


def test_transformatie_a7_self_direction_is_limited_for_one_situation_and_a_time() -> None:
    letters = Limit(
        ground="cannot_oversee",
        situation="afspraken met schuldeisers",
        reason="overziet nu niet wat een regeling betekent",
        since=date(2026, 3, 1),
        until=date(2026, 6, 1),
    )
    assert self_direction_on([letters], date(2026, 4, 1)).limits == (letters,)
    assert self_direction_on([letters], date(2026, 6, 1)).is_with_household_in_all
    assert not intervention_path(GUIDE, "cannot_oversee").first


def test_transformatie_a8_for_a_child_in_danger_nothing_is_tried_first() -> None:
    path = intervention_path(GUIDE, "child_in_danger")
    assert path.first
    assert "112" in path.steps[0].nl
    assert not any("netwerk" in step.nl for step in path.steps)
    assert [authority.id for authority in path.authorities] == [
        "emergency_services",
        "safe_home",
        "child_protection_board",
        "juvenile_court",
    ]
