# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the plan, each as one function; see the modules by subject."""

from voordeur.plan.actions.approaches import judge_approach, try_approach
from voordeur.plan.actions.evaluating import evaluate_goal, look_back
from voordeur.plan.actions.goals import change_goal, mark_goal, move_goal, set_goal
from voordeur.plan.actions.offers import (
    answer_offer,
    forget_offers_of,
    note_offer,
    take_offer_back,
    use_offer,
)
from voordeur.plan.actions.ordering import order_steps, put_in_order, steps_in_order
from voordeur.plan.actions.problems import (
    change_problem,
    link_problems,
    look_at_problem,
    note_problem,
    reopen_problem,
    solve_problem,
    unlink_problems,
)
from voordeur.plan.actions.steps import (
    add_step,
    change_step,
    mark_step,
    move_step,
    park_step,
    set_warning_aside,
    tie_steps,
    untie_steps,
)
from voordeur.plan.actions.subplans import (
    clear_obstacle,
    hang_sub_plan,
    mark_sub_plan,
    name_obstacle,
    note_clash,
    settle_clash,
)
from voordeur.plan.actions.versions import set_down_plan, sign_for, sign_plan
from voordeur.plan.actions.voice import correct_words, end_strength, note_strength, note_words
from voordeur.plan.actions.writing import NewStep, put_step

__all__ = [
    "NewStep",
    "add_step",
    "answer_offer",
    "change_goal",
    "change_problem",
    "change_step",
    "clear_obstacle",
    "correct_words",
    "end_strength",
    "evaluate_goal",
    "forget_offers_of",
    "hang_sub_plan",
    "judge_approach",
    "link_problems",
    "look_at_problem",
    "look_back",
    "mark_goal",
    "mark_step",
    "mark_sub_plan",
    "move_goal",
    "move_step",
    "name_obstacle",
    "note_clash",
    "note_offer",
    "note_problem",
    "note_strength",
    "note_words",
    "order_steps",
    "park_step",
    "put_in_order",
    "put_step",
    "reopen_problem",
    "set_down_plan",
    "set_goal",
    "set_warning_aside",
    "settle_clash",
    "sign_for",
    "sign_plan",
    "solve_problem",
    "steps_in_order",
    "take_offer_back",
    "tie_steps",
    "try_approach",
    "unlink_problems",
    "untie_steps",
    "use_offer",
]
