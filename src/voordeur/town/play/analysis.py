# SPDX-License-Identifier: EUPL-1.2
"""The cost-benefit analysis of Waterveen: brought in, drawn on together, sealed, worked out, fed."""

from datetime import timedelta
from importlib.resources import files
from typing import Any

from voordeur.history import clock
from voordeur.money import actions
from voordeur.money.queries.analyses import analysis_now
from voordeur.money.queries.projects import project_lines
from voordeur.town.play.cast import Cast

HELPED = "\n".join(f"{3 + one % 4};{5 + one % 5}" for one in range(18))
OTHERS = "\n".join(f"{3 + one % 4};{4 + one % 4}" for one in range(16))
"""Made-up outcomes of two groups, before and after."""
STAYED = "\n".join(["12; nee"] * 17 + ["3; ja", "7; ja", "9; nee", "10; nee"])
RETURNED = "\n".join(["12; nee"] * 11 + ["2; ja", "4; ja", "5; ja", "8; ja", "11; ja", "6; nee"])
"""Made-up months until a return to shelter, or until the last look."""


def play(cast: Cast) -> None:
    """Let the project leader, the controller and the table do what they do in three months."""
    leader, counts = cast.acting("salima"), cast.acting("hetty")
    day = cast.now - timedelta(days=70)
    with clock.at(day):
        text = files("voordeur.town").joinpath("data", "analysis.toml").read_text(encoding="utf-8")
        under = next(one for one in project_lines() if one.name == "Thuis verder").uuid
        row = actions.bring_in_analysis(leader, text=text, file="analysis.toml", project=under)
    on: dict[str, Any] = {"analysis": row.uuid}
    with clock.at(day + timedelta(days=6)):
        actions.draw_effect(
            leader,
            **on,
            about="rust: een deur die op slot kan",
            measure="home",
            party="youth",
            reason="iemand een eigen plek heeft",
            side="residents",
        )
        actions.draw_effect(
            leader,
            **on,
            about="minder wisselende gezichten",
            measure="home",
            party="youth",
            reason="één iemand blijft",
            side="professionals",
        )
        actions.draw_investment(
            counts,
            **on,
            about="kamers die worden vrijgehouden",
            measure="home",
            party="housing",
            amount=85_000,
            side="administrators",
        )
        version = analysis_now(row.uuid).line.version  # type: ignore[union-attr]
        actions.write_index(
            counts,
            **on,
            name="lonen",
            values="2025; 100\n2026; 104",
            source="Verzonnen reeks, om te laten zien hoe het werkt",
            figures=["wage"],
            price_year=2026,
            expected_version=version,
        )
        version += 1
        actions.seal_zero(leader, **on, expected_version=version)
        actions.work_out(counts, **on)
    with clock.at(cast.now - timedelta(days=20)):
        actions.observe_figure(
            counts,
            analysis=row.uuid,
            figure="leave",
            base=58,
            count=26,
            source="Registratie van het project",
        )
        actions.compare_outcomes(
            counts,
            **on,
            about="Dagen per week buiten de deur",
            unit="dagen",
            design="before and after, beside a comparison group",
            helped=HELPED,
            others=OTHERS,
            source="Metingen in het project en in de opvang (verzonnen)",
            is_effect=True,
        )
        actions.compare_outcomes(
            counts,
            **on,
            about="Niet teruggekeerd in de opvang",
            unit="deel van de mensen, verschil na twaalf maanden",
            design="who stayed without a relapse, beside a comparison group",
            until=12,
            helped=STAYED,
            others=RETURNED,
            source="Opvangregistratie (verzonnen)",
        )
        actions.work_out(counts, **on)
