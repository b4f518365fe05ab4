# SPDX-License-Identifier: EUPL-1.2
"""The whole way from deliveries that were taken in to linked data, in steps that are kept.

Each list is linked to the spine on its own, so that 36 lists are 36 pairs and not 630, and so that
a new delivery of one list leaves the links of the others as they are. What was standardised and
scored is kept beside the delivery under the fingerprint of all that it depends on; a run that was
killed, or that has one new delivery, does only what is missing, and ends with the same persons.
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
from voordeur.factlab.linkage import clusters, encoded, handing_on
from voordeur.factlab.linkage.clusters import Thresholds
from voordeur.factlab.linkage.comparisons import BLOCKS, WIDE_BLOCKS
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.review import Decisions
from voordeur.factlab.linkage.scoring import Scale, Scorer, count_rare, score
from voordeur.factlab.linkage.standardise import STANDARD, Standardiser
from voordeur.factlab.linkage.standing import ENCODED, keep_standard
from voordeur.factlab.tabling import parquet_of, write_query

VERSION = 2
"""Raised when records are standardised or scored in another way."""

SPAN = 1 << 32
"""Records of a source are numbered from its place in the manifest times this."""

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
        base = handing_on.make_ready(link, manifest, there, run.starts)
        model = learned.result()
    run.link(model)
    handing_on.write(link, manifest, taken, run.starts, base, out)
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

    def link(self, model: Model) -> None:
        """Make `best` and `clusters` of the records."""
        scale = count_rare(self.db, "spine" if self.spine else "records")
        self._score(model, scale)
        clusters.best_of(self.db, "scored", "best")
        self._loose(model, scale)
        clusters.cluster(
            self.db, "lists", "best", "loose_pairs", "list_clusters", self.options.thresholds
        )
        self.db.execute(
            "CREATE VIEW clusters AS FROM list_clusters UNION ALL "
            "SELECT record, record, record, record FROM spine"
        )

    def standardise(self) -> None:
        """Make `records` of what was kept, `spine` and `lists`; standardise what was not kept."""
        reader = Standardiser()
        with ThreadPoolExecutor(self.options.threads) as pool:
            coming = [
                pool.submit(keep_standard, reader, one.rows, self._kept(code), self.starts[code])
                for code, one in self.taken.items()
                if not self._kept(code).exists()
            ]
        for one in coming:
            one.result()
        self._view(self.db, "records", _COMPARED, list(self.taken))
        self._view(self.db, "spine", _COMPARED, [self.spine] if self.spine else [])
        self._view(self.db, "lists", _COMPARED, self.lists)
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
            self._view(link, "lists", _COMPARED, readable)
            self._view(link, "spine", _COMPARED, spine)
            origin = f"trained on {rows} delivered rows"
            model = train(link, "lists", "spine" if spine else None, Model.standard(), origin)
        draft = kept.with_suffix(".part")
        draft.write_text(model.to_toml(), encoding="utf-8")
        draft.replace(kept)
        return model

    def _score(self, model: Model, scale: Scale) -> None:
        """Make `scored` out of what was kept, scoring the lists that were not."""
        self.db.execute(
            "CREATE TABLE scored (left_record BIGINT, right_record BIGINT, weight INTEGER)"
        )
        if self.spine is None or not self.lists:
            return
        names = {code: self._links(code, model) for code in self.lists}
        missing = [code for code, path in names.items() if not path.exists()]
        for coded in (False, True):
            codes = [code for code in missing if self.taken[code].source.encoded is coded]
            if codes:
                self._score_missing(codes, names, model, scale, coded=coded)
        self.db.execute(f"INSERT INTO scored FROM {parquet_of(names.values())}")
        self.options.decisions.apply(self.db, "records", "scored")

    def _score_missing(
        self,
        codes: Sequence[str],
        names: Mapping[str, Path],
        model: Model,
        scale: Scale,
        *,
        coded: bool,
    ) -> None:
        self._view(self.db, "wanted", _COMPARED, codes)
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
                names[code],
            )
        self.db.execute("DROP VIEW wanted")
        self.db.execute("DROP TABLE fresh")

    def _links(self, code: str, model: Model) -> Path:
        assert self.spine is not None
        places = (self.starts[code], self.starts[self.spine])
        spine = self.taken[self.spine].digest
        parts = (VERSION, places, spine, model.to_toml(), self.options.thresholds)
        digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
        return self.taken[code].folder / f"links-{digest}.parquet"

    def _loose(self, model: Model, scale: Scale) -> None:
        """Make `loose_pairs` of the records that are not sure of the spine, with each other."""
        self.db.execute(
            "CREATE TABLE loose AS SELECT * FROM lists WHERE clk IS NULL AND record NOT IN "
            f"(SELECT record FROM best WHERE score >= {self.options.thresholds.strict})"
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
        encoded.score_loose(self.db, "lists", "best", "loose_pairs", self.options.thresholds.strict)
        self.options.decisions.apply(self.db, "records", "loose_pairs")


_COMPARED = ", ".join((*STANDARD.names, *ENCODED))

SMALL = 20_000
"""Up to so many records are compared in wide blocks."""

DOUBT = 8000
"""How far under the lenient threshold a candidate still counts as a second best, milli-bits."""
