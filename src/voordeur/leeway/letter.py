# SPDX-License-Identifier: EUPL-1.2
"""The letter of a tailored decision: what was decided, why, and how to object."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.ledger.eurocents import euro_text
from voordeur.leeway.queries.mandates import DecisionLine
from voordeur.leeway.words import GROUND_WORDS


def letter_of(line: DecisionLine, to: str, signed: str) -> dict[str, Any]:
    """Return what the letter says, fit for objection and appeal: each reason by itself.

    Six weeks to object, and after that to appeal, is the term of the general act on administrative
    law (Awb 6:7).
    """
    interests = [text for text in (line.social, line.economic, line.political) if text]
    amount = euro_text(line.cents or 0, language())
    money = [_("The amount is %(amount)s.") % {"amount": amount}] if line.cents else []
    return {
        "title": _("Our decision"),
        "sender": settings.CONFIG.municipality,
        "to": to,
        "date": date_format(line.decided_on, "j F Y"),
        "paragraphs": [
            _("You asked on %(day)s.")
            % {"day": date_format(line.asked_on, "j F Y") if line.asked_on else ""},
            _("We grant what you asked.") if line.granted else _("We refuse what you asked."),
            _("It is about this rule: %(rule)s.") % {"rule": line.rule},
            _("What we know: %(text)s") % {"text": line.known},
            _("What we do: %(text)s") % {"text": line.done},
            *money,
            _("Why your case differs: %(text)s") % {"text": line.difference},
            f"{GROUND_WORDS[line.ground or 'clause']}: {line.ground_words}",
            _("What it serves: %(text)s") % {"text": " ".join(interests)},
            _(
                "Do you not agree? Write to us within six weeks after this date. Say who you are, "
                "which decision it is about and why you do not agree. We look again. After that you "
                "can go to the court."
            ),
        ],
        "signed": signed,
    }
