# SPDX-License-Identifier: EUPL-1.2
"""Reading an amount as people type it: '1.234,50', '€ 12.000', '57'."""

import re

_EURO = re.compile(r"(?:€|eur)?\s*(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?\s*\Z", re.IGNORECASE)
_POINT = re.compile(r"(?:€|eur)?\s*(\d{1,9})\.(\d{2})\s*\Z", re.IGNORECASE)


def cents_of(text: str) -> int:
    """Return the eurocents in a typed amount; raises ValueError for anything doubtful.

    >>> cents_of("€ 1.234,5"), cents_of("57.00")
    (123450, 5700)
    """
    found = _EURO.match(text.strip()) or _POINT.match(text.strip())
    if found is None:
        raise ValueError("not an amount")
    euros = int(found[1].replace(".", ""))
    return euros * 100 + int((found[2] or "0").ljust(2, "0"))


def typed(cents: int | None) -> str:
    """Return an amount as it is typed in Dutch; empty when it is not known.

    >>> typed(123450)
    '1234,50'
    """
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"
