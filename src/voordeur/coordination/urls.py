# SPDX-License-Identifier: EUPL-1.2
"""Addresses of coordination."""

from django.urls import path

from voordeur.coordination.views import access, ending, helping, roles

HOME = "huishouden/<uuid:household>/"

urlpatterns = [
    path(f"{HOME}afronden/", ending.closing_page, name="closing_page"),
    path(f"{HOME}afronden/sluiten/", ending.case_close, name="case_close"),
    path(f"{HOME}afronden/heropenen/", ending.case_reopen, name="case_reopen"),
    path(f"{HOME}afronden/brief.pdf", ending.closing_letter, name="closing_letter"),
    path(f"{HOME}nazorg/", ending.aftercare_page, name="aftercare_page"),
    path(f"{HOME}nazorg/gehoord/", ending.aftercare_heard, name="aftercare_heard"),
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
    path(f"{HOME}wie-helpt/inzage/", access.access_page, name="access_page"),
    path(f"{HOME}wie-helpt/inzage/sluiten/", access.access_close, name="access_close"),
    path(f"{HOME}wie-helpt/inzage/verteld/", access.access_told, name="access_told"),
    path(f"{HOME}wie-helpt/inzage/<slug:doing>/", access.access_do, name="access_do"),
    path(
        f"{HOME}wie-helpt/inzage/<uuid:item>/<slug:doing>/",
        access.access_do_one,
        name="access_do_one",
    ),
    path(f"{HOME}wie-helpt/rolnamen/", roles.role_names, name="role_names"),
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
