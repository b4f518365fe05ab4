# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the resident's pages. Their words stay in a browser's history and give nothing away."""

from django.urls import path

from voordeur.resident.views import (
    accounts,
    ahead,
    alone,
    behalf,
    ending,
    home,
    plan,
    record,
    taking,
    together,
    told,
)

MINE = "mijn/<uuid:household>/"
ACCOUNT = "beheer/inwoners/<uuid:account>/"

urlpatterns = [
    path("mijn/", home.my_file, name="my_file"),
    path(MINE, home.my_home, name="my_home"),
    path(f"{MINE}hulp/", home.my_helpers, name="my_helpers"),
    path(f"{MINE}straks/", ahead.my_ahead, name="my_ahead"),
    path(f"{MINE}geschreven/", home.my_written, name="my_written"),
    path(f"{MINE}plan/", plan.my_plan, name="my_plan"),
    path(f"{MINE}verder/", ending.my_ending, name="my_ending"),
    path(f"{MINE}aanbod/<uuid:offer>/", plan.answer_my_offer, name="answer_my_offer"),
    path(f"{MINE}woorden/", plan.my_words, name="my_words"),
    path(f"{MINE}woorden/<uuid:words>/", plan.my_words, name="correct_my_words"),
    path(f"{MINE}blad/", alone.my_notes, name="my_notes"),
    path(f"{MINE}blad/<uuid:note>/", alone.my_notes, name="change_my_note"),
    path(f"{MINE}blad/<uuid:note>/weg/", alone.throw_my_note_away, name="throw_my_note_away"),
    path(f"{MINE}regel/", alone.tell_line, name="tell_line"),
    path(f"{MINE}regel/<uuid:note>/", alone.tell_line, name="tell_line_of_note"),
    path(f"{MINE}terug/<uuid:told>/", alone.take_mine_back, name="take_mine_back"),
    path(f"{MINE}vraag/", alone.my_safety, name="my_safety"),
    path(f"{MINE}gegevens/", record.my_details, name="my_details"),
    path(f"{MINE}bereik/", record.my_channel, name="my_channel"),
    path(f"{MINE}bereik/<uuid:channel>/weg/", record.drop_my_channel, name="drop_my_channel"),
    path(f"{MINE}samen/", together.my_together, name="my_together"),
    path(f"{MINE}samen/<uuid:item>/", together.my_coming, name="my_coming"),
    path(f"{MINE}samen/<uuid:item>/afspraak.ics", together.my_appointment, name="my_appointment"),
    path(f"{MINE}mensen/", record.my_people, name="my_people"),
    path(f"{MINE}tekening/", record.my_drawing, name="my_drawing"),
    path(f"{MINE}mensen/<uuid:person>/weg/", record.remove_my_person, name="remove_my_person"),
    path(f"{MINE}inzage/", record.my_access, name="my_access"),
    path(f"{MINE}inzage/terug/", record.take_share_back, name="take_share_back"),
    path(f"{MINE}gekeken/", record.my_looks, name="my_looks"),
    path(f"{MINE}geld/", record.my_money, name="my_money"),
    path(f"{MINE}kosten/", record.my_costs, name="my_costs"),
    path(f"{MINE}naast/", behalf.my_supporter, name="my_supporter"),
    path(f"{MINE}naast/weg/", behalf.end_my_supporter, name="end_my_supporter"),
    path(f"{MINE}meenemen/", taking.my_takeaway, name="my_takeaway"),
    path("beheer/inwoners/", accounts.find, name="administration_residents"),
    path(ACCOUNT, accounts.account, name="administration_resident"),
    path(f"{ACCOUNT}uitnodiging/", accounts.invitation, name="administration_resident_invite"),
    path(f"{ACCOUNT}<slug:way>/", accounts.change, name="administration_resident_change"),
    path("naast/", behalf.beside, name="beside"),
    path("huishouden/<uuid:household>/namens/", behalf.behalf, name="behalf"),
    path("huishouden/<uuid:household>/namens/<uuid:person>/", behalf.of_one, name="behalf_of"),
    path(
        "huishouden/<uuid:household>/namens/<uuid:person>/<slug:code>/",
        behalf.act,
        name="behalf_act",
    ),
    path("verteld/", told.told, name="told"),
    path("verteld/<uuid:told>/", told.answer, name="answer_told"),
    path("huishouden/<uuid:household>/verteld/", told.told_in_household, name="told_in_household"),
]
