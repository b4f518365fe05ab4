# SPDX-License-Identifier: EUPL-1.2
"""Encodings hide who somebody is, keep who is alike, and link as names do."""

import random
from collections import Counter

import numpy as np
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factlab.conftest import truth_of
from voordeur.cli import main
from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.encoding.clk import BITS, Encoder
from voordeur.factlab.encoding.comparing import alike, unpack
from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage import judge, link_up
from voordeur.factlab.linkage.clusters import best_of
from voordeur.factlab.linkage.encoded import score
from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import write

SECRET = b"a secret of at least 32 bytes, shared"
ENCODER = Encoder(SECRET)


def dice(one, other):
    """Thousandths of bits in common, the likest of the encodings of each."""
    left, _ = unpack([one])
    right, _ = unpack([other])
    return max(int(value) for _, _, found in alike(left, right, 0) for value in found)


def test_small_differences_stay_small_and_other_people_are_far():
    emma = ENCODER.person("Emma", "E", "van den Berg", "", "12-03-1987", "v")
    assert dice(emma, ENCODER.person("Ema", "E", "Berg, van den", "", "1987-03-12", "v")) > 850
    assert dice(emma, ENCODER.person("Emma", "E", "van den Berg", "", "03-12-1987", "v")) > 800
    assert (
        dice(emma, ENCODER.person("Emma", "E", "Smit - van den Berg", "", "12-3-1987", "v")) > 950
    )
    assert dice(emma, ENCODER.person("Joost", "J", "Kuipers", "", "1-9-1954", "m")) < 500
    assert ENCODER.person() == ""


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.dates())
def test_encoding_is_one_way_per_secret(first, surname, birth):
    one = ENCODER.person(first, "", surname, "", str(birth), "m")
    assert one == Encoder(SECRET).person(first, "", surname, "", str(birth), "m")
    other = Encoder(SECRET[::-1]).person(first, "", surname, "", str(birth), "m")
    assert one != other
    assert dice(one, other) < 700


def test_no_bit_gives_a_frequent_name_away():
    names = [f"{first} {last}" for first in ("Jan", "Piet", "Emma") for last in ("Jong", "Smit")]
    bits, _ = unpack(
        [ENCODER.person(*name.split()[:1], "", name.split()[1]) for name in names] * 50
    )
    shares = np.unpackbits(bits.view(np.uint8), axis=1).mean(axis=0)
    assert shares.mean() < 0.3
    assert len(shares) == BITS


def test_a_short_secret_and_what_is_no_encoding_are_refused():
    with pytest.raises(Fault, match="may be guessed"):
        Encoder(b"welkom01")
    with pytest.raises(Fault, match="no encoding"):
        unpack(["AAAA"])


@pytest.fixture(scope="module")
def encoded(tmp_path_factory):
    """A small town of which every institution, and the register, encoded at home."""
    home, out = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("out")
    write(home, draw(500, 7), 7)
    secret = home / "secret.txt"
    secret.write_bytes(SECRET)
    assert main(["factlab", "encode", str(home), "--secret", str(secret), "--out", str(out)]) == 0
    return home, out


def test_what_leaves_the_institution_names_nobody(encoded):
    _, out = encoded
    table = parquet.read_table(out / "inkomen.parquet")
    assert {"clk", "birth", "door", "kind"} <= set(table.column_names)
    assert not {"first", "surname", "name", "bsn", "postcode", "street"} & set(table.column_names)
    assert all(len(year or "1900") == 4 for year in table.column("birth").to_pylist())
    assert SECRET not in b"".join(path.read_bytes() for path in out.iterdir())


def test_the_same_way_links_encodings_to_persons_and_households(encoded, tmp_path):
    home, out = encoded
    truth = truth_of(home)
    manifest = Manifest.read(out)
    linking = link_up(manifest, take_in(manifest, tmp_path), tmp_path, tmp_path / "linked.duckdb")
    of_person = Counter(source for source, _, _ in truth)
    [(sources, people, homes)] = linking.link.sql(
        "SELECT (SELECT count(*) FROM records), (SELECT count(DISTINCT middle) FROM clusters), "
        "(SELECT count(DISTINCT household) FROM homes)"
    ).fetchall()
    linking.link.close()
    persons = {person for person, _, _ in truth.values()}
    households = {household for _, household, _ in truth.values()}
    assert sources <= sum(of_person.values())
    assert abs(people - len(persons)) / len(persons) < 0.03
    assert abs(homes - len(households)) / len(households) < 0.03


def test_scores_of_encodings_tell_people_apart(encoded, tmp_path):
    import duckdb

    home, _ = encoded
    rows = parquet.read_table(home / "truth.parquet").to_pylist()
    people = [one["person"] for one in rows if one["source"] == "brp"][:300]
    dice_ = random.Random(4)
    with duckdb.connect() as link:
        columns = "(record BIGINT, clk VARCHAR, year INTEGER, door VARCHAR)"
        for name in ("lists", "spine"):
            link.execute(f"CREATE TABLE {name} {columns}")
        for number, person in enumerate(people):
            birth = f"{1940 + person % 70}-{person % 12 + 1:02d}-{person % 28 + 1:02d}"
            word = "".join(dice_.choice("aeklmnorst") for _ in range(7))
            clk = ENCODER.person(word, "", word[::-1], "", birth, "m")
            typo = ENCODER.person(word[:3] + word[4:], "", word[::-1], "", birth, "m")
            link.execute("INSERT INTO spine VALUES (?, ?, NULL, NULL)", [number, clk])
            link.execute("INSERT INTO lists VALUES (?, ?, NULL, NULL)", [1000 + number, typo])
        score(link, "lists", "spine", "scored")
        best_of(link, "scored", "best")
        found = dict(link.sql("SELECT record, person FROM best WHERE score >= 0").fetchall())
    assert (
        judge(
            [found.get(1000 + number, -number) for number in range(300)] + list(range(300)),
            [*range(300), *range(300)],
        ).f1
        >= 0.99
    )
