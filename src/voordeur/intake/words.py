# SPDX-License-Identifier: EUPL-1.2
"""What codes of intake are called on a screen, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.language import language
from voordeur.door.matrix import Purpose, bases
from voordeur.instruments.words import LifeArea
from voordeur.intake.counting import SignalCount
from voordeur.intake.lists import ListName, choices
from voordeur.intake.queries import More
from voordeur.terms.due import Urgency

URGENCIES = {
    "normal": gettext_noop("within a week"),
    "soon": gettext_noop("within two days"),
    "now": gettext_noop("today"),
}
NEXT_VISIT = {
    "yes": gettext_noop("yes"),
    "pair": gettext_noop("yes, with two"),
    "no": gettext_noop("no, not now"),
}
EFFECTS = {
    "positive": gettext_noop("it went well"),
    "not": gettext_noop("it did not go well"),
    "unknown": gettext_noop("too little known to say"),
}
LATENESS = {
    Urgency.OVERDUE: (gettext_noop("too late"), "error"),
    Urgency.TODAY: (gettext_noop("today"), "warning"),
    Urgency.SOON: (gettext_noop("this week"), "info"),
    Urgency.LATER: (gettext_noop("later"), ""),
    Urgency.OPEN: (gettext_noop("no date"), ""),
}


def called(name: ListName, code: str | None) -> str:
    """Return what a code of a list is called; empty for none."""
    found = choices(name).get(code or "")
    return found.label(language()) if found else ""


def options(name: ListName, *, empty: bool = False) -> list[tuple[str, str]]:
    """Return a list as choices for a form."""
    first = [("", _("not said"))] if empty else []
    return [*first, *((one.code, one.label(language())) for one in choices(name).values())]


def life_areas() -> list[tuple[str, str]]:
    """Return the life areas as choices, an empty one first."""
    rest = [(area.value, life_area(area.value)) for area in LifeArea]
    return [("", _("not said")), *rest]


def life_area(code: str) -> str:
    """Return what a life area is called; empty for none."""
    if not code:
        return ""
    label = LifeArea(code).label
    return label.en if language() == "en" else label.nl


def legal_bases() -> list[tuple[str, str]]:
    """Return the legal bases that can carry help; not the resident's own right of access."""
    return [
        (code, legal_basis(code))
        for code, basis in bases().items()
        if Purpose.HELP in basis.purposes and code not in ("own_file", "consent")
    ]


def legal_basis(code: str) -> str:
    """Return law, article and meaning of any legal basis; empty when it is not known."""
    basis = bases().get(code)
    if basis is None:
        return ""
    return f"{basis.law} {basis.article}: {basis.en if language() == 'en' else basis.nl}"


def said(words: dict[str, str], code: str) -> str:
    """Return what a code is called; empty for none."""
    return _(words[code]) if code in words else ""


def lateness(urgency: Urgency) -> tuple[str, str]:
    """Return the word and the tone of an urgency, for a badge."""
    text, tone = LATENESS[urgency]
    return _(text), tone


def count(number: SignalCount) -> str:
    """Return 'third signal in six weeks' in the reader's language."""
    return number.text(language())


def more(found: Iterable[More]) -> list[str]:
    """Return in words that there are more signals, and by which rule; not what they say."""
    return [
        f"{count(one.count)} ({called('rule', one.rule) or _('in this file')})" for one in found
    ]
