# SPDX-License-Identifier: EUPL-1.2
"""`voordeur scba check` on models with the mistakes that people make: what, where, and the way out."""

from pathlib import Path

import pytest

from voordeur.cli import main

DEMO = Path(__file__).parents[2] / "examples" / "scba" / "demo_waterveen_wijkteam.toml"
AGAIN = """
[[effect]]
id = "shelter"
about = "minder opvang"
intervention = "{intervention}"
with = ["households * kept_with"]
zero = ["households * kept_without"]
price = "eviction"
attribution = {share}
gains = {{ municipality = 1 }}
outcome = "{outcome}"
"""
OTHER = '[[intervention]]\nid = "coach"\nabout = "een ander project"\n'


def with_demo(*changes, more=""):
    text = DEMO.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text + more


REFUSED = {
    "gross beside net": (
        lambda: with_demo(('outcome = "in huis blijven"', 'basis = "net"')),
        "waar de kosten al af zijn",
        "effect 'eviction'",
    ),
    "a percentage": (
        lambda: with_demo(
            ('unit = "share"\nvalue = { kind = "beta"', 'unit = "%"\nvalue = { kind = "beta"')
        ),
        "'%' is geen eenheid",
        "assumption.kept_with",
    ),
    "fifteen for fifteen per cent": (
        lambda: with_demo(("low = 0.1, high = 0.3 }", "low = 10, high = 20 }")),
        "'relapse' is 15",
        "effect 'less_help'",
    ),
    "no zero alternative": (
        lambda: (
            with_demo(("[zero]", "[[intervention]]\nid = 'x'\nabout = 'x'"))
            .replace('text = "Zonder het wijkteam', 'conditions = ["Zonder het wijkteam')
            .replace('huis kwijt."\nwritten = 2026-10-01', 'huis kwijt."]')
        ),
        "geen nulalternatief",
        "zero",
    ),
    "more than the whole": (
        lambda: with_demo(
            more=OTHER + AGAIN.format(intervention="coach", share=0.5, outcome="in huis blijven")
        ),
        "150%",
        "outcome 'in huis blijven'",
    ),
    "before and after": (
        lambda: with_demo(('outcome = "in huis blijven"', 'comparison = "before and after"')),
        "heet hier een effect",
        "effect 'eviction'",
    ),
    "cases and people": (
        lambda: with_demo(
            ('zero = ["households * kept_without"]', 'zero = ["workers * kept_without"]')
        ),
        "bij elkaar opgeteld",
        "effect 'eviction'",
    ),
    "a yearly amount for a cohort": (
        lambda: with_demo(('unit = "EUR/huishouden/year"', 'unit = "EUR/huishouden"')),
        "per jaar",
        "effect 'less_help'",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_model_that_adds_up_wrongly_is_refused_with_the_place_and_the_way_out(
    mistake, tmp_path, capsys
):
    make, says, where = REFUSED[mistake]
    file = tmp_path / "model.toml"
    file.write_text(make())
    assert main(["scba", "check", str(file)]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert f"model.toml: {where}" in told
    assert main(["scba", "check", str(file), "--language", "en"]) == 1
    assert capsys.readouterr().err != told


def asked(text, tmp_path, capsys):
    """Return what a reviewer would ask of a model, a line each."""
    file = tmp_path / "model.toml"
    file.write_text(text)
    assert main(["scba", "check", str(file)]) == 0
    return capsys.readouterr().out.splitlines()


OBJECTED = {
    "counted twice": (
        lambda: with_demo(more=AGAIN.format(intervention="team", share=1, outcome="")),
        "telt dat dubbel? (minder ontruimingen / minder opvang)",
    ),
    "no source": (
        lambda: with_demo(('source = "verzonnen: 18 van 20"', 'source = " "')),
        "Er staat geen bron bij. (deel dat met het team in huis blijft)",
    ),
    "prices of several years": (
        lambda: with_demo(
            ('source = "verzonnen"\nyear = 2026', 'source = "oud"\nyear = 2026')
        ).replace(
            'unit = "EUR/fte/year"\nvalue = { kind = "triangular", low = 78000, mode = 84000, high = 92000 }'
            '\nsource = "verzonnen"\nyear = 2026',
            'unit = "EUR/fte/year"\nvalue = 84000\nsource = "cao"\nyear = 2019',
        ),
        "Prijzen van verschillende jaren (2019, 2026)",
    ),
    "a horizon longer than the evidence": (
        lambda: with_demo(
            ("horizon = 6", "horizon = 20"), ("first = 1, years = 5", "first = 1, years = 15")
        ),
        "Dit telt 15 jaar mee, en of het zo lang aanhoudt is geschat.",
    ),
    "no discounting": (
        lambda: with_demo(('discount = "nl_2021"', 'discount = "none"')),
        "Bedragen over 6 jaar zijn niet verdisconteerd.",
    ),
    "after the outcome": (
        lambda: with_demo(
            ("written = 2026-10-01", "written = 2026-10-01\noutcome_known = 2026-01-01")
        ),
        "Het nulalternatief is opgeschreven (2026-10-01) toen de uitkomst al bekend was.",
    ),
}


@pytest.mark.parametrize("weakness", OBJECTED)
def test_a_reviewer_names_what_is_weak_and_what_can_be_done(weakness, tmp_path, capsys):
    make, says = OBJECTED[weakness]
    (line,) = [one for one in asked(make(), tmp_path, capsys) if says in one]
    assert " → " in line
    assert not any(says in one for one in asked(DEMO.read_text(), tmp_path, capsys))


def test_one_price_in_another_year_is_no_objection_with_an_index_and_its_source(tmp_path, capsys):
    old = with_demo(
        (
            'unit = "EUR/fte/year"\nvalue = { kind = "triangular", low = 78000, mode = 84000, high = 92000 }'
            '\nsource = "verzonnen"\nyear = 2026',
            'unit = "EUR/fte/year"\nvalue = 84000\nindex = "wages"\nsource = "cao"\nyear = 2019',
        ),
        more='\n[index.wages]\nsource = "verzonnen"\nvalues = { 2019 = 100.0, 2026 = 125.0 }\n',
    )
    assert not any("verschillende jaren" in one for one in asked(old, tmp_path, capsys))
