# SPDX-License-Identifier: EUPL-1.2
"""Addresses of money."""

from django.urls import path

from voordeur.money import analysis_urls
from voordeur.money.views import (
    budget,
    claims,
    contracts,
    lines,
    parties,
    paying,
    projects,
    sheets,
    waterbed,
    zero,
)

HERE = "kosten-en-baten/"
PAYING = "manieren-van-betalen/"
HOME = "huishouden/<uuid:household>/budget/"
ZERO = "huishouden/<uuid:household>/nulscenario/"
ONE = f"{HERE}<uuid:project>/"
SHEET = f"{ONE}blad/<int:year>/"

urlpatterns = [
    path(HOME, budget.household_budget, name="budget_page"),
    path(f"{HOME}<slug:doing>/", budget.budget_do, name="budget_do"),
    path(f"{HOME}<slug:doing>/<uuid:item>/", budget.budget_do, name="budget_do_one"),
    path(ZERO, zero.zero_page, name="zero_page"),
    path(f"{ZERO}<slug:doing>/", zero.zero_do, name="zero_do"),
    path(f"{ZERO}<slug:doing>/<uuid:item>/", zero.zero_do, name="zero_do_one"),
    path(PAYING, paying.ways_of_paying, name="paying"),
    path(f"{PAYING}nieuw/", paying.paying_write, name="paying_new"),
    path(f"{PAYING}gebieden/nieuw/", paying.areas_write, name="areas_new"),
    path(f"{PAYING}gebieden/<uuid:areas>/", paying.area_budget, name="area_budget"),
    path(f"{PAYING}gebieden/<uuid:areas>/beeld.svg", paying.area_picture, name="area_picture"),
    path(f"{PAYING}gebieden/<uuid:areas>/wijzigen/", paying.areas_write, name="areas_write"),
    path(f"{PAYING}waterbed/", waterbed.waterbed, name="waterbed"),
    path(f"{PAYING}waterbed/nieuw/", waterbed.spill_write, name="spill_new"),
    path(f"{PAYING}waterbed/<uuid:spill>/", waterbed.spill_write, name="spill_write"),
    path(f"{PAYING}waterbed/<uuid:spill>/eraf/", waterbed.spill_off, name="spill_off"),
    path(f"{PAYING}contracten/", contracts.contract_register, name="contract_register"),
    path(f"{PAYING}contracten/nieuw/", contracts.contract_new, name="contract_new"),
    path(f"{PAYING}contracten/<uuid:contract>/", contracts.contract_page, name="contract_page"),
    path(
        f"{PAYING}contracten/<uuid:contract>/wijzigen/",
        contracts.contract_change,
        name="contract_change",
    ),
    path(
        f"{PAYING}contracten/<uuid:contract>/tekenen/",
        contracts.contract_sign,
        name="contract_sign",
    ),
    path(
        f"{PAYING}contracten/<uuid:contract>/bijsturen/",
        contracts.contract_steer,
        name="contract_steer",
    ),
    path(f"{PAYING}<uuid:case>/", paying.paying_case, name="paying_case"),
    path(f"{PAYING}<uuid:case>/beeld.svg", paying.paying_picture, name="paying_picture"),
    path(f"{PAYING}<uuid:case>/wijzigen/", paying.paying_write, name="paying_write"),
    path(HERE, projects.projects, name="projects"),
    path(f"{HERE}nieuw/", projects.project_write, name="project_new"),
    path(f"{HERE}portefeuilles/", projects.portfolio_page, name="portfolios"),
    path(f"{HERE}wat-er-wacht/", claims.worklist, name="money_worklist"),
    path(f"{HERE}batenboek/<slug:state>/", claims.claims_of_state, name="claims_of_all"),
    path(f"{HERE}batenboek/", claims.benefit_ledger, name="benefit_ledger"),
    path(f"{HERE}claim/<uuid:claim>/", claims.claim, name="claim"),
    path(f"{HERE}claim/<uuid:claim>/<slug:doing>/", claims.claim_do, name="claim_do"),
    path(f"{HERE}begrotingsregels/", lines.lines, name="budget_lines"),
    path(f"{HERE}begrotingsregels/nieuw/", lines.line_new, name="budget_line_new"),
    path(f"{HERE}begrotingsregels/<uuid:line>/", lines.line_change, name="budget_line_change"),
    path(ONE, projects.project, name="project"),
    path(f"{ONE}wijzigen/", projects.project_write, name="project_write"),
    path(f"{ONE}claims/<slug:state>/", claims.claims_of_state, name="claims_of_state"),
    path(f"{ONE}claimen/", claims.claim_new, name="claim_new"),
    path(f"{ONE}inspanning-en-baat/", parties.effort_and_gain, name="effort_and_gain"),
    path(f"{ONE}inspanning-en-baat/nieuw/", lines.effort_write, name="effort_new"),
    path(f"{ONE}inspanning-en-baat/<uuid:effort>/", lines.effort_write, name="effort_write"),
    path(f"{ONE}inspanning-en-baat/<uuid:effort>/eraf/", lines.effort_take_off, name="effort_off"),
    path(f"{ONE}waterval.svg", parties.waterfall, name="project_waterfall"),
    path(f"{ONE}samen-betalen.pdf", parties.flow_paper, name="flow_paper"),
    path(f"{ONE}samen-betalen/vastleggen/", parties.proposal_put, name="proposal_put"),
    path(f"{ONE}samen-betalen/<uuid:version>.pdf", parties.proposal_paper, name="proposal_paper"),
    path(f"{ONE}nieuw-voor-oud/", parties.new_for_old, name="new_for_old"),
    path(f"{ONE}nieuw-voor-oud/nieuw/", lines.stop_write, name="stop_new"),
    path(f"{ONE}nieuw-voor-oud/<uuid:stop>/", lines.stop_write, name="stop_write"),
    path(f"{ONE}nieuw-voor-oud/<uuid:stop>/eraf/", lines.stop_take_off, name="stop_off"),
    path(SHEET, sheets.sheet, name="sheet"),
    path(f"{SHEET}uitgave/", lines.cost_new, name="cost_new"),
    path(f"{SHEET}verschil/", sheets.difference_new, name="difference_new"),
    path(f"{SHEET}verschil/terug/", sheets.difference_take_back, name="difference_take_back"),
    path(f"{SHEET}tekenen/", sheets.sheet_sign, name="sheet_sign"),
    path(f"{ONE}versie/<uuid:version>/", sheets.sheet_signed, name="sheet_signed"),
    path(
        f"{ONE}versie/<uuid:version>/controleblad.<slug:kind>",
        sheets.sheet_file,
        name="sheet_file",
    ),
    *analysis_urls.urlpatterns,
]
