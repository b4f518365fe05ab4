# SPDX-License-Identifier: EUPL-1.2
"""What if less is due to the project, more happens anyway, fewer years count, or who gains pays along?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product as every_combination

from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Cost, Effect, Model, Shares
from voordeur.money.scba.product import Product

ATTRIBUTIONS = (1.0, 0.75, 0.5)
"""How much of what is attributed stays attributed."""
ZEROS = (1.0, 1.25)
"""How much of what happens anyway happens."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One state of the sliders; the first of each is the analysis as it is.

    `shared`: who gains pays in proportion to what it gains, instead of who pays now.
    """

    attribution: float
    zero: float
    horizon: int
    shared: bool

    @property
    def code(self) -> str:
        """Return a short name for a file: each state has its own."""
        payer = "shared" if self.shared else "now"
        return f"{self.attribution * 100:.0f}-{self.zero * 100:.0f}-{self.horizon}-{payer}"


def as_it_is(model: Model) -> Setting:
    """Return the setting that changes nothing."""
    return Setting(ATTRIBUTIONS[0], ZEROS[0], model.horizon, shared=False)


def horizons(model: Model) -> tuple[int, ...]:
    """Return the years of the analysis and half of them."""
    return tuple(dict.fromkeys((model.horizon, -(-model.horizon // 2))))


def settings(model: Model) -> tuple[Setting, ...]:
    """Return every state, the analysis as it is first."""
    return tuple(
        Setting(attribution, zero, horizon, shared)
        for attribution, zero, horizon, shared in every_combination(
            ATTRIBUTIONS, ZEROS, horizons(model), (False, True)
        )
    )


def changed(model: Model, setting: Setting) -> Model:
    """Return the model in a state of the sliders."""
    effects = tuple(_weaker(one, setting) for one in model.effects)
    made = replace(model, effects=effects, horizon=setting.horizon)
    if not setting.shared:
        return made
    return replace(made, costs=tuple(_shared(one, made) for one in made.costs))


def _weaker(effect: Effect, setting: Setting) -> Effect:
    attribution = effect.attribution
    return replace(
        effect,
        attribution=replace(attribution, number=attribution.number * setting.attribution),
        zero=tuple(replace(one, number=one.number * setting.zero) for one in effect.zero),
    )


def _shared(cost: Cost, model: Model) -> Cost:
    shares = in_proportion(
        {party: float(exact(model, model.readings[0]).benefit(party)) for party in model.society}
    )
    return replace(cost, pays=shares) if shares else cost


def in_proportion(gains: Mapping[str, float]) -> Shares:
    """Return a division by what each gains; who loses pays nothing, the last one takes the rest."""
    above = {party: gain for party, gain in gains.items() if gain > 0}
    whole = sum(above.values())
    parts: dict[str, Product | None] = {
        party: Product(gain / whole) for party, gain in list(above.items())[:-1]
    }
    return parts | dict.fromkeys(list(above)[-1:])
