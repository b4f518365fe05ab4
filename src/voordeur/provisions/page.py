# SPDX-License-Identifier: EUPL-1.2
"""What the pages about help and cost show, as plain data for their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.words import amount
from voordeur.provisions.costsum import Group, beside_today
from voordeur.provisions.pricing import Certainty
from voordeur.provisions.queries import AlternativeLine, HouseholdCosts, ProvisionLine
from voordeur.provisions.regimes import PayerShare, regime_on, shipped_regimes
from voordeur.provisions.words import (
    CERTAINTIES,
    STACKING_WORDS,
    basis_name,
    category_name,
    law_name,
    payer_name,
    said,
)

DECENTRALISATION = date(2015, 1, 1)
BEFORE = date(2014, 12, 31)


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One provision on the page; `title` empty: masked, there is help and not which."""

    uuid: UUID
    title: str
    what: str
    who: str
    provider: str
    law: str
    payer: str
    days: str
    state: str
    running: bool
    stacking: str
    tone: str
    why: str
    exit_reason: str
    not_counted: str
    source: str


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _days(line: ProvisionLine) -> str:
    if line.until is None:
        return _("from %(day)s") % {"day": _day(line.from_date)}
    return _("%(first)s until %(last)s") % {
        "first": _day(line.from_date),
        "last": _day(line.until),
    }


def _state(line: ProvisionLine, today: date) -> str:
    if line.withdrawn:
        return _("taken back")
    if line.from_date > today:
        return _("not begun yet")
    return _("running") if line.runs_on(today) else _("stopped")


