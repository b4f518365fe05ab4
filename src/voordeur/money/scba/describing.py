# SPDX-License-Identifier: EUPL-1.2
"""A piece of an analysis as the words of a form, and back: what a form does not show stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.changing import belief_of, pieces_of, shares_of, with_piece
from voordeur.money.scba.distribution import Beta, Pert, kind_of, parameters
from voordeur.money.scba.model import (
    Comparison,
    Cost,
    Effect,
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

type Said = Mapping[str, Any]
ARROW = "=>"
"""Stands between the 'if' and the 'then' of a reason."""


def fields_of(model: Model, key: str) -> dict[str, Any]:
    """Return what a form about a piece shows; refused for a piece that is gone."""
    if key == "head":
        return _head(model)
    one = pieces_of(model).get(key)
    match one:
        case Party():
            return {"name": one.name, "kind": one.kind}
        case Intervention():
            return {"about": one.about, "conditions": "\n".join(one.conditions)}
        case Effect():
            return _effect(one)
        case Cost():
            return _cost(one)
        case Assumption():
            return {"about": one.about, "unit": one.unit} | version_fields(one.versions[0])
        case ZeroAlternative():
            return {"text": one.text, "written": one.written, "outcome_known": one.outcome_known}
    raise Refusal("This is not in the analysis any more.", "piece", "Look again.")


def described(model: Model, key: str, said: Said) -> Model:
    """Return the model with a piece as a form says it; raises Refusal for what may not be said."""
    if key == "head":
        return _headed(model, said)
    one = pieces_of(model).get(key)
    match one:
        case Party():
            return with_piece(model, replace(one, name=said["name"], kind=said["kind"]))
        case Intervention():
            conditions = tuple(lines_of(said["conditions"]))
            return with_piece(model, replace(one, about=said["about"], conditions=conditions))
        case Effect():
            return with_piece(model, _said_effect(one, said))
        case Cost():
            return with_piece(model, _said_cost(one, said))
        case Assumption():
            first = version_of(said, one.versions[0])
            changed = replace(one, about=said["about"], versions=(first, *one.versions[1:]))
            return with_piece(model, replace(changed, unit=said["unit"]))
        case ZeroAlternative():
            return with_piece(
                model,
                replace(
                    one,
                    text=said["text"],
                    written=said["written"],
                    outcome_known=said["outcome_known"],
                ),
            )
    raise Refusal("This is not in the analysis any more.", "piece", "Look again.")


def _head(model: Model) -> dict[str, Any]:
    return {
        "title": model.title,
        "start": model.start,
        "horizon": model.horizon,
        "discount": model.discount,
        "stage": str(model.stage),
        "price_year": model.price_year,
        "sources": "\n".join(model.sources),
        "notes": "\n".join(model.notes),
    }


def _headed(model: Model, said: Said) -> Model:
    return replace(
        model,
        title=said["title"],
        start=said["start"],
        horizon=said["horizon"],
        discount=said["discount"],
        stage=Stage(said["stage"]),
        price_year=said["price_year"],
        sources=tuple(lines_of(said["sources"])),
        notes=tuple(lines_of(said["notes"])),
    )


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "about": one.about,
        "measure": one.intervention,
        "reasons": "\n".join(f"{link.if_} {ARROW} {link.then}" for link in one.because),
        "with_": "\n".join(map(_words, one.with_)),
        "zero": "\n".join(map(_words, one.zero)),
        "price": "" if one.price is None else _words(one.price),
        "attribution": _words(one.attribution),
        "less": ", ".join(one.less),
        "relapse": one.relapse,
        "growth": one.growth,
        "outcome": one.outcome,
        "evidence": str(one.evidence),
        "comparison": str(one.comparison),
        "transfer": one.transfer,
        **_timing(one.timings[0]),
        **_parts(one.gains),
    }


def _said_effect(one: Effect, said: Said) -> Effect:
    price = said["price"].strip()
    return replace(
        one,
        about=said["about"],
        intervention=said["measure"],
        because=_because(one, said["reasons"]),
        with_=_products(said["with_"], "with_"),
        zero=_products(said["zero"], "zero"),
        price=_product(price, "price") if price else None,
        attribution=_product(said["attribution"].strip(), "attribution") or ONE,
        less=tuple(filter(None, re.split(r"[,\s]+", said["less"]))),
        relapse=said["relapse"],
        growth=said["growth"],
        outcome=said["outcome"],
        evidence=Mark(said["evidence"]),
        comparison=Comparison(said["comparison"]),
        transfer=said["transfer"],
        timings=(_said_timing(one.timings[0], said), *one.timings[1:]),
        gains=_said_parts(said),
    )


def _cost(one: Cost) -> dict[str, Any]:
    return {
        "about": one.about,
        "measure": one.intervention,
        "amount": "\n".join(map(_words, one.amount)),
        "growth": one.growth,
        "alternative": one.alternative,
        "structural": one.structural,
        **_timing(one.timings[0]),
        **_parts(one.pays),
    }


def _said_cost(one: Cost, said: Said) -> Cost:
    return replace(
        one,
        about=said["about"],
        intervention=said["measure"],
        amount=_products(said["amount"], "amount"),
        growth=said["growth"],
        alternative=said["alternative"],
        structural=said["structural"],
        timings=(_said_timing(one.timings[0], said), *one.timings[1:]),
        pays=_said_parts(said),
    )


def _timing(one: Timing) -> dict[str, Any]:
    return {
        "when": str(one.when),
        "first": one.first,
        "years": one.years,
        "shares": "; ".join(map(_number, one.shares)),
    }


def _said_timing(one: Timing, said: Said) -> Timing:
    return replace(
        one,
        when=When(said["when"]),
        first=said["first"],
        years=said["years"],
        shares=numbers_of(said["shares"], "shares"),
    )


PART = "part_"
"""In front of the id of a party: its part in an effect or an investment."""


def _parts(shares: Shares) -> dict[str, str]:
    return {PART + who: "rest" if part is None else _words(part) for who, part in shares.items()}


def _said_parts(said: Said) -> Shares:
    parts = {
        name.removeprefix(PART): _as_english(text.strip())
        for name, text in said.items()
        if name.startswith(PART)
    }
    return shares_of(parts, "parts")


def _as_english(text: str) -> str:
    """Return a part with the decimal sign of the file; a Dutch comma between digits is a point."""
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def _products(text: str, where: str) -> tuple[Product, ...]:
    return tuple(_product(line, where) for line in lines_of(text))


def _product(text: str, where: str) -> Product:
    return Product.read(_as_english(text), where) if text else ONE


def _because(one: Effect, text: str) -> tuple[Link, ...]:
    """Return the reasons as written; one that was there keeps its evidence and source."""
    known = {(link.if_, link.then): link for link in one.because}
    found = []
    for line in lines_of(text):
        if_, arrow, then = (part.strip() for part in line.partition(ARROW))
        if not (if_ and arrow and then):
            raise Refusal(
                "A reason has an 'if' and a 'then'.", "reasons", "Write: if => then, one a line."
            )
        found.append(known.get((if_, then)) or Link(if_, then))
    return tuple(found)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def numbers_of(text: str, where: str) -> tuple[float, ...]:
    """Return the numbers in a text, parted by ';' or spaces; a comma is a decimal sign.

    >>> numbers_of("0,65; 0,85", "numbers")
    (0.65, 0.85)
    """
    found = []
    for word in re.split(r"[;\s]+", text.strip()):
        try:
            found += [float(word.replace(",", "."))] if word else []
        except ValueError:
            raise Refusal("This is no number.", where, "Write for example: 70; 90; 110.") from None
    return tuple(found)


def version_fields(one: Version) -> dict[str, Any]:
    """Return what a form about one belief shows."""
    kind, numbers = "unknown", ""
    if one.value is not None:
        kind = kind_of(one.value)
        given = list(_flat(parameters(one.value).values()))
        # The usual ends of a share and the usual weight are left off: nobody needs to see them.
        plain = isinstance(one.value, Beta) and (one.value.low, one.value.high) == (0.0, 1.0)
        plain = plain or (isinstance(one.value, Pert) and one.value.weight == 4.0)
        shown = given[: 2 if kind == "beta" else 3] if plain else given
        numbers = "; ".join(map(_number, shown))
    return {
        "kind": kind,
        "numbers": numbers,
        "source": one.source,
        "year": one.year,
        "mark": str(one.mark),
        "reading": one.reading,
        "demo": one.demo,
    }


def _number(value: float) -> str:
    """Write a number so that reading it gives the same one, without '.0'."""
    return repr(float(value)).removesuffix(".0")


def _words(one: Product) -> str:
    return str(one) if one.names else _number(one.number)


def _flat(values: Any) -> Any:
    for one in values:
        yield from one if isinstance(one, tuple) else (one,)


def version_of(said: Said, before: Version | None = None) -> Version:
    """Return the belief a form says; raises Refusal at the field that is wrong."""
    value = _placed(lambda: belief_of(said["kind"], numbers_of(said["numbers"], "numbers")))
    return Version(
        value,
        said["source"],
        said["year"],
        Mark(said["mark"]),
        said["reading"] or (before.reading if before else ""),
        before.by if before else "",
        bool(said["demo"]),
    )


def _placed[T](make: Callable[[], T]) -> T:
    """Put what is wrong with a distribution at the numbers of the form."""
    try:
        return make()
    except Refusal as refusal:
        where = "numbers" if refusal.where == "distribution" else refusal.where
        raise Refusal(refusal.what, where, refusal.remedy) from refusal


def started(title: str, start: int, horizon: int, discount: str, zero: str, written: date) -> Model:
    """Return an analysis with nothing drawn in it yet."""
    return Model(
        title=title,
        start=start,
        horizon=horizon,
        parties=(),
        zero=ZeroAlternative(zero, written),
        interventions=(),
        assumptions={},
        effects=(),
        discount=discount,
    )
