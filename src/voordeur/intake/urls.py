# SPDX-License-Identifier: EUPL-1.2
"""Addresses of intake."""

from django.urls import path

from voordeur.intake import views

HERE = "huishouden/<uuid:household>/signalen/"
ONE = f"{HERE}<uuid:signal>/"

urlpatterns = [
    path("signalen/", views.signals, name="signals"),
    path("signalen/nieuw/", views.signal_new, name="signal_new"),
    path(HERE, views.signals_here, name="signals_here"),
    path(f"{HERE}nieuw/", views.signal_add, name="signal_add"),
    path(ONE, views.signal, name="signal"),
    path(f"{ONE}poging/", views.attempt, name="signal_attempt"),
    path(f"{ONE}langsgaan/", views.outreach, name="signal_outreach"),
    path(f"{ONE}triage/", views.staged, {"stage": "signal_start"}, name="signal_start"),
    path(f"{ONE}wachten/", views.staged, {"stage": "signal_wait"}, name="signal_wait"),
    path(f"{ONE}besluit/", views.staged, {"stage": "signal_decide"}, name="signal_decide"),
    path(f"{ONE}terzijde/", views.staged, {"stage": "signal_aside"}, name="signal_aside"),
    path(f"{ONE}vertellen/", views.staged, {"stage": "signal_inform"}, name="signal_inform"),
    path(f"{ONE}eruit/", views.staged, {"stage": "signal_detach"}, name="signal_detach"),
    path(f"{ONE}samenvoegen/", views.attach, name="signal_attach"),
]
