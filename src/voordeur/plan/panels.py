# SPDX-License-Identifier: EUPL-1.2
"""What the plan shows on the household page: own words, what is going on, the plan."""

from django.utils.translation import gettext as _

from voordeur.door.together import Asked
from voordeur.people.pages import Home
from voordeur.people.panels import Panel
from voordeur.plan import drawing
from voordeur.plan.queries import plan_asked, plan_of, voices
from voordeur.plan.showing import goals_shown, warnings_shown


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return plan_asked(home.access)


def panels(home: Home) -> list[Panel]:
    """Return the panels of the plan; what is hidden is in no count, and safety has its own page."""
    plan = plan_of(home.access)
    open_ones = [line for line in plan.problems.lines if line.is_open]
    return [
        Panel(
            "words",
            _("In their own words"),
            "plan/panel_words.html",
            {
                "home": home,
                "voices": [one for one in voices(home.access).members if one.newest or one.masked],
            },
            order=10,
            wide=True,
        ),
        Panel(
            "plan",
            _("The plan"),
            "plan/panel_plan.html",
            {
                "home": home,
                "goals": goals_shown(plan),
                "masked": plan.masked,
                "attention": sum(1 for one in warnings_shown(plan.warnings) if not one.reason),
                "may_write": home.may("plan.write"),
            },
            order=20,
            wide=True,
        ),
        Panel(
            "problems",
            _("What is going on"),
            "plan/panel_problems.html",
            {
                "home": home,
                "problems": open_ones,
                "tree": drawing.tree(plan.problems),
                "loose": [
                    line
                    for line in open_ones
                    if str(line.uuid) in set(plan.problems.causes.loose())
                ],
                "masked": plan.problems.masked,
                "may_write": home.may("problem.write"),
            },
            order=30,
        ),
    ]
