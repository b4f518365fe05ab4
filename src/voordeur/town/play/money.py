# SPDX-License-Identifier: EUPL-1.2
"""Two projects of the town: what they take, what is claimed, what is cashed, and a signed sheet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from voordeur.history import clock
from voordeur.money import actions
from voordeur.money.closing import body, digest
from voordeur.money.queries.proposals import proposal_now
from voordeur.money.queries.sheets import closing_of
from voordeur.town.play.cast import Cast
from voordeur.town.play.script import Script
from voordeur.town.population import data

OPENED, CLAIMED, STEPS, BOOKED = 150, 140, (110, 80, 62), 40
"""How many days ago the projects were written down, a claim was made and moved, and one was booked."""
SETTLED = 60
"""How many days ago the year before was signed; the year the town looks at had begun by then."""
SIGNER = "Hetty van der Kolk, controller"
LEADER = "Salima Benhaddi, projectleider"


def play(cast: Cast) -> None:
    """Write down the projects in the order in which it happened."""
    told, year = data("money.toml"), (cast.today - timedelta(days=SETTLED)).year
    controller, leader = cast.acting("hetty"), cast.acting("salima")
    with _ago(cast, OPENED):
        projects = {
            row["name"]: actions.write_project(
                leader, starts_on=date(year - 1, 1, 1), is_demo=True, **row
            )
            for row in told["project"]
        }
        lines = {
            row["key"]: actions.open_budget_line(
                controller,
                party=row["party"],
                pot=row["pot"],
                taakveld=row["taakveld"],
                cost_centre=row["cost_centre"],
                year=year + row["year"],
                cents=row["cents"] * 100,
            ).uuid
            for row in told["line"]
        }
        for row in told["effort"]:
            _effort(leader, row, projects[row["project"]].uuid, lines, year)
        for row in told["stop"]:
            _stop(leader, row, projects[row["project"]].uuid, year)
    for row in told["claim"]:
        _claim(cast, row, projects[row["project"]].uuid, lines, year)
    about = projects["Thuis verder"]
    with _ago(cast, SETTLED):
        _settle(cast, about.uuid, lines, year)
        made = closing_of(about.pk, year - 1)
        actions.sign_sheet(
            controller,
            project=about.uuid,
            year=year - 1,
            signer=SIGNER,
            remark="Verzonnen bedragen, om te laten zien hoe het werkt.",
            seen=digest(body(made, about.name, year - 1)),
        )
        actions.put_proposal(
            leader,
            project=about.uuid,
            signer=LEADER,
            seen=digest(proposal_now(about.uuid) or {}),
        )


@contextmanager
def _ago(cast: Cast, days: int) -> Iterator[None]:
    """Let something happen so many days before the day of the town."""
    with clock.at(Script(cast.now).moment(cast.today - timedelta(days=days), 0)):
        yield


def _effort(by: Any, row: dict[str, Any], project: UUID, lines: dict[str, UUID], year: int) -> None:
    actions.write_effort(
        by,
        project=project,
        party=row["party"],
        what=row["what"],
        pot=row["pot"],
        year=year + row["year"],
        cents=row["cents"] * 100,
        line=lines[row["line"]] if "line" in row else None,
        would_be_spent=row.get("would_be_spent", False),
        is_structural=row.get("is_structural", False),
    )


def _stop(by: Any, row: dict[str, Any], project: UUID, year: int) -> None:
    actions.write_stop(
        by,
        project=project,
        what=row["what"],
        institution=row["institution"],
        work_of=row["work_of"],
        after=row["after"],
        pot=row["pot"],
        stops_on=date(year, 1, 1),
        cents=row["cents"] * 100 if "cents" in row else None,
        proof=row.get("proof", ""),
        decider=row.get("decider", ""),
    )


def _claim(
    cast: Cast, row: dict[str, Any], project: UUID, lines: dict[str, UUID], year: int
) -> None:
    """Claim a benefit and take it as far as it came."""
    leader, controller = cast.acting("salima"), cast.acting("hetty")
    decision = actions.Decision("Mathilde Roorda, wethouder", row["reason"])
    with _ago(cast, CLAIMED):
        claim = actions.claim_benefit(
            leader,
            project=project,
            outcome=row["outcome"],
            payer="Afdeling Zorg",
            gainer=row["gainer"],
            year=year,
            whole_cents=row["whole"] * 100 if "whole" in row else None,
            share=row["share"] * 100,
            evidence=row["evidence"],
            freed_from=date(year, 1, 1),
            contract_ends=date(year + row["ends"], 12, 31) if "ends" in row else None,
            harvest=row.get("harvest", ""),
            condition=row.get("condition", ""),
            proof=row.get("proof", ""),
            decision=actions.Decision("Salima Benhaddi, projectleider", "Volgt uit de analyse."),
        )
    # What came less far came so a little later: it waits, and its term is not over.
    for days, to in zip(STEPS[len(STEPS) - len(row["way"]) :], row["way"], strict=True):
        with _ago(cast, days):
            claim = actions.move_claim(
                leader,
                claim=claim.uuid,
                to=to,
                agreed_cents=row["agreed"] * 100 if to == "agreed" else None,
                decision=decision,
                expected_version=claim.version,
            )
    if "book" in row:
        with _ago(cast, BOOKED):
            actions.book_benefit(
                controller,
                claim=claim.uuid,
                line=lines[row["book"]],
                proof=row["proof"],
                decision=decision,
                expected_version=claim.version,
            )


def _settle(cast: Cast, project: UUID, lines: dict[str, UUID], year: int) -> None:
    """Take over what was spent in both years, and name why it differs from the costs."""
    by = cast.acting("hetty")
    for line, day, euros in (
        ("zorg-was", date(year - 1, 12, 15), 160_000),
        ("zorg", cast.today - timedelta(days=SETTLED), 128_000),
    ):
        actions.book_cost(
            by,
            project=project,
            line=lines[line],
            cents=euros * 100,
            on=day,
            text="Overgenomen uit de financiële administratie",
        )
    for line, at, kind, euros, why in (
        ("zorg-was", year - 1, "commitment", 5_000, "Laatste factuur komt in januari."),
        ("zorg", year, "forecast", 43_000, "Salarissen van de rest van het jaar."),
    ):
        actions.name_difference(
            by, project=project, year=at, kind=kind, cents=euros * 100, why=why, line=lines[line]
        )
