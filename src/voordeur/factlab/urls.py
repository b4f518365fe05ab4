# SPDX-License-Identifier: EUPL-1.2
"""Addresses of Factlab; a folder is called by its name, which is looked up and never a path."""

from django.urls import path

from voordeur.factlab import views

urlpatterns = [
    path("factlab/", views.factlab, name="factlab"),
    path("factlab/nieuw/", views.factlab_receive, name="factlab_receive"),
    path("factlab/map/<slug:folder>/", views.factlab_folder, name="factlab_folder"),
    path("factlab/map/<slug:folder>/nakijken/", views.factlab_check, name="factlab_check"),
    path("factlab/aanlevering/<uuid:delivery>/", views.factlab_delivery, name="factlab_delivery"),
    path(
        "factlab/aanlevering/<uuid:delivery>/brief.pdf", views.factlab_letter, name="factlab_letter"
    ),
    path("factlab/taak/<uuid:task>/", views.factlab_task, name="factlab_task"),
    path("factlab/taak/<uuid:task>/stop/", views.factlab_stop, name="factlab_stop"),
    path("factlab/taak/<uuid:task>/rapport/", views.factlab_report, name="factlab_report"),
    path("factlab/taak/<uuid:task>/twijfel/", views.factlab_doubt, name="factlab_doubt"),
    path("factlab/taak/<uuid:task>/onenig/", views.factlab_second, name="factlab_second"),
    path(
        "factlab/taak/<uuid:task>/bestand/<slug:stem>.<slug:suffix>",
        views.factlab_file,
        name="factlab_file",
    ),
]
