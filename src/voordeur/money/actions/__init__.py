# SPDX-License-Identifier: EUPL-1.2
"""Verbs of money; see the modules by subject."""

from voordeur.money.actions.analyses import (
    bring_in_analysis,
    describe_analysis,
    describe_zero,
    hang_analysis,
    seal_zero,
    start_analysis,
    write_index,
)
from voordeur.money.actions.analysis_drawing import (
    dispute_figure,
    draw_effect,
    draw_investment,
    draw_measure,
    draw_party,
    keep_one_belief,
    link_party,
    rewrite_piece,
    sit_at_table,
    take_off,
    write_figure,
)
from voordeur.money.actions.analysis_living import (
    calibrate_zero,
    compare_outcomes,
    observe_figure,
    observe_in_figures,
    work_out,
)
from voordeur.money.actions.claims import (
    Decision,
    book_benefit,
    claim_benefit,
    let_claim_lapse,
    move_claim,
    reverse_booking,
    time_claim,
)
from voordeur.money.actions.lines import (
    book_cost,
    change_budget_line,
    open_budget_line,
    take_effort_off,
    write_effort,
)
from voordeur.money.actions.projects import write_project
from voordeur.money.actions.proposals import put_proposal
from voordeur.money.actions.sheets import name_difference, sign_sheet, take_back_difference
from voordeur.money.actions.stops import take_stop_off, write_stop

__all__ = [
    "Decision",
    "book_benefit",
    "book_cost",
    "bring_in_analysis",
    "calibrate_zero",
    "change_budget_line",
    "claim_benefit",
    "compare_outcomes",
    "describe_analysis",
    "describe_zero",
    "dispute_figure",
    "draw_effect",
    "draw_investment",
    "draw_measure",
    "draw_party",
    "hang_analysis",
    "keep_one_belief",
    "let_claim_lapse",
    "link_party",
    "move_claim",
    "name_difference",
    "observe_figure",
    "observe_in_figures",
    "open_budget_line",
    "put_proposal",
    "reverse_booking",
    "rewrite_piece",
    "seal_zero",
    "sign_sheet",
    "sit_at_table",
    "start_analysis",
    "take_back_difference",
    "take_effort_off",
    "take_off",
    "take_stop_off",
    "time_claim",
    "work_out",
    "write_effort",
    "write_figure",
    "write_index",
    "write_project",
    "write_stop",
]
