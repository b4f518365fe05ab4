# SPDX-License-Identifier: EUPL-1.2
"""What measurements show on the household page: what is not in order, and who sees it differently."""

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.door.together import Asked
from voordeur.instruments import queries
from voordeur.people.pages import Home
from voordeur.people.panels import Panel

FEW = 4


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return queries.measurements_asked(home.access)


def panels(home: Home) -> list[Panel]:
    """Return one panel when anything was measured that this reader may read."""
    found = queries.overview(home.access)
    if not any(subject.compared for subject in found.subjects):
        return []
    footing = queries.footing_of(found)
    shown = language()
    questions = [
        each.question.in_language(shown)
        for subject in found.subjects
        for compared in subject.compared
        for each in compared.questions
    ]
    return [
        Panel(
            "measurements",
            _("Measurements"),
            "instruments/panel.html",
            {
                "home": home,
                "open": [
                    area.title.in_language(shown)
                    for area in (*footing.basics.open, *footing.base_layer.open)
                ],
                "questions": questions[:FEW],
                "latest": max(
                    each.taken_on
                    for subject in found.subjects
                    for each in subject.taken
                    if not each.masked
                ),
            },
            order=55,
        )
    ]
