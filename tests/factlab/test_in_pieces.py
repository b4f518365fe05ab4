# SPDX-License-Identifier: EUPL-1.2
"""A town of any size is drawn and written in pieces, the same each time, with its truth."""

import csv

import pyarrow.parquet as parquet
import pytest

from voordeur.factlab.deliveries import Manifest
from voordeur.factlab.synthetic import in_pieces, town
from voordeur.factlab.synthetic.in_pieces import write_in_pieces
from voordeur.factlab.synthetic.town import draw, draw_piece, pieces
from voordeur.factlab.synthetic.writing import TRUTH, write


@pytest.fixture
def small(monkeypatch):
    """Pieces of one neighbourhood, two of them in a file."""
    monkeypatch.setattr(town, "PIECE", 72)
    monkeypatch.setattr(in_pieces, "IN_ONE_FILE", 2)


def lines(path):
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source, delimiter=";"))


def test_a_town_of_one_piece_says_what_it_says_when_it_is_drawn_whole(tmp_path):
    write(tmp_path / "whole", draw(60, 5), 5, only_csv=True)
    write_in_pieces(tmp_path / "pieces", 60, 5)
    for path in (tmp_path / "whole").glob("*.csv"):
        other = tmp_path / "pieces" / path.name
        if path.stem == "brp":
            other = tmp_path / "pieces" / "brp" / "brp-00.csv"
        assert lines(other) == lines(path)


def test_a_town_in_pieces_is_one_town(small, tmp_path):
    rows = write_in_pieces(tmp_path / "one", 200, 5)
    write_in_pieces(tmp_path / "other", 200, 5)
    paths = sorted(path for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert all(
        path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes()
        for path in paths
    )
    assert [path.name for path in paths if path.parent.name == "brp"] == [
        "brp-00.csv",
        "brp-01.csv",
    ]
    Manifest.read(tmp_path / "one")

    said = [
        dict(zip(header, line, strict=True))
        for path in paths
        if path.parent.name == "brp"
        for header, *found in [lines(path)]
        for line in found
    ]
    for name in ("A-nummer", "BSN"):
        assert len({one[name] for one in said}) == len(said), name
    keys = {one["A-nummer"] for one in said}
    told = {key for one in said for key in one["A-nummers ouders"].split()}
    assert told, "nobody has a parent in the register"
    # A parent who is not registered has a key that nobody has; most are.
    assert len(told & keys) > 0.9 * len(told)
    assert len({one["Straat"] for one in said}) > 5

    truth = parquet.read_table(tmp_path / "one" / TRUTH).to_pylist()
    assert (
        len(truth) == rows == len({(one["source"], one["file"], one["file_row"]) for one in truth})
    )
    register = [one for one in truth if one["source"] == "brp"]
    assert [str(one["person"]) for one in register] == [one["A-nummer"] for one in said]


def test_citizen_numbers_of_pieces_never_meet():
    many = 56 * town.PIECE
    numbers = set()
    for piece in (0, 1, 6, 7, 8, 55):
        # As many as the people of a whole piece need.
        dealt = town._Drawing(1, 3, piece).numbers
        some = {next(dealt) for _ in range(135_000 if piece in (0, 55) else 500)}
        assert all(len(one) == 9 and one.startswith("9") for one in some)
        assert not some & numbers
        numbers |= some
    with pytest.raises(ValueError, match="at most"):
        pieces(many + 1)
    with pytest.raises(ValueError, match="no piece"):
        draw_piece(60, 3, 1)
