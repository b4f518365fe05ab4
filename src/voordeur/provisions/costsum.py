# SPDX-License-Identifier: EUPL-1.2
"""What the help of a household costs together in a year, over all payers, total first.

The sum runs over the interventions it is given: what this reader may see. It therefore always
ends with the same sentence that there may be more, whether or not anything was left out. It
offers no way to put households in order of cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from voordeur.ledger.eurocents import KnownSum, Share, known_sum, total_of
from voordeur.provisions.pricing import Basis, Certainty, Intervention, price_in_year, weakest
from voordeur.provisions.regimes import NotCounted
from voordeur.provisions.sharing import SHARING_RULE, MembershipDays, divide, household_weights

CLOSING_SENTENCE: Mapping[str, str] = MappingProxyType(
    {
        "nl": "Er kan meer hulp zijn dan hier staat.",
        "en": "There may be more help than is shown here.",
    }
)


@dataclass(frozen=True, slots=True)
class EuroLine:
    """The part of one intervention that falls in one year and one household (None: in none).

    `cents` None: unknown. `shared`: the person belongs to other households too in these days, so
    this is only their part.
    """

    intervention: str
    household: str | None
    person: str | None
    payer: str | None
    provider: str
    law: str
    flow: str | None
    cents: int | None
    basis: Basis
    certainty: Certainty
    shared: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one payer, provider, law, flow or member; `key` None: not known, or all.

    For members None stands for help to the household as a whole; for payers, payer not known.
    """

    key: str | None
    amount: KnownSum
    share: Share
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind of cost that is not in the sum, and how many of the given interventions are of it."""

    kind: NotCounted
    interventions: int


@dataclass(frozen=True, slots=True)
class CostSum:
    """The cost sum of one household for one year, in eurocents; units are interventions.

    `closing` is the same for every reader. `sharing_rule` is None when no member is shared. It
    cannot be compared or sorted.
    """

    household: str
    year: int
    total: KnownSum
    certainty: Certainty
    lines: tuple[EuroLine, ...]
    by_payer: tuple[Group, ...]
    by_provider: tuple[Group, ...]
    by_law: tuple[Group, ...]
    by_flow: tuple[Group, ...]
    by_member: tuple[Group, ...]
    interventions: int
    not_counted: tuple[LeftOut, ...]
    sharing_rule: Mapping[str, str] | None
    closing: Mapping[str, str]


def euro_lines(
    year: int, interventions: Iterable[Intervention], memberships: Sequence[MembershipDays]
) -> tuple[EuroLine, ...]:
    """Return every counted euro of a year with its household, payer and basis.

    What is for one person is divided over the households of that person (see `sharing`); an
    unknown amount is unknown in each of them.
    """
    lines: list[EuroLine] = []
    for one in interventions:
        if one.not_counted is not None:
            continue
        for part in price_in_year(one, year):
            shares: dict[str | None, int | None]
            if one.person is None:
                shares = {one.household: part.cents}
            elif part.cents is None:
                weights = household_weights(one.person, part.period, memberships)
                shares = dict.fromkeys(weights)
            else:
                shares = {**divide(part.cents, one.person, part.period, memberships)}
            lines.extend(
                EuroLine(
                    intervention=one.id,
                    household=household,
                    person=one.person,
                    payer=one.payer,
                    provider=one.provider,
                    law=one.law,
                    flow=one.flow,
                    cents=cents,
                    basis=part.basis,
                    certainty=part.certainty,
                    shared=len(shares.keys() - {None}) > 1,
                )
                for household, cents in shares.items()
            )
    return tuple(lines)


def cost_sum(
    household: str,
    year: int,
    interventions: Iterable[Intervention],
    memberships: Sequence[MembershipDays],
    not_counted: Iterable[NotCounted],
) -> CostSum:
    """Add up what the help of one household costs in a calendar year (formula F1 of Nabij).

    Give only what the reader may see. `not_counted` are the kinds of cost to name as left out;
    all of them are named, also when no intervention is of that kind.
    """
    given = tuple(interventions)
    lines = tuple(
        line for line in euro_lines(year, given, memberships) if line.household == household
    )
    total = _sum(lines)
    own = {one.person for one in memberships if one.household == household}
    excluded = [
        one.not_counted
        for one in given
        if one.not_counted is not None
        and (one.household == household or one.person in own)
        and price_in_year(one, year)
    ]
    return CostSum(
        household=household,
        year=year,
        total=total,
        certainty=weakest(line.certainty for line in lines),
        lines=lines,
        by_payer=_groups(lines, total, lambda line: line.payer),
        by_provider=_groups(lines, total, lambda line: line.provider),
        by_law=_groups(lines, total, lambda line: line.law),
        by_flow=_groups(lines, total, lambda line: line.flow),
        by_member=_groups(lines, total, lambda line: line.person),
        interventions=len({line.intervention for line in lines}),
        not_counted=tuple(LeftOut(kind, excluded.count(kind.code)) for kind in not_counted),
        sharing_rule=SHARING_RULE if any(line.shared for line in lines) else None,
        closing=CLOSING_SENTENCE,
    )


def _sum(lines: Iterable[EuroLine]) -> KnownSum:
    return known_sum(line.cents for line in lines)


def _groups(
    lines: Sequence[EuroLine], total: KnownSum, key: Callable[[EuroLine], str | None]
) -> tuple[Group, ...]:
    """Group lines by a key, in order of the key; what has no key comes last."""
    by_key: dict[str | None, list[EuroLine]] = {}
    for line in lines:
        by_key.setdefault(key(line), []).append(line)
    result = []
    for name in sorted(by_key, key=lambda one: (one is None, one or "")):
        amount = _sum(by_key[name])
        certainty = weakest(line.certainty for line in by_key[name])
        result.append(Group(name, amount, Share(amount, total), certainty))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The same euros counted over households and over persons.

    `households` has None for days on which a person belonged to no household; `persons` has None
    for help to a household as a whole. Only the euros are compared: an unknown amount of someone
    in two households is missing twice over households and once over persons.
    """

    households: Mapping[str | None, KnownSum]
    persons: Mapping[str | None, KnownSum]

    @property
    def over_households(self) -> int:
        """All known eurocents over households."""
        return total_of(self.households.values()).sum

    @property
    def over_persons(self) -> int:
        """All known eurocents over persons."""
        return total_of(self.persons.values()).sum

    @property
    def agrees(self) -> bool:
        """True when both ways of counting give the same amount."""
        return self.over_households == self.over_persons


