# SPDX-License-Identifier: EUPL-1.2
"""Words for the lists of the catalogue and the states of measures, in the reader's language."""

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.safety.catalogue import Item, MeasureKind, catalogue


def title(item: Item) -> str:
    """Return what a thing of the catalogue is called."""
    return item.text(language())


def sentence(text: str) -> str:
    """Return a text with a capital in front."""
    return text[:1].upper() + text[1:]


def kind_of(code: str | None) -> MeasureKind | None:
    """Return a kind of measure; None when it is masked, or not in the list any more."""
    return catalogue().measures.get(code or "")


def urgency_words(urgency: str | None) -> str:
    """Return whether a concern is acute or lasting."""
    return {"acute": _("acute"), "lasting": _("lasting")}.get(urgency or "", "")


def doer_words(doer: str) -> str:
    """Return who does a line of the safety plan."""
    return {
        "family": _("the family"),
        "network": _("their own people"),
        "professional": _("a professional"),
    }[doer]


def state_words(state: str | None) -> str:
    """Return how a measure stands."""
    return {
        "threatened": _("threatens"),
        "in_force": _("in force"),
        "averted": _("averted"),
        "lifted": _("lifted"),
    }.get(state or "", "")


def verb_words(verb: str) -> str:
    """Return what can happen to a measure, as a choice."""
    return {
        "impose": _("It was imposed: it is in force now"),
        "avert": _("It was averted: it does not happen"),
        "lift": _("It was lifted: it has ended"),
        "threaten_again": _("It threatens again"),
    }[verb]


STATE_TONES = {"threatened": "warning", "in_force": "error", "averted": "ok", "lifted": "ok"}
