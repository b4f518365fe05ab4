# SPDX-License-Identifier: EUPL-1.2
"""An analysis changed one thing at a time: every change gives a whole, sound model or is refused.

What nobody knows yet is put in as unknown, never as nothing: an investment without an amount is an
unknown amount, a second beneficiary without a part gets an unknown part, and the first the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.distribution import KINDS, Distribution, Fixed
from voordeur.money.scba.model import (
    Cost,
    Effect,
    Intervention,
    Link,
    Model,
    Party,
    Shares,
    ZeroAlternative,
)
from voordeur.money.scba.product import Product
from voordeur.money.scba.sealing import SealState, seal_state

MEASURE, EFFECT, COST, PARTY, FIGURE = "measure", "effect", "investment", "party", "figure"
ZERO, HEAD = "zero", "head"

type Piece = Party | Intervention | Effect | Cost | Assumption | ZeroAlternative | None


def key_of(kind: str, id_: str = "") -> str:
    """Return how a piece of an analysis is called from outside: 'effect:evictions'."""
    return f"{kind}:{id_}" if id_ else kind


def pieces_of(model: Model) -> dict[str, Piece]:
    """Return every piece by its key, the zero alternative too."""
    found: dict[str, Piece] = {ZERO: model.zero}
    found |= {key_of(PARTY, one.id): one for one in model.parties}
    found |= {key_of(MEASURE, one.id): one for one in model.interventions}
    found |= {key_of(EFFECT, one.id): one for one in model.effects}
    found |= {key_of(COST, one.id): one for one in model.costs}
    found |= {key_of(FIGURE, name): one for name, one in model.assumptions.items()}
    return found


def fresh_id(text: str, taken: Collection[str]) -> str:
    """Return a name for the file made of words: letters, digits and _, and nobody else's.

    >>> fresh_id("Minder ontruimingen!", {"minder_ontruimingen"})
    'minder_ontruimingen_2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].rstrip("_")
    base = base if base[:1].isalpha() else f"n_{base}".rstrip("_")
    name, turn = base, 1
    while name in taken:
        turn += 1
        name = f"{base}_{turn}"
    return name


def with_party(model: Model, name: str, kind: str = "") -> tuple[Model, str]:
    """Return the model with one more party, and the key of it; refused when it is there already."""
    if any(one.name.casefold() == name.casefold() for one in model.parties):
        raise Refusal("This party is in the analysis already.", "name", "Use that one.")
    id_ = fresh_id(name, model.society)
    made = replace(model, parties=(*model.parties, Party(id_, name, kind)))
    return made, key_of(PARTY, id_)


def with_measure(model: Model, about: str, conditions: Iterable[str] = ()) -> tuple[Model, str]:
    """Return the model with one more thing that is done."""
    id_ = fresh_id(about, {one.id for one in model.interventions})
    new = Intervention(id_, about, tuple(conditions))
    return replace(model, interventions=(*model.interventions, new)), key_of(MEASURE, id_)


def _id_of_piece(model: Model, about: str) -> str:
    return fresh_id(about, {one.id for one in model.pieces})


def with_effect(
    model: Model, about: str, measure: str, gainer: str, *, reason: str = ""
) -> tuple[Model, str]:
    """Return the model with an effect that has no price yet; `reason` is the 'if' of 'if … then …'."""
    id_ = _id_of_piece(model, about)
    because = (Link(reason, about),) if reason else ()
    new = Effect(id_, about, measure, (), {gainer: None}, price=None, because=because)
    return replace(model, effects=(*model.effects, new)), key_of(EFFECT, id_)


def with_cost(
    model: Model, about: str, measure: str, payer: str, belief: Version
) -> tuple[Model, str]:
    """Return the model with an investment of so much, once; an unknown amount is an unknown figure."""
    id_ = _id_of_piece(model, about)
    figure = fresh_id(id_, model.assumptions)
    new = Cost(id_, about, measure, (Product(names=(figure,)),), {payer: None})
    known = {**model.assumptions, figure: Assumption(figure, about, model.currency, (belief,))}
    return replace(model, costs=(*model.costs, new), assumptions=known), key_of(COST, id_)


