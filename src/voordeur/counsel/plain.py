# SPDX-License-Identifier: EUPL-1.2
"""Is a text plain enough for everybody at the table to read? A hint, never a gate. Pure.

Long sentences and long words make a text hard (level B1: about ten words a sentence, fifteen at
most). The limits are ours.
"""

import re
from dataclasses import dataclass
from typing import Final

LONGEST_SENTENCE: Final = 15
LONGEST_WORD: Final = 16
_SENTENCE = re.compile(r"[^.!?\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Plainness:
    """The sentences that are too long (unit: words) and the words that are too long, each once."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Say whether nothing stands out."""
        return not self.sentences and not self.words


def plainness(text: str) -> Plainness:
    """Return what in a text is hard to read, in the order it comes.

    >>> plainness("We praten over de schulden. Mam belt morgen.").plain
    True
    """
    sentences = [part.strip() for part in _SENTENCE.findall(text)]
    long_ones = [one for one in sentences if len(_WORD.findall(one)) > LONGEST_SENTENCE]
    words = [word for word in _WORD.findall(text) if len(word) > LONGEST_WORD]
    return Plainness(tuple(dict.fromkeys(long_ones)), tuple(dict.fromkeys(words)))
