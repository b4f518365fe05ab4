# SPDX-License-Identifier: EUPL-1.2
"""Social cost-benefit analysis (MKBA): a model file in, ranges per party out. Needs no Django.

The order of work: read a model (`read_model`), work it out (`sample`, `outcome_of`,
`party_outcomes`), ask what must be true (`break_evens`) and what to find out first
(`research_agenda`).

>>> from voordeur.money.scba import read_model, sample, outcome_of  # doctest: +SKIP
>>> outcome_of(sample(read_model(Path("model.toml"))), "society").net  # doctest: +SKIP
"""

from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.attribution import pro_rata, shapley
from voordeur.money.scba.breakeven import BreakEven, Interval, Stands, break_even, break_evens
from voordeur.money.scba.claims import Claim, portfolio
from voordeur.money.scba.formula import exact
from voordeur.money.scba.households import net_of_many
from voordeur.money.scba.model import Cost, Effect, Model, Party, Timing, When, ZeroAlternative
from voordeur.money.scba.montecarlo import Sample, line_values, sample
from voordeur.money.scba.rates import Schedule, schedules
from voordeur.money.scba.reading import model_from, read_model
from voordeur.money.scba.sealing import seal, seal_state
from voordeur.money.scba.sensitivity import influences, research_agenda, tornado
from voordeur.money.scba.spread import (
    Outcome,
    Spread,
    net_draws,
    outcome_of,
    party_outcomes,
    with_each_party,
)
from voordeur.money.scba.writing import written

__all__ = [
    "Assumption",
    "BreakEven",
    "Claim",
    "Cost",
    "Effect",
    "Interval",
    "Mark",
    "Model",
    "Outcome",
    "Party",
    "Sample",
    "Schedule",
    "Spread",
    "Stands",
    "Timing",
    "Version",
    "When",
    "ZeroAlternative",
    "break_even",
    "break_evens",
    "exact",
    "influences",
    "line_values",
    "model_from",
    "net_draws",
    "net_of_many",
    "outcome_of",
    "party_outcomes",
    "portfolio",
    "pro_rata",
    "read_model",
    "research_agenda",
    "sample",
    "schedules",
    "seal",
    "seal_state",
    "shapley",
    "tornado",
    "with_each_party",
    "written",
]
