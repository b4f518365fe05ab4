# SPDX-License-Identifier: EUPL-1.2
"""Addresses of money at home."""

from django.urls import path

from voordeur.livelihood import views

HOME = "huishouden/<uuid:household>/geld-thuis/"

urlpatterns = [
    path(HOME, views.money_page, name="money_page"),
    path(f"{HOME}<slug:doing>/", views.money_do, name="money_do"),
    path(f"{HOME}<slug:doing>/<uuid:item>/", views.money_do, name="money_do_one"),
]
