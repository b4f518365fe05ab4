# SPDX-License-Identifier: EUPL-1.2
"""A release: tables made safe together, tried against everything published before, then written.

Nothing is written that the attacker beats. What was published is kept as a record, because later
releases are tried together with it: a figure left out today can follow from one of last year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from voordeur.factlab.disclosure.attacker import Finding, Interval
from voordeur.factlab.disclosure.published import HIDDEN, Bound, Figure, Published, Sum
from voordeur.factlab.disclosure.rounding import Profile
from voordeur.factlab.disclosure.rules import Need, Rules, sensitive
from voordeur.factlab.disclosure.suppression import EFFORT, Choice, choose
from voordeur.factlab.disclosure.system import Equation, System
from voordeur.factlab.disclosure.tables import Cell, Key, Table
from voordeur.factlab.disclosure.task import Weigh, by_size
from voordeur.factlab.disclosure.trial import Seen, trial
from voordeur.factlab.fault import Fault, gettext_noop


class Exposed(Fault):
    """The attacker found something; nothing was written. `findings` name the figures."""

    def __init__(self, findings: Sequence[tuple[Key, Interval]]) -> None:
        key, interval = findings[0]
        super().__init__(
            gettext_noop(
                "Figures that can be worked out: {many}; this one lies between {low} and {high}."
            ),
            str(key),
            gettext_noop("Leave out more, publish coarser, or correct what was published before."),
            many=len(findings),
            low=f"{interval.lower:g}",
            high=f"{interval.upper:g}",
        )
        self.findings = tuple(findings)


def publish(
    name: str,
    tables: Iterable[Table],
    profile: Profile,
    *,
    rules: Rules | None = None,
    relations: Iterable[Sum] = (),
    at_most: Iterable[Bound] = (),
    ties: Iterable[Sum] = (),
    earlier: Iterable[Published] = (),
    also: Iterable[Key] = (),
    structural: Iterable[Key] = (),
    weigh: Weigh = by_size,
    integer: bool = False,
    effort: int = EFFORT,
) -> Published:
    """Make tables safe together and return what may be written.

    Figures that earlier releases said, count as known, and so do those that are `structural`: zero
    by definition, as everybody knows. `also` names figures to be left out although the rules would
    allow them, because they are too small when counted in another way. `at_most`: which figure is never
    more than which other; `ties`: sums with numbers that nobody tells (`HIDDEN`), over figures of this
    release and of earlier ones. The attacker knows both. Raises Exposed when the attacker still finds
    something; then nothing may be written. Raises Fault when the tables contradict each other or cannot
    be protected at all.
    """
    chosen = rules or profile.rules()
    system = System.of(tables, relations)
    before, bounds = tuple(earlier), tuple(at_most)
    bound = _known_ties(ties, [*system.keys, *(key for one in before for key in one.figures)])
    always = frozenset(system.place[key] for key in structural if key in system.place)
    needs = {
        place: need for place, need in sensitive(system, chosen).items() if place not in always
    }
    more_needs = (system.place[key] for key in also if key in system.place)
    needs |= {
        # Nothing in it here, and something when counted otherwise: left out, with a little doubt.
        place: Need(width=chosen.threshold if system.values[place] else 1)
        for place in more_needs
        if place not in needs and place not in always and place in system.known
    }
    public = _said_before(system, before) | always
    choice = _choice(
        system, needs, public - set(needs), always, weigh, integer=integer, effort=effort
    )

    def made(choice: Choice) -> Published:
        return _figures(name, system, choice, profile, chosen, bound)

    return _defended(made, before, system, needs, choice, public, bounds, bound, integer=integer)


def _defended(
    made: Callable[[Choice], Published],
    before: Sequence[Published],
    system: System,
    needs: Mapping[int, Need],
    choice: Choice,
    public: frozenset[int],
    bounds: Sequence[Bound],
    ties: Sequence[Sum],
    *,
    integer: bool = False,
) -> Published:
    """Return what was made of a choice, or of one that leaves out more, when no attacker beats it.

    Raises Exposed when leaving out more does not help.
    """
    seen = Seen()
    while True:
        release = made(choice)
        found = trial([*before, release], system, needs, choice, bounds, integer=integer, seen=seen)
        if not found:
            return release
        beyond = [one for one in found if one.place in public]
        # What ties and earlier releases add was not in the choice: protect more, or give up.
        more = choice if beyond else _protect_more(system, choice, public, found, bounds, ties)
        if more == choice:
            raise Exposed([(system.keys[one.place], one.interval) for one in beyond or found])
        choice = more


def _choice(
    system: System,
    needs: Mapping[int, Need],
    public: frozenset[int],
    always: frozenset[int],
    weigh: Weigh,
    *,
    integer: bool,
    effort: int,
) -> Choice:
    """Protect with figures that were never said, where that can be done.

    Where it cannot, what was said before may have been rounded or revised since: the trial decides.
    """
    try:
        return choose(system, needs, weigh=weigh, public=public, integer=integer, effort=effort)
    except Fault:
        if public == always:
            raise
        return choose(system, needs, weigh=weigh, public=always, integer=integer, effort=effort)


def companion(
    release: Published,
    tables: Iterable[Table],
    profile: Profile,
    *,
    rules: Rules | None = None,
    relations: Iterable[Sum] = (),
    at_most: Iterable[Bound] = (),
    ties: Iterable[Sum] = (),
) -> Published | None:
    """Return the same figures counted in another way, with the same ones left out, and more where needed.

    None when somebody could work something out of them nevertheless: then they are not published at all.
    """
    chosen = rules or profile.rules()
    system = System.of(tables, relations)
    gone = frozenset(
        place for place, key in enumerate(system.keys) if release.figures[key].value is None
    )
    needs = sensitive(system, chosen)
    if not needs.keys() <= gone:
        return None
    choice = Choice(frozenset(needs), gone - needs.keys(), 0.0, 0.0, proved=False)
    bound = _known_ties(ties, system.keys)

    def made(choice: Choice) -> Published:
        return _figures(f"{release.name}, companion", system, choice, profile, chosen, bound)

    try:
        return _defended(made, (), system, needs, choice, frozenset(), tuple(at_most), bound)
    except Exposed:
        return None


def _said_before(system: System, earlier: Iterable[Published]) -> frozenset[int]:
    return frozenset(
        system.place[key]
        for one in earlier
        for key, figure in one.figures.items()
        if figure.value is not None and key in system.place
    )


def _known_ties(ties: Iterable[Sum], told: Iterable[Key]) -> tuple[Sum, ...]:
    """Return the ties of which every figure is told about somewhere."""
    known = set(told)
    return tuple(
        (total, parts)
        for total, parts in ties
        if all(key.measure == HIDDEN or key in known for key in (total, *parts))
    )


def _figures(
    name: str,
    system: System,
    choice: Choice,
    profile: Profile,
    rules: Rules,
    ties: Sequence[Sum] = (),
) -> Published:
    why = dict.fromkeys(choice.secondary, "protecting") | dict.fromkeys(choice.sensitive, "small")
    figures = {
        key: _figure(system.cells[place], why.get(place), profile, rules)
        for place, key in enumerate(system.keys)
    }
    if profile.totals == "parts":
        for total, parts in _from_below(system):
            below = [figures[system.keys[part]] for part in parts]
            here = figures[system.keys[total]]
            if here.value is not None and all(one.value is not None for one in below):
                figures[system.keys[total]] = Figure(
                    sum(one.value or 0 for one in below),
                    sum(one.lower for one in below),
                    sum(one.upper for one in below),
                    here.state,
                )
    sums = tuple(
        (system.keys[total], tuple(system.keys[part] for part in parts))
        for total, parts in system.equations
    )
    return Published(
        name,
        profile.name,
        rules.threshold,
        figures,
        (*sums, *ties),
        choice.lost,
        choice.proved,
    )


def _figure(cell: Cell, left_out: str | None, profile: Profile, rules: Rules) -> Figure:
    """Return a figure as it is published; `left_out`: why it is not."""
    if cell.value is None or left_out:
        return Figure(None, 0.0, np.inf, "unknown" if cell.value is None else str(left_out))
    if cell.contributors is None:
        value = profile.rounded(cell.value)
        return Figure(value, *profile.around(value, rules.threshold), "published")
    amount = profile.amount(cell.value)
    return Figure(amount, *profile.around_amount(amount), "published")


def _from_below(system: System) -> list[Equation]:
    """Return the sums of counts so that each comes after the sums of its parts."""
    height: dict[int, int] = {}
    waiting = [one for one in system.equations if system.cells[one[0]].contributors is None]
    totals = {total for total, _ in waiting}
    ordered: list[Equation] = []
    while waiting:
        ready = [
            one for one in waiting if all(part in height or part not in totals for part in one[1])
        ]
        if not ready:
            return ordered
        ordered += ready
        height |= dict.fromkeys((total for total, _ in ready), len(ordered))
        done = set(ready)
        waiting = [one for one in waiting if one not in done]
    return ordered


def _protect_more(
    system: System,
    choice: Choice,
    public: frozenset[int],
    found: Sequence[Finding],
    at_most: Sequence[Bound],
    ties: Sequence[Sum],
) -> Choice:
    """Leave out one more figure for each thing found: the smallest that is not known already.

    One of those that hold it where it is; where there is none left, one that a sum or a tie has beside it.
    """
    may = system.known - choice.left_out - public
    more: set[int] = set()
    for finding in found:
        reasons = finding.because
        if not reasons & may:
            reasons = _beside(finding.place, system, at_most, ties)
        if reasons & may and not reasons & more:
            more.add(min(reasons & may, key=lambda place: (system.values[place], place)))
    if not more:
        return choice
    return Choice(
        choice.sensitive,
        choice.secondary | more,
        choice.lost + sum(by_size(float(system.values[place])) for place in more),
        choice.bound,
        proved=False,
    )


def _beside(
    place: int, system: System, at_most: Sequence[Bound], ties: Sequence[Sum]
) -> frozenset[int]:
    """Return the figures that stand in a sum with this one, or in ties with numbers that it ties to."""
    key = system.keys[place]
    lines = [
        *at_most,
        *((total, *parts) for total, parts in ties),
        *(
            [system.keys[one] for one in (total, *parts)]
            for total, parts in system.equations
            if place == total or place in parts
        ),
    ]
    near = {one for line in lines if key in line for one in line}
    hidden = {one for one in near if one.measure == HIDDEN}
    near |= {one for line in lines if not hidden.isdisjoint(line) for one in line}
    return frozenset(system.place[one] for one in near if one in system.place)
