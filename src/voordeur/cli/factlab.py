# SPDX-License-Identifier: EUPL-1.2
"""`voordeur factlab`: what is done with data deliveries from the command line."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers
    from voordeur.factlab.deliveries import Drift, Taken


def register(subparsers: Subparsers) -> None:
    """Add the command with its own words."""
    parser = subparsers.add_parser("factlab", help="data deliveries in, safe figures out")
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    _register_check(words)
    _register_encode(words)


def _register_check(words: Subparsers) -> None:
    check = words.add_parser(
        "check", help="take deliveries in, compare with the last, write letters to institutions"
    )
    check.add_argument("folder", type=Path, help="folder with factlab.toml")
    check.add_argument("--work", type=Path, required=True, help="where what was taken in is kept")
    check.add_argument("--letters", type=Path, help="folder for the letters")
    check.add_argument(
        "--accept", nargs="*", metavar="SOURCE", help="accept these deliveries, or all"
    )
    check.set_defaults(run=_check)


def _register_encode(words: Subparsers) -> None:
    encode = words.add_parser(
        "encode", help="at the institution: replace names by encodings before delivering"
    )
    encode.add_argument("folder", type=Path, help="folder with factlab.toml and the file")
    encode.add_argument("--secret", type=Path, required=True, help="file with the shared secret")
    encode.add_argument("--out", type=Path, required=True, help="folder for what is delivered")
    encode.set_defaults(run=_encode)


def _check(arguments: argparse.Namespace) -> int:
    import duckdb

    from voordeur.factlab.deliveries import Manifest, accept, drift, last_accepted, letter, take_in

    with _as_refusal():
        manifest = Manifest.read(arguments.folder)
        taken = take_in(manifest, arguments.work)
        accepted = _accepted(arguments.accept, manifest.sources)
        with duckdb.connect() as link:
            for code, one in taken.items():
                source = manifest.sources[code]
                last = last_accepted(source, arguments.work)
                change = drift(link, last, one) if last and one else None
                _show(code, one, change)
                if arguments.letters:
                    arguments.letters.mkdir(parents=True, exist_ok=True)
                    text = letter(source, one, change)
                    (arguments.letters / f"{code}.txt").write_text(text, encoding="utf-8")
                if one and code in accepted:
                    accept(one)
    return 0


def _accepted(named: list[str] | None, sources: Collection[str]) -> Collection[str]:
    """Return which sources are accepted: the named ones, all when none is, or nothing."""
    if named is None:
        return ()
    if unknown := sorted(set(named) - set(sources)):
        raise Refusal("There is no such source.", unknown[0], "Name a source of factlab.toml.")
    return named or sources


def _show(code: str, taken: Taken | None, change: Drift | None) -> None:
    """Print one line per source, and one per change."""
    if taken is None:
        print(f"{code}: did not deliver")
        return
    print(f"{code}: {taken.rows_in} rows, {taken.rows_rejected} refused")
    for one in change.changes if change else ():
        print(f"  {one.about} {one.name}: {one.before:.4g} -> {one.now:.4g}")


def _encode(arguments: argparse.Namespace) -> int:
    from voordeur.factlab.encoding.delivering import encode, read_secret

    with _as_refusal(), tempfile.TemporaryDirectory() as work:
        taken = encode(arguments.folder, read_secret(arguments.secret), Path(work), arguments.out)
    for code, one in taken.items():
        _show(code, one, None)
    return 0


@contextmanager
def _as_refusal() -> Iterator[None]:
    """Say a fault of Factlab the way the command line says it."""
    from voordeur.factlab.fault import Fault

    try:
        yield
    except Fault as fault:
        raise Refusal(fault.what, fault.where, fault.remedy) from fault
