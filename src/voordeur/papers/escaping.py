# SPDX-License-Identifier: EUPL-1.2
"""Text that a spreadsheet would take for a formula, made harmless and back again.

A cell that starts with = + - or @ is run by spreadsheets when the file is opened. An apostrophe
in front stops that; reading takes it off, so nothing is lost on the way.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def escaped(text: str) -> str:
    """The text with an apostrophe in front when a spreadsheet would run it.

    >>> escaped("=1+1"), escaped("'s-Hertogenbosch")
    ("'=1+1", "'s-Hertogenbosch")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given.

    >>> unescaped("'=1+1")
    '=1+1'
    """
    return text[1:] if _ESCAPED.match(text) else text
