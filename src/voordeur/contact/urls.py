# SPDX-License-Identifier: EUPL-1.2
"""Addresses of contact."""

from django.urls import path

from voordeur.contact import views, watching

urlpatterns = [
    path("huishouden/<uuid:household>/bezoek/", watching.visit_watch, name="visit_watch"),
    path("huishouden/<uuid:household>/bezoek/terug/", watching.visit_over, name="visit_over"),
    path("huishouden/<uuid:household>/contact/", views.contact_page, name="contact_page"),
    path("huishouden/<uuid:household>/contact/nieuw/", views.contact_new, name="contact_new"),
    path("huishouden/<uuid:household>/contact/notitie/", views.note_new, name="note_new"),
    path(
        "huishouden/<uuid:household>/contact/notitie/<uuid:note>/",
        views.note_correct,
        name="note_correct",
    ),
    path(
        "huishouden/<uuid:household>/contact/werknotitie/<uuid:note>/delen/",
        views.work_note_share,
        name="work_note_share",
    ),
    path(
        "huishouden/<uuid:household>/contact/werknotitie/<uuid:note>/weg/",
        views.work_note_drop,
        name="work_note_drop",
    ),
    path("huishouden/<uuid:household>/gesprek/", views.conversation_page, name="conversation_page"),
    path("huishouden/<uuid:household>/gesprek/grens/", views.limit_new, name="limit_new"),
    path(
        "huishouden/<uuid:household>/gesprek/grens/<uuid:limit>/einde/",
        views.limit_end,
        name="limit_end",
    ),
]
