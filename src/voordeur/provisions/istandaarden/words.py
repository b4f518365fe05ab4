# SPDX-License-Identifier: EUPL-1.2
"""Text in the two languages of the interface, as it stands in data files."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same words in Dutch and in English."""

    nl: str
    en: str

    def filled(self, **details: object) -> "Text":
        """Fill the places in braces in both languages; raises KeyError when a detail is missing."""
        return Text(self.nl.format(**details), self.en.format(**details))
