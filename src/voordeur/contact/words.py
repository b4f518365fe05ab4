# SPDX-License-Identifier: EUPL-1.2
"""Words for codes of contact, and for the guide in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.instruments.words import Text

KIND_WORDS = {
    "home": gettext_lazy("Visit at home"),
    "office": gettext_lazy("Talk at the office"),
    "phone": gettext_lazy("Phone call"),
    "letter": gettext_lazy("Letter"),
    "message": gettext_lazy("Message"),
}
OUTCOME_WORDS = {
    "held": gettext_lazy("It took place"),
    "nobody_home": gettext_lazy("Nobody answered"),
    "refused": gettext_lazy("They did not want it"),
    "put_off": gettext_lazy("It was put off"),
}
STATE_WORDS = {
    "met": gettext_lazy("In place"),
    "open": gettext_lazy("Still open"),
}
PART_WORDS = {
    "common": gettext_lazy("Everyone in the household and all who help may see it"),
    "own": gettext_lazy("The member's own part"),
    "health": gettext_lazy("Health"),
    "youth": gettext_lazy("Growing up"),
    "money": gettext_lazy("Money"),
    "justice": gettext_lazy("Police and justice"),
    "safety": gettext_lazy("Safety"),
}


def kind_words(code: str | None) -> str:
    """Return what a kind of contact is called; of a masked one only that it was a contact."""
    return str(KIND_WORDS[code]) if code else _("Contact")


def outcome_words(code: str | None) -> str:
    """Return how a contact went."""
    return str(OUTCOME_WORDS[code]) if code else ""


def in_words(text: Text) -> str:
    """Return a text of the guide in the reader's language."""
    return text.in_language(language())
