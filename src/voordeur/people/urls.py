# SPDX-License-Identifier: EUPL-1.2
"""Addresses of people: registering and searching, and a household's people."""

from django.urls import path

from voordeur.people.views import members, merging, moving, registering, searching, ties

HERE = "huishouden/<uuid:household>/mensen/"
ONE = f"{HERE}lid/<uuid:person>/"

urlpatterns = [
    path("huishouden/nieuw/", registering.register, name="people_register"),
    path("huishouden/nieuw/lijkt-op/", registering.check, name="people_check"),
    path("zoeken/", searching.search, name="search"),
    path(HERE, members.people, name="people_page"),
    path(f"{HERE}nieuw/", members.add, name="people_add"),
    path(ONE, members.member, name="people_member"),
    path(f"{ONE}verbeteren/", members.correct, name="people_correct"),
    path(f"{ONE}vertrek/", members.leave, name="people_leave"),
    path(f"{ONE}nummer/", members.number, name="people_number"),
    path(f"{ONE}nummer/tonen/", members.show_number, name="people_show_number"),
    path(f"{ONE}bereiken/", ties.reach, name="people_reach"),
    path(f"{ONE}bereiken/<uuid:channel>/weg/", ties.unreach, name="people_unreach"),
    path(f"{ONE}zelfde/", merging.same_person, name="people_same"),
    path(f"{ONE}zelfde/<uuid:other>/", merging.join_persons, name="people_join"),
    path(f"{HERE}zelfde/", merging.same_household, name="people_doubles"),
    path(f"{HERE}zelfde/<uuid:other>/", merging.join_households, name="people_join_households"),
    path(f"{HERE}uit-elkaar/<uuid:merge>/", merging.take_apart, name="people_apart"),
    path(f"{HERE}verhuizen/", moving.move_house, name="people_move_house"),
    path(f"{HERE}uit-huis/", moving.move_people, name="people_move_out"),
    path(f"{HERE}relatie/", ties.relate, name="people_relate"),
    path(f"{HERE}relatie/<uuid:relation>/einde/", ties.unrelate, name="people_unrelate"),
    path(f"{HERE}gezag/", ties.authorise, name="people_authorise"),
    path(f"{HERE}gezag/<uuid:authority>/einde/", ties.unauthorise, name="people_unauthorise"),
    path(f"{HERE}adres/", ties.locate, name="people_locate"),
    path(f"{HERE}adres/<uuid:address>/terug/", ties.take_move_back, name="people_move_back"),
    path(f"{HERE}adres/<uuid:address>/einde/", ties.move_away, name="people_move_away"),
    path(f"{HERE}netwerk/", ties.name_somebody, name="people_name"),
    path(f"{HERE}netwerk/<uuid:companion>/", ties.change_somebody, name="people_change"),
    path(f"{HERE}netwerk/<uuid:companion>/weg/", ties.remove_somebody, name="people_remove"),
]
