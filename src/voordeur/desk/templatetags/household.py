# SPDX-License-Identifier: EUPL-1.2
"""The tabs of a household, for the pages of every room: which pages are there is the desk's to know."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.desk.nav import NavItem

register = template.Library()

# The first of these are always in sight; the others are one press away, the current one excepted.
IN_SIGHT = 8
PAGES: tuple[tuple[str, str], ...] = (
    ("household", gettext_noop("Overview")),
    ("plan_page", gettext_noop("Plan")),
    ("problems_page", gettext_noop("Problems")),
    ("people_page", gettext_noop("People")),
    ("coordination_page", gettext_noop("Who helps")),
    ("contact_page", gettext_noop("Contact")),
    ("provisions_page", gettext_noop("Help and cost")),
    ("safety_page", gettext_noop("Safety")),
    ("measures_page", gettext_noop("What threatens")),
    ("transitions_page", gettext_noop("Transitions")),
    ("money_page", gettext_noop("Money at home")),
    ("budget_page", gettext_noop("One budget")),
    ("leeway_page", gettext_noop("What is stuck")),
    ("measurements_page", gettext_noop("Measurements")),
    ("cooperation_page", gettext_noop("Working together")),
    ("counsel_page", gettext_noop("Thinking along")),
    ("behalf", gettext_noop("In their name")),
    ("papers_page", gettext_noop("Papers")),
    ("signals_here", gettext_noop("Signals")),
    ("timeline", gettext_noop("Timeline")),
    ("closing_page", gettext_noop("Closing")),
)


@register.inclusion_tag("desk/components/tabs.html")
def household_tabs(home: Any, current: str) -> dict[str, object]:
    """Draw the tabs of the household of a page; `current` is the URL name of that page."""
    tabs = []
    for name, label in PAGES:
        try:
            url = reverse(name, args=[home.uuid])
        except NoReverseMatch:
            continue
        tabs.append(NavItem(url, _(label), name == current))
    sight = [tab for place, tab in enumerate(tabs) if place < IN_SIGHT or tab.current]
    more = [tab for tab in tabs if tab not in sight]
    return {"tabs": sight, "more": more, "label": _("Parts of this household")}
