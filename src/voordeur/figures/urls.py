# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the figures."""

from django.urls import path

from voordeur.figures import views

urlpatterns = [
    path("cijfers/", views.figures, name="figures"),
    path("cijfers/<slug:week>/<slug:code>.xlsx", views.figures_file, name="figures_file"),
]
