# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages of imports."""

from django.urls import path

from voordeur.imports import views

urlpatterns = [
    path("invoer/", views.imports, name="imports"),
    path("invoer/<uuid:batch>/", views.import_batch, name="import_batch"),
    path("invoer/<uuid:batch>/kolommen/", views.import_columns, name="import_columns"),
    path("invoer/<uuid:batch>/afgekeurd/", views.import_rejected, name="import_rejected"),
    path("invoer/<uuid:batch>/<slug:doing>/", views.import_do, name="import_do"),
]
