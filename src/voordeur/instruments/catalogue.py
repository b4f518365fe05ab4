# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: instruments read from TOML files, ours and those of the municipality.

Ours lie in the folder `catalogue/` beside this file. A municipality adds folders with instruments
of its own and with overlays: licensed texts per level, laid over our wording without changing
levels or areas. Files are read once, at the start; a faulty file stops it with file, key and
remedy.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voordeur.instruments.errors import (
    InstrumentError,
    NotInInstrumentError,
    UnknownInstrumentError,
)
from voordeur.instruments.instrument import (
    Area,
    AreaLink,
    Authority,
    Instrument,
    Item,
    Level,
    LimitGround,
    Part,
    Succession,
)
from voordeur.instruments.toml_table import Table
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

SHIPPED = Path(__file__).with_suffix("")
"""The folder with the instruments that come with Voordeur."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All instruments, in order of id and version; every version stays, old ones are never edited.

    Versions sort as text; give yours a year or equal-length numbers.
    """

    instruments: tuple[Instrument, ...]

    def get(self, instrument_id: str, version: str) -> Instrument:
        """Return one version; raises UnknownInstrumentError with what there is."""
        for instrument in self.instruments:
            if (instrument.id, instrument.version) == (instrument_id, version):
                return instrument
        known = ", ".join(f"{each.id} {each.version}" for each in self.instruments)
        raise UnknownInstrumentError(
            f"There is no instrument '{instrument_id}' version '{version}'. There is: {known}."
        )

    def versions(self, instrument_id: str) -> tuple[Instrument, ...]:
        """Return the versions of one instrument, oldest first; raises UnknownInstrumentError."""
        found = tuple(each for each in self.instruments if each.id == instrument_id)
        if not found:
            known = ", ".join(sorted({each.id for each in self.instruments}))
            raise UnknownInstrumentError(
                f"There is no instrument '{instrument_id}'. There is: {known}."
            )
        return found

    def latest(self, instrument_id: str) -> Instrument:
        """Return the newest version; raises UnknownInstrumentError."""
        return self.versions(instrument_id)[-1]

    def for_subject(
        self, subject: SubjectKind, kind: InstrumentKind | None = None
    ) -> tuple[Instrument, ...]:
        """Return what can be taken of a kind of subject, all versions, scales or guides or both."""
        return tuple(
            each
            for each in self.instruments
            if subject in each.subjects and kind in (None, each.kind)
        )

    def with_more(self, more: Iterable[Instrument]) -> "Catalogue":
        """Return the catalogue with instruments of the municipality's own beside ours."""
        together = {(each.id, each.version): each for each in (*more, *self.instruments)}
        return Catalogue(tuple(together[key] for key in sorted(together)))


