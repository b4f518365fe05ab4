# SPDX-License-Identifier: EUPL-1.2
"""Writing a town down as a folder of deliveries with a manifest, and its truth beside it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.manifest import NAME
from voordeur.factlab.synthetic.rows import (
    SPINE,
    Institution,
    Row,
    delivered,
    institutions,
    register,
)
from voordeur.factlab.synthetic.town import REFERENCE, Town
from voordeur.provisions.istandaarden.lines import (
    Address,
    AssignedProduct,
    BirthDate,
    Client,
    ClientLines,
    Contact,
    Header,
    Law,
    Message,
    Name,
    Product,
)
from voordeur.provisions.istandaarden.reading import MESSAGE_CODES
from voordeur.provisions.istandaarden.writing import to_xml

TRUTH = "truth.parquet"
"""Beside the deliveries, not one of them: per row the person, the household and the errors."""
TRUTH_SCHEMA = pa.schema(
    {
        "source": pa.string(),
        "file": pa.string(),
        "file_row": pa.int64(),
        "person": pa.int64(),
        "household": pa.int64(),
        "noise": pa.list_(pa.string()),
    }
)

_PERSON = {
    "first": "Voornamen",
    "initials": "Voorletters",
    "prefix": "Voorvoegsel",
    "surname": "Achternaam",
    "birth": "Geboortedatum",
    "sex": "Geslacht",
    "street": "Straat",
    "number": "Huisnummer",
    "addition": "Toevoeging",
    "postcode": "Postcode",
    "bsn": "BSN",
}
_REGISTER = {
    "key": "A-nummer",
    "partner_prefix": "Voorvoegsel partner",
    "partner_surname": "Achternaam partner",
    "partner_key": "A-nummer partner",
    "parent_keys": "A-nummers ouders",
    "neighbourhood": "Buurt",
    "district": "Wijk",
}
_HELP = {"kind": "Product", "from": "Begin", "to": "Einde", "cost": "Kosten"}
_PROBLEM = {"area": "Leefgebied", "state": "Stand", "intended": "Bedoeld"}
"""What only the teams write down: problems, and whether the stacking was meant."""
_DATES = ("birth", "from", "to")


def write(folder: Path, town: Town, seed: int, *, only_csv: bool = False) -> None:
    """Write the deliveries of a town into an empty folder.

    Some deliver spreadsheets, some Parquet, two of them iWmo and iJw messages; with `only_csv` all
    deliver CSV, which is quicker to write and read for a large town.
    """
    folder.mkdir(parents=True, exist_ok=True)
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in delivered(town, seed):
        by_source[row.source].append(row)
    truth: list[tuple[str, str, int, Row]] = []
    manifest = [head(town.seed)]
    manifest.append(_write_register(folder, list(register(town)), truth))
    for one in institutions():
        kind = "csv" if only_csv else one.file
        rows = by_source[one.code]
        columns = columns_of(one)
        file = f"{one.code}/*.xml" if kind == "xml" else f"{one.code}.{kind}"
        _WRITERS[kind](folder / file, columns, rows, town)
        manifest.append(section(one, file, columns, kind))
        truth += _placed(one.code, folder / file, rows)
    (folder / NAME).write_text("\n".join(manifest), encoding="utf-8")
    parquet.write_table(truth_of(truth), folder / TRUTH)


def register_columns() -> dict[str, str]:
    """Return the columns of the register, with what the manifest calls them."""
    return {"key": _REGISTER["key"], **_PERSON, **_REGISTER}


def columns_of(one: Institution) -> dict[str, str]:
    """Return the columns of what an institution delivers, with what the manifest calls them."""
    person = dict(_PERSON)
    if one.style == "full":
        for name in ("first", "initials", "prefix", "surname"):
            del person[name]
        person = {"name": "Naam", **person}
    if one.style == "initials":
        del person["first"]
    if not one.bsn:
        del person["bsn"]
    return person | _HELP | (_PROBLEM if one.problems else {})


def cell(row: Row, name: str) -> str:
    """Return what a row says in a column, as it is written in a file."""
    if name == "name":
        parts = (row.says["first"] or row.says["initials"], row.says["prefix"], row.says["surname"])
        return " ".join(part for part in parts if part)
    text = row.says.get(name, "")
    if name in _DATES and text.count("-") == 2:
        return "-".join(reversed(text.split("-")))
    return text


def _table(columns: Mapping[str, str], rows: Sequence[Row]) -> list[list[str]]:
    return [[cell(row, name) for name in columns] for row in rows]


def _write_csv(path: Path, columns: Mapping[str, str], rows: Sequence[Row], town: Town) -> None:
    del town
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(columns.values())
        writer.writerows(_table(columns, rows))


def _write_xlsx(path: Path, columns: Mapping[str, str], rows: Sequence[Row], town: Town) -> None:
    del town
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Aanlevering")
    sheet.append(list(columns.values()))
    for cells in _table(columns, rows):
        sheet.append(cells)
    book.save(path)


def _write_parquet(path: Path, columns: Mapping[str, str], rows: Sequence[Row], town: Town) -> None:
    del town
    values = list(zip(*_table(columns, rows), strict=True)) or [()] * len(columns)
    table = {
        header: pa.array(column, pa.string())
        for header, column in zip(columns.values(), values, strict=True)
    }
    parquet.write_table(pa.table(table), path)


def _write_messages(
    path: Path, columns: Mapping[str, str], rows: Sequence[Row], town: Town
) -> None:
    del columns
    path.parent.mkdir(exist_ok=True)
    for number, row in enumerate(rows, start=1):
        law = Law.YOUTH if row.source.startswith("jeugd") else Law.WMO
        content = to_xml(_message(row, number, law, town.people[row.person].bsn))
        (path.parent / f"{number:06d}.xml").write_bytes(content)


_WRITERS: Mapping[str, Callable[[Path, Mapping[str, str], Sequence[Row], Town], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "parquet": _write_parquet,
    "xml": _write_messages,
}


def _message(row: Row, number: int, law: Law, bsn: str) -> Message:
    """An assignment about the person of a row; messages go by citizen number, so it is right."""
    says = row.says
    address = Address(
        street=says["street"],
        house_number=int(says["number"]) if says["number"] else None,
        addition=says["addition"],
        postcode=says["postcode"],
    )
    client = Client(
        bsn=bsn,
        birth=_birth(says["birth"]),
        sex={"m": "1", "v": "2"}.get(says["sex"], "0"),
        name=Name(
            surname=says["surname"] or "Onbekend",
            prefix=says["prefix"],
            first_names=says["first"],
            initials=says["initials"],
        ),
        contacts=(Contact(kind="01", address=address),),
    )
    line = AssignedProduct(
        number=number,
        decided_on=date.fromisoformat(says["from"]),
        decided_at=time(12),
        first_day=date.fromisoformat(says["from"]),
        last_day=date.fromisoformat(says["to"]) if says["to"] else None,
        product=Product(*_product(row.source, says["kind"])),
    )
    header = Header(
        law,
        "301",
        MESSAGE_CODES[law, "301"],
        "9999",
        "99999999",
        str(number),
        date.fromisoformat(says["from"]),
    )
    return Message(header, (ClientLines(client, (line,)),))


def _birth(text: str) -> BirthDate | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return BirthDate(int(text[:4])) if text[:4].isdigit() else None
    return BirthDate(day.year, day.month, day.day)


def _write_register(folder: Path, rows: list[Row], truth: list[tuple[str, str, int, Row]]) -> str:
    columns = register_columns()
    path = folder / f"{SPINE}.csv"
    values = list(zip(*_table(columns, rows), strict=True))
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(columns.values())
        writer.writerows(zip(*values, strict=True))
    truth += _placed(SPINE, path, rows)
    return register_section(path.name, columns)


def register_section(file: str, columns: Mapping[str, str]) -> str:
    """Return what the manifest says of the register."""
    return "\n".join(
        [
            f"[source.{SPINE}]",
            'institution = "Register van inwoners"',
            f'file = "{file}"',
            "spine = true",
            'legal_basis = "Wet BRP, art. 1.9"',
            f"extracted = {REFERENCE}",
            'fields = { municipality = "waterveen" }',
            _inline("columns", columns),
            "",
        ]
    )


def _placed(source: str, path: Path, rows: Sequence[Row]) -> list[tuple[str, str, int, Row]]:
    """Say in which file and row each row was written."""
    if path.suffix == ".xml":
        return [(source, f"{number:06d}.xml", 0, row) for number, row in enumerate(rows, start=1)]
    first = 1 if path.suffix == ".parquet" else 2
    return [(source, path.name, number, row) for number, row in enumerate(rows, start=first)]


def head(seed: int) -> str:
    """Return what the manifest begins with."""
    return "\n".join(
        [
            "# SPDX-License-Identifier: EUPL-1.2",
            f"# A synthetic town (seed {seed}): nobody in it exists.",
            "[run]",
            'name = "Waterveen 2025"',
            'purpose = "cijfers over hulp die samenkomt"',
            'agreement = "verzonnen afspraak"',
            "from = 2025-01-01",
            "to = 2025-12-31",
            "",
        ]
    )


def _product(source: str, kind: str) -> tuple[str, str]:
    """Return category and code of a kind of provision in messages."""
    [one] = [one for one in institutions() if one.code == source]
    category = "45" if one.law == Law.YOUTH else "02"
    return category, f"{category}A{list(one.kinds).index(kind) + 1:02d}"


def section(one: Institution, file: str, columns: Mapping[str, str], source_kind: str) -> str:
    """Return what the manifest says of an institution."""
    fixed = {name: value for name, value in (("law", one.law), ("payer", one.payer)) if value}
    lines = [
        f"[source.{one.code}]",
        f'institution = "{one.name}"',
        f'file = "{file}"',
        'legal_basis = "verzonnen"',
        f"extracted = {REFERENCE}",
        _inline(
            "fields", {name: fixed[name] for name in fixed if source_kind != "xml" or name != "law"}
        ),
    ]
    if source_kind != "xml":
        lines.append(_inline("columns", columns))
    else:
        lines += [f"[source.{one.code}.codes.kind]"]
        lines += [f'"{"/".join(_product(one.code, kind))}" = "{kind}"' for kind in one.kinds]
    return "\n".join([*lines, ""])


def _inline(name: str, values: Mapping[str, str]) -> str:
    inner = ", ".join(f'{key} = "{value}"' for key, value in values.items())
    return f"{name} = {{ {inner} }}"


def truth_of(placed: Sequence[tuple[str, str, int, Row]]) -> pa.Table:
    """Return the truth about rows: source, file and row of each, with the row."""
    columns = [
        *([one[at] for one in placed] for at in range(3)),
        *([getattr(one[3], name) for one in placed] for name in ("person", "household", "noise")),
    ]
    return pa.table(columns, schema=TRUTH_SCHEMA)
