# SPDX-License-Identifier: EUPL-1.2
"""`voordeur import`: bring in messages of iStandaarden, or a table of another system.

    voordeur import istandaarden PATH… [--xsd DIR] [--dry-run]
    voordeur import table FILE --target TARGET --source NAME [--mapping FILE.toml] [--dry-run]
    voordeur import undo BATCH

Exit code 0: all went in; 1: refused before anything was read; 3: done, with faults or rejected
rows, which stand in a file next to the input.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from voordeur.cli import with_django

if TYPE_CHECKING:
    from voordeur.cli import Subparsers
    from voordeur.imports.messages import Report
    from voordeur.provisions.tables import Mapping

WITH_FAULTS = 3
EVERY = 2_000


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur import`."""
    parser = subparsers.add_parser("import", help="bring in messages or a table")
    kinds = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    messages = kinds.add_parser("istandaarden", help="iWmo and iJw 3.2 messages")
    messages.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    messages.add_argument("--xsd", type=Path, metavar="DIR", help="check against these schemas")
    messages.add_argument("--dry-run", action="store_true", help="write nothing")
    messages.set_defaults(run=istandaarden)
    rows = kinds.add_parser("table", help="a table of another system")
    rows.add_argument("file", type=Path, metavar="FILE")
    rows.add_argument(
        "--target",
        required=True,
        choices=["households", "persons", "provisions", "cases", "plans"],
        help="what the rows are",
    )
    rows.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE.toml",
        help="which column is what; without: as last time for this source, else a proposal",
    )
    rows.add_argument(
        "--source", default="", metavar="NAME", help="the system the table comes from"
    )
    rows.add_argument("--dry-run", action="store_true", help="write nothing")
    rows.set_defaults(run=table)
    back = kinds.add_parser("undo", help="take a whole table back")
    back.add_argument("batch", type=UUID, metavar="BATCH")
    back.set_defaults(run=undo)


def istandaarden(arguments: argparse.Namespace) -> int:
    """Bring in message files and say what came of it."""
    with_django()
    from voordeur.door.reader import system
    from voordeur.door.refusal import Refusal
    from voordeur.imports.messages import bring_in
    from voordeur.provisions.istandaarden import Schemas

    if arguments.xsd is not None and not arguments.xsd.is_dir():
        raise Refusal("There is no such folder.", str(arguments.xsd), "Give a folder of schemas.")
    shown = 0

    def told(report: "Report") -> None:
        nonlocal shown
        if report.files - shown >= EVERY:
            shown = report.files
            print(f"{report.files} files read, {report.messages} messages new", file=sys.stderr)

    report = bring_in(
        system("import"),
        arguments.paths,
        schemas=Schemas(arguments.xsd) if arguments.xsd else None,
        rehearse=arguments.dry_run,
        told=told,
    )
    for line in _said(report, rehearsed=arguments.dry_run):
        print(line)
    return WITH_FAULTS if report.faults or report.unusable else 0


def _said(report: "Report", *, rehearsed: bool) -> list[str]:
    lines = ["Nothing was written: this is a dry run."] if rehearsed else []
    lines += [
        f"Files read:            {report.files} ({report.unusable} of no use)",
        f"Messages new:          {report.messages} (seen before: {report.seen})",
        f"Assignments new:       {report.new}",
        f"Assignments changed:   {report.changed}",
        f"Of these withdrawn:    {report.withdrawn}",
    ]
    if report.stand is not None:
        stand = report.stand
        lines += [
            f"Waiting for a person:  {stand.for_person} of {stand.assignments} assignments kept",
            f"Waiting for their 301: {stand.for_message}",
            f"Requests (315, 317):   {stand.requests}",
        ]
    lines.append(f"Faults:                {report.faults}")
    lines += [f"  see {path}" for path in report.fault_files]
    return lines


def table(arguments: argparse.Namespace) -> int:
    """Bring in a table with a mapping that somebody looked at, and say what came of it."""
    with_django()
    from voordeur.door.reader import system
    from voordeur.door.refusal import Refusal
    from voordeur.imports import batches, bringing
    from voordeur.provisions.tables import Unreadable, rejected_path

    file: Path = arguments.file
    if not file.is_file():
        raise Refusal("There is no such file.", str(file))
    try:
        mapping = _columns(arguments)
    except Unreadable as error:
        first = error.faults[0]
        raise Refusal(first.what.en, str(first.where), first.remedy.en) from error
    if mapping is None:
        return 1
    reader, content = system("import"), file.read_bytes()
    batch = batches.unfinished(content, arguments.target)
    if batch is not None:
        print("This table was cut short before: it goes on where it was.", file=sys.stderr)
    else:
        batch = batches.receive(
            reader, name=file.name, content=content, target=arguments.target, source=mapping.source
        )
        batch = batches.apply_mapping(reader, batch=batch.uuid, mapping=mapping)

    def told(done: int) -> None:
        print(f"{done} rows looked at", file=sys.stderr)

    batch = (
        bringing.rehearse(reader, batch)
        if arguments.dry_run
        else bringing.run(reader, batch, told if sys.stderr.isatty() else lambda done: None)
    )
    left = rejected_path(file)
    rejected = batches.rejected_of(batch)
    if rejected:
        left.write_bytes(rejected)
    elif left.exists():
        left.unlink()
    if arguments.dry_run:
        print("Nothing was written: this is a dry run.")
    print(f"Rows:          {batch.rows}")
    print(f"Brought in:    {batch.brought}")
    print(f"Here already:  {batch.seen}")
    print(f"Rejected:      {batch.refused}" + (f"  see {left}" if rejected else ""))
    if not arguments.dry_run:
        print(f"To undo:       voordeur import undo {batch.uuid}")
    return WITH_FAULTS if batch.refused or batch.state == "broken" else 0


def _columns(arguments: argparse.Namespace) -> "Mapping | None":
    """Return which column is what; None, with a proposal printed, when nobody chose yet.

    A named file counts first, then what was chosen for the last table of this source when this
    table has all of those columns.
    """
    from voordeur.imports import batches
    from voordeur.provisions.tables import Mapping, preview

    if arguments.mapping is not None:
        mapping = Mapping.from_toml(arguments.mapping.read_text(encoding="utf-8"))
        preview(arguments.file, mapping.sheet)
        return replace(mapping, source=arguments.source) if arguments.source else mapping
    kept = batches.columns_of(arguments.source, arguments.target)
    headers = preview(arguments.file, kept.sheet if kept else "").headers
    if kept is not None and {column.header for column in kept.columns} <= set(headers):
        print(f"The columns are as last time for {arguments.source}.", file=sys.stderr)
        return kept
    source = arguments.source or arguments.file.stem
    print("# A proposal: look at it, save it and give it with --mapping.")
    print(batches.proposal(headers, arguments.target, source).seen(source).to_toml(), end="")
    return None


def undo(arguments: argparse.Namespace) -> int:
    """Take a whole batch back; rows that somebody went on from stay and are named."""
    with_django()
    from voordeur.door.reader import system
    from voordeur.imports import bringing

    batch = bringing.undo(system("import"), arguments.batch)
    print(f"Rows taken back: {batch.undone}")
    for fault in batch.faults:
        print(f"  row {fault['row']} stays: {fault['en']}")
    return WITH_FAULTS if batch.kept else 0
