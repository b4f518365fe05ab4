# SPDX-License-Identifier: EUPL-1.2
"""What tables, codes and rules are called, and which tables serve which role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.cooperation.words import WAIT_WORDS
from voordeur.coordination.ending import Way
from voordeur.coordination.ending_page import WAYS
from voordeur.door.language import language
from voordeur.instruments.words import LifeArea
from voordeur.partners.laws import laws, payers
from voordeur.provisions.words import GROUP_WORDS


@dataclass(frozen=True, slots=True)
class TableWords:
    """What one table counts: title, unit, what the total is (the base), and what it does not say."""

    title: Promise
    unit: Promise
    base: Promise
    explain: Promise


TABLES: Mapping[str, TableWords] = {
    "plan": TableWords(
        gettext_lazy("Households with a plan"),
        gettext_lazy("households"),
        gettext_lazy("all households with an open case"),
        gettext_lazy("A plan counts from the moment it was set down, whatever was said of it."),
    ),
    "helpers": TableWords(
        gettext_lazy("How many helpers a household has"),
        gettext_lazy("households"),
        gettext_lazy("all households with an open case"),
        gettext_lazy("Paid helpers only. People of the household's own are never counted."),
    ),
    "base": TableWords(
        gettext_lazy("How the base layer stands"),
        gettext_lazy("households"),
        gettext_lazy("all households with an open case"),
        gettext_lazy(
            "Money, home, papers and safety. Not asked, or asked too long ago, is not known: "
            "that is not in order and not open."
        ),
    ),
    "days": TableWords(
        gettext_lazy("Days from question to help"),
        gettext_lazy("cases"),
        gettext_lazy("all cases with a question in the past year"),
        gettext_lazy(
            "Until the first day that somebody helps. A coordinator alone is not yet help."
        ),
    ),
    "ways": TableWords(
        gettext_lazy("How cases ended"),
        gettext_lazy("cases"),
        gettext_lazy("all cases closed in the past year"),
        gettext_lazy("Support that stays is a result too."),
    ),
    "outcomes": TableWords(
        gettext_lazy("What became of problems"),
        gettext_lazy("problems"),
        gettext_lazy("all problems in cases closed in the past year of which it was said"),
        gettext_lazy("Staying level, and declining slower, are results: read no rise into it."),
    ),
    "waits": TableWords(
        gettext_lazy("Why people wait for another party"),
        gettext_lazy("questions"),
        gettext_lazy("all questions to other parties that wait now"),
        gettext_lazy("The first reasons are of the house; waiting by choice is not a shortage."),
    ),
    "missed": TableWords(
        gettext_lazy("What the social map lacks"),
        gettext_lazy("searches"),
        gettext_lazy("all searches in vain in the past year"),
        gettext_lazy("One professional counts once a week for the same subject."),
    ),
    "missed_for": TableWords(
        gettext_lazy("For whom the social map lacks help"),
        gettext_lazy("searches"),
        gettext_lazy("all searches in vain in the past year"),
        gettext_lazy("One professional counts once a week for the same subject."),
    ),
    "payers": TableWords(
        gettext_lazy("What the help costs, by who pays"),
        gettext_lazy("euros, in thousands"),
        gettext_lazy("all known amounts of the past calendar year"),
        gettext_lazy(
            "Known amounts only: see how many are not known. Bills, prices and estimates together."
        ),
    ),
    "laws": TableWords(
        gettext_lazy("What the help costs, by law"),
        gettext_lazy("euros, in thousands"),
        gettext_lazy("all known amounts of the past calendar year"),
        gettext_lazy(
            "Known amounts only: see how many are not known. Bills, prices and estimates together."
        ),
    ),
    "known": TableWords(
        gettext_lazy("Of how much help the cost is known"),
        gettext_lazy("pieces of help"),
        gettext_lazy("all pieces of help in the past calendar year"),
        gettext_lazy("An amount that is not known is in no sum; it is not zero."),
    ),
    "priced": TableWords(
        gettext_lazy("Pieces of help, by who pays"),
        gettext_lazy("pieces of help"),
        gettext_lazy("all pieces of help in the past calendar year"),
        gettext_lazy("With and without a known amount."),
    ),
}

_WORDS: Mapping[str, Mapping[str, Promise]] = {
    "plan": {"with": gettext_lazy("with a plan"), "without": gettext_lazy("without a plan")},
    "helpers": {
        "0_1": gettext_lazy("none or one"),
        "2_3": gettext_lazy("two or three"),
        "4_6": gettext_lazy("four to six"),
        "7_10": gettext_lazy("seven to ten"),
        "11_up": gettext_lazy("more than ten"),
    },
    "base": {
        "open": gettext_lazy("something is open"),
        "in_order": gettext_lazy("all in order"),
        "unknown": gettext_lazy("not known"),
    },
    "days": {
        "7": gettext_lazy("within a week"),
        "14": gettext_lazy("within two weeks"),
        "42": gettext_lazy("within six weeks"),
        "91": gettext_lazy("within three months"),
        "longer": gettext_lazy("longer"),
        "not_yet": gettext_lazy("no help yet"),
    },
    "outcome": {
        "improved": gettext_lazy("better"),
        "stable": gettext_lazy("level"),
        "downward_line_broken": gettext_lazy("downward line broken"),
        "decline_slowed": gettext_lazy("decline slower"),
        "worsened": gettext_lazy("worse"),
        "unknown": gettext_lazy("not known"),
    },
    "known": {"known": gettext_lazy("known"), "unknown": gettext_lazy("not known")},
}


def _of_payer(code: str) -> str:
    known = payers().get(code)
    return _("not known") if known is None else known.en if language() == "en" else known.nl


def _of_law(code: str) -> str:
    known = laws().get(code)
    return _("not known") if known is None else known.en if language() == "en" else known.nl


_NAMED: Mapping[str, Callable[[str], str]] = {
    "payer": _of_payer,
    "law": _of_law,
    "way": lambda code: str(WAYS[Way(code)]),
    "wait": lambda code: str(WAIT_WORDS[code]),
    "group": lambda code: str(GROUP_WORDS[code]),
    "area": lambda code: LifeArea(code).label.in_language(language()),
}


def code_words(dimension: str, code: str) -> str:
    """Return what a row of a table is called."""
    if dimension in _NAMED:
        return _NAMED[dimension](code)
    return str(_WORDS[dimension][code])


@dataclass(frozen=True, slots=True)
class Selection:
    """What one role comes for: what these figures are for, what they are not for, and which."""

    lead: Promise
    not_for: Promise
    tables: tuple[str, ...]


SELECTIONS: Mapping[str, Selection] = {
    "policy_officer": Selection(
        gettext_lazy("Where rules, waiting and missing help stand in the way, and of how many."),
        gettext_lazy("A figure says where to ask, not why. The answer is with who does the work."),
        ("waits", "missed", "missed_for", "days", "base", "helpers"),
    ),
    "controller": Selection(
        gettext_lazy(
            "What the help of the past calendar year costs, who pays, what is not known, and what "
            "help is missing."
        ),
        gettext_lazy(
            "These amounts are no ledger: they are what was declared, budgeted or priced. "
            "No benefit is in them, and no saving."
        ),
        ("payers", "laws", "known", "priced", "missed", "missed_for", "plan"),
    ),
    "analyst": Selection(
        gettext_lazy("Every table, with the rules by which it was made safe."),
        gettext_lazy(
            "Do not link these figures to other sources to find people: that is not allowed and "
            "the rules are made to prevent it."
        ),
        tuple(TABLES),
    ),
    "project_leader": Selection(
        gettext_lazy("How the way of working goes: plans, helpers, days, and how it ends."),
        gettext_lazy("There is nothing to compare with here: a change may have many causes."),
        ("plan", "helpers", "days", "ways", "outcomes", "base"),
    ),
    "council": Selection(
        gettext_lazy("What can be said today of households that get help, and of how many."),
        gettext_lazy(
            "What cannot be said: that it comes from the policy, that it saves money, or how one "
            "neighbourhood or team does."
        ),
        ("plan", "days", "outcomes", "ways", "payers"),
    ),
}


def rules_of(threshold: int) -> list[str]:
    """Return the rules used on every table, one sentence each; pure but for the language."""
    return [
        _("A figure under %(least)s is not shown, nor what it could be worked out from.")
        % {"least": threshold},
        _("Counts are rounded to fives, amounts to thousands of euros; so rows may not add up."),
        _("An amount that one or two households make up most of is not shown."),
        _(
            "Before anything is shown, a program tries to work out what was left out from all "
            "tables together. When it succeeds, nothing is published."
        ),
        _(
            "Figures are frozen once a week. A table stays as it was until something happened in "
            "at least %(least)s households, and longer when all weeks together would tell that fewer "
            "than %(least)s came or left."
        )
        % {"least": threshold},
        _("Nothing is counted per team, per neighbourhood or per name."),
    ]
