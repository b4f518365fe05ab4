# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the door."""

from django.urls import path

from voordeur.door import drafts, listing, views

urlpatterns = [
    *drafts.urlpatterns,
    path("beheer/grondslagen/", listing.legal_bases, name="administration_bases"),
    path("beheer/bewaartermijnen/", listing.retention_terms, name="administration_terms"),
    path("noodtoegang/<uuid:household>/", views.emergency, name="door_emergency"),
    path("invulwerk/", views.form_costs, name="form_costs"),
    path("toezicht/noodtoegang/", views.reviews, name="door_reviews"),
    path("toezicht/noodtoegang/<uuid:emergency>/", views.review, name="door_review"),
    path("toezicht/inzage/", views.inspection, name="door_inspection"),
    path("toezicht/inzage/log/", views.inspected, name="door_inspected"),
]
