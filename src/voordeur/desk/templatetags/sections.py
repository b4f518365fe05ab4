# SPDX-License-Identifier: EUPL-1.2
"""The tabs of a part of the house that several rooms fill: the administration, supervision."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.desk.nav import NavItem

register = template.Library()

SECTIONS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "administration": (
        gettext_noop("Parts of the administration"),
        (
            ("administration", gettext_noop("Overview")),
            ("administration_organisations", gettext_noop("Organisations")),
            ("administration_teams", gettext_noop("Teams")),
            ("administration_professionals", gettext_noop("Professionals")),
            ("administration_accounts", gettext_noop("Accounts")),
            ("administration_residents", gettext_noop("Residents' accounts")),
            ("administration_roles", gettext_noop("Roles")),
            ("administration_instruments", gettext_noop("Instruments")),
            ("administration_bases", gettext_noop("Legal bases")),
            ("administration_terms", gettext_noop("Retention terms")),
            ("supervision_erasures", gettext_noop("Erasing")),
            ("administration_set_up", gettext_noop("As a file")),
            ("administration_accessibility", gettext_noop("Accessibility")),
            ("administration_changes", gettext_noop("Log")),
        ),
    ),
    "supervision": (
        gettext_noop("Parts of supervision"),
        (
            ("supervision_erasures", gettext_noop("Erasing")),
            ("supervision_wishes", gettext_noop("Forgetting")),
            ("supervision_holds", gettext_noop("Holds")),
            ("supervision_breaches", gettext_noop("Data breaches")),
            ("supervision_reader", gettext_noop("What somebody opened")),
            ("supervision_corrections", gettext_noop("Corrections")),
            ("administration_terms", gettext_noop("Retention terms")),
            ("administration_bases", gettext_noop("Legal bases")),
        ),
    ),
}


@register.inclusion_tag("desk/components/tabs.html")
def section_tabs(section: str, current: str) -> dict[str, object]:
    """Draw the tabs of a section; `current` is the URL name of the page one is on or under."""
    label, pages = SECTIONS[section]
    tabs = []
    for name, words in pages:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        tabs.append(NavItem(url, _(words), name == current))
    return {"tabs": tabs, "more": [], "label": _(label)}
