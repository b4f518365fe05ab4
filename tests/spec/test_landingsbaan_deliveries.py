# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: what institutions deliver to Factlab stays apart, and who does not deliver shows."""

import duckdb
import pytest

from voordeur.factlab import linked
from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.linkage import Model, Options, link_up

MANIFEST = """
[run]
purpose = "figures"
agreement = "synthetic"
from = 2025-01-01
to = 2025-12-31

[source.brp]
institution = "Register"
file = "brp.csv"
spine = true
legal_basis = "Wet BRP"
columns = { surname = "Naam", birth = "Geboren", postcode = "Postcode", number = "Nr" }

[source.wmo]
institution = "Wmo-loket"
file = "wmo.csv"
legal_basis = "Wmo 2015"
extracted = 2026-01-08
fields = { kind = "help", law = "wmo" }
columns = { surname = "Naam", birth = "Geboren", postcode = "Postcode", number = "Nr" }

[source.ggz]
institution = "GGZ"
file = "ggz.csv"
legal_basis = "Zvw"
from = 2024-01-01
to = 2024-12-31
fields = { kind = "mental_health", law = "zvw" }
columns = { surname = "Naam", birth = "Geboren", postcode = "Postcode", number = "Nr" }

[source.verslaving]
institution = "Verslavingszorg"
file = "verslaving.csv"
legal_basis = "Zvw"
columns = { surname = "Naam" }
"""
PEOPLE = ["Naam;Geboren;Postcode;Nr", "Smit;12-03-1950;3311AB;1", "Vos;01-07-1980;3311AB;3"]


@pytest.fixture
def link(tmp_path):
    (tmp_path / "factlab.toml").write_text(MANIFEST, encoding="utf-8")
    ggz = [PEOPLE[0], "van der Smit;1950-03-12;3311 ab;1"]
    for name, lines in (("brp", PEOPLE), ("wmo", PEOPLE[:2]), ("ggz", ggz)):
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    manifest, work, out = Manifest.read(tmp_path), tmp_path / "work", tmp_path / "linked.duckdb"
    linking = link_up(manifest, take_in(manifest, work), work, out, Options(model=Model.standard()))
    linking.link.close()
    with duckdb.connect(str(out), read_only=True) as made:
        linked.check(made)
        yield made


def test_landingsbaan_r039_each_source_keeps_its_own_period_basis_and_place(link):
    found = link.sql(
        "SELECT p.source, s.period_from, s.legal_basis, p.file, p.file_row, p.kind "
        "FROM middle.provision AS p JOIN main.source AS s USING (source) ORDER BY p.source"
    ).fetchall()
    assert [(one[0], one[1].year, *one[2:]) for one in found] == [
        ("ggz", 2024, "Zvw", "ggz.csv", 2, "mental_health"),
        ("wmo", 2025, "Wmo 2015", "wmo.csv", 2, "help"),
    ]
    [(households,)] = link.sql("SELECT count(DISTINCT household) FROM middle.provision").fetchall()
    assert households == 1, "the same household, from two sources that share no number"


def test_landingsbaan_r046_who_does_not_deliver_is_a_gap_and_no_zero(link):
    found = link.sql(
        "SELECT source, delivered, rows_in FROM main.source ORDER BY source"
    ).fetchall()
    assert found == [
        ("brp", True, 2),
        ("ggz", True, 1),
        ("verslaving", False, None),
        ("wmo", True, 1),
    ]


def test_landingsbaan_r001_a_household_without_any_provision_is_there_too(link):
    [(households,)] = link.sql("SELECT count(*) FROM middle.household").fetchall()
    assert households == 2
