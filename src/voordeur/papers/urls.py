# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the papers of a household."""

from django.urls import path

from voordeur.papers import views

HERE = "huishouden/<uuid:household>/papieren/"

urlpatterns = [
    path(HERE, views.papers_page, name="papers_page"),
    path(f"{HERE}nieuw/", views.paper_new, name="paper_new"),
    path(f"{HERE}brief/<slug:letter>/", views.letter_new, name="letter_new"),
    path(f"{HERE}<uuid:paper>/", views.download, name="paper_download"),
    path(f"{HERE}<uuid:paper>/tekenen/", views.sign, name="paper_sign"),
    path(f"{HERE}<uuid:paper>/weghalen/", views.remove, name="paper_remove"),
]
