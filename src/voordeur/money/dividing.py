# SPDX-License-Identifier: EUPL-1.2
"""Effort and gain in words, as a picture and on paper; all three from the same figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.ledger.words import amount
from voordeur.money.benefits import State
from voordeur.money.page import ClaimItem, claim_item
from voordeur.money.queries.claims import ClaimLine
from voordeur.money.queries.parties import Division
from voordeur.money.queries.projects import ProjectLine
from voordeur.money.scba.report.pictures import Said, Step
from voordeur.money.scba.report.pictures import waterfall as drawn
from voordeur.money.words import summed
from voordeur.papers.typeset import typeset


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party in words, with what must be said of it."""

    party: str
    effort: str
    gain: str
    net: str
    cashed: str
    loses: bool
    free_rider: bool


def party_rows(found: Division) -> list[PartyRow]:
    """Return the parties in words."""
    return [
        PartyRow(
            one.party,
            summed(one.effort),
            summed(one.gain),
            amount(one.position.net),
            summed(one.cashed),
            one.party in found.settlement.losers,
            one.party in found.settlement.free_riders,
        )
        for one in found.parties
    ]


def waterfall_svg(found: Division) -> str:
    """Return the picture of who wins and who loses; a party of which something is unknown is told apart."""
    steps, unknown = [], []
    for one in found.parties:
        net = one.position.net
        if net is None:
            unknown.append(one.party)
        else:
            steps.append(Step(one.party, net / 100, amount(net)))
    total = sum(step.amount for step in steps)
    said = _("Gain less effort per party, in euros; what is left of the line is a loss.")
    if unknown:
        said += " " + _("Not drawn, because unknown: {names}.").format(names=", ".join(unknown))
    name = _("All together") if not unknown else _("All of whom it is known")
    return drawn(
        Said(_("Who wins and who loses"), said),
        steps,
        Step(name, total, amount(round(total * 100))),
    )


def unpaid(found: Division, claims: Sequence[ClaimLine]) -> list[ClaimItem]:
    """Return the claims on parties that gain without any effort and did not agree to pay yet."""
    riders, paying = found.settlement.free_riders, (State.AGREED, State.BOOKED)
    return [claim_item(one) for one in claims if one.gainer in riders and one.state not in paying]


def _ask(item: ClaimItem) -> str:
    """Return what a party that gains is asked: how much, for what, in which form and from when."""
    form = item.harvest or _("in a form to talk about")
    day = item.line.cash_date
    when = date_format(day, "j F Y") if day else _("a day nobody knows yet")
    return _("{party}: {outcome}, expected {cents}. {form}, from {day}.").format(
        party=item.line.gainer, outcome=item.line.outcome, cents=item.expected, form=form, day=when
    )


def flow_pdf(body: Mapping[str, Any]) -> bytes:
    """Return a proposal for paying together as an accessible PDF, as it was made or kept."""
    template = Path(str(files("voordeur.money").joinpath("typst/flow.typ")))
    return typeset(template, dict(body), language())


def flow_body(project: ProjectLine, found: Division, claims: Sequence[ClaimLine]) -> dict[str, Any]:
    """Return what stands in the proposal for paying together, in words, to print or to keep."""
    settled = found.settlement
    if settled.unknown:
        outcome = _("No flow can be worked out while this is unknown: {names}.").format(
            names=", ".join(settled.unknown)
        )
    elif not settled.exists:
        outcome = _("There is no flow that leaves nobody worse off: the whole is {cents} short.")
        outcome = outcome.format(cents=amount(settled.short_by))
    elif not settled.flows:
        outcome = _("Nobody who makes an effort loses by it: nothing has to flow back.")
    else:
        outcome = _("With this flow nobody who makes an effort is worse off.")
    return {
        "title": _("Paying together"),
        "project": project.name,
        "about": project.about,
        "sender": settings.CONFIG.municipality,
        "date": date_format(clock.today(), "j F Y"),
        "demo": _("The amounts are made up, to show how it works.") if project.is_demo else "",
        "heads": [_("Party"), _("Effort"), _("Expected gain"), _("Gain less effort"), _("Cashed")],
        "rows": [
            [one.party, one.effort, one.gain, one.net, one.cashed] for one in party_rows(found)
        ],
        "outcome_title": _("What could flow back"),
        "outcome": outcome,
        "flows": [
            _("{giver} pays {cents} to {taker}.").format(
                giver=one.from_, taker=one.to, cents=amount(one.cents)
            )
            for one in settled.flows
        ],
        "room": [
            _("Room to talk about with {party}: from {low} to {high}.").format(
                party=party, low=amount(low), high=amount(high)
            )
            for party, (low, high) in settled.bargaining.items()
        ],
        "asks_title": _("What we ask of who gains"),
        "asks": [_ask(one) for one in unpaid(found, claims) if one.line.state is not State.LAPSED],
        "basis": _(
            "Gains are expected, over all years. Only what is booked on a budget line is cashed, "
            "and it is no part that may be added."
        ),
    }
