# SPDX-License-Identifier: EUPL-1.2
"""What an instrument is: areas, levels, who rates, how long it holds. Checked at birth.

Nothing here reads files; `catalogue` does. An instrument that exists is a sound one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from voordeur.instruments.errors import InstrumentError, NotInInstrumentError
from voordeur.instruments.words import (
    Direction,
    InstrumentKind,
    LifeArea,
    PartKind,
    RaterKind,
    SubjectKind,
    Text,
    Tone,
    TotalRule,
)

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_NO_ANCHORS: Mapping[int, Text] = MappingProxyType({})


def _require(holds: bool, key: str, problem: str, remedy: str) -> None:
    if not holds:
        raise InstrumentError(key, problem, remedy)


def _check_id(key: str, value: str) -> None:
    _require(
        _ID.fullmatch(value) is not None,
        key,
        f"'{value}' is not an id",
        "Use small letters and digits, with - or _ in between.",
    )


def _check_unique(key: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        _require(value not in seen, key, f"'{value}' is there twice", "Keep one of the two.")
        seen.add(value)


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale; `value` orders it and is no amount: levels are never averaged."""

    value: int
    name: Text
    tone: Tone = Tone.NEUTRAL
    explanation: Text | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A finer point of an area, or an open question in a guide."""

    id: str
    text: Text

    def __post_init__(self) -> None:
        _check_id("id", self.id)


@dataclass(frozen=True, slots=True)
class Area:
    """One thing that is looked at. `part` names the part of a guide it belongs to, else None.

    `anchors` are texts per level for this area that a municipality loaded under its own licence.
    """

    id: str
    title: Text
    explanation: Text
    life_area: LifeArea | None = None
    part: str | None = None
    items: tuple[Item, ...] = ()
    anchors: Mapping[int, Text] = field(default=_NO_ANCHORS, hash=False)

    def __post_init__(self) -> None:
        _check_id("id", self.id)
        _check_unique("items", (item.id for item in self.items))
        object.__setattr__(self, "anchors", MappingProxyType(dict(self.anchors)))


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of a guide, with what one may do in it."""

    id: str
    title: Text
    kind: PartKind
    explanation: Text | None = None

    def __post_init__(self) -> None:
        _check_id("id", self.id)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may decide at once by law: the office, what it can do and the article."""

    id: str
    title: Text
    power: Text
    law: str

    def __post_init__(self) -> None:
        _check_id("id", self.id)
        _require(bool(self.law.strip()), "law", "no article", "Name the law and the article.")


@dataclass(frozen=True, slots=True)
class LimitGround:
    """A situation in which leaving everything to the household can be wrong, at that moment.

    `immediate` means that one acts first: nothing (own network, lighter help) has to be tried
    before, and at least one authority is named.
    """

    id: str
    title: Text
    explanation: Text
    stays_with_household: Text
    immediate: bool
    steps: tuple[Text, ...]
    authorities: tuple[Authority, ...]

    def __post_init__(self) -> None:
        _check_id("id", self.id)
        _check_unique("authorities", (authority.id for authority in self.authorities))
        _require(bool(self.steps), "steps", "no steps", "Say what is done, in order.")
        _require(
            bool(self.authorities) or not self.immediate,
            "authorities",
            "acting at once without anyone who has the power",
            "Name at least one authority with its article of law.",
        )


@dataclass(frozen=True, slots=True)
class AreaLink:
    """How an area of an older version continues here: one or more areas; never a conversion."""

    old: str
    new: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(bool(self.new), "to", "an empty list", "Name at least one area of this version.")
        _check_unique("to", self.new)


@dataclass(frozen=True, slots=True)
class Succession:
    """Which areas of an older version can be laid beside areas of this one."""

    version: str
    links: tuple[AreaLink, ...]

    def __post_init__(self) -> None:
        _check_unique("areas", (link.old for link in self.links))


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a list to measure or talk with.

    Every area is optional, always: there is no field to make one obligatory. Months of validity
    are None for a guide, because a conversation does not expire. `asks_from` is the difference
    in levels between raters from which it is a question to talk about.
    """

    id: str
    version: str
    kind: InstrumentKind
    title: Text
    summary: Text
    source: str
    rights: Text
    subjects: frozenset[SubjectKind]
    raters: frozenset[RaterKind]
    areas: tuple[Area, ...]
    levels: tuple[Level, ...] = ()
    parts: tuple[Part, ...] = ()
    limits: tuple[LimitGround, ...] = ()
    succeeds: tuple[Succession, ...] = ()
    direction: Direction = Direction.HIGHER_IS_BETTER
    change: Text | None = None
    unknown_name: Text | None = None
    validity_months: int | None = 12
    warn_month: int | None = 11
    asks_from: int = 2
    total: TotalRule = TotalRule.NONE
    anchor_rights: Text | None = None

    def __post_init__(self) -> None:
        _check_id("id", self.id)
        _require(bool(self.version.strip()), "version", "it is empty", "Give it a version.")
        _require(bool(self.source.strip()), "source", "it is empty", "Say where it comes from.")
        _require(bool(self.subjects), "subjects", "nobody to measure", "Name a subject kind.")
        _require(bool(self.raters), "raters", "nobody may rate", "Name a rater kind.")
        _require(bool(self.areas), "areas", "there are none", "Add [[areas]].")
        _check_unique("areas", (area.id for area in self.areas))
        _check_unique("parts", (part.id for part in self.parts))
        _check_unique("limits", (ground.id for ground in self.limits))
        _check_unique("succeeds", (succession.version for succession in self.succeeds))
        if self.kind is InstrumentKind.SCALE:
            self._check_scale()
        else:
            self._check_guide()
        self._check_succession()

    def _check_scale(self) -> None:
        values = [level.value for level in self.levels]
        _require(len(values) >= 2, "levels", "a scale needs two levels", "Add [[levels]].")
        _require(
            values == sorted(set(values)),
            "levels",
            "the values do not rise from level to level",
            "Order [[levels]] by value, each value once.",
        )
        _require(
            not self.parts and not self.limits,
            "parts",
            "a scale has no parts or limits",
            "Remove them, or make it a guide.",
        )
        _require(
            self.change is not None,
            "change",
            "it is missing",
            "Say in change = {nl, en} how to read a change.",
        )
        _require(self.asks_from >= 1, "asks_from", "below 1", "Use 1 or more levels.")
        months, warn = self.validity_months, self.warn_month
        _require(
            months is not None and warn is not None and 0 < warn < months,
            "warn_month",
            f"warning in month {warn} of {months}",
            "Use validity_months and a smaller warn_month, both above 0.",
        )
        for area in self.areas:
            _require(
                set(area.anchors) <= set(values),
                f"areas.{area.id}.anchors",
                "a text for a level that does not exist",
                f"Use only the levels {', '.join(map(str, values))}.",
            )
            _require(
                area.part is None,
                f"areas.{area.id}.part",
                "a scale has no parts",
                "Remove it, or make the instrument a guide.",
            )

    def _check_guide(self) -> None:
        _require(not self.levels, "levels", "a guide has no levels", "Remove [[levels]].")
        _require(
            self.total is TotalRule.NONE, "total", "a guide has no total", 'Use total = "none".'
        )
        _require(
            self.validity_months is None and self.warn_month is None,
            "validity_months",
            "a conversation does not expire",
            "Remove validity_months and warn_month.",
        )
        known = {part.id for part in self.parts}
        for area in self.areas:
            _require(
                area.part in known,
                f"areas.{area.id}.part",
                f"part '{area.part}' does not exist",
                f"Use one of: {', '.join(sorted(known)) or '(add [[parts]])'}.",
            )
            _require(
                not area.anchors,
                f"areas.{area.id}.anchors",
                "a guide has no levels to explain",
                "Remove the texts per level.",
            )

    def _check_succession(self) -> None:
        known = {area.id for area in self.areas}
        for succession in self.succeeds:
            _require(
                succession.version != self.version,
                "succeeds",
                "a version cannot succeed itself",
                "Name the older version.",
            )
            for link in succession.links:
                _require(
                    set(link.new) <= known,
                    f"succeeds.{succession.version}.{link.old}",
                    "it continues in an area that does not exist",
                    f"Use areas of version {self.version}.",
                )

    def area(self, area_id: str) -> Area:
        """Return one area; raises NotInInstrumentError with the areas there are."""
        for area in self.areas:
            if area.id == area_id:
                return area
        known = ", ".join(area.id for area in self.areas)
        raise NotInInstrumentError(
            f"{self.id} {self.version} has no area '{area_id}'. It has: {known}."
        )

    def level(self, value: int) -> Level:
        """Return one level; raises NotInInstrumentError with the levels there are."""
        for level in self.levels:
            if level.value == value:
                return level
        known = ", ".join(str(level.value) for level in self.levels) or "none"
        raise NotInInstrumentError(
            f"{self.id} {self.version} has no level {value}. It has: {known}."
        )

    def explain(self, area_id: str, value: int) -> Text | None:
        """Return what a level means in an area: the licensed text when loaded, else our own."""
        level = self.level(value)
        return self.area(area_id).anchors.get(value, level.explanation)

    def part(self, part_id: str) -> Part:
        """Return one part of a guide; raises NotInInstrumentError."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise NotInInstrumentError(f"{self.id} {self.version} has no part '{part_id}'.")

    def limit(self, ground_id: str) -> LimitGround:
        """Return one ground that limits self-direction; raises NotInInstrumentError."""
        for ground in self.limits:
            if ground.id == ground_id:
                return ground
        raise NotInInstrumentError(f"{self.id} {self.version} has no limit '{ground_id}'.")

    def with_anchors(self, anchors: Mapping[str, Mapping[int, Text]], rights: Text) -> "Instrument":
        """Return this version with licensed texts per area and level laid over our own wording."""
        for area_id in anchors:
            self.area(area_id)
        areas = tuple(
            replace(area, anchors={**area.anchors, **anchors.get(area.id, {})})
            for area in self.areas
        )
        return replace(self, areas=areas, anchor_rights=rights)
