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
from voordeur.factlab.linkage.standardise import DELIVERED, standardise
from voordeur.factlab.tabling import quoted

VERSION = 1
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
    model = run.link()
    handing_on.write(link, manifest, taken, {code: run.start(code) for code in there}, out)
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

    def start(self, code: str) -> int:
        """The number before that of the first record of a source."""
        return self.codes.index(code) * SPAN

    def link(self) -> Model:
        """Fill `records`, `best` and `clusters`; return the model that was used."""
        self._standardise()
        lists = [code for code in self.taken if code != self.spine]
        self.db.execute(f"CREATE VIEW spine AS SELECT * FROM records WHERE {self._of(self.spine)}")
        self.db.execute(
            f"CREATE VIEW lists AS SELECT * FROM records WHERE NOT {self._of(self.spine)}"
        )
        model = self._model()
        scale = count_rare(self.db, "spine" if self.spine else "records")
        self._score(lists, model, scale)
        clusters.best_of(self.db, "scored", "best")
        self._loose(model, scale)
        clusters.cluster(
            self.db, "records", "best", "loose_pairs", "clusters", self.options.thresholds
        )
        return model

    def _of(self, code: str | None) -> str:
        if code is None:
            return "false"
        start = self.start(code)
        return f"(record > {start} AND record < {start + SPAN})"

    def _standardise(self) -> None:
        """Make `records` out of what was kept, standardising what was not."""
        missing = [code for code in self.taken if not self._kept(code).exists()]
        if missing:
            rows = " UNION ALL ".join(
                f"SELECT rank + {self.start(code)} AS record, * "
                f"FROM read_parquet({quoted(self.taken[code].rows)})"
                for code in missing
            )
            columns = ", ".join(one for one in DELIVERED if one not in _JOINED)
            joined = ", ".join(f"{how} AS {one}" for one, how in _JOINED.items())
            self.db.execute(
                f"CREATE TEMP TABLE delivered AS SELECT record, {columns}, {joined}, clk, door "
                f"FROM ({rows})"
            )
            standardise(self.db, "delivered", "fresh")
            self.db.execute("ALTER TABLE fresh ADD COLUMN clk VARCHAR")
            self.db.execute("ALTER TABLE fresh ADD COLUMN door VARCHAR")
            self.db.execute(
                "UPDATE fresh SET clk = d.clk, door = d.door FROM delivered AS d "
                "WHERE fresh.record = d.record AND (d.clk IS NOT NULL OR d.door IS NOT NULL)"
            )
            for code in missing:
                self._keep(
                    f"SELECT * REPLACE (record - {self.start(code)} AS record) FROM fresh "
                    f"WHERE {self._of(code)} ORDER BY record",
                    self._kept(code),
                )
            self.db.execute("DROP TABLE delivered")
            self.db.execute("DROP TABLE fresh")
        self.db.execute(
            "CREATE TABLE records AS "
            + " UNION ALL ".join(
                f"SELECT * REPLACE (record + {self.start(code)} AS record) "
                f"FROM read_parquet({quoted(self._kept(code))})"
                for code in self.taken
            )
            + " ORDER BY record"
        )

    def _kept(self, code: str) -> Path:
        return self.taken[code].folder / f"standard-{VERSION}.parquet"

    def _keep(self, query: str, path: Path) -> None:
        draft = path.with_suffix(".part")
        self.db.execute(f"COPY ({query}) TO {quoted(draft)} (FORMAT parquet)")
        draft.replace(path)

    def _model(self) -> Model:
        """Return the model that was given or kept, or train one and keep it."""
        if self.options.model:
            return self.options.model
        kept = self.work / "model.toml"
        if kept.exists():
            return Model.read(kept)
        start = Model.standard()
        [(rows,)] = self.db.sql("SELECT count(*) FROM lists WHERE clk IS NULL").fetchall()
        if rows < ENOUGH_TO_LEARN:
            return start
        # Here and not above: Splink is a second of starting up that only who trains needs.
        from voordeur.factlab.linkage.training import train

        origin = f"trained on {rows} delivered rows"
        model = train(self.db, "lists", "spine" if self.spine else None, start, origin)
        draft = kept.with_suffix(".part")
        draft.write_text(model.to_toml(), encoding="utf-8")
        draft.replace(kept)
        return model

    def _score(self, lists: Sequence[str], model: Model, scale: Scale) -> None:
        """Make `scored` out of what was kept, scoring the lists that were not."""
        self.db.execute(
            "CREATE TABLE scored (left_record BIGINT, right_record BIGINT, weight INTEGER)"
        )
        if self.spine is None:
            return
        names = {code: self._links(code, model) for code in lists}
        missing = [code for code, path in names.items() if not path.exists()]
        for coded in (False, True):
            codes = [code for code in missing if self.taken[code].source.encoded is coded]
            if codes:
                self._score_missing(codes, names, model, scale, coded=coded)
        for code, path in names.items():
            self.db.execute(
                f"INSERT INTO scored SELECT left_record + {self.start(code)}, "
                f"right_record + {self.start(self.spine)}, weight "
                f"FROM read_parquet({quoted(path)})"
            )
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
        wanted = " OR ".join(f"({self._of(code)})" for code in codes)
        self.db.execute(f"CREATE TEMP TABLE wanted AS SELECT * FROM lists WHERE {wanted}")
        if coded:
            encoded.score(self.db, "wanted", "spine", "fresh")
        else:
            self.db.execute("CREATE TEMP TABLE spine_records AS SELECT * FROM spine")
            least = self.options.thresholds.lenient - DOUBT
            self.options.score(self.db, "wanted", "spine_records", "fresh", model, scale, least)
            self.db.execute("DROP TABLE spine_records")
        assert self.spine is not None
        for code in codes:
            self._keep(
                f"SELECT left_record - {self.start(code)} AS left_record, right_record - "
                f"{self.start(self.spine)} AS right_record, weight FROM fresh WHERE "
                f"{self._of(code).replace('record', 'left_record')} "
                "ORDER BY left_record, right_record",
                names[code],
            )
        self.db.execute("DROP TABLE wanted")
        self.db.execute("DROP TABLE fresh")

    def _links(self, code: str, model: Model) -> Path:
        assert self.spine is not None
        parts = (VERSION, self.taken[self.spine].digest, model.to_toml(), self.options.thresholds)
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


SMALL = 20_000
"""Up to so many records are compared in wide blocks."""

DOUBT = 8000
"""How far under the lenient threshold a candidate still counts as a second best, milli-bits."""

_JOINED = {
    "surname": "nullif(trim(concat_ws(' ', prefix, surname)), '')",
    "partner_surname": "nullif(trim(concat_ws(' ', partner_prefix, partner_surname)), '')",
}
