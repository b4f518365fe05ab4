# SPDX-License-Identifier: EUPL-1.2
"""The whole way from deliveries that were taken in to linked data, in steps that are kept.

Each list is linked to the spine on its own, so that 36 lists are 36 pairs and not 630, and so that
a new delivery of one list leaves the links of the others as they are. What was standardised,
scored and settled is kept beside the delivery under the fingerprint of all that it depends on, and
noted once it is finished and checked (`keeping`); a run that was killed, or that has one new
delivery, does only what is missing, and ends with the same persons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from voordeur.factlab.deliveries.manifest import Manifest
from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.keeping import Kept
from voordeur.factlab.linkage import clusters, encoded, handing_on, register, settling
from voordeur.factlab.linkage.clusters import Thresholds
from voordeur.factlab.linkage.comparisons import BLOCKS, WIDE_BLOCKS
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.review import Decisions
from voordeur.factlab.linkage.scoring import RARE, Scale, Scorer, count_rare, score
from voordeur.factlab.linkage.settling import COMPARED
from voordeur.factlab.linkage.standardise import Standardiser
from voordeur.factlab.linkage.standing import keep_standard
from voordeur.factlab.tabling import parquet_of, quoted, write_query

VERSION = 2
"""Raised when records are standardised or scored in another way."""

SPAN = 1 << 32
"""Records of a source are numbered from its place in the manifest times this."""

_NO_PAIRS = (
    "SELECT NULL::BIGINT AS left_record, NULL::BIGINT AS right_record, NULL::INTEGER AS weight "
    "WHERE false"
)

SMALL = 20_000
"""Up to so many records are compared in wide blocks."""

DOUBT = 8000
"""How far under the lenient threshold a candidate still counts as a second best, milli-bits."""

ENOUGH_TO_LEARN = 5_000
"""With fewer delivered rows a model is not trained: the one that comes with Factlab is used."""


@dataclass(frozen=True)
class Options:
    """How to link. `model` None: the one kept in the work folder, or else a newly trained one.

    `score`: what compares the records; it makes no difference to what comes out.
    """

    thresholds: Thresholds = field(default_factory=Thresholds)
    model: Model | None = None
    decisions: Decisions = field(default_factory=Decisions)
    threads: int = 2
    memory: str = "2GB"
    score: Scorer = score


@dataclass(frozen=True)
class Linking:
    """A finished linkage: the database with linked data, the model, and the working tables.

    `link` has `records` (standardised), `best` (record, person, score) and `clusters` (record and
    the person of each clustering); it is open until the caller closes it.
    """

    path: Path
    model: Model
    link: duckdb.DuckDBPyConnection


def link_up(
    manifest: Manifest,
    taken: Mapping[str, Taken | None],
    work: Path,
    out: Path,
    options: Options | None = None,
) -> Linking:
    """Link all deliveries and write the linked data (see `linked`) to `out`.

    Raises Fault when nothing was delivered. `out` is written under another name and then renamed.
    """
    options = options or Options()
    there = {code: one for code, one in taken.items() if one}
    if not there:
        raise Fault(
            gettext_noop("No source delivered."),
            "deliveries",
            gettext_noop("Put the files beside the manifest."),
        )
    link = duckdb.connect(
        config={
            "threads": options.threads,
            "memory_limit": options.memory,
            "temp_directory": str(work / "spill"),
        }
    )
    run = _Run(link, there, list(taken), work, options)
    run.standardise()
    # Learning uses one core, so that it always learns the same; the register is made ready beside it.
    with ThreadPoolExecutor(1) as pool:
        learned = pool.submit(run.model)
        base = run.make_ready(manifest)
        model = learned.result()
    fresh = run.link(model, register.mark(manifest, run.start_of_spine))
    handing_on.write(link, manifest, taken, base, out, run.is_of(fresh))
    run.keep(fresh)
    return Linking(out, model, link)


class _Run:
    def __init__(
        self,
        link: duckdb.DuckDBPyConnection,
        taken: Mapping[str, Taken],
        codes: Sequence[str],
        work: Path,
        options: Options,
    ) -> None:
        self.db, self.taken, self.codes = link, taken, list(codes)
        self.work, self.options = work, options
        self.spine = next((code for code, one in taken.items() if one.source.spine), None)
        self.lists = [code for code in taken if code != self.spine]
        self.starts = {code: place * SPAN for place, code in enumerate(self.codes)}
        """The number before that of the first record of each source."""
        self.start_of_spine = self.starts[self.spine] if self.spine else 0
        self.kept = {code: Kept(one.folder) for code, one in taken.items()}
        self.settled: dict[str, tuple[Path, Path]] = {}
        """Per list its rows that are sure of the register, and the others."""

    def make_ready(self, manifest: Manifest) -> Path | None:
        """Make what the register alone says; return its part of the linked data, None without one."""
        if self.spine is None:
            register.no_register(self.db)
            return None
        return register.register(
            self.db, manifest, self.taken[self.spine], self.start_of_spine, self.kept[self.spine]
        )

    def link(self, model: Model, register_mark: str) -> list[str]:
        """Make `best` and `clusters` of the records; return the lists that were settled anew."""
        scale = self._scale()
        links = {code: self._links(code, model) for code in self.lists} if self.spine else {}
        self.settled = {
            code: self._settled(code, links.get(code), register_mark) for code in self.lists
        }
        missing = [code for code in self.lists if not self.kept[code].whole(*self.settled[code])]
        self._score([code for code in missing if code in links], links, model, scale)
        if missing or not self.lists:
            self._settle(missing, links)
        self._put_together()
        self._loose(model, scale)
        clusters.cluster(
            self.db,
            "unsure_rows",
            "unsure_best",
            "loose_pairs",
            "unsure_clusters",
            self.options.thresholds,
        )
        self.db.execute(
            "CREATE VIEW clusters AS FROM unsure_clusters UNION ALL "
            "SELECT record, person, person, person FROM sure_rows UNION ALL "
            "SELECT record, record, record, record FROM spine"
        )
        return missing

    def keep(self, codes: Sequence[str]) -> None:
        """Note what was settled anew, now that it was checked; what it replaces is taken away."""
        for code in codes:
            paths = self.settled[code]
            for one in self.taken[code].folder.glob("*sure-*.parquet"):
                if one not in paths:
                    one.unlink()
            self.kept[code].note(*paths)

    def is_of(self, codes: Sequence[str]) -> str:
        """Return the condition that a record is of one of these sources."""
        places = sorted(self.starts[code] // SPAN for code in codes)
        firsts = [one for one in places if one - 1 not in places]
        lasts = [one for one in places if one + 1 not in places]
        ranges = [
            f"record BETWEEN {first * SPAN} AND {(last + 1) * SPAN - 1}"
            for first, last in zip(firsts, lasts, strict=True)
        ]
        return f"({' OR '.join(ranges)})" if ranges else "false"

    def standardise(self) -> None:
        """Make `records` of what was kept, `spine` and `lists`; standardise what was not kept."""
        reader = Standardiser()
        with ThreadPoolExecutor(self.options.threads) as pool:
            coming = [
                (
                    code,
                    pool.submit(
                        keep_standard, reader, one.rows, self._kept(code), self.starts[code]
                    ),
                )
                for code, one in self.taken.items()
                if not self.kept[code].whole(self._kept(code))
            ]
        for code, done in coming:
            done.result()
            self.kept[code].note(self._kept(code))
        self._view(self.db, "records", COMPARED, list(self.taken))
        self._view(self.db, "spine", COMPARED, [self.spine] if self.spine else [])
        self._view(self.db, "lists", COMPARED, self.lists)
        self._view(self.db, "spine_said", "*", [self.spine] if self.spine else [])
        self._view(self.db, "lists_said", "*", self.lists)

    def _view(
        self, link: duckdb.DuckDBPyConnection, name: str, columns: str, codes: Sequence[str]
    ) -> None:
        """Make a view of the records of some sources, as they were kept; of none: an empty one."""
        paths = [self._kept(code) for code in codes or list(self.taken)[:1]]
        none = "" if codes else " WHERE false"
        link.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM {parquet_of(paths)}{none}")

    def _kept(self, code: str) -> Path:
        return self.taken[code].folder / f"standard-{VERSION}-{self.codes.index(code)}.parquet"

    def model(self) -> Model:
        """Return the model that was given or kept, or train one and keep it."""
        if self.options.model:
            return self.options.model
        kept = self.work / "model.toml"
        if kept.exists():
            return Model.read(kept)
        readable = [code for code in self.lists if not self.taken[code].source.encoded]
        rows = sum(self.taken[code].rows_in - self.taken[code].rows_rejected for code in readable)
        if rows < ENOUGH_TO_LEARN:
            return Model.standard()
        # Here and not above: Splink is a second of starting up that only who trains needs.
        from voordeur.factlab.linkage.training import train

        spine = [self.spine] if self.spine else []
        with duckdb.connect(config={"threads": 1, "memory_limit": self.options.memory}) as link:
            self._view(link, "lists", COMPARED, readable)
            self._view(link, "spine", COMPARED, spine)
            origin = f"trained on {rows} delivered rows"
            model = train(link, "lists", "spine" if spine else None, Model.standard(), origin)
        draft = kept.with_suffix(".part")
        draft.write_text(model.to_toml(), encoding="utf-8")
        draft.replace(kept)
        return model

    def _scale(self) -> Scale:
        """Make the `rare_<column>` tables: of the register, as they were kept, or counted."""
        if self.spine is None:
            return count_rare(self.db, "records")
        one, kept = self.taken[self.spine], self.kept[self.spine]
        paths = {column: one.folder / f"rare-{column}-{VERSION}.parquet" for column in RARE}
        if not kept.whole(*paths.values()):
            scale = count_rare(self.db, "spine")
            for column, path in paths.items():
                write_query(self.db, f"FROM rare_{column}", path)
            kept.note(*paths.values())
            return scale
        for column, path in paths.items():
            self.db.execute(f"CREATE TABLE rare_{column} AS FROM read_parquet({quoted(path)})")
        return Scale("spine", one.rows_in - one.rows_rejected)

    def _score(
        self, codes: Sequence[str], links: Mapping[str, Path], model: Model, scale: Scale
    ) -> None:
        """Score these lists, in as far as that was not kept."""
        missing = [code for code in codes if not self.kept[code].whole(links[code])]
        for coded in (False, True):
            ones = [code for code in missing if self.taken[code].source.encoded is coded]
            if ones:
                self._score_missing(ones, links, model, scale, coded=coded)

    def _score_missing(
        self,
        codes: Sequence[str],
        links: Mapping[str, Path],
        model: Model,
        scale: Scale,
        *,
        coded: bool,
    ) -> None:
        self._view(self.db, "wanted", COMPARED, codes)
        if coded:
            encoded.score(self.db, "wanted", "spine", "fresh")
        else:
            least = self.options.thresholds.lenient - DOUBT
            self.options.score(self.db, "wanted", "spine", "fresh", model, scale, least)
        for code in codes:
            write_query(
                self.db,
                f"SELECT * FROM fresh WHERE left_record > {self.starts[code]} "
                f"AND left_record < {self.starts[code] + SPAN} ORDER BY left_record, right_record",
                links[code],
            )
            self.kept[code].note(links[code])
        self.db.execute("DROP VIEW wanted")
        self.db.execute("DROP TABLE fresh")

    def _links(self, code: str, model: Model) -> Path:
        assert self.spine is not None
        coded = [self.taken[one].source.encoded for one in (code, self.spine)]
        digest = _digest(
            VERSION,
            self.starts[code],
            self.start_of_spine,
            self.taken[self.spine].digest,
            coded,
            model.to_toml(),
            self.options.thresholds,
        )
        return self.taken[code].folder / f"links-{digest}.parquet"

    def _settled(self, code: str, links: Path | None, register_mark: str) -> tuple[Path, Path]:
        digest = _digest(
            settling.VERSION,
            self.starts[code],
            links and links.name,
            register_mark,
            self.options.thresholds,
            sorted(self.options.decisions.made.items()),
        )
        folder = self.taken[code].folder
        return folder / f"sure-{digest}.parquet", folder / f"unsure-{digest}.parquet"

    def _settle(self, codes: Sequence[str], links: Mapping[str, Path]) -> None:
        """Settle the rows of some lists, and write down what they come to."""
        paths = [links[code] for code in codes if code in links]
        pairs = f"FROM {parquet_of(paths)}" if paths else _NO_PAIRS
        self.db.execute(f"CREATE TABLE fresh_scored AS {pairs}")
        self.options.decisions.apply(self.db, "records", "fresh_scored")
        clusters.best_of(self.db, "fresh_scored", "fresh_best")
        self._view(self.db, "fresh_said", "*", codes)
        there = {code: self.taken[code] for code in codes} or self.taken
        strict = self.options.thresholds.strict
        settling.settle(self.db, "fresh_said", there, self.starts, strict)
        for code in codes:
            for name, path in zip(("fresh_sure", "fresh_unsure"), self.settled[code], strict=True):
                write_query(self.db, f"FROM {name} WHERE {self.is_of([code])}", path)

    def _put_together(self) -> None:
        """Make `sure_rows`, `unsure_rows` and `best` of all lists."""
        sure, unsure = zip(*self.settled.values(), strict=True) if self.settled else ((), ())
        self.db.execute(
            f"CREATE VIEW sure_rows AS FROM {parquet_of(sure) if sure else 'fresh_sure'}"
        )
        self.db.execute(
            f"CREATE TABLE unsure_rows AS FROM {parquet_of(unsure) if unsure else 'fresh_unsure'}"
        )
        self.db.execute(
            "CREATE VIEW unsure_best AS SELECT record, person, score FROM unsure_rows "
            "WHERE person IS NOT NULL"
        )
        self.db.execute(
            "CREATE VIEW best AS SELECT record, person, score FROM sure_rows UNION ALL "
            "FROM unsure_best"
        )

    def _loose(self, model: Model, scale: Scale) -> None:
        """Make `loose_pairs` of the records that are not sure of the spine, with each other."""
        self.db.execute(
            f"CREATE TABLE loose AS SELECT {COMPARED} FROM unsure_rows WHERE clk IS NULL"
        )
        least = self.options.thresholds.lenient
        [(size,)] = self.db.sql("SELECT count(*) FROM loose").fetchall()
        blocks = WIDE_BLOCKS if size <= SMALL else BLOCKS
        self.options.score(
            self.db,
            "loose",
            "loose",
            "loose_pairs",
            model,
            scale,
            least,
            within=True,
            blocks=blocks,
        )
        encoded.score_loose(self.db, "unsure_rows", "loose_pairs")
        self.options.decisions.apply(self.db, "unsure_rows", "loose_pairs")


def _digest(*parts: object) -> str:
    """Return the name of what depends on these parts, and on nothing else."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