def read_instrument(text: str, file: str) -> Instrument:
    """Return the instrument that a TOML text describes; raises InstrumentError with its place.

    `file` is what the text is called in the message. An overlay is refused: it is laid over a
    licensed text by who installs, not in the browser.
    """
    try:
        table = Table(file, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as unreadable:
        raise InstrumentError(
            "(file)", f"it is not TOML: {unreadable}", "Correct the place it names.", file
        ) from unreadable
    if table.has("overlay"):
        raise table.fault("overlay", "this is an overlay", "Put it in a folder of the settings.")
    made = _instrument(table)
    for key, value, longest in (("id", made.id, 60), ("version", made.version, 20)):
        if not re.fullmatch(rf"[a-z0-9][a-z0-9-]{{0,{longest - 1}}}", value):
            raise table.fault(
                key, f"'{value}' cannot be used", "Write small letters, digits and hyphens only."
            )
    return made


@cache
def shipped_catalogue() -> Catalogue:
    """Return the instruments that come with Voordeur; read once."""
    return load_catalogue()


def load_catalogue(folders: Iterable[Path] = ()) -> Catalogue:
    """Read our instruments and those in more folders, then lay the overlays over them.

    Raises InstrumentError (file, key, problem, remedy) on the first faulty file. A folder cannot
    redefine a version that exists: what was measured with it would change its meaning.
    """
    instruments: dict[tuple[str, str], Instrument] = {}
    overlays: list[Table] = []
    for folder in (SHIPPED, *folders):
        if not folder.is_dir():
            raise InstrumentError(
                "folder", "it does not exist", "Correct the path in the settings.", str(folder)
            )
        for path in sorted(folder.glob("*.toml")):
            table = _open(path)
            if table.has("overlay"):
                overlays.append(table)
                continue
            instrument = _instrument(table)
            key = (instrument.id, instrument.version)
            if key in instruments:
                raise table.fault(
                    "version",
                    f"{key[0]} {key[1]} exists already",
                    "Give yours another version, or write an overlay for the texts per level.",
                )
            instruments[key] = instrument
    for table in overlays:
        _lay_over(instruments, table)
    return Catalogue(tuple(instruments[key] for key in sorted(instruments)))


def _open(path: Path) -> Table:
    try:
        return Table(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise InstrumentError(
            "(file)", f"it is not TOML: {unreadable}", "Correct the place it names.", path.name
        ) from unreadable


def _born[T](table: Table, make: Callable[[], T]) -> T:
    """Make a noun and, when it refuses to be born, say in which file and table."""
    try:
        return make()
    except InstrumentError as fault:
        if fault.file:
            raise
        raise fault.inside(table.file, table.path) from fault


def _instrument(table: Table) -> Instrument:
    kind = table.choice("kind", InstrumentKind)
    is_scale = kind is InstrumentKind.SCALE
    made = _born(
        table,
        lambda: Instrument(
            id=table.string("id"),
            version=table.string("version"),
            kind=kind,
            title=table.text("title"),
            summary=table.text("summary"),
            source=table.string("source"),
            rights=table.text("rights"),
            subjects=table.choices("subjects", SubjectKind),
            raters=table.choices("raters", RaterKind),
            direction=(
                table.choice("direction", Direction) if is_scale else Direction.HIGHER_IS_BETTER
            ),
            change=table.optional_text("change"),
            unknown_name=table.optional_text("unknown_name"),
            validity_months=_months(table, "validity_months", 12, is_scale),
            warn_month=_months(table, "warn_month", 11, is_scale),
            asks_from=table.number("asks_from", 2),
            total=table.choice("total", TotalRule) if table.has("total") else TotalRule.NONE,
            levels=tuple(_level(each) for each in table.tables("levels")),
            parts=tuple(_part(each) for each in table.tables("parts")),
            areas=tuple(_area(each) for each in table.tables("areas")),
            limits=tuple(_limit(each) for each in table.tables("limits")),
            succeeds=tuple(_succession(each) for each in table.tables("succeeds")),
        ),
    )
    table.close()
    return made


def _months(table: Table, key: str, default: int, is_scale: bool) -> int | None:
    return table.number(key, default) if is_scale or table.has(key) else None


def _level(table: Table) -> Level:
    level = Level(
        value=table.number("value"),
        name=table.text("name"),
        tone=table.choice("tone", Tone),
        explanation=table.optional_text("explanation"),
    )
    table.close()
    return level


def _part(table: Table) -> Part:
    part = _born(
        table,
        lambda: Part(
            id=table.string("id"),
            title=table.text("title"),
            kind=table.choice("kind", PartKind),
            explanation=table.optional_text("explanation"),
        ),
    )
    table.close()
    return part


def _area(table: Table) -> Area:
    area = _born(
        table,
        lambda: Area(
            id=table.string("id"),
            title=table.text("title"),
            explanation=table.text("explanation"),
            life_area=table.choice("life_area", LifeArea) if table.has("life_area") else None,
            part=table.string("part") if table.has("part") else None,
            items=tuple(_item(each) for each in table.tables("items")),
        ),
    )
    table.close()
    return area


def _item(table: Table) -> Item:
    item = _born(table, lambda: Item(id=table.string("id"), text=table.text("text")))
    table.close()
    return item


def _limit(table: Table) -> LimitGround:
    ground = _born(
        table,
        lambda: LimitGround(
            id=table.string("id"),
            title=table.text("title"),
            explanation=table.text("explanation"),
            stays_with_household=table.text("stays_with_household"),
            immediate=table.flag("immediate"),
            steps=tuple(_step(each) for each in table.tables("steps")),
            authorities=tuple(_authority(each) for each in table.tables("authorities")),
        ),
    )
    table.close()
    return ground


def _step(table: Table) -> Text:
    text = table.text("text")
    table.close()
    return text


def _authority(table: Table) -> Authority:
    authority = _born(
        table,
        lambda: Authority(
            id=table.string("id"),
            title=table.text("title"),
            power=table.text("power"),
            law=table.string("law"),
        ),
    )
    table.close()
    return authority


def _succession(table: Table) -> Succession:
    version = table.string("version")
    areas = table.table("areas")
    links = tuple(_link(areas, old) for old in areas.names())
    table.close()
    return _born(table, lambda: Succession(version, links))


def _link(areas: Table, old: str) -> AreaLink:
    return _born(areas, lambda: AreaLink(old, areas.strings(old)))


def _lay_over(instruments: dict[tuple[str, str], Instrument], table: Table) -> None:
    key = (table.string("overlay"), table.string("version"))
    rights = table.text("rights", dutch_is_enough=True)
    areas = table.table("areas")
    table.close()
    if key not in instruments:
        raise table.fault(
            "overlay",
            f"there is no instrument {key[0]} {key[1]}",
            f"Use one of: {', '.join(' '.join(each) for each in sorted(instruments))}.",
        )
    anchors = {area_id: _anchors(areas.table(area_id)) for area_id in areas.names()}
    try:
        instruments[key] = instruments[key].with_anchors(anchors, rights)
    except NotInInstrumentError as unknown:
        raise table.fault("areas", str(unknown), "Correct the name of the area.") from unknown
    except InstrumentError as fault:
        raise fault.inside(table.file) from fault


def _anchors(table: Table) -> dict[int, Text]:
    texts: dict[int, Text] = {}
    for level in table.names():
        if not level.isdecimal():
            raise table.fault(level, "it is not a level", "Write the level as a number: 3 = {…}.")
        texts[int(level)] = table.text(level, dutch_is_enough=True)
    return texts
