# SPDX-License-Identifier: EUPL-1.2
"""Addresses of coordination."""

from django.urls import path

from voordeur.coordination import views

urlpatterns = [
    path(
        "huishouden/<uuid:household>/wie-helpt/", views.coordination_page, name="coordination_page"
    ),
    path(
        "huishouden/<uuid:household>/wie-helpt/intrekken/",
        views.coordination_withdraw,
        name="coordination_withdraw",
    ),
    path(
        "huishouden/<uuid:household>/wie-helpt/<slug:doing>/",
        views.coordination_do,
        name="coordination_do",
    ),
    path(
        "huishouden/<uuid:household>/regie/antwoord/",
        views.coordination_answer,
        name="coordination_answer",
    ),
    path("huishouden/<uuid:household>/casus-openen/", views.case_open, name="case_open"),
]
