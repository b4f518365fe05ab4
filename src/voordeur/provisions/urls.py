# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages about help and cost."""

from django.urls import path

from voordeur.provisions import views
from voordeur.provisions.social_map import views as map_views

HOME = "huishouden/<uuid:household>"

urlpatterns = [
    path(f"{HOME}/hulp/", views.provisions_page, name="provisions_page"),
    path(f"{HOME}/hulp/nieuw/", views.provision_new, name="provision_new"),
    path(f"{HOME}/hulp/<uuid:provision>/<slug:doing>/", views.provision_do, name="provision_do"),
    path(f"{HOME}/kosten/", views.costs_page, name="costs_page"),
    path(f"{HOME}/kosten/anders/", views.alternative_new, name="alternative_new"),
    path(
        f"{HOME}/kosten/anders/<uuid:alternative>/",
        views.alternative_change,
        name="alternative_change",
    ),
    path(
        f"{HOME}/kosten/anders/<uuid:alternative>/weg/",
        views.alternative_aside,
        name="alternative_aside",
    ),
    path(f"{HOME}/kosten/<int:year>.svg", views.costs_chart, name="costs_chart"),
    path("hulp-in-de-buurt/", map_views.open_map, name="open_map"),
    path("sociale-kaart/", map_views.social_map, name="social_map"),
    path("sociale-kaart/nieuw/", map_views.map_describe, name="map_new"),
    path("sociale-kaart/<uuid:entry>/", map_views.map_entry, name="map_entry"),
    path("sociale-kaart/<uuid:entry>/anders/", map_views.map_describe, name="map_change"),
]
