# SPDX-License-Identifier: EUPL-1.2
"""Addresses of transitions."""

from django.urls import path

from voordeur.transitions import views

HOME = "huishouden/<uuid:household>/overgangen/"

urlpatterns = [
    path(HOME, views.transitions_page, name="transitions_page"),
    path(f"{HOME}oppakken/", views.transition_take, name="transition_take"),
    path(f"{HOME}<slug:doing>/", views.transition_do, name="transition_do"),
    path(f"{HOME}<slug:doing>/<uuid:item>/", views.transition_do, name="transition_do_one"),
]
