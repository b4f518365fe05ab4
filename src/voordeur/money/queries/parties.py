# SPDX-License-Identifier: EUPL-1.2
"""Who makes the effort and who gains, and the least that must flow back."""

from collections.abc import Sequence
from dataclasses import dataclass

from voordeur.ledger.eurocents import KnownSum, known_sum
from voordeur.money.benefits import State
from voordeur.money.queries.claims import ClaimLine
from voordeur.money.queries.lines import EffortLine
from voordeur.money.returnflow import Position, Settlement, settle


@dataclass(frozen=True, slots=True)
class PartyLine:
    """What a project takes from a party, what that party may expect of it, and what of it is cashed.

    `gain` is one kind of figure for all claims: what is expected, however far the claim has come.
    `cashed` is another, and never a part that may be added to it.
    """

    party: str
    effort: KnownSum
    gain: KnownSum
    cashed: KnownSum

    @property
    def position(self) -> Position:
        """Return the party as the sum of the return flow knows it; unknown stays unknown."""
        return Position(
            self.party,
            self.effort.sum if self.effort.is_complete else None,
            self.gain.sum if self.gain.is_complete else None,
        )


@dataclass(frozen=True, slots=True)
class Division:
    """All parties of a project, and what would leave nobody worse off."""

    parties: tuple[PartyLine, ...]
    settlement: Settlement

    @property
    def net(self) -> int | None:
        """Return what the whole gains less what it takes; None while something is unknown."""
        nets = [one.position.net for one in self.parties]
        known = [one for one in nets if one is not None]
        return None if len(known) < len(nets) else sum(known)


def division(efforts: Sequence[EffortLine], claims: Sequence[ClaimLine]) -> Division:
    """Return effort and gain per party over all years, and the least return flow; no query.

    What would have been spent anyway is no effort. A lapsed claim is still a gain of that party: it
    only does not pay for it.
    """
    asked = [one for one in efforts if not one.would_be_spent]
    names = dict.fromkeys([*(one.party for one in asked), *(one.gainer for one in claims)])
    parties = tuple(
        PartyLine(
            name,
            known_sum(one.cents for one in asked if one.party == name),
            known_sum(one.expected for one in claims if one.gainer == name),
            known_sum(
                one.agreed for one in claims if one.gainer == name and one.state is State.BOOKED
            ),
        )
        for name in names
    )
    return Division(parties, settle([one.position for one in parties]))


@dataclass(frozen=True, slots=True)
class Yearly:
    """What each party gains less what it takes, per year, in eurocents; None: unknown."""

    years: tuple[int, ...]
    parties: tuple[tuple[str, tuple[int | None, ...]], ...]


def yearly(efforts: Sequence[EffortLine], claims: Sequence[ClaimLine]) -> Yearly:
    """Return gain less effort per party and year: who pays first is seen here; no query."""
    years = tuple(sorted({one.year for one in efforts} | {one.year for one in claims}))
    per_year = [
        {
            one.party: one.position.net
            for one in division(
                [each for each in efforts if each.year == year],
                [each for each in claims if each.year == year],
            ).parties
        }
        for year in years
    ]
    names = dict.fromkeys(name for nets in per_year for name in nets)
    return Yearly(
        years, tuple((name, tuple(nets.get(name, 0) for nets in per_year)) for name in names)
    )
