# SPDX-License-Identifier: EUPL-1.2
"""What the pages of money show in words: tabs of a project, how far claims are, one claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voordeur.history import clock
from voordeur.ledger.eurocents import KnownSum
from voordeur.ledger.words import amount
from voordeur.money.benefits import State
from voordeur.money.queries.claims import ClaimLine, pipeline
from voordeur.money.words import (
    EVIDENCE_WORDS,
    HARVEST_WORDS,
    STATE_MEANS,
    STATE_WORDS,
    TONES,
    summed,
)
from voordeur.terms.due import Urgency

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of a project, as a link."""

    url: str
    label: str
    current: bool


def tabs(project: UUID, here: str) -> list[Tab]:
    """Return the parts of a project; the one somebody is at is marked."""
    year = clock.today().year
    parts = (
        ("project", _("Harvest"), [project]),
        ("effort_and_gain", _("Effort and gain"), [project]),
        ("new_for_old", _("New for old"), [project]),
        ("sheet", _("Sheet"), [project, year]),
    )
    return [Tab(reverse(name, args=args), label, name == here) for name, label, args in parts]


@dataclass(frozen=True, slots=True)
class Stage:
    """One state of the pipeline with its own total; totals of two states are never added."""

    state: State
    name: "StrOrPromise"
    means: "StrOrPromise"
    total: str
    basis: str
    claims: tuple["ClaimItem", ...]
    more: int
    """How many claims of this state are not listed here."""
    all_url: str
    """Where all claims of this state are listed."""


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim in words."""

    line: ClaimLine
    state: "StrOrPromise"
    tone: str
    cents: str
    expected: str
    evidence: "StrOrPromise"
    harvest: "StrOrPromise"
    is_late: bool


def claim_item(line: ClaimLine) -> ClaimItem:
    """Return a claim in words."""
    harvest = {one.value: words for one, words in HARVEST_WORDS.items()}
    return ClaimItem(
        line,
        STATE_WORDS[line.state],
        TONES.get(line.state, ""),
        amount(line.cents),
        amount(line.expected),
        EVIDENCE_WORDS[line.evidence],
        harvest.get(line.harvest, ""),
        line.urgency is Urgency.OVERDUE,
    )


def _basis(total: KnownSum) -> str:
    """Return of how many claims a total is, and how many of them nobody knows."""
    count = total.known + total.unknown
    said = ngettext("{n} claim", "{n} claims", count).format(n=count)
    if not total.unknown:
        return said
    return _("{claims}, {n} of them unknown").format(claims=said, n=total.unknown)


MOST = 25
"""How many claims of one state a page lists that is not about that state: those that end first."""


def slug_of(state: State) -> str:
    """Return a state as it stands in an address."""
    return state.name.lower()


def _all_url(state: State, project: UUID | None) -> str:
    name, where = ("claims_of_all", ()) if project is None else ("claims_of_state", (project,))
    return reverse(name, args=[*where, slug_of(state)])


def stages(claims: Sequence[ClaimLine], project: UUID | None = None) -> list[Stage]:
    """Return the pipeline, each state with its total over all its claims, and the first of them."""
    totals: Mapping[State, KnownSum] = pipeline(claims)
    here = {state: [one for one in claims if one.state is state] for state in State}
    for found in here.values():
        found.sort(key=lambda one: (one.lapses_on, one.id))
    return [
        Stage(
            state,
            STATE_WORDS[state],
            STATE_MEANS[state],
            summed(totals[state]),
            _basis(totals[state]),
            tuple(claim_item(one) for one in here[state][:MOST]),
            max(0, len(here[state]) - MOST),
            _all_url(state, project),
        )
        for state in State
    ]


def cashed_words(claims: Sequence[ClaimLine]) -> str:
    """Return what is cashed of some claims: booked on a budget line, and nothing else."""
    total = pipeline(claims)[State.BOOKED]
    return amount(0) if total.known + total.unknown == 0 else summed(total)
