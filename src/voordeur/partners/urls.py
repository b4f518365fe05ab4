# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the administration."""

from django.urls import path

from voordeur.partners.views import house, places, signing, staff

BASE = "beheer/"
ACCOUNT = f"{BASE}accounts/<uuid:account>/"

urlpatterns = [
    path(BASE, places.administration_home, name="administration"),
    path(f"{BASE}organisaties/", places.organisations, name="administration_organisations"),
    path(
        f"{BASE}organisaties/<uuid:organisation>/",
        places.organisation,
        name="administration_organisation",
    ),
    path(
        f"{BASE}organisaties/<uuid:organisation>/afdeling/",
        places.new_department,
        name="administration_department_new",
    ),
    path(
        f"{BASE}afdelingen/<uuid:department>/",
        places.department,
        name="administration_department",
    ),
    path(f"{BASE}teams/", places.teams, name="administration_teams"),
    path(f"{BASE}teams/<uuid:team>/", places.team, name="administration_team"),
    path(f"{BASE}professionals/", staff.professionals, name="administration_professionals"),
    path(
        f"{BASE}professionals/<uuid:professional>/",
        staff.professional,
        name="administration_professional",
    ),
    path(f"{BASE}rollen/", staff.roles, name="administration_roles"),
    path(f"{BASE}rollen/<uuid:role>/", staff.role, name="administration_role"),
    path(f"{BASE}inrichting/", house.set_up_page, name="administration_set_up"),
    path(f"{BASE}inrichting/bestand/", house.set_up_download, name="administration_set_up_file"),
    path(
        f"{BASE}toegankelijkheid/", house.write_accessibility, name="administration_accessibility"
    ),
    path("toegankelijkheid/", house.accessibility, name="accessibility"),
    path(f"{BASE}logboek/", staff.changes, name="administration_changes"),
    path(f"{BASE}accounts/", signing.account_list, name="administration_accounts"),
    path(ACCOUNT, signing.account, name="administration_account"),
    path(f"{ACCOUNT}uitnodiging/", signing.invitation, name="administration_invitation"),
    path(f"{ACCOUNT}sluiten/", signing.close, name="administration_close"),
    path(f"{ACCOUNT}heropenen/", signing.reopen, name="administration_reopen"),
    path(f"{ACCOUNT}tweede-stap/", signing.factor, name="administration_factor"),
]
