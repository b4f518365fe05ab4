# SPDX-License-Identifier: EUPL-1.2
"""Linkage on data that nobody here made: febrl3, without the social-security number."""

import csv
from pathlib import Path

import duckdb
import pytest

from voordeur.factlab.linkage import Model, judge
from voordeur.factlab.linkage.clusters import components
from voordeur.factlab.linkage.comparisons import WIDE_BLOCKS
from voordeur.factlab.linkage.scoring import count_rare, score
from voordeur.factlab.linkage.standardise import DELIVERED, standardise
from voordeur.factlab.linkage.training import train
from voordeur.factlab.tabling import make_table

FEBRL = Path(__file__).resolve().parents[4] / "shared" / "data" / "linkage" / "febrl3.csv"
COLUMNS = {
    "first": "given_name",
    "surname": "surname",
    "street": "address_1",
    "number": "street_number",
    "postcode": "postcode",
    "birth": "date_of_birth",
}


@pytest.mark.skipif(not FEBRL.exists(), reason="the data lie outside the repository")
def test_febrl3_without_the_number_is_linked_as_well_as_splink_does_with_names():
    with FEBRL.open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, skipinitialspace=True))
    delivered = [
        (number, *(_cell(row, column) for column in DELIVERED)) for number, row in enumerate(rows)
    ]
    with duckdb.connect(config={"threads": 2}) as link:
        make_table(
            link, "raw", {"record": "BIGINT"} | dict.fromkeys(DELIVERED, "VARCHAR"), delivered
        )
        standardise(link, "raw", "records")
        model = train(link, "records", None, Model.standard(), "febrl3")
        scale = count_rare(link, "records")
        score(link, "records", "records", "pairs", model, scale, 0, within=True, blocks=WIDE_BLOCKS)
        found = components(link.sql("SELECT left_record, right_record FROM pairs").fetchall())
    persons = [row["rec_id"].split("-")[1] for row in rows]
    judged = judge([found.get(number, number) for number in range(len(rows))], persons)
    assert judged.f1 >= 0.978, judged


def _cell(row, column):
    text = (row.get(COLUMNS.get(column, ""), "") or "").strip()
    if column == "birth" and len(text) == 8:
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text or None
