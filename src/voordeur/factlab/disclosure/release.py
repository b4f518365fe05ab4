# SPDX-License-Identifier: EUPL-1.2
"""A release: tables made safe together, tried against everything published before, then written.

Nothing is written that the attacker beats. What was published is kept as a record, because later
releases are tried together with it: a figure left out today can follow from one of last year.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voordeur.factlab.disclosure.attacker import Attacker, Finding, Interval
from voordeur.factlab.disclosure.rounding import Profile
from voordeur.factlab.disclosure.rules import Need, Rules, sensitive
from voordeur.factlab.disclosure.suppression import Choice, Weigh, by_size, choose, insiders
from voordeur.factlab.disclosure.system import Equation, System
from voordeur.factlab.disclosure.tables import Cell, Key, Table
from voordeur.factlab.fault import Fault, gettext_noop

Sum = tuple[Key, tuple[Key, ...]]
Bound = tuple[Key, Key]
"""A figure, and another that it is never more than, whoever lives there."""
HIDDEN = "nobody tells"
"""The measure of numbers that stand in sums and in no table: they tie figures of different tables."""


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


@dataclass(frozen=True)
class Figure:
    """A figure as it was published: `value` None where it was left out, and why."""

    value: int | None
    lower: float
    upper: float
    state: str
    """published, small (sensitive itself), protecting (left out for another), or unknown."""


@dataclass(frozen=True)
class Published:
    """What the world knows after a release: figures, the sums between them, and the rules used."""

    name: str
    profile: str
    threshold: int
    figures: Mapping[Key, Figure]
    sums: tuple[Sum, ...]
    lost: float = 0.0
    proved: bool = True
    divisions: tuple[Mapping[str, Any], ...] = ()
    """How what was counted was divided, as plain values, for who ties later figures to these."""

    def write(self, path: Path) -> None:
        """Keep this release for the trials of later ones; holds nothing that was left out."""
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(self.plain()) + "\n", encoding="utf-8")
        draft.replace(path)

    def plain(self) -> dict[str, Any]:
        """Return this release as plain values, for who keeps it elsewhere than in a file."""
        return {
            "name": self.name,
            "profile": self.profile,
            "threshold": self.threshold,
            "proved": self.proved,
            "divisions": list(self.divisions),
            "figures": [
                [*_plain(key), one.value, one.lower, _finite(one.upper), one.state]
                for key, one in self.figures.items()
            ],
            "sums": [
                [_plain(total), [_plain(part) for part in parts]] for total, parts in self.sums
            ],
        }

    @classmethod
    def read(cls, path: Path) -> Published:
        """Read a release that was kept; raises Fault when the file is no release."""
        try:
            return cls.parse(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Fault(
                gettext_noop("This file is no release that was kept."),
                path.name,
                gettext_noop("Give the file as it was written."),
            ) from error

    @classmethod
    def parse(cls, record: Mapping[str, Any]) -> Published:
        """Return a release from its plain values; raises as Python does for what is none."""
        figures = {
            _key(row[:3]): Figure(row[3], row[4], _infinite(row[5]), row[6])
            for row in record["figures"]
        }
        sums = tuple(
            (_key(total), tuple(_key(part) for part in parts)) for total, parts in record["sums"]
        )
        return cls(
            record["name"],
            record["profile"],
            record["threshold"],
            figures,
            sums,
            divisions=tuple(record.get("divisions", ())),
        )


def _plain(key: Key) -> list[Any]:
    return [key.measure, key.period, [list(pair) for pair in key.at]]


def _key(row: Sequence[Any]) -> Key:
    return Key(row[0], row[1], tuple((pair[0], pair[1]) for pair in row[2]))


def _finite(value: float) -> float | None:
    return None if np.isinf(value) else value


def _infinite(value: float | None) -> float:
    return np.inf if value is None else value


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
    seconds: float = 30.0,
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
        system, needs, public - set(needs), always, weigh, integer=integer, seconds=seconds
    )
    release = _figures(name, system, choice, profile, chosen, bound)
    found = trial([*before, release], system, needs, choice, bounds, integer=integer)
    while found:
        beyond = [one for one in found if one.place in public]
        if beyond:
            raise Exposed([(system.keys[one.place], one.interval) for one in beyond])
        # What earlier releases add was not in the choice: protect more, or give up.
        more = _protect_more(system, choice, public, found, bounds, bound)
        if more == choice:
            raise Exposed([(system.keys[one.place], one.interval) for one in found])
        choice = more
        release = _figures(name, system, choice, profile, chosen, bound)
        found = trial([*before, release], system, needs, choice, bounds, integer=integer)
    return release


def _choice(
    system: System,
    needs: Mapping[int, Need],
    public: frozenset[int],
    always: frozenset[int],
    weigh: Weigh,
    *,
    integer: bool,
    seconds: float,
) -> Choice:
    """Protect with figures that were never said, where that can be done.

    Where it cannot, what was said before may have been rounded or revised since: the trial decides.
    """
    try:
        return choose(system, needs, weigh=weigh, public=public, integer=integer, seconds=seconds)
    except Fault:
        if public == always:
            raise
        return choose(system, needs, weigh=weigh, public=always, integer=integer, seconds=seconds)


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
    """Return the same figures counted in another way, with the same ones left out.

    None when somebody could work something out of them: then they are not published at all.
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
    said = _figures(f"{release.name}, companion", system, choice, profile, chosen, bound)
    return None if trial([said], system, needs, choice, tuple(at_most)) else said


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


