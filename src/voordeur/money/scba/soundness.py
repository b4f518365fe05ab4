# SPDX-License-Identifier: EUPL-1.2
"""What a model may not say: a sum over different units, gross with net, more than the whole of an outcome.

Each rule raises a Refusal that names the piece and the way out. A model that breaks one is not made,
so that no later sum needs to look again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Mark, unit_text, units
from voordeur.money.scba.attribution import check_shares
from voordeur.money.scba.product import Product
from voordeur.money.scba.rates import schedules

if TYPE_CHECKING:
    from voordeur.money.scba.model import Model, Shares

NEARLY = 1e-6


def check_whole(model: Model) -> None:
    """Raise a Refusal for the first thing that is wrong with a model."""
    for check in CHECKS:
        check(model)


def _ids(model: Model) -> None:
    """Every id once, and none is a word with a meaning of its own."""
    if model.horizon < 1:
        raise Refusal("The horizon has no year.", "model.horizon", "Give 1 or more.")
    for what, ids in (
        ("party", [one.id for one in model.parties]),
        ("intervention", [one.id for one in model.interventions]),
        ("effect or cost", [one.id for one in model.pieces]),
    ):
        twice = [one for one, count in Counter(ids).items() if count > 1]
        if twice:
            raise Refusal(f"There are two of '{twice[0]}'.", what, "Give each an id of its own.")
    for name in {"none", *schedules()} & model.assumptions.keys():
        raise Refusal(
            f"'{name}' is the word for a discount schedule.", "assumption", "Choose another name."
        )


def _names(model: Model) -> None:
    """Every name that is used exists."""
    parties, figures = set(model.society), model.assumptions.keys()
    measures = {one.id for one in model.interventions}
    for name, members in model.perspectives.items():
        _known(members, parties, f"perspective '{name}'", "party")
    for where, product in _products(model):
        _known(product.names, figures, where, "assumption")
    for effect in model.effects:
        where = f"effect '{effect.id}'"
        _known([effect.intervention], measures, where, "intervention")
        _known(effect.gains, parties, where, "party")
        extra = [*effect.less, *filter(None, (effect.relapse, effect.growth))]
        _known(extra, figures, where, "assumption")
    for cost in model.costs:
        where = f"cost '{cost.id}'"
        _known([cost.intervention], measures, where, "intervention")
        _known(cost.pays, parties, where, "party")
        _known(filter(None, [cost.growth]), figures, where, "assumption")
    for one in model.assumptions.values():
        _known(filter(None, [one.index]), model.indexes, f"assumption '{one.id}'", "index")
    if model.discount not in {"none", *schedules(), *figures}:
        raise Refusal(
            f"No schedule or assumption is called '{model.discount}'.",
            "model.discount",
            f"Choose 'none', {', '.join(schedules())}, or the name of an assumption.",
        )


def _correlations(model: Model) -> None:
    """What goes together is two figures and a rank."""
    for pair in model.correlations:
        _known([pair.one, pair.other], model.assumptions.keys(), "correlation", "assumption")
        if pair.one == pair.other or not -1 <= pair.rank <= 1:
            raise Refusal(
                f"{pair.one} and {pair.other} cannot go together by {pair.rank:g}.",
                "correlation",
                "Name two assumptions and a rank between -1 and 1.",
            )


def _known(names: Iterable[str], there: Iterable[str], where: str, kind: str) -> None:
    known = set(there)
    for name in names:
        if name not in known:
            raise Refusal(
                f"No {kind} is called '{name}'.", where, f"Add that {kind} or mend the name."
            )


def _products(model: Model) -> Iterator[tuple[str, Product]]:
    for effect in model.effects:
        where = f"effect '{effect.id}'"
        shares = [one for one in effect.gains.values() if one is not None]
        price = [] if effect.price is None else [effect.price]
        for product in (*effect.with_, *effect.zero, *price, effect.attribution, *shares):
            yield where, product
    for cost in model.costs:
        for product in (*cost.amount, *(one for one in cost.pays.values() if one is not None)):
            yield f"cost '{cost.id}'", product


def _unit(model: Model, product: Product) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in product.names:
        for unit, power in units(model.assumptions[name].unit).items():
            found[unit] += power
    return Counter({unit: power for unit, power in found.items() if power})


def _units(model: Model) -> None:
    """Only like is added to like, and what comes out is money."""
    for effect in model.effects:
        where = f"effect '{effect.id}'"
        amounts = [*effect.with_, *effect.zero]
        unit = _one_unit(model, amounts, where)
        for product in (effect.attribution, *(one for one in effect.gains.values() if one)):
            _is_share(model, product, where)
        for name in effect.less:
            _is_share(model, Product(names=(name,)), where)
        if effect.price is not None:
            money = Counter(unit)
            money.update(_unit(model, effect.price))
            _is_money(model, money, effect.timings[0].when, where)
        _per_year(model, (effect.relapse, effect.growth), where)
    for cost in model.costs:
        where = f"cost '{cost.id}'"
        unit = _one_unit(model, cost.amount, where)
        _is_money(model, unit, cost.timings[0].when, where)
        for product in (one for one in cost.pays.values() if one):
            _is_share(model, product, where)
        _per_year(model, (cost.growth,), where)
    if model.discount in model.assumptions:
        _per_year(model, (model.discount,), "model.discount")


def _one_unit(model: Model, products: Iterable[Product], where: str) -> Counter[str]:
    # A bare number takes the unit of what it is added to; alone it is an amount in euros.
    found = [_unit(model, one) for one in products if one.names]
    if not found:
        return Counter({model.currency: 1})
    for one in found[1:]:
        if one != found[0]:
            raise Refusal(
                f"'{unit_text(found[0])}' and '{unit_text(one)}' are added to each other.",
                where,
                "Bring both to one unit first; counts of different things are never added.",
            )
    return found[0]


def _is_share(model: Model, product: Product, where: str) -> None:
    if unit := _unit(model, product):
        raise Refusal(
            f"'{product}' is in {unit_text(unit)}, not a share.",
            where,
            "Use a part of the whole, 0 to 1.",
        )


def _per_year(model: Model, names: Iterable[str], where: str) -> None:
    for name in filter(None, names):
        if units(model.assumptions[name].unit) != Counter({"year": -1}):
            raise Refusal(
                f"'{name}' is in {model.assumptions[name].unit}.", where, "Give it as 'share/year'."
            )


def _is_money(model: Model, unit: Counter[str], when: str, where: str) -> None:
    found = Counter({name: power for name, power in unit.items() if power})
    wanted = Counter({model.currency: 1})
    if when == "yearly":
        wanted["year"] = -1
    if found != wanted:
        raise Refusal(
            f"The amount is in {unit_text(found)}, where {unit_text(wanted)} is needed.",
            where,
            "A yearly timing needs an amount per year; the value of a whole cohort is spread or once.",
        )


def _divisions(model: Model) -> None:
    """What is divided over parties is divided whole, or comes back as a transfer."""
    for effect in model.effects:
        whole = 0.0 if effect.transfer else 1.0
        _divided(model, effect.gains, whole, f"effect '{effect.id}'")
    for cost in model.costs:
        _divided(model, cost.pays, 1.0, f"cost '{cost.id}'")


def _divided(model: Model, shares: Shares, whole: float, where: str) -> None:
    if not shares:
        raise Refusal("Nobody is named who pays or gains.", where, "Name the party.")
    rests = sum(one is None for one in shares.values())
    if rests > 1:
        raise Refusal("Two parties get the rest.", where, "Give the rest to one.")
    for reading in model.readings:
        parts = [_mean(model, one, reading) for one in shares.values() if one is not None]
        if None in parts:
            continue
        total = sum(one or 0.0 for one in parts)
        if rests == 0 and abs(total - whole) > NEARLY:
            raise Refusal(
                f"The parts add up to {total:g}, not {whole:g}.",
                where,
                "Mend a part, give one party the 'rest', or say that it is a transfer.",
            )
        if rests and whole and total > whole + NEARLY:
            raise Refusal(f"The parts add up to {total:g}; no rest is left.", where, "Mend a part.")


def _mean(model: Model, product: Product, reading: str) -> float | None:
    result = product.number
    for name in product.names:
        value = model.value(name, reading)
        if value is None:
            return None
        result *= value
    return result


def _gross_and_net(model: Model) -> None:
    """Costs are taken off once."""
    bases = {effect.basis.value for effect in model.effects}
    net = [effect.id for effect in model.effects if effect.basis.value == "net"]
    if net and (model.costs or len(bases) > 1):
        raise Refusal(
            "An amount from which costs were taken off stands beside gross amounts or costs.",
            f"effect '{net[0]}'",
            "Give the gross amount, and its costs apart.",
        )


def _attributions(model: Model) -> None:
    """Nobody claims more than the whole of an outcome, and all together neither."""
    for reading in model.readings:
        claimed: dict[str, dict[str, float]] = {}
        for effect in model.effects:
            share = _mean(model, effect.attribution, reading)
            if share is None:
                continue
            if not 0 <= share <= 1 + NEARLY:
                raise Refusal(
                    f"{share:.0%} of it is attributed.", f"effect '{effect.id}'", "Give 0 to 1."
                )
            mine = claimed.setdefault(effect.outcome or f"={effect.id}", {})
            mine[effect.intervention] = max(share, mine.get(effect.intervention, 0.0))
        for outcome, parts in claimed.items():
            check_shares(parts, outcome)


def _shares_between(model: Model) -> None:
    """What is taken off and what falls back is a part of a whole."""
    for effect in model.effects:
        for name in (*effect.less, effect.relapse):
            for reading in model.readings if name else ():
                value = model.value(name, reading)
                if value is not None and not 0 <= value <= 1:
                    raise Refusal(
                        f"'{name}' is {value:g}.",
                        f"effect '{effect.id}'",
                        "Give a share between 0 and 1; 15 per cent is 0.15.",
                    )


def _effects_are_effects(model: Model) -> None:
    """Before and after is no effect: the rest of the world moved too."""
    for effect in model.effects:
        measured = effect.evidence is Mark.MEASURED
        if effect.comparison.value == "before and after" or (
            measured and not effect.comparison.value
        ):
            raise Refusal(
                "A change between before and after is called an effect.",
                f"effect '{effect.id}'",
                "Compare with a group that did not take part, or mark it as estimated.",
            )


CHECKS: tuple[Callable[[Model], None], ...] = (
    _ids,
    _names,
    _correlations,
    _units,
    _divisions,
    _gross_and_net,
    _attributions,
    _shares_between,
    _effects_are_effects,
)
