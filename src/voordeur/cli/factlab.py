# SPDX-License-Identifier: EUPL-1.2
"""`voordeur factlab`: what is done with data deliveries from the command line."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from voordeur.cli import Subparsers
    from voordeur.factlab.counting import Engine, Period
    from voordeur.factlab.deliveries import Drift, Taken
    from voordeur.factlab.linkage.scoring import Scorer


def register(subparsers: Subparsers) -> None:
    """Add the command with its own words."""
    parser = subparsers.add_parser("factlab", help="data deliveries in, safe figures out")
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    _register_check(words)
    _register_encode(words)
    _register_run(words)
    _register_private(words)
    _register_work(words)


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


def _register_run(words: Subparsers) -> None:
    run = words.add_parser("run", help="from a folder of deliveries to safe figures")
    run.add_argument("folder", type=Path, help="folder with factlab.toml")
    run.add_argument("--out", type=Path, required=True, help="where report and tables are written")
    run.add_argument(
        "--work", type=Path, help="where names are kept while linking (default: FOLDER/.work)"
    )
    run.add_argument("--language", choices=["nl", "en"], default="nl", help="of the report")
    run.add_argument("--profile", default="voordeur", help="how figures are rounded and left out")
    run.add_argument("--threshold", type=int, help="from how many on a figure may be told")
    run.add_argument(
        "--expensive", nargs="*", default=[], metavar="KIND", help="what counts as expensive care"
    )
    run.add_argument(
        "--engine", choices=["duckdb", "spark"], default="duckdb", help="what links and counts"
    )
    run.add_argument(
        "--master", metavar="URL", help="the Spark to use (default: two cores of this machine)"
    )
    run.set_defaults(run=_run)


def _register_work(words: Subparsers) -> None:
    work = words.add_parser("work", help="do the checks and runs that were asked for on the pages")
    work.add_argument(
        "--every", type=int, metavar="SECONDS", help="go on doing so until stopped, as a worker"
    )
    work.set_defaults(run=_work)


def _work(arguments: argparse.Namespace) -> int:
    """Do what is due; a task that a killed worker left goes on where it was."""
    from voordeur.cli import with_django

    with_django()
    from voordeur.factlab.house.clearing import clear_due
    from voordeur.factlab.house.working import run_due

    while arguments.every is not None:
        run_due()
        clear_due()
        time.sleep(arguments.every)
    print(f"{run_due()} tasks ended, {clear_due()} folders erased")
    return 0


def _register_private(words: Subparsers) -> None:
    private = words.add_parser(
        "private",
        help="counts with noise, paid from what each source allows; no report beside them",
    )
    private.add_argument("folder", type=Path, help="folder with factlab.toml")
    private.add_argument("--work", type=Path, help="as of run")
    private.add_argument(
        "--budget", type=Path, required=True, help="file with what each source allows and has spent"
    )
    private.add_argument(
        "--allow",
        nargs="*",
        default=[],
        metavar="SOURCE=EPSILON",
        help="what a source allows in all",
    )
    private.add_argument("--epsilon", help="what these counts cost; without it nothing is told")
    private.add_argument("--out", type=Path, help="the file to write, as CSV")
    private.set_defaults(run=_private)


def _private(arguments: argparse.Namespace) -> int:
    """Note what sources allow, and tell counts with noise when a price is given."""
    import duckdb

    from voordeur.factlab.counting import DuckEngine
    from voordeur.factlab.deliveries import Manifest, take_in
    from voordeur.factlab.disclosure.private import Budget
    from voordeur.factlab.linkage import link_up
    from voordeur.factlab.privately import tell_privately
    from voordeur.factlab.telling import period_of

    budget = Budget(arguments.budget)
    with _as_refusal():
        manifest = Manifest.read(arguments.folder)
        _accepted([one.partition("=")[0] for one in arguments.allow], manifest.sources)
        for one in arguments.allow:
            source, _, epsilon = one.partition("=")
            budget.allow(source, epsilon)
        if not arguments.epsilon:
            return 0
        if not arguments.out:
            raise Refusal("Nowhere to write.", "--out", "Name a file for the counts.")
        work = arguments.work or arguments.folder / ".work"
        linking = link_up(manifest, take_in(manifest, work), work, work / "linked.duckdb")
        linking.link.close()
        with duckdb.connect(str(linking.path), read_only=True) as link:
            engine = DuckEngine(link, period_of(manifest.sources.values()))
            told = tell_privately(engine, arguments.out, arguments.epsilon, budget)
    print(f"{arguments.out}: {told} counts")
    return 0


def _run(arguments: argparse.Namespace) -> int:
    """Take in, link, count, make safe and write; what was done before a run was stopped is not redone."""
    import duckdb

    from voordeur.factlab.deliveries import Manifest, take_in
    from voordeur.factlab.linkage import Options as Linking
    from voordeur.factlab.linkage import link_up
    from voordeur.factlab.publishing import Safety
    from voordeur.factlab.telling import STEPS, Options, period_of, tell

    work = arguments.work or arguments.folder / ".work"
    steps = STEPS + 2
    with _as_refusal(), _engine(arguments, work) as (score, counting):
        safety = Safety.named(arguments.profile, arguments.threshold)
        manifest = Manifest.read(arguments.folder)
        taken = take_in(manifest, work)
        _bar("taken in", 1, steps)
        linking = link_up(manifest, taken, work, work / "linked.duckdb", Linking(score=score))
        linking.link.close()
        _bar("linked", 2, steps)
        options = Options(
            manifest.name,
            period_of(manifest.sources.values()),
            safety,
            arguments.language,
            arguments.folder,
            tuple(arguments.expensive),
            {code: one.digest for code, one in taken.items() if one},
        )
        with duckdb.connect(str(linking.path), read_only=True) as link:
            written = tell(
                link,
                arguments.out,
                options,
                lambda what, done, _: _bar(what, done + 2, steps),
                counting(link, options.period),
            )
    for path in written:
        print(path)
    return 0


@contextmanager
def _engine(
    arguments: argparse.Namespace, work: Path
) -> Iterator[tuple[Scorer, Callable[[DuckDBPyConnection, Period], Engine]]]:
    """Give what compares records and what counts the linked data of a run."""
    from voordeur.factlab.counting import DuckEngine
    from voordeur.factlab.linkage.scoring import score

    if arguments.engine == "duckdb":
        yield score, DuckEngine
        return
    from voordeur.factlab.spark.counting import SparkEngine
    from voordeur.factlab.spark.linking import SparkScorer
    from voordeur.factlab.spark.session import LOCAL, session

    with session(arguments.master or LOCAL) as spark:
        folder = work / "spark"
        yield (
            SparkScorer(spark, folder / "linking").score,
            lambda link, period: SparkEngine(spark, link, period, folder / "linked"),
        )


def _bar(what: str, done: int, of: int) -> None:
    """Show how far a run is; on a terminal in one line, else a line per step."""
    width = 28
    full = round(width * done / of)
    line = f"[{'█' * full}{'·' * (width - full)}] {done}/{of} {what}"
    alone = sys.stderr.isatty()
    end = "\n" if not alone or done == of else ""
    print(f"\r{line:<60}" if alone else line, end=end, file=sys.stderr, flush=True)


def _check(arguments: argparse.Namespace) -> int:
    import duckdb

    from voordeur.factlab.deliveries import Manifest, accept, drift, last_accepted, letter, take_in
    from voordeur.factlab.fault import Fault

    with _as_refusal():
        manifest = Manifest.read(arguments.folder)
        faults: dict[str, Fault] = {}
        taken = take_in(manifest, arguments.work, faults)
        accepted = _accepted(arguments.accept, manifest.sources)
        with duckdb.connect() as link:
            for code, one in taken.items():
                if code in faults:
                    print(f"{code}: cannot be used: {faults[code]}")
                    continue
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
                    print(f"  accepted: the next delivery of {code} is compared with this one")
    return 1 if faults else 0


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
        raise Refusal(fault.what.removesuffix("."), fault.where, fault.remedy) from fault
