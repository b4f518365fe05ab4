# SPDX-License-Identifier: EUPL-1.2
"""A model file (TOML) read into a model; whatever is wrong is told with file, key and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.distribution import KINDS, Distribution, Fixed
from voordeur.money.scba.keys import Keys, made_from, text_of
from voordeur.money.scba.model import (
    Basis,
    Comparison,
    Correlation,
    Cost,
    Effect,
    Index,
    Intervention,
    Link,
    Model,
    Party,
    Shares,
    Stage,
    Timing,
    When,
    ZeroAlternative,
)
from voordeur.money.scba.product import ONE, Product

UNKNOWN = "unknown"
REST = "rest"


def read_model(path: Path) -> Model:
    """Read a model file. Raises Refusal for a file that is not there, is no TOML or says too little."""
    return model_from(text_of(path), path.name)


def model_from(text: str, file: str) -> Model:
    """Read a model from the text of a model file."""
    return made_from(text, file, _model)


def _model(top: Keys) -> Model:
    model = Keys(top.raw("model"), "model") if top.has("model") else Keys({}, "model")
    price_year = model.get("price_year", int, 0)
    made = Model(
        title=model.get("title", str),
        start=model.get("start", int),
        horizon=model.get("horizon", int),
        discount=model.get("discount", str, "none"),
        price_year=price_year or None,
        currency=model.get("currency", str, "EUR"),
        stage=model.choice("stage", Stage, Stage.INDICATIVE),
        drawn_by=model.names("drawn_by"),
        sources=model.names("sources"),
        notes=model.names("notes"),
        parties=tuple(_party(one) for one in top.rows("party")),
        zero=_zero(top),
        interventions=tuple(_intervention(one) for one in top.rows("intervention")),
        assumptions={name: _assumption(name, one) for name, one in top.under("assumption").items()},
        effects=tuple(_effect(one) for one in top.rows("effect")),
        costs=tuple(_cost(one) for one in top.rows("cost")),
        indexes={name: _index(name, one) for name, one in top.under("index").items()},
        correlations=tuple(_correlation(one) for one in top.rows("correlation")),
        perspectives=_perspectives(top),
    )
    model.done(None)
    return top.done(made)


def _perspectives(top: Keys) -> dict[str, tuple[str, ...]]:
    if not top.has("perspective"):
        return {}
    rows = Keys(top.raw("perspective"), "perspective")
    return {name: rows.names(name) for name in top.raw("perspective")}


def _party(row: Keys) -> Party:
    return row.done(Party(row.get("id", str), row.get("name", str), row.get("kind", str, "")))


def _zero(top: Keys) -> ZeroAlternative:
    if not top.has("zero"):
        raise Refusal(
            "There is no zero alternative.",
            "zero",
            "Write under [zero] what happens without the project.",
        )
    row = Keys(top.raw("zero"), "zero")
    known = row.get("outcome_known", date) if row.has("outcome_known") else None
    return row.done(
        ZeroAlternative(
            row.get("text", str), row.get("written", date), known, row.get("seal", str, "")
        )
    )


def _intervention(row: Keys) -> Intervention:
    return row.done(
        Intervention(row.get("id", str), row.get("about", str), row.names("conditions"))
    )


def _index(name: str, row: Keys) -> Index:
    values = {int(year): float(value) for year, value in row.get("values", dict).items()}
    return row.done(Index(name, row.get("source", str), values))


def _correlation(row: Keys) -> Correlation:
    return row.done(Correlation(row.get("one", str), row.get("other", str), row.get("rank", float)))


def _assumption(name: str, row: Keys) -> Assumption:
    about, unit, index = row.get("about", str), row.get("unit", str), row.get("index", str, "")
    if row.has("version"):
        versions = tuple(one.done(_version(one)) for one in row.rows("version"))
    else:
        versions = (_version(row),)
    return row.done(row.build(lambda: Assumption(name, about, unit, versions, index)))


def _version(row: Keys) -> Version:
    return Version(
        value=_belief(row),
        source=row.get("source", str),
        year=row.get("year", int),
        mark=row.choice("mark", Mark),
        reading=row.get("reading", str, ""),
        by=row.get("by", str, ""),
        demo=row.get("demo", bool, False),
    )


def _belief(row: Keys) -> Distribution | None:
    if not row.has("value"):
        raise Refusal(
            "The value is missing.", row.at("value"), 'Give a number, a distribution or "unknown".'
        )
    value = row.raw("value")
    if value == UNKNOWN:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fixed(float(value))
    return _distribution(Keys(value, row.at("value")))


def _distribution(row: Keys) -> Distribution:
    word = row.get("kind", str)
    if word not in KINDS:
        raise Refusal(
            f"Nobody knows the kind '{word}'.", row.at("kind"), f"Choose {', '.join(KINDS)}."
        )
    given: dict[str, Any] = {}
    for name in KINDS[word].__match_args__:  # type: ignore[attr-defined]
        if name == "values":
            given[name] = tuple(float(one) for one in row.get(name, list))
        elif row.has(name):
            given[name] = row.get(name, float)
    try:
        made: Distribution = row.build(lambda: KINDS[word](**given))
    except TypeError:
        wanted = ", ".join(KINDS[word].__match_args__)  # type: ignore[attr-defined]
        raise Refusal(
            f"A value of kind '{word}' is not complete.", row.at("kind"), f"Give {wanted}."
        ) from None
    return row.done(made)


def _products(row: Keys, key: str) -> tuple[Product, ...]:
    if not row.has(key):
        return ()
    value = row.raw(key)
    several = value if isinstance(value, list) else [value]
    return tuple(Product.read(one, row.at(key)) for one in several)


def _shares(row: Keys, key: str) -> Shares:
    value = row.get(key, dict)
    return {
        party: None if share == REST else Product.read(share, row.at(f"{key}.{party}"))
        for party, share in value.items()
    }


def _timings(row: Keys) -> tuple[Timing, ...]:
    if not row.has("timing"):
        return (Timing(),)
    return tuple(_timing(one) for one in row.rows("timing"))


def _timing(row: Keys) -> Timing:
    made = row.build(
        lambda: Timing(
            row.choice("when", When),
            row.get("first", int, 0),
            row.get("years", int, 1),
            tuple(float(one) for one in row.get("shares", list, [])),
            row.get("reading", str, ""),
        )
    )
    return row.done(made)


def _effect(row: Keys) -> Effect:
    unpriced = row.get("unpriced", bool, False)
    return row.done(
        Effect(
            id=row.get("id", str),
            about=row.get("about", str),
            intervention=row.get("intervention", str),
            with_=_products(row, "with"),
            zero=_products(row, "zero"),
            price=None if unpriced else _one(row, "price"),
            attribution=_one(row, "attribution"),
            less=row.names("less"),
            gains=_shares(row, "gains"),
            timings=_timings(row),
            relapse=row.get("relapse", str, ""),
            growth=row.get("growth", str, ""),
            outcome=row.get("outcome", str, ""),
            evidence=row.choice("evidence", Mark, Mark.ESTIMATED),
            basis=row.choice("basis", Basis, Basis.GROSS),
            because=tuple(_link(one) for one in row.rows("because")),
            transfer=row.get("transfer", bool, False),
            comparison=row.choice("comparison", Comparison, Comparison.NONE),
        )
    )


def _one(row: Keys, key: str) -> Product:
    return Product.read(row.raw(key), row.at(key)) if row.has(key) else ONE


def _link(row: Keys) -> Link:
    return row.done(
        Link(
            row.get("if", str),
            row.get("then", str),
            row.choice("evidence", Mark, Mark.ESTIMATED),
            row.get("source", str, ""),
        )
    )


def _cost(row: Keys) -> Cost:
    return row.done(
        Cost(
            id=row.get("id", str),
            about=row.get("about", str),
            intervention=row.get("intervention", str),
            amount=_products(row, "amount"),
            pays=_shares(row, "pays"),
            timings=_timings(row),
            growth=row.get("growth", str, ""),
            alternative=row.get("alternative", bool, False),
            structural=row.get("structural", bool, False),
        )
    )
