# SPDX-License-Identifier: EUPL-1.2
"""Words for the lists of money at home and the states of a debt, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.livelihood.catalogue import Item


def name_of(items: Mapping[str, Item], code: str | None) -> str:
    """Return what a thing of a list is called; nothing when it is masked or not in the list."""
    found = items.get(code or "")
    return found.text(language()) if found else ""


def sentence(text: str) -> str:
    """Return a text with a capital in front."""
    return text[:1].upper() + text[1:]


def per_words(per: str | None) -> str:
    """Return per what an amount is."""
    return {
        "week": _("a week"),
        "four_weeks": _("each four weeks"),
        "month": _("a month"),
        "quarter": _("each three months"),
        "year": _("a year"),
    }.get(per or "", "")


def state_words(state: str | None) -> str:
    """Return how a debt stands."""
    return {
        "open": _("open"),
        "arranged": _("arranged"),
        "at_court": _("at court"),
        "settled": _("settled"),
    }.get(state or "", "")


def verb_words(verb: str) -> str:
    """Return what can happen to a debt, as a choice."""
    return {
        "arrange": _("An arrangement was made"),
        "fall_behind": _("The arrangement was not kept"),
        "go_to_court": _("It came to court"),
        "settle": _("It is settled: paid, remitted or left"),
    }[verb]


def threat_words(threat: str | None) -> str:
    """Return what can follow when a debt stays unpaid."""
    return {
        "eviction": _("put out of the home"),
        "cut_off": _("cut off"),
        "debt_detention": _("locked up"),
    }.get(threat or "", "")


STATE_TONES = {"open": "warning", "arranged": "ok", "at_court": "error", "settled": "ok"}
