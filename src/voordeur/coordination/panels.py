# SPDX-License-Identifier: EUPL-1.2
"""What coordination shows on the household page: who helps and coordinates, and when it is stuck."""

from django.utils.translation import gettext as _

from voordeur.coordination.page import help_lines, layers_of
from voordeur.coordination.queries import (
    holders,
    holders_asked,
    involved,
    involved_asked,
    last_moves,
    situation_of,
)
from voordeur.coordination.queries.situation import NOTHING, helpers_of
from voordeur.coordination.words import stuck_words
from voordeur.door.together import Asked
from voordeur.history import clock
from voordeur.people.pages import Home
from voordeur.people.panels import Panel


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [holders_asked(home.access), involved_asked(home.access, past=True)]


def panels(home: Home) -> list[Panel]:
    """Return who helps and coordinates, and a notice when the case is stuck; one query more.

    Claims stand on the page of coordination itself.
    """
    access, today = home.access, clock.today()
    holding = holders(access)
    helping = [row for row in involved(access, past=True) if row.from_date <= today]
    moves = last_moves(access).get(home.id, NOTHING)
    if not holding and not helping and moves.opened is None:
        return []
    situation = (
        situation_of(moves.opened, holding, [], helping, moves, today) if moves.opened else None
    )
    lines = [line for line in help_lines(helping, [], {}, today) if not line.over]
    context = {
        "uuid": home.uuid,
        "layers": layers_of(holding, situation),
        "lines": lines,
        "helpers": helpers_of(helping, today),
    }
    found = [Panel("coordination", _("Who helps"), "coordination/panel.html", context, order=30)]
    if situation is not None and situation.stuck:
        reasons = [stuck_words(one) for one in situation.stuck]
        found.append(
            Panel(
                "stuck",
                _("This case is stuck"),
                "coordination/stuck_panel.html",
                {"reasons": reasons},
                order=5,
                wide=True,
            )
        )
    return found
