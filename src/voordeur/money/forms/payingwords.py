# SPDX-License-Identifier: EUPL-1.2
"""What ways of paying, perverse incentives and kinds of cases are called on the screen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from voordeur.door.language import language
from voordeur.ledger.eurocents import euro_text
from voordeur.ledger.words import amount
from voordeur.money.contracts import Incentive, PaysFor, Watched
from voordeur.money.paying import Beside, Leaning, Way, leaning

KIND_WORDS = {
    "household_type": gettext_lazy("A kind of household"),
    "street": gettext_lazy("A street"),
    "project": gettext_lazy("A project"),
}
WAY_WORDS = {
    Way.NEED: gettext_noop("On shown need"),
    Way.PRODUCT: gettext_noop("Per product"),
    Way.AREA: gettext_noop("One budget for the area"),
    Way.RESULT: gettext_noop("Partly on result"),
    Way.BOND: gettext_noop("Social impact bond"),
}
WAY_LEADS = {
    Way.NEED: gettext_noop("Only heavy help that is shown to be needed is paid."),
    Way.PRODUCT: gettext_noop("Each unit is paid, prevention as far as it is a product too."),
    Way.AREA: gettext_noop("One amount, whatever is done; what is left is room."),
    Way.RESULT: gettext_noop("More above what was agreed, less below it: risk on both sides."),
    Way.BOND: gettext_noop("A financier pays the work and gets a share of what is saved."),
}
PROVIDER_WORDS = {
    Leaning.GAINS: gettext_noop("The provider earns by what works."),
    Leaning.EVEN: gettext_noop("To the provider it makes no difference whether it works."),
    Leaning.LOSES: gettext_noop("The provider loses by what works: heavy help pays better."),
}
PAYER_WORDS = {
    Leaning.GAINS: gettext_noop("The payer keeps money."),
    Leaning.EVEN: gettext_noop("The payer pays the same."),
    Leaning.LOSES: gettext_noop("The payer pays more."),
}
FINANCIER_WORDS = {
    Leaning.GAINS: gettext_noop("The financier gets back more than was put in."),
    Leaning.EVEN: gettext_noop("The financier gets back what was put in."),
    Leaning.LOSES: gettext_noop("The financier gets back less than was put in."),
}
PAYS_WORDS = {
    PaysFor.PRODUCT: gettext_lazy("products"),
    PaysFor.MEASURE: gettext_lazy("coercive measures"),
    PaysFor.EXIT: gettext_lazy("people who leave"),
    PaysFor.RESULT: gettext_lazy("results"),
    PaysFor.HOURS: gettext_lazy("hours"),
    PaysFor.AREA: gettext_lazy("an area, whatever is done"),
}
WATCHED_WORDS = {
    Watched.POVERTY: gettext_lazy("poverty"),
    Watched.CRIME: gettext_lazy("crime"),
    Watched.DROPPING_OUT: gettext_lazy("dropping out of school"),
    Watched.HOMELESSNESS: gettext_lazy("homelessness"),
    Watched.UNEMPLOYMENT: gettext_lazy("unemployment"),
    Watched.UNSAFETY: gettext_lazy("feeling unsafe"),
    Watched.SUICIDE: gettext_lazy("suicide"),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """A known perverse incentive: what is wrong, and what could be agreed instead."""

    what: str
    instead: str


INCENTIVE_WORDS = {
    Incentive.EXITS_ALONE: (
        gettext_noop("It pays for people who leave and for nothing else."),
        gettext_noop("Pay for how it goes afterwards too; this way it may not be signed."),
    ),
    Incentive.CREAMING: (
        gettext_noop("Nobody checks whether the easiest people are picked."),
        gettext_noop("Compare who comes in with who asked; without it this may not be signed."),
    ),
    Incentive.NO_RELAPSE: (
        gettext_noop("Who comes back soon still counts as a success."),
        gettext_noop("Agree on a number of months; without it this may not be signed."),
    ),
    Incentive.PER_MEASURE: (
        gettext_noop("More measures or products is more income, and success leaves a hole."),
        gettext_noop("Pay a part that does not depend on how many there are."),
    ),
    Incentive.RISE_ALONE: (
        gettext_noop("Staying level earns nothing, though it can be the best result."),
        gettext_noop("Let staying level and falling more slowly count as a result."),
    ),
    Incentive.ONE_SIDED: (
        gettext_noop("The risk lies with one side only."),
        gettext_noop("Let more than agreed be paid more, as less is paid less."),
    ),
    Incentive.NO_BASELINE: (
        gettext_noop("A result is paid without a start to measure from."),
        gettext_noop("Measure the start situation first."),
    ),
    Incentive.NO_CAP: (
        gettext_noop("There is no end to what can be claimed."),
        gettext_noop("Agree on a ceiling."),
    ),
    Incentive.NOT_STEERABLE: (
        gettext_noop("It cannot be changed on the way."),
        gettext_noop("Agree on fixed moments to look and change."),
    ),
    Incentive.NOT_RELEASABLE: (
        gettext_noop("What is not spent cannot be used within the year."),
        gettext_noop("Agree that what stays over can be freed during the year."),
    ),
    Incentive.PRICE_ONLY: (
        gettext_noop("Only the lowest price wins."),
        gettext_noop("Weigh what comes of it too."),
    ),
    Incentive.NO_REASON: (
        gettext_noop("Information is asked for without a reason."),
        gettext_noop("Say why with each question, or leave it out."),
    ),
    Incentive.FEW_OUTCOMES: (
        gettext_noop("Fewer than half of the indicators show an outcome."),
        gettext_noop("Swap counts of activities for what people notice of it."),
    ),
    Incentive.SATISFACTION_ALONE: (
        gettext_noop("Only satisfaction is measured."),
        gettext_noop("Put beside it what became of what people wanted."),
    ),
    Incentive.NOTHING_WATCHED: (
        gettext_noop("Nobody watches whether something gets worse elsewhere."),
        gettext_noop("Choose which bad outcomes are watched while it runs."),
    ),
}


def caution(one: Incentive) -> Caution:
    """Return a perverse incentive in words."""
    what, instead = INCENTIVE_WORDS[one]
    return Caution(_(what), _(instead))


def change(cents: int | None) -> str:
    """Return an amount that changes, with its sign before it."""
    if cents is None:
        return _("unknown")
    sign = "+ " if cents > 0 else "− " if cents < 0 else ""
    return sign + euro_text(abs(cents), language())


def whole(cents: int | None) -> int | None:
    """Return an amount to the nearest euro, still in eurocents: a budget of an area knows no cents."""
    return None if cents is None else (cents + 50) // 100 * 100


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way of paying as the page shows it; `financier` empty where there is none."""

    name: str
    lead: str
    before: str
    after: str
    provider: str
    payer: str
    financier: str
    says: tuple[str, ...]
    punishes: bool
    provider_cents: int
    payer_cents: int
    financier_cents: int | None


def way_name(one: Beside) -> str:
    """Return what a way of paying is called, with the part on result."""
    name = _(WAY_WORDS[one.way])
    if one.share is None:
        return name
    return _("%(name)s, %(percent)s%%") % {"name": name, "percent": round(one.share * 100)}


def way_row(one: Beside) -> WayRow:
    """Turn one way of paying into words: who has which incentive."""
    says = [
        _(PROVIDER_WORDS[leaning(one.provider)]),
        _(PAYER_WORDS[leaning(one.payer)]),
    ]
    if one.financier is not None:
        says.append(_(FINANCIER_WORDS[leaning(one.financier)]))
    return WayRow(
        name=way_name(one),
        lead=_(WAY_LEADS[one.way]),
        before=amount(one.paid_before),
        after=amount(one.paid_after),
        provider=change(one.provider),
        payer=change(one.payer),
        financier="" if one.financier is None else change(one.financier),
        says=tuple(says),
        punishes=one.punishes_success,
        provider_cents=one.provider,
        payer_cents=one.payer,
        financier_cents=one.financier,
    )
