# SPDX-License-Identifier: EUPL-1.2
"""From linked data to everything that may be told: lenses, combinations, safety, and what is written.

    with duckdb.connect("linked.duckdb") as link:
        written = tell(link, Path("out"), Options("Waterveen", Period.year(2025)))

Nothing is written before the attacker has lost, and each file is written whole or not at all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from voordeur.factlab.combinations.finding import (
    at_most,
    before_expensive_care,
    combinations,
    dearest_kinds,
)
from voordeur.factlab.counting import DuckEngine, Engine, Period
from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.lenses import problems, profiles, provisions
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import Geography
from voordeur.factlab.lenses.target import Estimate, known_to_many, many_lists
from voordeur.factlab.lenses.typing import Parameters
from voordeur.factlab.outputs import page, paper, pieces, sheets
from voordeur.factlab.outputs.report import Areas, Report, Told, build
from voordeur.factlab.publishing import (
    RELEASES,
    SafeRun,
    Safety,
    fingerprint,
    keep,
    kept,
    make_safe,
)

Progress = Callable[[str, int, int], None]
"""Told after each step: what was done, how many steps, of how many."""
STEPS = 5
AREAS = "areas.geojson"
"""The file with the shapes of areas: each feature has `code` in its properties, and perhaps `name`."""
LANGUAGES = ("nl", "en")
"""The languages in which the pieces of a report are written, whatever the report itself is in."""


@dataclass(frozen=True)
class Options:
    """What to tell and how. `folder`: where own parameters and shapes of areas may lie."""

    name: str
    period: Period
    safety: Safety = field(default_factory=Safety.named)
    language: str = "nl"
    folder: Path | None = None
    expensive: tuple[str, ...] = ()
    """Kinds of provision that count as expensive care; empty: those that cost most each."""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    """A mark of the delivered files per source, for the provenance."""
    made: datetime = field(default_factory=lambda: datetime.now(UTC))


def period_of(sources: Iterable[Source]) -> Period:
    """Return the days the sources are about together; named by the year where it is one."""
    chosen = list(sources)
    start, until = min(one.period_from for one in chosen), max(one.period_to for one in chosen)
    last = until - timedelta(days=1)
    whole = Period.year(start.year)
    name = whole.name if (start, until) == (whole.start, whole.until) else f"{start} – {last}"
    return Period(name, start, until)


def tell(
    link: duckdb.DuckDBPyConnection,
    out: Path,
    options: Options,
    progress: Progress = lambda what, done, of: None,
    engine: Engine | None = None,
) -> list[Path]:
    """Write report, PDF, workbook, Parquet and provenance of linked data; return what was written.

    `engine`: what counts the linked data; DuckDB, when none is given.

    Raises Fault when nothing can be told, or when what was published before gives somebody away.
    """
    engine = engine or DuckEngine(link, options.period)
    told = gather(engine, _sources(link), out / RELEASES, options, progress)
    reports = {language: build(told, language) for language in LANGUAGES}
    progress("report", 4, STEPS)
    out.mkdir(parents=True, exist_ok=True)
    written = _write(told, reports, out, options)
    keep(told.run.release, out / RELEASES)
    progress("written", 5, STEPS)
    return written


def gather(
    engine: Engine,
    sources: Sequence[tuple[str, str, bool]],
    releases: Path,
    options: Options,
    progress: Progress = lambda what, done, of: None,
) -> Told:
    """Ask the three lenses and the combinations, and make all of it safe together."""
    parameters = Parameters.load(options.folder)
    geography = Geography.of(engine)
    asked: list[LensTable] = [
        *provisions.ask(engine, geography),
        *problems.ask(engine, geography),
        *profiles.ask(engine, geography, parameters),
    ]
    progress("lenses", 1, STEPS)
    threshold = options.safety.rules.threshold
    found = combinations(engine, threshold)
    expensive = list(options.expensive) or dearest_kinds(engine)
    before = before_expensive_care(engine, expensive, threshold)
    asked += [one.asked for one in found] + [one.asked for one in before]
    progress("combinations", 2, STEPS)
    period = options.period.name
    areas = geography.dimension("district").codes
    relations = [
        *provisions.relations(areas, period),
        *problems.relations(areas, period),
        *profiles.relations(parameters, period),
    ]
    rules = f"{options.safety.profile.name} {threshold}"
    name = f"{options.name} {period} {rules} {fingerprint(asked)}"
    bounds = [*problems.at_most(engine), *at_most(found, period)]
    run = make_safe(name, asked, relations, options.safety, kept(releases), bounds)
    progress("safe", 3, STEPS)
    return Told(
        options.name,
        period,
        run,
        options.safety,
        parameters,
        geography,
        sources,
        found,
        before,
        expensive,
        _estimates(engine, threshold),
        _areas(options.folder),
    )


def _estimates(engine: Engine, threshold: int) -> list[Estimate]:
    """Estimate from many lists, where enough households stand on two."""
    seen = known_to_many(engine)
    if min(seen.get(1, 0), seen.get(2, 0)) < threshold:
        return []
    found = many_lists(seen)
    return [found] if found else []


def _sources(link: duckdb.DuckDBPyConnection) -> list[tuple[str, str, bool]]:
    found = link.execute(
        "SELECT source, institution, delivered FROM main.source ORDER BY source"
    ).fetchall()
    return [(source, institution, delivered) for source, institution, delivered in found]


def _areas(folder: Path | None) -> Areas:
    """Read where areas lie, when that is known; raises Fault for a file that does not say it."""
    path = folder / AREAS if folder else None
    if path is None or not path.is_file():
        return Areas()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        shapes, names = {}, {}
        for one in found["features"]:
            code = str(one["properties"]["code"])
            if one["geometry"]:  # a district has a name and needs no shape
                shapes[code] = one["geometry"]
            names[code] = str(one["properties"].get("name", code))
        return Areas(shapes, names, bool(found.get("schematic")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault(
            gettext_noop("These are no shapes of areas."),
            AREAS,
            gettext_noop("Give GeoJSON in which each feature has its code in properties.code."),
        ) from error


def _write(told: Told, reports: Mapping[str, Report], out: Path, options: Options) -> list[Path]:
    written, report = [], reports[options.language]

    def put(name: str, content: bytes) -> None:
        draft = out / f"{name}.part"
        draft.write_bytes(content)
        written.append(draft.replace(out / name))

    put("report.html", page.html(report).encode())
    put("report.pdf", paper.pdf(report, options.made))
    for section in report.sections:
        for block in section.blocks:
            if block.picture:
                put(f"{block.name}.svg", block.picture.svg.encode())
    sheets.workbook(report, out / "tables.xlsx")
    sheets.parquet(told.run, out / "figures.parquet")
    written += [out / "tables.xlsx", out / "figures.parquet"]
    labels = told.labels("nl")
    if sheets.write_cbs(told.run, labels, out / "cbs-85637NED.csv"):
        written.append(out / "cbs-85637NED.csv")
    for language, one in reports.items():
        put(f"report.{language}.json", json.dumps(pieces.plain(one)).encode())
    put("provenance.json", (json.dumps(provenance(told, options), indent=2) + "\n").encode())
    return written


def provenance(told: Told, options: Options) -> dict[str, Any]:
    """Return where every table comes from: sources, run, rules and versions."""
    rules, run = told.safety.rules, told.run
    return {
        "run": {
            "name": told.name,
            "period": [str(options.period.start), str(options.period.until)],
            "made": options.made.isoformat(),
            "release": run.release.name,
            "earlier_releases": list(run.earlier),
        },
        "sources": [
            {
                "source": code,
                "institution": institution,
                "delivered": there,
                "files": options.fingerprints.get(code),
            }
            for code, institution, there in told.sources
        ],
        "rules": {
            "profile": told.safety.profile.name,
            "source": told.safety.profile.source,
            "threshold": rules.threshold,
            "rounded_to": told.safety.profile.base,
            "amounts_rounded_to_cents": told.safety.profile.amount_base,
            "left_out_lightest_proved": run.release.proved,
        },
        "tables": [_of_table(run, one.asked) for one in run.tables],
        # Not why in so many words: that would say between which numbers a figure lies.
        "left_out": [{"table": asked.name} for asked, _why in run.left_out],
        "versions": {
            "python": sys.version.split()[0],
            **{
                name: version(name) for name in ("voordeur", "duckdb", "splink", "numpy", "highspy")
            },
        },
    }


def _of_table(run: SafeRun, asked: LensTable) -> dict[str, Any]:
    table = asked.table
    states = [run.release.figures[table.key(codes)].state for codes in table.cells]
    return {
        "table": asked.name,
        "lens": asked.lens,
        "measure": table.measure,
        "unit": asked.unit,
        "dimensions": [one.name for one in table.dimensions],
        "clusterings": ["strict", "middle", "lenient"] if asked.others else ["middle"],
        "coarser_than_asked": bool(asked.coarser),
        "figures": len(states),
        "published": states.count("published"),
    }
