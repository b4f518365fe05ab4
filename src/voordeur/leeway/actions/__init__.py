# SPDX-License-Identifier: EUPL-1.2
"""Verbs of leeway; see the modules by subject."""

from voordeur.leeway.actions.barriers import (
    record_barrier,
    record_workaround,
    review_workaround,
    sort_barrier,
    walk,
)
from voordeur.leeway.actions.decisions import (
    Reasons,
    decide,
    end_mandate,
    give_mandate,
    pay,
    review_decision,
    say_without,
)
from voordeur.leeway.actions.escalations import (
    bring_higher,
    decide_escalation,
    escalate,
    record_turned_away,
    set_rung,
)
from voordeur.leeway.actions.impasses import (
    lift_impasse,
    name_impasse,
    price_impasse,
    say_facts,
)
from voordeur.leeway.actions.orders import agree_order
from voordeur.leeway.actions.policy import (
    answer_policy,
    ask_policy,
    close_policy,
    put_before,
    take_small_step,
    tell_lifted,
)
from voordeur.leeway.actions.returns import end_return, say_return
from voordeur.leeway.actions.rules import (
    NewRoute,
    bring_in_rules,
    write_condition,
    write_rule,
)

__all__ = [
    "NewRoute",
    "Reasons",
    "agree_order",
    "answer_policy",
    "ask_policy",
    "bring_higher",
    "bring_in_rules",
    "close_policy",
    "decide",
    "decide_escalation",
    "end_mandate",
    "end_return",
    "escalate",
    "give_mandate",
    "lift_impasse",
    "name_impasse",
    "pay",
    "price_impasse",
    "put_before",
    "record_barrier",
    "record_turned_away",
    "record_workaround",
    "review_decision",
    "review_workaround",
    "say_facts",
    "say_return",
    "say_without",
    "set_rung",
    "sort_barrier",
    "take_small_step",
    "tell_lifted",
    "walk",
    "write_condition",
    "write_rule",
]
