# SPDX-License-Identifier: EUPL-1.2
"""A model written as a model file; reading it again gives the same model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.distribution import Fixed, kind_of, parameters
from voordeur.money.scba.model import (
    Basis,
    Comparison,
    Cost,
    Effect,
    Link,
    Model,
    Shares,
    Stage,
    Timing,
)
from voordeur.money.scba.product import ONE, Product


def written(model: Model) -> str:
    """Return the model as TOML."""
    pieces = [_table("[model]", _head(model))]
    zero = model.zero
    pieces.append(
        _table(
            "[zero]",
            {
                "text": zero.text,
                "written": zero.written,
                "outcome_known": zero.outcome_known,
                "seal": zero.seal or None,
            },
        )
    )
    pieces += [
        _table("[[party]]", {"id": one.id, "name": one.name, "kind": one.kind or None})
        for one in model.parties
    ]
    if model.perspectives:
        pieces.append(_table("[perspective]", dict(model.perspectives)))
    pieces += [
        _table(
            "[[intervention]]",
            {"id": one.id, "about": one.about, "conditions": one.conditions or None},
        )
        for one in model.interventions
    ]
    for index in model.indexes.values():
        values = {str(year): value for year, value in index.values.items()}
        pieces.append(_table(f"[index.{index.id}]", {"source": index.source, "values": values}))
    pieces += [_assumption(one) for one in model.assumptions.values()]
    pieces += [_effect(one) for one in model.effects]
    pieces += [_cost(one) for one in model.costs]
    pieces += [
        _table("[[correlation]]", {"one": one.one, "other": one.other, "rank": one.rank})
        for one in model.correlations
    ]
    return "\n".join(pieces)


def _head(model: Model) -> dict[str, Any]:
    return {
        "title": model.title,
        "stage": model.stage if model.stage is not Stage.INDICATIVE else None,
        "start": model.start,
        "horizon": model.horizon,
        "discount": model.discount if model.discount != "none" else None,
        "price_year": model.price_year,
        "currency": model.currency if model.currency != "EUR" else None,
        "drawn_by": model.drawn_by or None,
        "sources": model.sources or None,
        "notes": model.notes or None,
    }


def _assumption(one: Assumption) -> str:
    head = {"about": one.about, "unit": one.unit, "index": one.index or None}
    if len(one.versions) == 1 and not one.versions[0].reading:
        return _table(f"[assumption.{one.id}]", head | _version(one.versions[0]))
    rows = [_table(f"[[assumption.{one.id}.version]]", _version(each)) for each in one.versions]
    return "\n".join([_table(f"[assumption.{one.id}]", head), *rows])


def _version(one: Version) -> dict[str, Any]:
    value: Any = "unknown"
    if isinstance(one.value, Fixed):
        value = one.value.value
    elif one.value is not None:
        value = {"kind": kind_of(one.value), **parameters(one.value)}
    return {
        "value": value,
        "source": one.source,
        "year": one.year,
        "mark": one.mark,
        "reading": one.reading or None,
        "by": one.by or None,
        "demo": one.demo or None,
    }


def _effect(one: Effect) -> str:
    return _table(
        "[[effect]]",
        {
            "id": one.id,
            "about": one.about,
            "intervention": one.intervention,
            "with": _products(one.with_),
            "zero": _products(one.zero),
            "unpriced": (one.price is None) or None,
            "price": _product(one.price),
            "attribution": _product(one.attribution),
            "less": one.less or None,
            "gains": _shares(one.gains),
            "transfer": one.transfer or None,
            "relapse": one.relapse or None,
            "growth": one.growth or None,
            "outcome": one.outcome or None,
            "evidence": one.evidence if one.evidence is not Mark.ESTIMATED else None,
            "basis": one.basis if one.basis is not Basis.GROSS else None,
            "comparison": one.comparison if one.comparison is not Comparison.NONE else None,
            "timing": _timings(one.timings),
            "because": [_link(link) for link in one.because] or None,
        },
    )


def _cost(one: Cost) -> str:
    return _table(
        "[[cost]]",
        {
            "id": one.id,
            "about": one.about,
            "intervention": one.intervention,
            "amount": _products(one.amount),
            "pays": _shares(one.pays),
            "growth": one.growth or None,
            "alternative": one.alternative or None,
            "structural": one.structural or None,
            "timing": _timings(one.timings),
        },
    )


def _link(one: Link) -> dict[str, Any]:
    return {"if": one.if_, "then": one.then, "evidence": one.evidence, "source": one.source or None}


def _products(several: tuple[Product, ...]) -> list[Any] | None:
    return [_number_or_text(one) for one in several] or None


def _number_or_text(one: Product) -> float | str:
    return str(one) if one.names else one.number


def _product(one: Product | None) -> float | str | None:
    return None if one is None or one == ONE else _number_or_text(one)


def _shares(shares: Shares) -> dict[str, Any]:
    return {party: "rest" if one is None else _number_or_text(one) for party, one in shares.items()}


def _timings(timings: tuple[Timing, ...]) -> list[dict[str, Any]] | None:
    if timings == (Timing(),):
        return None
    return [
        {
            "when": one.when,
            "first": one.first,
            "years": one.years if one.years > 1 else None,
            "shares": one.shares or None,
            "reading": one.reading or None,
        }
        for one in timings
    ]


def _table(head: str, rows: Mapping[str, Any]) -> str:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in rows.items() if value is not None]
    return "\n".join([head, *lines, ""])


def _key(text: str) -> str:
    plain = text.replace("_", "").replace("-", "")
    return text if plain.isalnum() and plain.isascii() else _text(text)


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for sign, written_as in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        escaped = escaped.replace(sign, written_as)
    return (
        '"'
        + "".join(one if one >= " " and one != "\x7f" else f"\\u{ord(one):04x}" for one in escaped)
        + '"'
    )


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(str(value))
        case date():
            return value.isoformat()
        case Mapping():
            kept = {key: one for key, one in value.items() if one is not None}
            return (
                "{ " + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in kept.items()) + " }"
            )
        case Iterable():
            return "[" + ", ".join(_value(one) for one in value) + "]"
    raise TypeError(type(value))
