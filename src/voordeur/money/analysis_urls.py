# SPDX-License-Identifier: EUPL-1.2
"""Addresses of analyses."""

from django.urls import path

from voordeur.money.views import (
    analyses,
    analysis_drawing,
    analysis_living,
    analysis_results,
)

SCBA = "mkba/"
ONE = f"{SCBA}<uuid:analysis>/"
PIECE = f"{ONE}aannames/<slug:piece>/"

urlpatterns = [
    path(SCBA, analyses.analyses, name="analyses"),
    path(f"{SCBA}nieuw/", analyses.analysis_new, name="analysis_new"),
    path(f"{SCBA}inlezen/", analyses.analysis_bring_in, name="analysis_bring_in"),
    path(ONE, analyses.analysis, name="analysis"),
    path(f"{ONE}project/", analyses.analysis_under, name="analysis_under"),
    path(f"{ONE}aannames/", analyses.analysis_figures, name="analysis_figures"),
    path(f"{ONE}prijsindex/", analysis_drawing.analysis_index, name="analysis_index_new"),
    path(f"{ONE}prijsindex/<slug:index>/", analysis_drawing.analysis_index, name="analysis_index"),
    path(f"{ONE}versies/", analyses.analysis_versions, name="analysis_versions"),
    path(f"{ONE}versies/<int:number>.toml", analyses.analysis_file, name="analysis_file"),
    path(f"{ONE}tafel/<slug:doing>/", analysis_drawing.analysis_draw, name="analysis_draw"),
    path(f"{ONE}geheel/<slug:part>/", analysis_drawing.analysis_whole, name="analysis_whole"),
    path(f"{ONE}verzegelen/", analysis_drawing.analysis_seal, name="analysis_seal"),
    path(f"{PIECE}anders/", analysis_drawing.analysis_dispute, name="analysis_dispute"),
    path(f"{PIECE}houden/", analysis_drawing.analysis_settle, name="analysis_settle"),
    path(f"{PIECE}gezien/", analysis_living.analysis_observe, name="analysis_observe"),
    path(f"{PIECE}cijfers/", analysis_living.analysis_published, name="analysis_published"),
    path(
        f"{ONE}stuk/<slug:kind>/<slug:piece>/",
        analysis_drawing.analysis_piece,
        name="analysis_piece",
    ),
    path(
        f"{ONE}stuk/<slug:kind>/<slug:piece>/weg/",
        analysis_drawing.analysis_take_off,
        name="analysis_take_off",
    ),
    path(f"{ONE}uitkomst/", analysis_results.analysis_result, name="analysis_result"),
    path(f"{ONE}doorrekenen/", analysis_results.analysis_work_out, name="analysis_work_out"),
    path(f"{ONE}uitkomst.pdf", analysis_results.analysis_paper, name="analysis_paper"),
    path(f"{ONE}uitkomst.xlsx", analysis_results.analysis_sheet, name="analysis_sheet"),
    path(f"{ONE}raad/", analysis_results.analysis_council, name="analysis_council"),
    path(
        f"{ONE}raad/<slug:code>/", analysis_results.analysis_council, name="analysis_council_state"
    ),
    path(f"{ONE}gezien/", analysis_living.analysis_living, name="analysis_living"),
    path(f"{ONE}vergelijken/", analysis_living.analysis_compare, name="analysis_compare"),
    path(f"{ONE}voorzien/", analysis_living.analysis_calibrate, name="analysis_calibrate"),
]