def help_rows(lines: Iterable[ProvisionLine], names: dict[int, str]) -> list[HelpRow]:
    """Return what is shown of each provision, in the order given."""
    today = clock.today()
    kinds = {kind.code: said(kind.label) for kind in shipped_regimes().not_counted}
    sources = {"import": _("from a message"), "table": _("from a table")}
    return [
        HelpRow(
            uuid=line.uuid,
            title=line.name,
            what=category_name(line.law, line.category),
            who=names.get(line.person_id or 0, "") if line.person_id else _("the household"),
            provider=line.provider or _("not known"),
            law=law_name(line.law),
            payer=payer_name(line.payer),
            days=_days(line),
            state=_state(line, today),
            running=line.runs_on(today),
            stacking=_(STACKING_WORDS[line.stacking]) if line.stacking else "",
            tone="warning" if line.stacking == "unintended" else "",
            why=line.stacking_why,
            exit_reason=line.exit_reason,
            not_counted=kinds.get(line.not_counted, ""),
            source=sources.get(line.source, ""),
        )
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the sum of one payer, provider, law or member: amount and share, as text."""

    label: str
    amount: str
    share: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Euro:
    """One amount of the sum with what it rests on."""

    what: str
    who: str
    provider: str
    payer: str
    amount: str
    basis: str


@dataclass(frozen=True, slots=True)
class Split:
    """One way to divide the sum: by payer, by provider, by law or by member."""

    key: str
    title: str
    column: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Regime:
    """Who would carry the bill under the division that holds on a date."""

    title: str
    source: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A kind of cost that is not in the sum."""

    label: str
    reason: str
    count: str


@dataclass(frozen=True, slots=True)
class Way:
    """Another way beside today's help: its cost, the difference and always what comes of it."""

    uuid: UUID
    name: str
    cost: str
    difference: str
    outcome: str
    verdict: str
    tone: str


def _difference(saves: int | None) -> str:
    if saves is None:
        return _("cannot be compared: an amount is missing")
    if saves == 0:
        return _("costs the same as today")
    difference = {"amount": amount(abs(saves))}
    if saves > 0:
        return _("%(amount)s a year less than today") % difference
    return _("%(amount)s a year more than today") % difference


def ways(today: KnownSum, lines: Iterable[AlternativeLine]) -> list[Way]:
    """Put the other ways beside today's cost, in the order they were written down, never by price."""
    rows = list(lines)
    verdicts = {
        True: (_("helps"), "ok"),
        False: (_("does not help: no solution, however cheap"), "warning"),
        None: (_("not known yet whether it helps"), ""),
    }
    found = []
    for row, rung in zip(rows, beside_today(today, [row.facts for row in rows]), strict=True):
        verdict, tone = verdicts[row.helps]
        found.append(
            Way(
                uuid=row.uuid,
                name=row.name,
                cost=amount(row.cents),
                difference=_difference(rung.saves) if rung.may_be_advised else "",
                outcome=row.outcome,
                verdict=verdict,
                tone=tone,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class CostPage:
    """The whole page: total first; `closing` is the same for every reader."""

    year: int
    previous: int
    next: int | None
    total: str
    basis: str
    count: str
    splits: list[Split]
    euros: list[Euro]
    regimes: list[Regime]
    left_out: list[LeftOutRow]
    sharing: str
    closing: str
    alt: str

    @property
    def empty(self) -> bool:
        """Say whether no help of this year can be seen."""
        return not self.euros


def _amount(amount: KnownSum) -> str:
    return amount.text(language())


def _parts(groups: Iterable[Group], label: dict[str | None, str] | None = None) -> list[Part]:
    return [
        Part(
            (label or {}).get(group.key, group.key or _("not known")),
            _amount(group.amount),
            group.share.text(language()),
            group.amount.sum if group.amount.known else None,
        )
        for group in groups
    ]


def _regime(day: date, shares: Iterable[PayerShare]) -> Regime:
    regime = regime_on(day, shipped_regimes().regimes)
    parts = [
        Part(
            said(one.label),
            _amount(one.share.part),
            one.share.text(language()),
            one.share.part.sum,
        )
        for one in shares
    ]
    return Regime(said(regime.label), regime.source, parts)


def cost_page(found: HouseholdCosts) -> CostPage:
    """Turn the cost sum into words for one page."""
    costs = found.costs
    today = clock.today()
    names: dict[str | None, str] = {None: _("the household together")}
    names.update(found.names.items())
    laws = {group.key: law_name(group.key or "") for group in costs.by_law}
    payer_names = {group.key: payer_name(group.key) for group in costs.by_payer}
    providers: dict[str | None, str] = {"": _("not known")}
    euros = []
    for line in costs.lines:
        help_ = found.provisions[line.intervention]
        shared = _("divided over households") if line.shared else ""
        basis = basis_name(line.basis, line.certainty)
        euros.append(
            Euro(
                what=help_.name,
                who=names.get(line.person, ""),
                provider=line.provider or _("not known"),
                payer=payer_name(line.payer),
                amount=amount(line.cents),
                basis=", ".join(part for part in (basis, shared) if part),
            )
        )
    certainty = CERTAINTIES[costs.certainty] if costs.certainty is not Certainty.ACTUAL else ""
    splits = [
        Split("payer", _("Who pays"), _("Payer"), _parts(costs.by_payer, payer_names)),
        Split(
            "provider", _("Who gives it"), _("Organisation"), _parts(costs.by_provider, providers)
        ),
        Split("law", _("Under which law"), _("Law"), _parts(costs.by_law, laws)),
        Split("member", _("For whom"), _("Member"), _parts(costs.by_member, names)),
    ]
    return CostPage(
        year=costs.year,
        previous=costs.year - 1,
        next=costs.year + 1 if costs.year <= today.year else None,
        total=_amount(costs.total),
        basis=_(certainty) if certainty else "",
        count=ngettext("%(n)d kind of help", "%(n)d kinds of help", costs.interventions)
        % {"n": costs.interventions},
        splits=splits,
        euros=euros,
        regimes=[_regime(day, shares) for day, shares in found.regimes.items()],
        left_out=[
            LeftOutRow(
                said(one.kind.label),
                said(one.kind.reason),
                ngettext("%(n)d time here", "%(n)d times here", one.interventions)
                % {"n": one.interventions}
                if one.interventions
                else "",
            )
            for one in costs.not_counted
        ],
        sharing=said(costs.sharing_rule) if costs.sharing_rule else "",
        closing=said(costs.closing),
        alt="; ".join(f"{part.label}: {part.amount}" for part in splits[0].parts),
    )
