# SPDX-License-Identifier: EUPL-1.2
"""A price index that somebody brings in with its source: read, put in an analysis, taken out.

No series comes along with the product: a figure per year has a source, or it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from voordeur.door.refusal import Refusal
from voordeur.money.scba.changing import keep_seal
from voordeur.money.scba.model import Index, Model

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def series(text: str) -> Mapping[int, float]:
    """Return a figure per year from lines such as `2026; 118,4`; refused when a line says otherwise.

    >>> dict(series("2020; 100\\n2021; 102,7"))
    {2020: 100.0, 2021: 102.7}
    """
    found: dict[int, float] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        year, _part, figure = (part.strip() for part in line.partition(";"))
        try:
            when, value = int(year), float(figure.replace(",", "."))
        except ValueError:
            raise Refusal(
                "This line is no year with a figure.", "values", "Write for example: 2026; 118,4."
            ) from None
        if not 1900 <= when <= 2200 or not 0 < value < 1e9:
            raise Refusal(
                "This line is no year with a figure.", "values", "Write for example: 2026; 118,4."
            )
        if when in found:
            raise Refusal("A year stands here twice.", "values", "Keep one figure per year.")
        found[when] = value
    if len(found) < 2:
        raise Refusal("An index needs two years or more.", "values", "Add a year.")
    return MappingProxyType(dict(sorted(found.items())))


def with_index(model: Model, index: Index, figures: Collection[str], price_year: int) -> Model:
    """Return the model in prices of a year, with an index under the assumptions that follow it.

    Refused for a name that cannot stand in a file, for an assumption that is not there, and for a
    year of an assumption that the index does not hold.
    """
    if not ID.fullmatch(index.id):
        raise Refusal(
            "This name cannot stand in a file.", "name", "Use small letters, figures and _."
        )
    if not set(figures) <= set(model.assumptions):
        raise Refusal("This is not in the analysis any more.", "figures", "Look again.")
    assumptions = {
        name: replace(one, index=index.id)
        if name in figures
        else replace(one, index="")
        if one.index == index.id
        else one
        for name, one in model.assumptions.items()
    }
    made = replace(
        model,
        indexes={**model.indexes, index.id: index},
        assumptions=assumptions,
        price_year=price_year,
    )
    for one in made.assumptions.values():
        if one.index:
            for version in one.versions:
                made.indexes[one.index].factor(version.year, price_year)
    return keep_seal(model, made)


def as_lines(index: Index) -> str:
    """Return an index as it is typed."""
    return "\n".join(f"{year}; {value:g}".replace(".", ",") for year, value in index.values.items())
