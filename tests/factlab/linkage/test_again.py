# SPDX-License-Identifier: EUPL-1.2
"""Linking again after a change does little, and ends as if everything was linked anew."""

import random
import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from voordeur.factlab import linked
from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.linkage import Decisions, Model, Options, Thresholds, grey, keep, link_up
from voordeur.factlab.linkage.review import marks

EXAMPLE = Path(__file__).parents[3] / "examples" / "factlab"
LISTS = ("wijkteam", "inkomen", "welzijn")
LATER = "ggd"
OPTIONS = Options(model=Model.standard())


@dataclass
class Folder:
    """Some of the deliveries of a folder, linked again and again into one work folder."""

    place: Path
    options: Options = OPTIONS
    sections: dict[str, str] = field(default_factory=dict)

    def bring(self, folder, *codes):
        """Copy the files of some sources of another folder, and what was agreed of them."""
        head, *parts = re.split(r"(?m)^(?=\[source\.)", (folder / "factlab.toml").read_text())
        of_code = {part.split("]")[0].removeprefix("[source."): part for part in parts}
        self.sections = {"": head, **self.sections, **{code: of_code[code] for code in codes}}
        self.place.mkdir(exist_ok=True)
        (self.place / "factlab.toml").write_text("".join(self.sections.values()))
        for code in codes:
            for path in folder.glob(f"{code}.*"):
                shutil.copy(path, self.place)

    def file(self, code):
        [path] = self.place.glob(f"{code}.*")
        return path

    def link(self, work=None, **changes):
        """Link what lies there and return all that came out of it, in its order."""
        work = work or self.place / ".work"
        manifest, out = Manifest.read(self.place), work / "linked.duckdb"
        options = replace(self.options, **changes)
        linking = link_up(manifest, take_in(manifest, work), work, out, options)
        doubts = grey(linking.link, options.thresholds)
        told = {
            name: linking.link.sql(f"FROM {name} ORDER BY record").fetchall()
            for name in ("best", "clusters")
        }
        pairs = linking.link.sql(
            f"SELECT l.mark, r.mark FROM best JOIN ({marks('records')}) AS l USING (record) "
            f"JOIN ({marks('records')}) AS r ON r.record = best.person ORDER BY best.record LIMIT 9"
        ).fetchall()
        linking.link.close()
        with duckdb.connect(str(out), read_only=True) as link:
            names = [f"main.{shape.name}" for shape in linked.COMMON]
            for clustering in linked.CLUSTERINGS:
                names += [f"{clustering}.{one.name}" for one in linked.PER_CLUSTERING]
                names += [f"{clustering}.{name}" for name in linked.VIEWS]
            told |= {name: link.sql(f"FROM {name}").fetchall() for name in names}
        return told | {"doubts": doubts, "pairs": pairs}

    def anew(self, name):
        """Do the same without anything that was kept."""
        return self.link(self.place / name)

    def kept(self):
        return {one: one.stat().st_mtime_ns for one in self.place.glob(".work/*/*/*.*")}


def same(told, others):
    """Hold that two links told the same, row for row; the name of the first that differs."""
    assert told.keys() == others.keys()
    assert not [name for name, rows in told.items() if rows != others[name]]


def rewritten(path, change):
    """Change the lines of a list below its head."""
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([head, *change(lines)]), encoding="utf-8")


def shuffled(lines):
    dice = random.Random(5)
    dice.shuffle(lines)
    return lines


def test_whatever_changes_ends_as_if_all_was_linked_anew(linked_town, tmp_path, monkeypatch):
    folder = Folder(tmp_path / "town")
    folder.bring(linked_town.folder, "brp", *LISTS)
    folder.link()

    # Rows that are gone: persons come apart, households empty. The others are in another order.
    # A source does not deliver any more, and one was not agreed before.
    before = folder.kept()
    rewritten(folder.file("wijkteam"), lambda lines: shuffled(lines[: len(lines) // 2]))
    folder.file("inkomen").unlink()
    folder.bring(linked_town.folder, LATER)
    other = folder.link(threads=1)
    same(other, folder.anew("other"))
    touched = {one.parent.parent.name for one in folder.kept() if one not in before}
    assert touched == {"wijkteam", LATER}
    assert all(folder.kept()[one] == time for one, time in before.items())
    assert {row[0] for row in other["main.source"] if not row[6]} == {"inkomen"}

    # What somebody decided: two records are of one person, or of two, also when the run was sure.
    decisions = tmp_path / "decisions.jsonl"
    pairs = [*other["pairs"], *(one.pair for one in other["doubts"])]
    for number, pair in enumerate(pairs):
        keep(decisions, pair, same=number % 2 == 1, by="analyst", on=date(2026, 1, 9))
    folder.options = replace(folder.options, decisions=Decisions.read(decisions))
    decided = folder.link()
    same(decided, folder.anew("decided"))
    assert decided["clusters"] != other["clusters"]

    # Kept files that were cut off or written over are found, whatever they are.
    for number, path in enumerate(sorted(folder.place.glob(".work/*/*/*.*"))):
        kept = path.read_bytes()
        if number % 3 == 0:
            path.write_bytes(kept[: len(kept) // 2])
        elif number % 3 == 1 and kept:
            path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    same(folder.link(), decided)

    # Another setting: all is settled anew. A run that is killed before it checked what it made
    # leaves nothing that counts.
    settled = set(folder.place.glob(f".work/{LATER}/*/*sure-*"))
    rewritten(folder.file("welzijn"), lambda lines: lines[:-1])
    folder.options = replace(folder.options, thresholds=Thresholds(8000, 1000, -2000))
    (folder.place / ".work" / "linked.duckdb").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(linked, "check", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            folder.link()
    assert not (folder.place / ".work" / "linked.duckdb").exists()
    last = folder.link()
    same(last, folder.anew("last"))
    assert not settled & set(folder.place.glob(f".work/{LATER}/*/*sure-*"))


def test_the_example_with_one_new_list_ends_as_if_all_was_linked_anew(tmp_path):
    folder = Folder(tmp_path / "example")
    folder.bring(EXAMPLE, "brp", "huisartsen", "ggz")
    folder.link()
    rewritten(folder.file("huisartsen"), lambda lines: lines[3:])
    same(folder.link(), folder.anew("fresh"))
    # Nothing is sure of a register that did not come.
    folder.file("brp").unlink()
    alone = folder.link()
    assert not alone["best"]
    assert alone["middle.person"]
