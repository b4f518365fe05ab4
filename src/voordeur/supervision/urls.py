# SPDX-License-Identifier: EUPL-1.2
"""Addresses of supervision."""

from django.urls import path

from voordeur.supervision import looking, views

BASE = "toezicht/"

urlpatterns = [
    path(f"{BASE}bewaren/", views.erasures, name="supervision_erasures"),
    path(f"{BASE}bewaren/gelezen/", views.read_list, name="supervision_read"),
    path(f"{BASE}bewaren/bevestigen/", views.confirm, name="supervision_confirm"),
    path(f"{BASE}vasthouden/", views.holds, name="supervision_holds"),
    path(f"{BASE}vasthouden/einde/", views.end_hold, name="supervision_end_hold"),
    path(f"{BASE}vergeten/", views.wishes, name="supervision_wishes"),
    path(f"{BASE}vergeten/<uuid:wish>/", views.wish, name="supervision_wish"),
    path(f"{BASE}geopend/", looking.reader_log, name="supervision_reader"),
    path(f"{BASE}geopend/huishouden/", looking.one_household, name="supervision_reader_household"),
    path(f"{BASE}verbeteren/", looking.corrections, name="supervision_corrections"),
    path(f"{BASE}datalekken/", views.breaches, name="supervision_breaches"),
    path(f"{BASE}datalekken/<uuid:breach>/", views.breach, name="supervision_breach"),
]
