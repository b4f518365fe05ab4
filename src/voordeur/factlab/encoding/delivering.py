# SPDX-License-Identifier: EUPL-1.2
"""What an institution does at home: its own file in, a file without names out.

    voordeur factlab encode FOLDER --secret secret.txt --out OUT

FOLDER holds the file and a `factlab.toml`. OUT gets one Parquet file per source and a
`factlab.toml` that says how to read it. The year of birth stays readable, because records are
compared within a year; so do the areas and what help was given. Names, dates, addresses, keys and
citizen numbers do not: they become encodings, or stand-ins that can only be compared whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.fields import FIELDS
from voordeur.factlab.deliveries.manifest import NAME, Manifest, Source
from voordeur.factlab.deliveries.taking_in import Taken, take_in
from voordeur.factlab.encoding.clk import Encoder, Row
from voordeur.factlab.fault import Fault
from voordeur.factlab.standard.addresses import house_of, postcode_of
from voordeur.factlab.standard.births import birth_of
from voordeur.factlab.standard.names import whole_name

_READABLE = (
    "neighbourhood",
    "district",
    "municipality",
    "kind",
    "law",
    "payer",
    "area",
    "state",
    "from",
    "to",
    "cost",
    "intended",
)
"""Fields that stay as they are."""

_ENCODED = ("clk", "birth", "door", "key", "partner_key", "parent_keys")


def read_secret(path: Path) -> bytes:
    """Return the shared secret of a file; raises Fault when it cannot be read."""
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise Fault("The secret cannot be read.", path.name, "Give the file with it.") from error


def encode(folder: Path, secret: bytes, work: Path, out: Path) -> Mapping[str, Taken | None]:
    """Encode all deliveries of a folder into `out`; return what was taken in.

    Raises Fault when a file cannot be used or the secret is too short. `work` holds readable rows:
    it stays at the institution.
    """
    encoder = Encoder(secret)
    manifest = Manifest.read(folder)
    taken = take_in(manifest, work)
    out.mkdir(parents=True, exist_ok=True)
    sections = [_head(manifest)]
    for code, one in taken.items():
        if one:
            # In an order that tells nothing of the file they stood in.
            table = _encoded(encoder, parquet.read_table(one.rows).sort_by("rank"))
            draft = out / f"{code}.part"
            parquet.write_table(table.replace_schema_metadata({"secret": encoder.mark}), draft)
            draft.replace(out / f"{code}.parquet")
        sections.append(_section(manifest.sources[code], encoder.mark))
    (out / NAME).write_text("\n".join(sections), encoding="utf-8")
    return taken


def _encoded(encoder: Encoder, rows: pa.Table) -> pa.Table:
    given = [
        {name: row[name] or "" for name in FIELDS if FIELDS[name].type == "VARCHAR"}
        for row in rows.to_pylist()
    ]
    said: dict[str, list[Any]] = {"clk": encoder.people([_person(one) for one in given])}
    for name in _ENCODED[1:]:
        said[name] = [_STAND_INS[name](encoder, one) for one in given]
    said = {name: [value or None for value in values] for name, values in said.items()}
    columns = {name: pa.array(values, pa.string()) for name, values in said.items()}
    for name in _READABLE:
        columns[name] = _readable(rows, name)
    return pa.table(columns)


def _readable(rows: pa.Table, name: str) -> pa.Array:
    """Return a field as the manifest reads it again: the last day, and euros with two decimals."""
    values = rows.column(FIELDS[name].column).to_pylist()
    if name == "to":
        values = [value and value.fromordinal(value.toordinal() - 1) for value in values]
    if name == "cost":
        values = [None if one is None else f"{one // 100},{one % 100:02d}" for one in values]
    if name == "intended":
        values = [None if one is None else "ja" if one else "nee" for one in values]
    return pa.array([None if one is None else str(one) for one in values], pa.string())


def _person(given: Mapping[str, str]) -> Row:
    whole = whole_name(given["name"])
    halves = "-".join(part for part in (whole.surname.core, whole.surname.other) if part)
    return (
        given["first"] or whole.first,
        given["initials"] or whole.initials,
        given["surname"] or halves,
        given["partner_surname"],
        given["birth"],
        given["sex"],
    )


def _year(encoder: Encoder, given: Mapping[str, str]) -> str:
    year = birth_of(given["birth"]).year
    return str(year) if year else ""


def _door(encoder: Encoder, given: Mapping[str, str]) -> str:
    house = house_of(given["number"], given["addition"])
    postcode = postcode_of(given["postcode"])
    whole = house.number and postcode
    return encoder.token("door", f"{postcode} {house.number} {house.addition}" if whole else "")


_STAND_INS: Mapping[str, Callable[[Encoder, Mapping[str, str]], str]] = {
    "birth": _year,
    "door": _door,
    "key": lambda encoder, given: encoder.token("key", given["key"]),
    "partner_key": lambda encoder, given: encoder.token("key", given["partner_key"]),
    "parent_keys": lambda encoder, given: " ".join(
        encoder.token("key", one) for one in given["parent_keys"].split()
    ),
}
"""What stands in for a value that is only compared whole."""


def _head(manifest: Manifest) -> str:
    return f'[run]\nname = "{_plain(manifest.name)}"\n'


def _section(source: Source, mark: str) -> str:
    columns = ", ".join(f'{name} = "{name}"' for name in (*_ENCODED, *_READABLE))
    extracted = f"extracted = {source.extracted}\n" if source.extracted else ""
    last = source.period_to.fromordinal(source.period_to.toordinal() - 1)
    return (
        f"# Encoded with the secret whose mark is {mark}.\n"
        f"[source.{source.code}]\n"
        f'institution = "{_plain(source.institution)}"\n'
        f'purpose = "{_plain(source.purpose)}"\n'
        f'legal_basis = "{_plain(source.legal_basis)}"\n'
        f'agreement = "{_plain(source.agreement)}"\n'
        f"from = {source.period_from}\nto = {last}\n{extracted}"
        f'file = "{source.code}.parquet"\n'
        f"spine = {str(source.spine).lower()}\nencoded = true\n"
        f"columns = {{ {columns} }}\n"
    )


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
