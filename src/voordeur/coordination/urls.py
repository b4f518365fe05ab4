# SPDX-License-Identifier: EUPL-1.2
"""Addresses of coordination."""

from django.urls import path

from voordeur.coordination.views import helping

urlpatterns = [
    path(
        "huishouden/<uuid:household>/wie-helpt/",
        helping.coordination_page,
        name="coordination_page",
    ),
    path(
        "huishouden/<uuid:household>/wie-helpt/intrekken/",
        helping.coordination_withdraw,
        name="coordination_withdraw",
    ),
    path(
        "huishouden/<uuid:household>/wie-helpt/<slug:doing>/",
        helping.coordination_do,
        name="coordination_do",
    ),
    path(
        "huishouden/<uuid:household>/regie/antwoord/",
        helping.coordination_answer,
        name="coordination_answer",
    ),
    path("huishouden/<uuid:household>/casus-openen/", helping.case_open, name="case_open"),
]
