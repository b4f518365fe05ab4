# SPDX-License-Identifier: EUPL-1.2
"""The language in which a reader reads: Dutch, unless it is English."""

from typing import Literal

from django.utils.translation import get_language


def language() -> Literal["nl", "en"]:
    """Return the language of this request, as texts that are kept in both are keyed by it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"