def linked(model: Model, key: str, party: str, part: Product | None, words: Version) -> Model:
    """Return the model with one more party that gains from an effect or pays an investment.

    Without a part its part is a figure that nobody knows; `words` says who put it in and when. The
    others keep their parts, and the one with the rest gets less.
    """
    kind, _, id_ = key.partition(":")
    one = _piece(model, kind, id_)
    shares = one.gains if isinstance(one, Effect) else one.pays
    if party in shares:
        raise Refusal("This party is linked already.", "party", "Choose another.")
    known = model.assumptions
    if part is None:
        name = fresh_id(f"part_{party}_{id_}", known)
        who = next(each.name for each in model.parties if each.id == party)
        known = {**known, name: Assumption(name, f"{who}: {one.about}", "share", (words,))}
        part = Product(names=(name,))
    shares = {**shares, party: part}
    if None not in shares.values():
        raise Refusal(
            "Nobody gets the rest.", "part", "Give the parts again on the page of this piece."
        )
    return _with_piece(replace(model, assumptions=known), _shared(one, shares))


def _shared(one: Effect | Cost, shares: Shares) -> Effect | Cost:
    return replace(one, gains=shares) if isinstance(one, Effect) else replace(one, pays=shares)


def _piece(model: Model, kind: str, id_: str) -> Effect | Cost:
    pool = [one for one in model.pieces if isinstance(one, Effect if kind == EFFECT else Cost)]
    found = next((one for one in pool if one.id == id_), None)
    if found is None or kind not in (EFFECT, COST):
        raise Refusal("This is not in the analysis any more.", "piece", "Look again.")
    return found


def with_piece(model: Model, one: Piece) -> Model:
    """Return the model with a piece in the place of the one with its id, or after the others."""
    match one:
        case ZeroAlternative():
            return replace(model, zero=one)
        case Party():
            return replace(model, parties=_placed(model.parties, one))
        case Intervention():
            return replace(model, interventions=_placed(model.interventions, one))
        case Assumption():
            return replace(model, assumptions={**model.assumptions, one.id: one})
        case Effect() | Cost():
            return _with_piece(model, one)
    raise TypeError(type(one))


def _with_piece(model: Model, one: Effect | Cost) -> Model:
    if isinstance(one, Effect):
        return replace(model, effects=_placed(model.effects, one))
    return replace(model, costs=_placed(model.costs, one))


def _placed[T: (Party, Intervention, Effect, Cost)](every: tuple[T, ...], one: T) -> tuple[T, ...]:
    known = [each.id for each in every]
    if one.id not in known:
        return every + (one,)  # noqa: RUF005 (mypy cannot unpack a tuple of a chosen type)
    place = known.index(one.id)
    return every[:place] + (one,) + every[place + 1 :]  # noqa: RUF005


def without(model: Model, key: str) -> Model:
    """Return the model without a piece; refused while another piece leans on it."""
    kind, _, id_ = key.partition(":")
    if key not in pieces_of(model) or kind == ZERO:
        raise Refusal("This is not in the analysis any more.", "piece", "Look again.")
    leaning = leaning_on(model, key)
    if leaning:
        raise Refusal(
            "Something else in the analysis leans on this.",
            "piece",
            "Take that off first, or change it.",
        )
    match kind:
        case "party":
            views = {
                name: tuple(one for one in members if one != id_)
                for name, members in model.perspectives.items()
            }
            parties = tuple(one for one in model.parties if one.id != id_)
            table = tuple(one for one in model.drawn_by if one != id_)
            return replace(model, parties=parties, perspectives=views, drawn_by=table)
        case "measure":
            return replace(
                model, interventions=tuple(one for one in model.interventions if one.id != id_)
            )
        case "effect":
            return replace(model, effects=tuple(one for one in model.effects if one.id != id_))
        case "investment":
            return replace(model, costs=tuple(one for one in model.costs if one.id != id_))
    known = {name: one for name, one in model.assumptions.items() if name != id_}
    pairs = tuple(one for one in model.correlations if id_ not in (one.one, one.other))
    return replace(model, assumptions=known, correlations=pairs)


