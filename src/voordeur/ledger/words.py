# SPDX-License-Identifier: EUPL-1.2
"""What an amount is called on the screen, in the language of the reader."""

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.ledger.eurocents import euro_text


def amount(cents: int | None) -> str:
    """Return an amount in words; what nobody knows is unknown and never nothing."""
    return _("unknown") if cents is None else euro_text(cents, language())