def reconcile(
    year: int, interventions: Iterable[Intervention], memberships: Sequence[MembershipDays]
) -> Reconciliation:
    """Count all euros of a year over households and, undivided, over persons.

    The two are made in different ways (divided lines, whole interventions), so that `agrees` can
    fail. Households are in order of their id, never of their cost.
    """
    given = tuple(interventions)
    households: dict[str | None, KnownSum] = {}
    for line in euro_lines(year, given, memberships):
        amount = known_sum([line.cents])
        households[line.household] = households.get(line.household, KnownSum()) + amount
    persons: dict[str | None, KnownSum] = {}
    for one in given:
        if one.not_counted is None:
            amount = known_sum(part.cents for part in price_in_year(one, year))
            persons[one.person] = persons.get(one.person, KnownSum()) + amount
    return Reconciliation(_by_id(households), _by_id(persons))


def _by_id(sums: Mapping[str | None, KnownSum]) -> dict[str | None, KnownSum]:
    return {key: sums[key] for key in sorted(sums, key=lambda one: (one is None, one or ""))}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to go on: what it costs a year and whether it helps (None: not known)."""

    name: str
    cost: KnownSum
    helps: bool | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Rung:
    """An alternative next to today's cost.

    `saves` is in eurocents a year, None while an amount is missing. `may_be_advised` is False for
    what does not help, however cheap: less money for the same misery is no solution.
    """

    alternative: Alternative
    saves: int | None
    may_be_advised: bool


def beside_today(today: KnownSum, alternatives: Iterable[Alternative]) -> tuple[Rung, ...]:
    """Put alternatives next to today's cost, in the order given, each with its outcome.

    Formula F10 of Nabij is beter (the ladder of Kruiter): price never decides alone.
    """
    return tuple(
        Rung(
            one,
            today.sum - one.cost.sum
            if today.is_complete and one.cost.is_complete and one.cost.known
            else None,
            one.helps is True,
        )
        for one in alternatives
    )
