# SPDX-License-Identifier: EUPL-1.2
"""Linking a synthetic town against a plain Splink 5 script, each in a process of its own.

    python -m benchmarks.linking --households 60000 --times 1

The plain script is what an afternoon gives: it reads the same files with DuckDB, folds case, trains
and predicts with Splink, with the same comparisons, blocks and number of pairs to learn from, on
the same number of threads, and clusters what it found, so that each record has a person
(`link_and_dedupe` over the lists together and the register). It knows no spelling of Dutch names,
keeps no provenance, refuses no row, and makes no households. It is the yardstick: the promise is
about a script with the same settings that finds the same pairs, those among lists included.
`short` leaves out more: it compares lists with the register only and takes the best resident per
record, so that who is not in the register is nobody. Both ratios are told. Processor time is that
of the process itself, starting up included: on a machine that others use, the clock says little.
`again` is one new delivery of 36, of average size, when the others are linked already. `--folder` measures on
deliveries that lie there instead of those of a town drawn for it. `--shares` tells how far the
shares of a town lie from the truth; `--encoding` how many people are encoded a second.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

THREADS = 2
MEMORY = "2GB"


def prepare(folder: Path, households: int) -> None:
    """Write the deliveries of a town, all as CSV."""
    from voordeur.factlab.synthetic.in_pieces import write_in_pieces

    write_in_pieces(folder, households, 1)


def ours(folder: Path, work: Path, memory: str) -> dict[str, Any]:
    """Take in, link, and hand on persons and households; DuckDB may have so much memory."""
    from voordeur.factlab.deliveries import Manifest, take_in
    from voordeur.factlab.linkage import Options, link_up

    manifest = Manifest.read(folder)
    start = time.perf_counter()
    taken = take_in(manifest, work)
    read = time.perf_counter() - start
    options = Options(threads=THREADS, memory=memory)
    linking = link_up(manifest, taken, work, work / "linked.duckdb", options)
    whole = time.perf_counter() - start
    [(records,)] = linking.link.sql("SELECT count(*) FROM records").fetchall()
    linking.link.close()
    return {"seconds": whole, "reading": read, "records": records}


def plain(folder: Path, *, short: bool = False) -> dict[str, Any]:
    """Do what a script of an afternoon does, with Splink; `short`: with the register only."""
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    from voordeur.factlab.deliveries import Manifest
    from voordeur.factlab.linkage.comparisons import TRAINING_BLOCKS
    from voordeur.factlab.linkage.training import LIKELY_PAIRS, PAIRS, settings

    manifest = Manifest.read(folder)
    start = time.perf_counter()
    link = duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})
    for name, spine in (("spine", True), ("lists", False)):
        parts = [
            _plain_select(folder / one.file, one.columns, place << 32)
            for place, one in enumerate(manifest.sources.values())
            if one.spine is spine
        ]
        link.execute(f"CREATE TABLE {name} AS {' UNION ALL '.join(parts)}")
    database = DuckDBAPI(connection=link)
    tables = [database.register(one, dataset_display_name=one) for one in ("lists", "spine")]
    linker = Linker(tables, settings("link_only" if short else "link_and_dedupe"), log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1)
    for block in TRAINING_BLOCKS:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), estimate_without_term_frequencies=True, max_pairs=LIKELY_PAIRS
        )
    found = linker.inference.predict(threshold_match_weight=-4 if short else 0)
    if short:
        link.execute(
            "CREATE TABLE best AS SELECT record_l, arg_max(record_r, match_weight) "
            f"FROM {found.physical_name} GROUP BY record_l"
        )
    else:
        linker.clustering.cluster_pairwise_predictions_at_threshold(found)
    whole = time.perf_counter() - start
    [(records,)] = link.sql(
        "SELECT (SELECT count(*) FROM spine) + (SELECT count(*) FROM lists)"
    ).fetchall()
    return {"seconds": whole, "records": records}


def _plain_select(path: Path, columns: Any, start: int) -> str:
    def said(name: str) -> str:
        if name not in columns:
            return "NULL"
        return f"nullif(lower(trim(\"{columns[name]}\")), '')"

    whole = said("name")
    first = f"coalesce({said('first')}, split_part({whole}, ' ', 1))"
    surname = f"coalesce({said('surname')}, split_part({whole}, ' ', -1))"
    born = f"try_strptime({said('birth')}, '%d-%m-%Y')::DATE"
    postcode = f"upper({said('postcode')})"
    return (
        f"SELECT row_number() OVER () + {start} AS record, {first} AS first, {first} AS root, "
        f"upper({said('initials')}) AS initials, upper({first}[1]) AS initial, {surname} AS surname, "
        f"{said('partner_surname')} AS other, {surname} AS sound, {born} AS birth, "
        f"year({born}) AS year, month({born}) AS month, day({born}) AS day, {said('sex')} AS sex, "
        f"{postcode} AS postcode, left({postcode}, 4) AS area, "
        f"try_cast({said('number')} AS INTEGER) AS house, coalesce({said('addition')}, '') AS addition, "
        f"{said('street')} AS street, {said('bsn')} AS bsn "
        f"FROM read_csv('{path}', delim=';', header=true, all_varchar=true)"
    )


def encoding(people: int = 100_000) -> dict[str, Any]:
    """Encode people of a town, and encode the same fields with clkhash where it can be imported.

    Rows per second of processor time: one process, one core, both in one run.

    clkhash 0.18.3 asks for a cryptography older than ours, so it lies in a folder of its own:
    `uv pip install --target /tmp/clk clkhash`, then `PYTHONPATH=/tmp/clk`. Its cryptography is not
    used for what is measured.
    """
    from voordeur.factlab.encoding.clk import Encoder
    from voordeur.factlab.synthetic.rows import register
    from voordeur.factlab.synthetic.town import draw

    says = [row.says for row in register(draw(people // 2, 1))][:people]
    rows = [
        (
            one["first"],
            one["initials"],
            f"{one['prefix']} {one['surname']}".strip(),
            "",
            one["birth"],
            one["sex"],
        )
        for one in says
    ]
    start = time.process_time()
    Encoder(bytes(range(32))).people(rows)
    ours = len(rows) / (time.process_time() - start)
    made: dict[str, Any] = {"rows per second": round(ours)}
    try:
        from clkhash.clk import generate_clks
        from clkhash.comparators import ExactComparison, NgramComparison
        from clkhash.field_formats import BitsPerTokenStrategy, FieldHashingProperties, StringSpec
        from clkhash.schema import Schema
    except ImportError:
        return made
    words, whole = (
        FieldHashingProperties(comparator=comparison, strategy=BitsPerTokenStrategy(bits))
        for comparison, bits in ((NgramComparison(2), 15), (ExactComparison(), 8))
    )
    fields = [StringSpec(name, words) for name in ("first", "surname", "birth")]
    schema = Schema([*fields, StringSpec("sex", whole)], 1024)
    given = [[row[0], row[2], row[4], row[5]] for row in rows]
    start = time.process_time()
    generate_clks(given, schema, "secret", validate=False, max_workers=1)
    theirs = len(rows) / (time.process_time() - start)
    return made | {"clkhash": round(theirs), "times clkhash": round(ours / theirs, 2)}


def shares(households: int, seed: int) -> dict[str, Any]:
    """Return how far shares of a linked town lie from the truth, in percentage points.

    `city`: each share of all households; `districts`: the worst and the middle one of those of
    districts with at least a thousand households.
    """
    import duckdb

    from voordeur.factlab.counting import DuckEngine, Period
    from voordeur.factlab.deliveries import Manifest, take_in
    from voordeur.factlab.lenses.place import TOTAL
    from voordeur.factlab.linkage import link_up
    from voordeur.factlab.synthetic.shares import share_errors, with_truth
    from voordeur.factlab.synthetic.town import draw
    from voordeur.factlab.synthetic.writing import write

    with tempfile.TemporaryDirectory() as name:
        folder, work, town = Path(name) / "town", Path(name) / "work", draw(households, seed)
        write(folder, town, seed, only_csv=True)
        manifest = Manifest.read(folder)
        linking = link_up(manifest, take_in(manifest, work), work, work / "linked.duckdb")
        linking.link.close()
        with_truth(linking.path, folder, town, work / "true.duckdb")
        with (
            duckdb.connect(str(linking.path), read_only=True) as found,
            duckdb.connect(str(work / "true.duckdb"), read_only=True) as true,
        ):
            year = Period.year(2025)
            errors = share_errors(DuckEngine(found, year), DuckEngine(true, year))
    below = [abs(one.points) for one in errors if one.area != TOTAL and one.base >= 1_000]
    return {
        "city": {
            f"{one.table} {one.code}": round(one.points, 2) for one in errors if one.area == TOTAL
        },
        "districts": {"worst": round(max(below), 2), "middle": round(median(below), 2)},
    }


def _measured(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.linking", *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _average(folder: Path) -> Path:
    """Return the list whose file is nearest to the average of all lists."""
    sizes = {one: one.stat().st_size for one in sorted(folder.glob("*.csv"))}
    middle = sum(sizes.values()) / len(sizes)
    return min(sizes, key=lambda one: abs(sizes[one] - middle))


def compare(households: int, times: int, given: Path | None = None) -> dict[str, Any]:
    """Return seconds and memory of all, and the ratios of their medians."""
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "town", Path(name) / "work"
        if given:
            shutil.copytree(given, folder, ignore=shutil.ignore_patterns(".*"))
        else:
            prepare(folder, households)
        runs: dict[str, list[dict[str, Any]]] = {}
        for _ in range(times):
            shutil.rmtree(work, ignore_errors=True)
            for one in ("plain", "short"):
                runs.setdefault(one, []).append(_measured(f"--{one}", str(folder)))
            runs.setdefault("ours", []).append(_measured("--ours", str(folder), str(work)))
            path = _average(folder)
            kept = path.read_text(encoding="utf-8")
            path.write_text(kept.rsplit("\n", 2)[0] + "\n", encoding="utf-8")
            runs.setdefault("again", []).append(_measured("--ours", str(folder), str(work)))
            path.write_text(kept, encoding="utf-8")
    middle = {
        name: {key: median(one[key] for one in ones) for key in ones[0]}
        for name, ones in runs.items()
    }
    told = {"seconds": "time", "processor": "processor time", "megabytes": "memory"}
    return middle | {
        word: {
            "over plain": round(middle["ours"][key] / middle["plain"][key], 2),
            "over short": round(middle["ours"][key] / middle["short"][key], 2),
            "one new list over all": round(middle["again"][key] / middle["ours"][key], 3),
        }
        for key, word in told.items()
    }


def main() -> None:
    """Run one of the measured processes, or all and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=60_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--ours", nargs=2, type=Path)
    parser.add_argument("--memory", default=MEMORY)
    parser.add_argument("--plain", type=Path)
    parser.add_argument("--short", type=Path)
    parser.add_argument("--encoding", action="store_true")
    parser.add_argument("--shares", action="store_true")
    chosen = parser.parse_args()
    if chosen.ours:
        folder, work = chosen.ours
        made = ours(folder, work, chosen.memory)
    elif chosen.plain or chosen.short:
        made = plain(chosen.plain or chosen.short, short=bool(chosen.short))
    elif chosen.encoding:
        made = encoding()
    elif chosen.shares:
        made = shares(chosen.households, 1)
    else:
        print(json.dumps(compare(chosen.households, chosen.times, chosen.folder), indent=2))
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    made |= {"megabytes": used.ru_maxrss // 1024, "processor": used.ru_utime + used.ru_stime}
    print(json.dumps(made))


if __name__ == "__main__":
    main()
