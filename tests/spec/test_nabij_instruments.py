# SPDX-License-Identifier: EUPL-1.2
"""Nabij: the base layer, and own strength that is never scored."""

from datetime import date

from tests.instruments.builders import taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.footing import BASE_LAYER, footing
from voordeur.instruments.reading import side_by_side
from voordeur.instruments.words import InstrumentKind, PartKind


def test_nabij_f13_the_base_layer_is_money_home_papers_safety() -> None:
    layer = shipped_catalogue().latest(BASE_LAYER)
    assert [area.id for area in layer.areas] == ["money", "home", "papers", "safety"]
    visit = taken(
        "2026-05-01", instrument=BASE_LAYER, version=layer.version, money=0, home=1, safety=1
    )
    found = footing(side_by_side(layer, [visit], date(2026, 5, 2)))
    assert [area.id for area in found.open] == ["money"]
    assert [area.id for area in found.unknown] == ["papers"]


def test_nabij_r15_own_strength_can_be_read_about_but_never_scored_or_ticked() -> None:
    named = [
        (instrument, area)
        for instrument in shipped_catalogue().instruments
        for area in instrument.areas
        if "eigen kracht" in area.title.nl or "own strength" in area.title.en
    ]
    assert [area.id for _, area in named] == ["beacon_2"]
    for instrument, area in named:
        assert instrument.kind is InstrumentKind.GUIDE
        assert instrument.part(area.part or "").kind is PartKind.AID
