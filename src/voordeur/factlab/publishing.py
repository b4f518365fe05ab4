# SPDX-License-Identifier: EUPL-1.2
"""Every table of a run made safe together, with all that was published before.

A table that cannot be protected is asked of larger areas, and left out and named where even the
whole city cannot be told; a release that the attacker still beats is not written. The doubt of
linking goes with the figures only where it gives nothing away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voordeur.factlab.disclosure.published import Bound, Figure, Published, Sum
from voordeur.factlab.disclosure.release import companion, publish
from voordeur.factlab.disclosure.rounding import Profile, profiles
from voordeur.factlab.disclosure.rules import Rules
from voordeur.factlab.disclosure.tables import Key, Table
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.ties import divisions, ties, with_earlier

RELEASES = "releases"
"""The folder beside the output in which releases are kept for the trials of later ones."""


@dataclass(frozen=True)
class Safety:
    """How figures are made safe: a rounding profile, and rules of one's own where they are stricter."""

    profile: Profile
    rules: Rules

    @classmethod
    def named(cls, name: str = "voordeur", threshold: int | None = None) -> Safety:
        """Return a profile by name; `threshold`: from how many on a figure may be told."""
        try:
            profile = profiles()[name]
        except KeyError:
            known = ", ".join(sorted(profiles()))
            raise Fault(
                gettext_noop("{name} is no profile."),
                "profile",
                gettext_noop("Choose one of: {known}."),
                name=name,
                known=known,
            ) from None
        rules = profile.rules()
        if threshold is not None:
            rules = Rules(max(threshold, rules.threshold), rules.zeros, rules.dominance)
        return cls(profile, rules)


@dataclass(frozen=True)
class SafeTable:
    """A table with what may be told of it.

    `figures`: by one code per dimension. `doubt`: for published counts the lowest and highest value
    over the clusterings, rounded like the figures; empty where it may not be told or there is none.
    """

    asked: LensTable
    figures: Mapping[tuple[str, ...], Figure]
    doubt: Mapping[tuple[str, ...], tuple[int, int]]

    def value(self, **at: str) -> int | None:
        """Return the published figure at these codes, totals elsewhere; None when it is not told."""
        codes = tuple(at.get(one.name, one.total) for one in self.asked.table.dimensions)
        return self.figures[codes].value


@dataclass(frozen=True)
class SafeRun:
    """All tables of a run as they may be published, and what was left out as a whole, with why."""

    release: Published
    tables: tuple[SafeTable, ...]
    left_out: tuple[tuple[LensTable, Fault], ...]
    earlier: tuple[str, ...]

    @property
    def asked(self) -> list[LensTable]:
        """Every table that was asked, told or left out."""
        return [one.asked for one in self.tables] + [one for one, _ in self.left_out]

    def table(self, name: str) -> SafeTable | None:
        """Return a table by name; None when it was not asked or is left out."""
        return next((one for one in self.tables if one.asked.name == name), None)


def make_safe(
    name: str,
    asked: Sequence[LensTable],
    relations: Iterable[Sum],
    safety: Safety,
    earlier: Sequence[Published] = (),
    at_most: Sequence[Bound] = (),
) -> SafeRun:
    """Return the tables of a run as they may be published. Raises Fault when there is nothing to tell.

    `at_most`: which figure is never more than which other, as an attacker knows too.

    When `earlier` holds a release of this name, the same is told again: another choice of what to
    leave out, of the same figures, would tell what the first one left out.
    """
    left, gone, sums = list(asked), [], tuple(relations)
    own = divisions(asked)
    release = next((one for one in earlier if one.name == name), None)
    earlier = [one for one in earlier if one is not release]
    if release is not None:
        before = Fault(gettext_noop("It was left out before."), name, "")
        told = [(one, _as_told(one, release)) for one in asked]
        left = [known for _, known in told if known is not None]
        gone = [(one, before) for one, known in told if known is None]
    tied = ties(with_earlier(own, earlier))
    while release is None:
        if not left:
            raise Fault(
                gettext_noop("No table can be told without telling about somebody."),
                name,
                gettext_noop("Publish for a larger area or a longer period."),
            )
        try:
            release = _publish(name, left, sums, safety, earlier, at_most, tied)
            release = replace(release, divisions=tuple(one.plain() for one in divisions(left)))
        except Fault as fault:
            culprit = _finest_with(left, fault.where)
            if culprit is None:
                raise
            if culprit.wider is not None:
                left[left.index(culprit)] = culprit.wider()
            else:
                left.remove(culprit)
                gone.append((culprit, fault))
    low_high = [
        companion(
            release,
            tables,
            safety.profile,
            rules=safety.rules,
            relations=_within(sums, tables),
            at_most=at_most,
            ties=tied,
        )
        for tables in _other_clusterings(left)
    ]
    return SafeRun(
        release,
        tuple(_safe(one, release, low_high) for one in left),
        tuple(gone),
        tuple(one.name for one in earlier),
    )


