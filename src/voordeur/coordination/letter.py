# SPDX-License-Identifier: EUPL-1.2
"""The closing letter: what was done, what stays, who to call, when somebody asks how it goes."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.coordination.ending import aftercare_days
from voordeur.coordination.queries import ClosingLine, involved
from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.papers.typeset import typeset


def letter_of(access: Access, closing: ClosingLine) -> dict[str, Any]:
    """Return everything the letter says, as text; help that this reader may not see is not in it.

    The closing sentence is the same for everybody: there may be more help than stands here.
    """
    closed_on = closing.closed_at.astimezone(AMSTERDAM).date()
    days = [date_format(day, "j F Y") for day in aftercare_days(closed_on).values()]
    stays = [
        {"who": row.who or "", "task": row.task or "", "phone": row.phone or ""}
        for row in involved(access)
        if not row.masked and row.from_date <= clock.today()
    ]
    return {
        "title": _("How it goes on"),
        "sender": settings.CONFIG.municipality,
        "date": date_format(closed_on, "j F Y"),
        "dear": _("Dear household,"),
        "words": closing.words.split("\n"),
        "stays_title": _("What stays"),
        "stays": stays,
        "nothing": _("No help stays of which we know here."),
        "more": _("You see the help that is meant for you to read. There may be more."),
        "call_title": _("Who you can call"),
        "call": _("Is there a question, or does it get harder? Call {who}.").format(
            who=f"{closing.call_name} ({closing.call_phone})"
            if closing.call_phone
            else closing.call_name
        ),
        "again": _("You can always come back. You do not have to start from the beginning."),
        "ask_title": _("We ask how you are"),
        "ask": _(
            "On {first} and on {second} {who} asks how it goes. You may also say nothing."
        ).format(first=days[0], second=days[1], who=closing.asker),
    }


def closing_pdf(said: dict[str, Any]) -> bytes:
    """Return the letter as an accessible PDF in the reader's language."""
    template = Path(str(files("voordeur.coordination").joinpath("typst/closing.typ")))
    return typeset(template, said, language())
