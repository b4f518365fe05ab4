# SPDX-License-Identifier: EUPL-1.2
"""Verbs of money; see the modules by subject."""

from voordeur.money.actions.analyses import (
    bring_in_analysis,
    describe_analysis,
    describe_zero,
    dispute_figure,
    draw_effect,
    draw_investment,
    draw_measure,
    draw_party,
    keep_one_belief,
    link_party,
    rewrite_piece,
    seal_zero,
    sit_at_table,
    start_analysis,
    take_off,
    write_figure,
)
from voordeur.money.actions.analysis_living import (
    compare_outcomes,
    observe_figure,
    observe_in_figures,
    work_out,
)
from voordeur.money.actions.projects import write_project

__all__ = [
    "bring_in_analysis",
    "compare_outcomes",
    "describe_analysis",
    "describe_zero",
    "dispute_figure",
    "draw_effect",
    "draw_investment",
    "draw_measure",
    "draw_party",
    "keep_one_belief",
    "link_party",
    "observe_figure",
    "observe_in_figures",
    "rewrite_piece",
    "seal_zero",
    "sit_at_table",
    "start_analysis",
    "take_off",
    "work_out",
    "write_figure",
    "write_project",
]
