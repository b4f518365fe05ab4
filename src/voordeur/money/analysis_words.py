# SPDX-License-Identifier: EUPL-1.2
"""The words of an analysis on screen: sides of the table, marks, kinds of belief, what is missing."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.money.scba.canvas import Missing
from voordeur.money.scba.changing import COST, EFFECT, FIGURE, MEASURE, PARTY

SIDES: Final[Mapping[str, object]] = {
    "residents": gettext_lazy("residents"),
    "professionals": gettext_lazy("professionals"),
    "administrators": gettext_lazy("administrators of the organisations"),
    "politicians": gettext_lazy("politicians"),
}
"""The backgrounds that should draw together; the codes are those of `scba.review`."""

COLUMN_WORDS: Final[Mapping[str, object]] = {
    "investment": gettext_lazy("What goes in"),
    "measure": gettext_lazy("What is done"),
    "effect": gettext_lazy("What it leads to"),
    "beneficiary": gettext_lazy("With whom it lands"),
}

KIND_SLUGS: Final = {
    "partij": PARTY,
    "maatregel": MEASURE,
    "effect": EFFECT,
    "investering": COST,
    "aanname": FIGURE,
}
"""How a kind of piece stands in an address."""

PARTY_KINDS: Final[Mapping[str, object]] = {
    "": gettext_lazy("another party"),
    "household": gettext_lazy("the households themselves"),
    "department": gettext_lazy("a department of the municipality"),
    "municipality": gettext_lazy("another municipality"),
    "insurer": gettext_lazy("a health insurer"),
    "state": gettext_lazy("the state"),
    "police and justice": gettext_lazy("police and justice"),
    "housing corporation": gettext_lazy("a housing corporation"),
}

MARK_WORDS: Final[Mapping[str, object]] = {
    "measured": gettext_lazy("measured"),
    "few cases": gettext_lazy("worked out on few cases"),
    "estimated": gettext_lazy("estimated"),
    "average": gettext_lazy("an average"),
    "not quantifiable": gettext_lazy("not to be put in a figure"),
}

BELIEFS: Final[Mapping[str, object]] = {
    "unknown": gettext_lazy("nobody knows"),
    "fixed": gettext_lazy("one value"),
    "range": gettext_lazy("somewhere between: low; high"),
    "triangular": gettext_lazy("low; most likely; high"),
    "pert": gettext_lazy("low; most likely; high, mostly near the middle"),
    "beta": gettext_lazy("a share: how many did; how many did not"),
    "gamma": gettext_lazy("a rate or an amount above zero: shape; scale"),
    "normal": gettext_lazy("an amount: expected; standard deviation"),
    "lognormal": gettext_lazy("an amount with a long tail: expected; standard deviation"),
    "empirical": gettext_lazy("what was seen: every value"),
}

STAGES: Final[Mapping[str, object]] = {
    "indicative": gettext_lazy("indicative, beforehand"),
    "full": gettext_lazy("a full sum"),
    "ex post": gettext_lazy("an account afterwards"),
}

WHENS: Final[Mapping[str, object]] = {
    "once": gettext_lazy("one time"),
    "yearly": gettext_lazy("every year again"),
    "spread": gettext_lazy("spread over years"),
}

COMPARISONS: Final[Mapping[str, object]] = {
    "": gettext_lazy("compared with nothing"),
    "comparison group": gettext_lazy("with people who did not get it"),
    "before and after": gettext_lazy("only before and after"),
}

DESIGNS: Final[Mapping[str, object]] = {
    "comparison group": gettext_lazy("with people who did not get it"),
    "before and after, beside a comparison group": gettext_lazy(
        "before and after, beside people who did not get it"
    ),
    "compared with alike": gettext_lazy("each with people who are alike in one trait"),
    "who stayed without a relapse, beside a comparison group": gettext_lazy(
        "who stayed without a relapse, beside people who did not get it"
    ),
    "before and after": gettext_lazy("only before and after"),
}

CHANGES: Final[Mapping[str, object]] = {
    "started": gettext_lazy("started"),
    "brought_in": gettext_lazy("brought in from a file"),
    "drawn": gettext_lazy("drawn"),
    "linked": gettext_lazy("party linked"),
    "rewritten": gettext_lazy("written anew"),
    "table": gettext_lazy("who is at the table"),
    "figure_written": gettext_lazy("assumption written down"),
    "figure_disputed": gettext_lazy("another belief put beside it"),
    "figure_settled": gettext_lazy("one belief kept"),
    "figure_seen": gettext_lazy("learned from what was seen"),
    "taken_off": gettext_lazy("taken off"),
    "sealed": gettext_lazy("zero alternative sealed"),
    "index_written": gettext_lazy("price index written down"),
}


def missing_said(one: Missing) -> str:
    """Return what is missing on the canvas in a sentence."""
    about = str(SIDES.get(one.about, one.about))
    said = {
        "background": _("Not at the table yet: %(who)s."),
        "no_household": _("The households themselves are not in the picture."),
        "household_without_effect": _("%(who)s: nothing lands with them in this picture."),
        "party_without_link": _("%(who)s: stands here without paying or gaining."),
        "payer_not_at_table": _("%(who)s: pays and is not at the table."),
        "gainer_not_at_table": _("%(who)s: gains and is not at the table."),
        "no_measure": _("Nothing is done yet in this picture."),
        "measure_without_effect": _("“%(who)s”: what does it lead to?"),
        "measure_without_investment": _("“%(who)s”: what does it take, and who pays?"),
        "effect_without_reason": _("“%(who)s”: why would this happen? If … then …"),
    }[one.code]
    return said % {"who": about}
