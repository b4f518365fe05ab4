# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages of measurements."""

from django.urls import path

from voordeur.instruments import views
from voordeur.instruments.views import administration

HERE = "huishouden/<uuid:household>/metingen/"

urlpatterns = [
    path("beheer/meetinstrumenten/", administration.instruments, name="administration_instruments"),
    path(
        "beheer/meetinstrumenten/gebruik/",
        administration.use,
        name="administration_instrument_use",
    ),
    path(HERE, views.measurements_page, name="measurements_page"),
    path(
        f"{HERE}vergelijken/<slug:instrument>/<slug:version>/<slug:about>/",
        views.compare,
        name="measurement_compare",
    ),
    path(f"{HERE}verbeteren/<uuid:measurement>/", views.correct, name="measurement_correct"),
    path(
        f"{HERE}<slug:instrument>/<slug:version>/<slug:about>/",
        views.take,
        name="measurement_take",
    ),
]
