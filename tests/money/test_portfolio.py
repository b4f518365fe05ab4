# SPDX-License-Identifier: EUPL-1.2
"""`voordeur scba portfolio`: claims of several projects together, and the mistakes that are refused."""

from pathlib import Path

import pytest

from voordeur.cli import main

CLAIMS = Path(__file__).parents[2] / "examples" / "portfolio" / "zoetermeer.toml"
ONE = """
[[claim]]
view = "Maatschappelijk"
project = "Team8tien"
low = 1
high = 2
{more}
"""


def test_the_command_gives_ranges_counts_and_what_nobody_knows(capsys):
    assert main(["scba", "portfolio", str(CLAIMS)]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "Maatschappelijk: € 5.834.000 tot € 7.834.000." in said
    assert "Gemeentelijk: € 4.074.000 tot € 5.374.000." in said
    assert "bij Crisisteam telt het lage bedrag 68 ontruimingen en 7 crises" in said
    assert "664 keer ‘casus’" in said
    assert "Niet te kwantificeren: Ipta, Enjoy Life." in said
    assert "Geen analyse: Aanvoerders." in said
    assert main(["scba", "portfolio", str(CLAIMS), "--language", "en"]) == 0
    assert "14.7 percentage points more than usual (3.1 times as much)" in capsys.readouterr().out


MISTAKES = {
    "cohort and year": (
        ONE.format(more='unit = "EUR"'),
        "EUR, EUR/year worden bij elkaar opgeteld",
    ),
    "low above high": (
        ONE.format(more="").replace("low = 1", "low = 3"),
        "Het lage eind ligt boven",
    ),
    "no such project": (
        ONE.format(more="").replace("Team8tien", "Team9"),
        "Geen project heet 'Team9'",
    ),
    "cases and people": (
        '[[count]]\nproject = "Ipta"\nvalue = 12\nunit = "persoon"',
        "casus, persoon worden bij elkaar geteld",
    ),
    "a share of fifteen": (
        '[[share]]\nabout = "x"\nrate = 15\nusual = 0.07',
        "'rate' is 15.",
    ),
    "another moment": (
        '[[indicator]]\nabout = "x"\nvalue = 1\nmoment = "half way"',
        "'half way' is hier geen geldig woord",
    ),
    "a key nobody knows": (
        "[[project]]\nname = 'x'\ngood = true",
        "hier kan: analysis, name",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_may_not_be_added_is_refused_with_the_file_and_the_way_out(mistake, tmp_path, capsys):
    more, says = MISTAKES[mistake]
    file = tmp_path / "claims.toml"
    file.write_text(CLAIMS.read_text() + more)
    assert main(["scba", "portfolio", str(file)]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert "claims.toml: " in told


def test_gross_and_net_are_not_added_and_known_people_are(tmp_path, capsys):
    file = tmp_path / "claims.toml"
    bases = ('basis = "gross"', 'basis = "net"')
    head = 'title = "x"\n[[project]]\nname = "Team8tien"\n'
    file.write_text(head + "".join(ONE.format(more=basis) for basis in bases))
    assert main(["scba", "portfolio", str(file)]) == 1
    assert "Bruto bedragen worden bij netto bedragen opgeteld" in capsys.readouterr().err
    people = '[[count]]\nproject = "Team8tien"\nvalue = 36\nunit = "person"\nlinked = true\n'
    file.write_text(head + ONE.format(more=bases[0]).replace("high = 2", "high = 1") + people)
    assert main(["scba", "portfolio", str(file)]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "Maatschappelijk: € 1." in said
    assert "Dat zijn 36 verschillende mensen." in said
