# SPDX-License-Identifier: EUPL-1.2
"""What codes of provisions are called on the screen, in the language of the reader."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from voordeur.door.language import language
from voordeur.partners.laws import laws, payers
from voordeur.provisions.istandaarden.codes import term
from voordeur.provisions.istandaarden.lines import Law
from voordeur.provisions.pricing import Basis, Certainty, Per

BASES = {
    Basis.DECLARED: gettext_noop("billed"),
    Basis.BUDGET: gettext_noop("budget granted"),
    Basis.VOLUME_PRICE: gettext_noop("volume times price"),
    Basis.UNKNOWN: gettext_noop("not known"),
}
CERTAINTIES = {
    Certainty.ACTUAL: "",
    Certainty.ESTIMATE: gettext_noop("estimate"),
    Certainty.AVERAGE: gettext_noop("average"),
}
PERS = {
    Per.DAY: gettext_noop("a day"),
    Per.WEEK: gettext_noop("a week"),
    Per.FOUR_WEEKS: gettext_noop("every four weeks"),
    Per.MONTH: gettext_noop("a month"),
    Per.YEAR: gettext_noop("a year"),
    Per.TOTAL: gettext_noop("in total"),
}
FLOW_WORDS = {
    "": gettext_noop("not known"),
    "in_kind": gettext_noop("in kind, by a provider"),
    "personal_budget": gettext_noop("personal budget"),
    "subsidy": gettext_noop("subsidy to the organisation"),
    "income_support": gettext_noop("income support"),
}
UNITS = {
    "": "",
    "minute": gettext_noop("minutes"),
    "hour": gettext_noop("hours"),
    "half_day": gettext_noop("half-days"),
    "day": gettext_noop("days and nights"),
    "piece": gettext_noop("pieces"),
    "euro": gettext_noop("euros"),
}
GROUP_WORDS = {
    "child": gettext_lazy("Children"),
    "youth": gettext_lazy("Young people from 16 to 27"),
    "adult": gettext_lazy("Adults"),
    "senior": gettext_lazy("Older people"),
    "family": gettext_lazy("Families"),
}
STACKING_WORDS = {
    "": gettext_noop("not said"),
    "intended": gettext_noop("intended"),
    "unintended": gettext_noop("not intended"),
}


def said(text: Mapping[str, str]) -> str:
    """Return a text that comes in two languages as data."""
    return text[language()]


def law_name(code: str) -> str:
    """Return what a law is called; the code itself when it is not on the list."""
    law = laws().get(code)
    return code if law is None else getattr(law, language())


def payer_name(code: str | None) -> str:
    """Return what a payer is called."""
    payer = payers().get(code or "unknown")
    return code or "" if payer is None else getattr(payer, language())


def basis_name(basis: Basis, certainty: Certainty) -> str:
    """Return what an amount rests on, with 'estimate' or 'average' when it is one."""
    parts = (BASES[basis], CERTAINTIES[certainty])
    return ", ".join(_(part) for part in parts if part)


def category_name(law: str, category: str) -> str:
    """Return the official name of a product category; empty when there is none."""
    try:
        found = term("category", Law(law), category)
    except ValueError:
        return ""
    return "" if found is None else getattr(found, language())
