# SPDX-License-Identifier: EUPL-1.2
"""Addresses of money."""

from django.urls import path

from voordeur.money.views import projects

HERE = "kosten-en-baten/"

urlpatterns = [
    path(HERE, projects.projects, name="projects"),
    path(f"{HERE}nieuw/", projects.project_write, name="project_new"),
    path(f"{HERE}<uuid:project>/", projects.project, name="project"),
    path(f"{HERE}<uuid:project>/wijzigen/", projects.project_write, name="project_write"),
]
