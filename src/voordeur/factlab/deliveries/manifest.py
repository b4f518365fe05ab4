# SPDX-License-Identifier: EUPL-1.2
"""`factlab.toml`: which institution delivers what, for which purpose, on which legal basis.

    [run]
    name = "Waterveen 2025"
    purpose = "figures"
    from = 2025-01-01
    to = 2025-12-31

    [source.wmo]
    institution = "Wmo-loket Waterveen"
    file = "wmo.csv"                      # also .xlsx, .parquet, and messages: "jeugd/*.xml"
    legal_basis = "Wmo 2015, art. 5.1.1"
    agreement = "Data agreement 2025-14"
    extracted = 2026-01-08
    fields = { law = "wmo", payer = "municipality" }   # the same in every row
    columns = { surname = "Achternaam", birth = "Geb.datum", kind = "Product", from = "Start" }

    [source.wmo.codes.kind]               # what the codes of the source mean
    "01A01" = "household_help"

A source whose file is not there stays in the run as a gap. `spine = true` marks the register to
which all others are linked; `encoded = true` a file of `voordeur factlab encode`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from voordeur.factlab.deliveries.fields import CODED, FIELDS
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.provisions.tables.values import DateOrder

NAME = "factlab.toml"
_PLAIN = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True)
class Source:
    """One source as agreed. `period_to` is the first day it is no longer about."""

    code: str
    institution: str
    purpose: str
    legal_basis: str
    agreement: str
    period_from: date
    period_to: date
    file: str = ""
    sheet: str = ""
    extracted: date | None = None
    spine: bool = False
    encoded: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: DateOrder | None = None

    @property
    def last_day(self) -> date:
        """The last day it is about."""
        return self.period_to - timedelta(days=1)

    def files(self, folder: Path) -> tuple[Path, ...]:
        """Return the files that were delivered, in order; none: a gap."""
        if not self.file:
            return ()
        return tuple(sorted(path for path in folder.glob(self.file) if path.is_file()))


@dataclass(frozen=True)
class Manifest:
    """A folder of deliveries and what was agreed about each."""

    folder: Path
    name: str
    sources: Mapping[str, Source]

    @property
    def spine(self) -> Source | None:
        """The register to which all others are linked, if there is one."""
        return next((one for one in self.sources.values() if one.spine), None)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder; raises Fault naming the setting that is wrong."""
        path = folder / NAME
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise Fault(
                gettext_noop("There is no factlab.toml."),
                folder.name,
                gettext_noop("Write one: see docs/developers/factlab.md."),
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Fault(
                gettext_noop("This is no TOML: {error}."),
                NAME,
                gettext_noop("Mend the line that is named."),
                error=error,
            ) from error
        run = _table(found, "run", NAME)
        sources = {
            code: _source(code, _table(plain, code, NAME, whole=True), run)
            for code, plain in _table(found, "source", NAME).items()
        }
        if not sources:
            raise Fault(
                gettext_noop("There is no source."),
                NAME,
                gettext_noop("Add a [source.NAME] for each institution."),
            )
        if sum(one.spine for one in sources.values()) > 1:
            raise Fault(
                gettext_noop("Two sources are the spine."),
                NAME,
                gettext_noop("Mark one register as spine."),
            )
        return cls(folder, str(run.get("name", folder.name)), sources)


def _table(found: Any, key: str, where: str, *, whole: bool = False) -> dict[str, Any]:
    inner = found if whole else found.get(key, {})
    if not isinstance(inner, dict):
        raise Fault(
            gettext_noop("{key} is no table of settings."),
            where,
            gettext_noop("Write it as [{key}]."),
            key=key,
        )
    return inner


_SETTINGS = {
    "institution",
    "purpose",
    "legal_basis",
    "agreement",
    "from",
    "to",
    "file",
    "sheet",
    "extracted",
    "spine",
    "encoded",
    "columns",
    "fields",
    "codes",
    "dates",
}
_NEEDED = ("institution", "purpose", "legal_basis", "agreement", "from", "to")


def _source(code: str, plain: dict[str, Any], run: dict[str, Any]) -> Source:
    where = f"{NAME}, source.{code}"
    if not _PLAIN.fullmatch(code):
        raise Fault(
            gettext_noop("{code} is no name for a source."),
            where,
            gettext_noop("Use a-z, 0-9 and _ only."),
            code=code,
        )
    if unknown := sorted(set(plain) - _SETTINGS):
        raise Fault(
            gettext_noop("{name} is no setting."),
            where,
            gettext_noop("Known: {known}."),
            name=unknown[0],
            known=", ".join(sorted(_SETTINGS)),
        )
    given: dict[str, Any] = {name: plain.get(name, run.get(name)) for name in _SETTINGS}
    for name in _NEEDED:
        if given[name] in (None, ""):
            raise Fault(
                gettext_noop("{name} is not given."),
                where,
                gettext_noop("Nothing is read without it: write it down."),
                name=name,
            )
    file = str(given["file"] or "")
    if file and (Path(file).is_absolute() or ".." in Path(file).parts):
        raise Fault(
            gettext_noop("The file lies outside the folder."),
            where,
            gettext_noop("Put it beside the manifest."),
        )
    for name in ("from", "to"):
        if not isinstance(given[name], date):
            raise Fault(
                gettext_noop("{name} is no date."),
                where,
                gettext_noop("Write 2025-01-01, without quotes."),
                name=name,
            )
    if given["to"] < given["from"]:
        raise Fault(
            gettext_noop("The period ends before it starts."),
            where,
            gettext_noop("Correct from and to."),
        )
    columns = _known(plain.get("columns", {}), where)
    fields = _known(plain.get("fields", {}), where)
    if both := sorted(set(columns) & set(fields)):
        raise Fault(
            gettext_noop("{name} has a column and a fixed value."),
            where,
            gettext_noop("Leave one of the two out."),
            name=both[0],
        )
    codes = _table(plain, "codes", where)
    for name, meanings in codes.items():
        if name not in CODED or not isinstance(meanings, dict):
            raise Fault(
                gettext_noop("codes.{name} is not understood."),
                where,
                gettext_noop("Give codes for: {known}."),
                name=name,
                known=", ".join(CODED),
            )
    return Source(
        code=code,
        institution=str(given["institution"]),
        purpose=str(given["purpose"]),
        legal_basis=str(given["legal_basis"]),
        agreement=str(given["agreement"]),
        period_from=given["from"],
        period_to=given["to"] + timedelta(days=1),
        file=file,
        sheet=str(given["sheet"] or ""),
        extracted=given["extracted"],
        spine=bool(given["spine"]),
        encoded=bool(given["encoded"]),
        columns=columns,
        fields=fields,
        codes={name: {str(k): str(v) for k, v in one.items()} for name, one in codes.items()},
        dates=_order(given["dates"], where),
    )


def _known(plain: Any, where: str) -> dict[str, str]:
    if not isinstance(plain, dict):
        raise Fault(
            gettext_noop("columns and fields are tables."),
            where,
            gettext_noop("Write them as a table: field, is, column in quotes, between braces."),
        )
    for name in plain:
        if name not in FIELDS:
            raise Fault(
                gettext_noop("{name} is no field."),
                where,
                gettext_noop("Known: {known}."),
                name=name,
                known=", ".join(FIELDS),
            )
    return {name: str(value) for name, value in plain.items()}


def _order(plain: Any, where: str) -> DateOrder | None:
    try:
        return DateOrder(plain) if plain else None
    except ValueError:
        known = ", ".join(DateOrder)
        raise Fault(
            gettext_noop("{plain} is no order of dates."),
            where,
            gettext_noop("Choose one of: {known}."),
            plain=plain,
            known=known,
        ) from None
