# SPDX-License-Identifier: EUPL-1.2
"""Addresses of safety."""

from django.urls import path

from voordeur.safety.views import concerns, measures

HOME = "huishouden/<uuid:household>/"

urlpatterns = [
    path(f"{HOME}veiligheid/", concerns.safety_page, name="safety_page"),
    path(f"{HOME}veiligheid/<slug:doing>/", concerns.safety_do, name="safety_do"),
    path(f"{HOME}veiligheid/<slug:doing>/<uuid:item>/", concerns.safety_do, name="safety_do_one"),
    path(f"{HOME}wat-dreigt/", measures.measures_page, name="measures_page"),
    path(f"{HOME}wat-dreigt/<slug:doing>/", measures.measures_do, name="measures_do"),
    path(
        f"{HOME}wat-dreigt/<slug:doing>/<uuid:item>/",
        measures.measures_do,
        name="measures_do_one",
    ),
    path(f"{HOME}crisis/", measures.crisis_page, name="crisis_page"),
]
