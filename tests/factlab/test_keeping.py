# SPDX-License-Identifier: EUPL-1.2
"""What is kept counts only as long as it holds what was noted."""

import os
import shutil

import pytest

from voordeur.factlab import keeping
from voordeur.factlab.keeping import NOTES, Kept


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "one" / "rows.parquet"
    path.parent.mkdir()
    path.write_bytes(b"rows")
    return path


def test_what_was_noted_is_whole_and_what_was_not_is_not(path):
    kept = Kept(path.parent)
    assert not kept.whole(path)
    kept.note(path)
    assert Kept(path.parent).whole(path)
    assert not Kept(path.parent).whole(path, path.with_name("gone"))


@pytest.mark.parametrize("contents", [b"", b"row", b"rowz"])
def test_what_was_changed_or_cut_off_is_found_also_when_its_day_was_put_back(path, contents):
    Kept(path.parent).note(path)
    times = path.stat()
    path.write_bytes(contents)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not Kept(path.parent).whole(path)


def test_what_was_copied_is_read_once_and_then_known(path, tmp_path, monkeypatch):
    Kept(path.parent).note(path)
    there = tmp_path / "two"
    shutil.copytree(path.parent, there)
    assert Kept(there).whole(there / path.name)
    monkeypatch.setattr(keeping, "fingerprint", None)
    assert Kept(there).whole(there / path.name)


@pytest.mark.parametrize("notes", ["", "{", "[]", '{"rows.parquet": 3}', '{"rows.parquet": ["a"]}'])
def test_notes_that_were_half_written_say_nothing(path, notes):
    Kept(path.parent).note(path)
    (path.parent / NOTES).write_text(notes)
    assert not Kept(path.parent).whole(path)


def test_what_others_write_is_read_again_as_soon_as_it_lies_otherwise(path, tmp_path, monkeypatch):
    notes, real = tmp_path / "notes", keeping.fingerprint
    read = []
    monkeypatch.setattr(keeping, "fingerprint", lambda one: read.append(one) or real(one))
    first = Kept(notes).fingerprint(path)
    assert Kept(notes).fingerprint(path) == first
    assert len(read) == 2, "a file of just now is not remembered"
    monkeypatch.setattr(keeping, "SETTLED", -1)
    assert [Kept(notes).fingerprint(path) for _ in range(3)] == [first] * 3
    assert len(read) == 3
    path.write_bytes(b"rowz")
    assert Kept(notes).fingerprint(path) != first