def leaning_on(model: Model, key: str) -> tuple[str, ...]:
    """Return what the pieces that use this one are about."""
    kind, _, id_ = key.partition(":")
    found = []
    for one in model.pieces:
        shares = one.gains if isinstance(one, Effect) else one.pays
        uses = {PARTY: set(shares), MEASURE: {one.intervention}, FIGURE: figures_of(one)}
        if id_ in uses.get(kind, set()):
            found.append(one.about)
    if kind == FIGURE and model.discount == id_:
        found.append(model.title)
    return tuple(found)


def figures_of(one: Effect | Cost) -> set[str]:
    """Return the names of the figures that an effect or investment uses."""
    if isinstance(one, Effect):
        products = [*one.with_, *one.zero, one.attribution, *one.gains.values()]
        products += [one.price] if one.price else []
        names = {*one.less, one.relapse, one.growth}
    else:
        products, names = [*one.amount, *one.pays.values()], {one.growth}
    return (names | {name for each in products if each for name in each.names}) - {""}


def belief_of(kind: str, numbers: tuple[float, ...]) -> Distribution | None:
    """Return what is believed of a figure from a word and numbers; None for 'unknown'.

    >>> belief_of("triangular", (70, 90, 110)).mean
    90.0
    """
    if kind == "unknown":
        if numbers:
            raise Refusal("What is unknown has no number.", "numbers", "Leave it empty.")
        return None
    made = KINDS.get(kind)
    if made is None:
        raise Refusal("Nobody knows this kind.", "kind", "Choose one of the list.")
    if kind == "empirical":
        return made(numbers)
    try:
        return made(*numbers)
    except TypeError:
        raise Refusal(
            "This kind needs another number of figures.", "numbers", "Look at the example below it."
        ) from None


def with_version(model: Model, name: str, version: Version, first_reading: str) -> Model:
    """Return the model with a belief that disagrees, beside those that are there.

    Each belief that disagrees belongs to a reading; the first one gets a name too, because the
    readings are worked out one by one.
    """
    one = model.assumptions.get(name)
    if one is None:
        raise Refusal("This is not in the analysis any more.", "piece", "Look again.")
    if not version.reading:
        raise Refusal("Two that disagree each need a name.", "reading", "Say who says so.")
    first, *others = one.versions
    if not first.reading:
        if not first_reading:
            raise Refusal(
                "Two that disagree each need a name.", "first_reading", "Say who says so."
            )
        first = replace(first, reading=first_reading)
    return with_piece(model, replace(one, versions=(first, *others, version)))


def keep_seal(before: Model, after: Model) -> Model:
    """Return the model; refused when the zero alternative was sealed and this would change it."""
    if seal_state(before) is SealState.WHOLE and seal_state(after) is not SealState.WHOLE:
        raise Refusal(
            "The zero alternative is sealed, and this would change it.",
            "",
            "Take the analysis off as a file and start a new one with it.",
        )
    return after


def unknown(by: str, year: int) -> Version:
    """Return the belief of a figure that is not known yet."""
    return Version(None, by, year, Mark.UNQUANTIFIABLE)


def estimated(amount: float | None, by: str, year: int) -> Version:
    """Return the belief of an amount somebody at the table named; unknown without one."""
    return unknown(by, year) if amount is None else Version(Fixed(amount), by, year, Mark.ESTIMATED)


def with_one_version(model: Model, name: str, reading: str) -> Model:
    """Return the model with one of the beliefs of a figure; what was disputed is no more."""
    one = model.assumptions.get(name)
    kept = [each for each in one.versions if each.reading == reading] if one else []
    if one is None or not kept or len(one.versions) < 2:
        raise Refusal("This is not in the analysis any more.", "piece", "Look again.")
    return with_piece(model, replace(one, versions=(replace(kept[0], reading=""),)))


def shares_of(parts: Mapping[str, str], where: str) -> Shares:
    """Return a division from words per party: '0.4', 'figure', 'rest'; an empty one is left out."""
    return {
        party: None if text == "rest" else Product.read(text, where)
        for party, text in parts.items()
        if text
    }
