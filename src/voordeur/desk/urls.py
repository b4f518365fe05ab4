# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the desk."""

from django.urls import path

from voordeur.desk import demo, lessons, listviews, pictures, reflection, teamviews, views

urlpatterns = [
    path("", views.home, name="home"),
    path("kies/", demo.choose, name="choose"),
    path("reflectie/", reflection.reflect, name="reflect"),
    path("lessen/", lessons.lesson_list, name="lessons"),
    path("lessen/<slug:lesson>/", lessons.lesson, name="lesson"),
    path("vandaag/", views.today, name="today"),
    path("sinds-vrijdag/", views.since_friday, name="since_friday"),
    path("team/", views.team, name="team"),
    path("team/overdragen/", teamviews.hand_over, name="hand_over"),
    path("vragen-aan-mij/", teamviews.asked_of_me, name="asked_of_me"),
    path("berichten/", teamviews.my_notices, name="my_notices"),
    path("huishoudens/", listviews.households, name="households"),
    path("huishoudens/bewaren/", listviews.save_view, name="save_view"),
    path("huishoudens/weg/", listviews.drop_view, name="drop_view"),
    path("huishoudens/bestand/", listviews.take_list, name="take_list"),
    path("huishouden/<uuid:household>/bestand/", listviews.take_household, name="take_household"),
    path("huishouden/<uuid:household>/", views.household, name="household"),
    path("huishouden/<uuid:household>/tafel/", views.table, name="table"),
    path("huishouden/<uuid:household>/mensen/tekening/", pictures.pictures, name="pictures"),
    path("huishouden/<uuid:household>/tijdlijn/", views.timeline, name="timeline"),
    path(
        "huishouden/<uuid:household>/tijdlijn/<uuid:operation>/",
        views.timeline_change,
        name="timeline_change",
    ),
]
