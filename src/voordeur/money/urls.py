# SPDX-License-Identifier: EUPL-1.2
"""Addresses of money."""

from django.urls import path

from voordeur.money import analysis_urls
from voordeur.money.views import budget, projects

HERE = "kosten-en-baten/"
HOME = "huishouden/<uuid:household>/budget/"

urlpatterns = [
    path(HOME, budget.household_budget, name="budget_page"),
    path(f"{HOME}<slug:doing>/", budget.budget_do, name="budget_do"),
    path(f"{HOME}<slug:doing>/<uuid:item>/", budget.budget_do, name="budget_do_one"),
    path(HERE, projects.projects, name="projects"),
    path(f"{HERE}nieuw/", projects.project_write, name="project_new"),
    path(f"{HERE}<uuid:project>/", projects.project, name="project"),
    path(f"{HERE}<uuid:project>/wijzigen/", projects.project_write, name="project_write"),
    *analysis_urls.urlpatterns,
]