def _as_told(asked: LensTable, release: Published) -> LensTable | None:
    """Return a table as far down as it was told in a release; None when it was left out."""
    at: LensTable | None = asked
    while at is not None:
        if {at.table.key(codes) for codes in at.table.cells} <= release.figures.keys():
            return at
        at = at.wider() if at.wider else None
    return None


def _publish(
    name: str,
    asked: Sequence[LensTable],
    sums: Sequence[Sum],
    safety: Safety,
    earlier: Sequence[Published],
    at_most: Sequence[Bound],
    tied: Sequence[Sum],
) -> Published:
    tables = [one.table for one in asked]
    least = safety.rules
    also = {
        one.table.key(codes)
        for one in asked
        for other in one.others
        for codes, cell in other.cells.items()
        if least.need(cell) is not None
    }
    structural = {key for one in asked for key in one.structural}
    return publish(
        name,
        tables,
        safety.profile,
        rules=least,
        relations=_within(sums, tables),
        at_most=at_most,
        ties=tied,
        earlier=earlier,
        also=sorted(also),
        structural=structural,
    )


def _within(sums: Iterable[Sum], tables: Iterable[Table]) -> list[Sum]:
    """Return the sums of which every figure is in a table."""
    known = {table.key(codes) for table in tables for codes in table.cells}
    return [(total, parts) for total, parts in sums if {total, *parts} <= known]


def _other_clusterings(asked: Sequence[LensTable]) -> list[list[Table]]:
    with_others = [one for one in asked if one.others]
    many = min((len(one.others) for one in with_others), default=0)
    return [[one.others[at] for one in with_others] for at in range(many)]


def _finest_with(asked: Sequence[LensTable], figure: str) -> LensTable | None:
    """Return the largest table in which a figure stands."""
    holding = [
        one
        for one in asked
        if any(str(one.table.key(codes)) == figure for codes in one.table.cells)
    ]
    return max(holding, key=lambda one: (len(one.table.cells), one.name), default=None)


def _safe(one: LensTable, release: Published, others: Sequence[Published | None]) -> SafeTable:
    figures = {codes: release.figures[one.table.key(codes)] for codes in one.table.cells}
    doubt: dict[tuple[str, ...], tuple[int, int]] = {}
    said = [other for other in others if other is not None]
    if one.others and len(said) == len(others):
        for codes, figure in figures.items():
            key: Key = one.table.key(codes)
            values = [figure.value, *(other.figures[key].value for other in said)]
            known = [value for value in values if value is not None]
            if len(known) == len(values):
                doubt[codes] = min(known), max(known)
    return SafeTable(one, figures, doubt)


def kept(folder: Path) -> list[Published]:
    """Return the releases that were kept in a folder."""
    return [Published.read(path) for path in sorted(folder.glob("*.json"))]


def keep(release: Published, folder: Path) -> Path:
    """Keep a release for the trials of later ones; return where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(release.name.encode()).hexdigest()[:16]}.json"
    release.write(path)
    return path


def fingerprint(asked: Iterable[LensTable]) -> str:
    """Return a mark of the true figures: a run that counts the same has the same mark."""
    digest = hashlib.sha256()
    for one in asked:
        for codes, cell in sorted(one.table.cells.items()):
            digest.update(repr((one.name, codes, cell.value)).encode())
    return digest.hexdigest()[:12]
