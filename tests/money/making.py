# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the room money start from: its people, and a project with made-up amounts."""

from datetime import date

from tests import factories as make
from voordeur.money import actions
from voordeur.money.models import BudgetLine, Claim, Effort, Project, Stop

WELFARE, SHELTER, INSURER = "Wmo-begeleiding", "Maatschappelijke opvang", "Zorgverzekeraar"


def a_controller() -> make.Worker:
    """Return a controller."""
    return make.a_worker("controller")


def a_project(name: str = "Zoveel Meer", **more: object) -> Project:
    """Return a project that touches three pots."""
    given: dict[str, object] = {
        "name": name,
        "about": "Wonen en dagbesteding, met één vast gezicht",
        "starts_on": date(2025, 1, 1),
        "pots": [WELFARE, SHELTER, INSURER],
        **more,
    }
    return actions.write_project(a_controller().reader, **given)


WHO = actions.Decision("J. de Wit, wethouder", "Besproken in het portefeuilleoverleg van juni")
"""Who decides in these tests, and why."""


def a_claim(project: Project, **more: object) -> Claim:
    """Return a claim: shelter gains 150,000 euros by nine careers, of which the project counts half."""
    given: dict[str, object] = {
        "project": project.uuid,
        "outcome": "Negen keer geen opvang",
        "payer": WELFARE,
        "gainer": SHELTER,
        "year": 2026,
        "whole_cents": 150_000_00,
        "share": 5_000,
        "evidence": "few",
        "freed_from": date(2026, 3, 1),
        "contract_ends": date(2026, 6, 30),
        "decision": WHO,
        **more,
    }
    return actions.claim_benefit(a_controller().reader, **given)


def moved(claim: Claim, *states: str, **more: object) -> Claim:
    """Return a claim after these steps."""
    for to in states:
        agreed = 60_000_00 if to == "agreed" else None
        claim = actions.move_claim(
            a_controller().reader,
            claim=claim.uuid,
            to=to,
            decision=WHO,
            expected_version=claim.version,
            **{"agreed_cents": agreed, **more},
        )
    return claim


AGREED = ("talked about", "offered", "agreed")
"""The way from potential to agreed."""


def a_line(party: str = SHELTER, **more: object) -> BudgetLine:
    """Return a budget line of 2026 with 100,000 euros on it."""
    given: dict[str, object] = {
        "party": party,
        "pot": party,
        "taakveld": "6.81",
        "cost_centre": "K6810",
        "year": 2026,
        "cents": 100_000_00,
        **more,
    }
    return actions.open_budget_line(a_controller().reader, **given)


def booked(claim: Claim, line: BudgetLine, **more: object) -> Claim:
    """Return a claim after it was booked on a line."""
    return actions.book_benefit(
        a_controller().reader,
        claim=claim.uuid,
        line=line.uuid,
        proof="Negen beschikkingen beëindigd",
        decision=WHO,
        expected_version=claim.version,
        **more,
    )


def an_effort(project: Project, **more: object) -> Effort:
    """Return what a project takes of welfare in 2026: 82,500 euros of supporters."""
    given: dict[str, object] = {
        "project": project.uuid,
        "party": WELFARE,
        "what": "Anderhalve begeleider",
        "pot": WELFARE,
        "year": 2026,
        "cents": 82_500_00,
        **more,
    }
    return actions.write_effort(a_controller().reader, **given)


def a_stop(project: Project, **more: object) -> Stop:
    """Return what stops: four beds of shelter from 2026, decided, 60,000 euros a year."""
    given: dict[str, object] = {
        "project": project.uuid,
        "what": "Vier bedden in de opvang",
        "institution": "Stichting Onderdak",
        "work_of": "Twee nachtwakers",
        "after": "Zij worden woonbegeleider in de wijk",
        "pot": SHELTER,
        "stops_on": date(2026, 1, 1),
        "cents": 60_000_00,
        "decider": "College van burgemeester en wethouders",
        **more,
    }
    return actions.write_stop(a_controller().reader, **given)