def _groups(sums: Iterable[Sum]) -> list[tuple[list[Sum], set[Key]]]:
    """Return the ties that share numbers that nobody tells, with the figures they bind."""
    group: dict[Key, int] = {}
    found: dict[int, list[Sum]] = {}
    for number, one in enumerate(sums):
        hidden = [key for key in (one[0], *one[1]) if key.measure == HIDDEN]
        here = {group[key] for key in hidden if key in group}
        found[number] = [one]
        for other in here:
            found[number] += found.pop(other)
        for total, parts in found[number] if here else [one]:
            group |= {key: number for key in (total, *parts) if key.measure == HIDDEN}
    return [
        (some, {key for total, parts in some for key in (total, *parts) if key.measure != HIDDEN})
        for some in found.values()
    ]


def _figures(
    name: str,
    system: System,
    choice: Choice,
    profile: Profile,
    rules: Rules,
    ties: Sequence[Sum] = (),
) -> Published:
    figures = {
        key: _figure(place, system, choice, profile, rules) for place, key in enumerate(system.keys)
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


def _figure(place: int, system: System, choice: Choice, profile: Profile, rules: Rules) -> Figure:
    cell = system.cells[place]
    if cell.value is None:
        return Figure(None, 0.0, np.inf, "unknown")
    if place in choice.left_out:
        state = "small" if place in choice.sensitive else "protecting"
        return Figure(None, 0.0, np.inf, state)
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
        waiting = [one for one in waiting if one not in ready]
    return ordered


def trial(
    releases: Sequence[Published],
    system: System,
    needs: Mapping[int, Need],
    choice: Choice,
    at_most: Sequence[Bound] = (),
    *,
    integer: bool = False,
) -> list[Finding]:
    """Let attackers try the figures of the last release with all releases; return what they find.

    Rounded figures count as the interval they leave. A figure that two releases say differently
    was revised in between; the attacker then takes the revision to be no larger than the largest
    that can be seen. Somebody who is in a figure that was left out tries too. Raises Fault when a
    figure is more than one it is at most.
    """
    known = dict(zip(system.keys, system.cells, strict=True))
    told = dict.fromkeys([*known, *(key for one in releases for key in one.figures)])
    said = {key for key, one in releases[-1].figures.items() if one.value is not None}
    between = {
        # What the larger one has more: a figure that nobody tells, and that is not below zero. Of two
        # figures that are told it tells nothing.
        Key("more", "", (("than", str(small)), ("in", str(large)))): (small, large)
        for small, large in at_most
        if small in told and large in told and not {small, large} <= said
    }
    for more, (small, large) in between.items():
        known[more] = _difference(known.get(small), known.get(large), small)
    sums = [
        (total, parts)
        for total, parts in dict.fromkeys(each for one in releases for each in one.sums)
        if not any(key.measure == HIDDEN for key in (total, *parts))
    ]
    sums += _that_bind(releases, said)
    nobody = (key for total, parts in sums for key in (total, *parts) if key.measure == HIDDEN)
    keys = (*told, *dict.fromkeys(nobody), *between)
    place = {key: index for index, key in enumerate(keys)}
    lower, upper = np.zeros(len(keys)), np.full(len(keys), np.inf)
    drift = _drift(releases)
    for one in releases:
        slack = 0.0 if one is releases[-1] else drift
        for key, figure in one.figures.items():
            at = place[key]
            lower[at] = max(lower[at], figure.lower - slack)
            upper[at] = min(upper[at], figure.upper + slack)
    equations = {(place[total], tuple(place[part] for part in parts)) for total, parts in sums} | {
        (place[large], (place[small], place[more])) for more, (small, large) in between.items()
    }
    world = System(
        keys, tuple(known.get(key, Cell(None)) for key in keys), tuple(sorted(equations))
    )
    attacker = Attacker(world.equations, lower, upper, integer=integer)
    # The figures of this release come first, so that their places are those of the system.
    truth = np.nan_to_num(world.values)
    found = list(attacker.exposed(needs, truth))
    safe = {at: need for at, need in needs.items() if at not in {one.place for one in found}}
    return found + list(insiders(attacker, safe, truth, world, choice.left_out))


def _that_bind(releases: Sequence[Published], said: set[Key]) -> list[Sum]:
    """Return the ties that say something of a figure that was left out: not all of theirs are told."""
    ties = dict.fromkeys(
        (total, parts)
        for one in releases
        for total, parts in one.sums
        if any(key.measure == HIDDEN for key in (total, *parts))
    )
    return [one for some, bound in _groups(ties) if not bound <= said for one in some]


def _difference(small: Cell | None, large: Cell | None, key: Key) -> Cell:
    """Return by how much one figure is more than another; not known where one of them is not."""
    if small is None or large is None or small.value is None or large.value is None:
        return Cell(None)
    if small.value > large.value:
        raise Fault(
            gettext_noop("This figure is more than one it is a part of."),
            str(key),
            gettext_noop("Count both tables from the same records."),
        )
    return Cell(large.value - small.value)


def _drift(releases: Sequence[Published]) -> float:
    """Return by how much figures that were published twice differ at the most."""
    said: dict[Key, list[int]] = {}
    for one in releases:
        for key, figure in one.figures.items():
            if figure.value is not None:
                said.setdefault(key, []).append(figure.value)
    return float(max((max(values) - min(values) for values in said.values()), default=0))


def _protect_more(
    system: System,
    choice: Choice,
    public: frozenset[int],
    found: Sequence[Finding],
    at_most: Sequence[Bound],
    ties: Sequence[Sum],
) -> Choice:
    """Leave out one more figure beside each thing found: the smallest that is not known already."""
    named = [*at_most, *(bound for _, bound in _groups(ties))]
    bound = [[system.place[key] for key in keys if key in system.place] for keys in named]
    tied = [*([total, *parts] for total, parts in system.equations), *bound]
    more: set[int] = set()
    for finding in found:
        near = {place for some in tied if finding.place in some for place in some}
        if near & more:
            continue
        rest = (near & system.known) - choice.left_out - public
        if rest:
            more.add(min(rest, key=lambda place: (system.values[place], place)))
    if not more:
        return choice
    return Choice(
        choice.sensitive,
        choice.secondary | more,
        choice.lost + sum(by_size(float(system.values[place])) for place in more),
        choice.bound,
        proved=False,
    )
