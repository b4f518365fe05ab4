# SPDX-License-Identifier: EUPL-1.2
"""Addresses of counsel."""

from django.urls import path

from voordeur.counsel.views import conferences, consultations

HERE = "huishouden/<uuid:household>/meedenken/"
ONE = f"{HERE}raad/<uuid:consultation>/"
ITEM = f"{HERE}overleg/<uuid:item>/"

urlpatterns = [
    path(HERE, consultations.counsel_page, name="counsel_page"),
    path(f"{HERE}raad/", consultations.consult, name="consult"),
    path(f"{HERE}gevraagd/", consultations.consultation_asked, name="consultation_asked"),
    path(f"{ONE}samen/", consultations.go_together, name="go_together"),
    path(f"{ONE}nieuw/", consultations.what_was_new, name="what_was_new"),
    path(f"{ONE}terug/", consultations.withdraw, name="consultation_withdraw"),
    path(f"{HERE}overleg/", conferences.agenda_new, name="agenda_new"),
    path(ITEM, conferences.agenda_item, name="agenda_item"),
    path(f"{ITEM}mogelijk/", conferences.item_options, name="item_options"),
    path(f"{ITEM}verslag/", conferences.item_minutes, name="item_minutes"),
    path(f"{ITEM}besluit/", conferences.item_decision, name="item_decision"),
    path(f"{ITEM}gemis/", conferences.item_gap, name="item_gap"),
    path(f"{ITEM}eraf/", conferences.item_off, name="item_off"),
    path(f"{ITEM}volgorde/", conferences.item_move, name="item_move"),
    path(f"{ITEM}vertellen/", conferences.item_tell, name="item_tell"),
    path("overleg/", conferences.conference_list, name="conferences"),
    path("overleg/nieuw/", conferences.conference_new, name="conference_new"),
    path("overleg/<uuid:uuid>/", conferences.conference_page, name="conference"),
    path("overleg/<uuid:uuid>/agenda.ics", conferences.conference_calendar, name="conference_ics"),
]
