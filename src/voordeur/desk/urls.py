# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the desk."""

from django.urls import path

from voordeur.desk import demo, pictures, views

urlpatterns = [
    path("", views.home, name="home"),
    path("kies/", demo.choose, name="choose"),
    path("vandaag/", views.today, name="today"),
    path("sinds-vrijdag/", views.since_friday, name="since_friday"),
    path("team/", views.team, name="team"),
    path("huishoudens/", views.households, name="households"),
    path("huishouden/<uuid:household>/", views.household, name="household"),
    path("huishouden/<uuid:household>/blok/<slug:group>/", views.more, name="household_more"),
    path("huishouden/<uuid:household>/tafel/", views.table, name="table"),
    path("huishouden/<uuid:household>/mensen/tekening/", pictures.pictures, name="pictures"),
    path("huishouden/<uuid:household>/tijdlijn/", views.timeline, name="timeline"),
]
