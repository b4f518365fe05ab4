# SPDX-License-Identifier: EUPL-1.2
"""What the tests of analyses start from: the analysis of the demo town, and who works on it."""

from pathlib import Path

from tests import factories as make
from voordeur.money import actions
from voordeur.money.models import Analysis
from voordeur.money.queries.analyses import analysis_now
from voordeur.money.scba.model import Model

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"
DEMO = (EXAMPLES / "demo_waterveen_wijkteam.toml").read_text()


def a_leader() -> make.Worker:
    """Return a project leader."""
    return make.a_worker("project_leader")


def brought_in(text: str = DEMO) -> Analysis:
    """Bring in the analysis of the demo town."""
    return actions.bring_in_analysis(a_leader().reader, text=text, file="demo.toml")


def model_now(row: Analysis) -> Model:
    """Return what an analysis says now."""
    found = analysis_now(row.uuid)
    assert found is not None
    return found.model
