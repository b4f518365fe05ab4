# SPDX-License-Identifier: EUPL-1.2
"""Keys under which a name is found although it is written or heard a little differently.

Three kinds, each a short text that a database can index: 't:' the folded token, 'p:' how it
sounds in Dutch, 'd:' the token itself and every form with one letter left out (two names that
share a 'd:' key differ by one letter, or at most two). Comparing keys is comparing equal texts,
so every database gives the same hits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# letters that Unicode does not take apart into a letter and a mark
_BETWEEN = re.compile(r"[\W_]+")
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ĳ": "ij"}
)

# what stands between first and last name (tussenvoegsels), also in names from elsewhere
PREFIXES = frozenset(
    (
        "van",
        "de",
        "der",
        "den",
        "het",
        "t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "aan",
        "bij",
        "onder",
        "over",
        "uit",
        "uijt",
        "voor",
        "s",
        "d",
        "von",
        "zu",
        "zur",
        "vom",
        "du",
        "da",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "le",
        "la",
        "les",
        "l",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
    )
)

SHORTEST_WITH_DELETIONS = 4
LONGEST = 40


def fold(text: str) -> str:
    """Return the text in small letters without marks; all but letters and digits become spaces.

    "d'Hont" becomes 'd hont', 'J.A.' becomes 'j a'.
    """
    if text.isascii():
        letters = text.lower()
    else:
        lowered = unicodedata.normalize("NFKC", text).casefold().translate(_WHOLE_LETTERS)
        apart = unicodedata.normalize("NFKD", lowered)
        letters = "".join(one for one in apart if not unicodedata.combining(one))
    return _BETWEEN.sub(" ", letters).strip()


def tokens(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without prefixes, each cut at 40 letters.

    A name of prefixes only ('Van den Ter', or the surname 'Al') keeps them.
    """
    words = [word[:LONGEST] for word in fold(name).split()]
    return tuple(word for word in words if word not in PREFIXES) or tuple(words)


# In this order, each over the whole word; found by listing spellings of one sound in Dutch names.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"x", "ks"),  # Alex, Aleks
        (r"tsch|tch", "tj"),
        (r"sch(?=$|[lmnrw])", "s"),  # Bosch, Schmidt, Schneider
        (r"sch|sg", "sx"),  # Schipper, Sgipper
        (r"ph", "f"),
        (r"qu|kw", "kw"),
        (r"ck|q", "k"),
        (r"cc?(?=[eiy])", "s"),  # Cees, Cindy
        (r"ch|g+h?", "x"),  # Gerrit, Cherrit, Ghijs
        (r"c", "k"),
        (r"dt|td|th|d$", "t"),  # Schmidt, Theo, Arend
        (r"v|ff", "f"),
        (r"z", "s"),
        (r"eij|aij|ij|ei|ey|ai|ay|y", "i"),  # Dijk, Dyk, Meijer, Meyer, Meier
        (r"ou|au", "u"),  # Bouwman, Bauman
        (r"oe", "u"),
        (r"ie|ee(?=r)", "i"),
        (r"ae", "a"),  # Claes, Klaas
        (r"uy|ui", "o"),  # Kuyper, Kuiper
        (r"w(?=$|[^aeiou])", ""),
        (r"h(?=$|[^aeiou])", ""),
        (r"(.)\1+", r"\1"),  # double letters
        (r"b$", "p"),
        (r"(?<=[^aeiou])s$", ""),  # Peter and Peters, Jansen and Janssens
    )
)


def sound_of(token: str) -> str:
    """Return how a folded token sounds in Dutch, roughly; a digit stays what it is.

    Spellings of one sound fall together (ij/y/ei, au/ou, c/k/q, ph/f, v/f, z/s, dt/t, sch/sg,
    double letters). It is made to find, not to tell apart: more names sound alike here than to
    an ear.

    >>> sound_of("meijer") == sound_of("meyer") == sound_of("meier")
    True
    """
    sound = token
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    return sound or token


def deletions(token: str) -> frozenset[str]:
    """Return the token and each form with one letter left out; short tokens only themselves.

    A token of three letters with one left out is too little to find someone by.
    """
    if len(token) < SHORTEST_WITH_DELETIONS:
        return frozenset({token})
    return frozenset({token, *(token[:place] + token[place + 1 :] for place in range(len(token)))})


def keys(name: str) -> frozenset[str]:
    """Return all search keys of a name; the order of its words does not matter."""
    found: set[str] = set()
    for token in tokens(name):
        found |= {f"t:{token}", f"p:{sound_of(token)}"}
        found |= {f"d:{form}" for form in deletions(token)}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may be meant: `score` from 1 to 100, and whether each word was found exactly.

    The score orders the hits of one search. It says nothing about a person.
    """

    id: str
    score: int
    is_exact: bool


def score(asked: str, stored_keys: frozenset[str]) -> int:
    """Return 0 to 100: the mean over the asked words of 100 (same), 75 (sounds), 60 (one letter).

    A word that was not found counts 0; a question without words scores 0.
    """
    words = tokens(asked)
    if not words:
        return 0
    return sum(_word_score(word, stored_keys) for word in words) // len(words)


def _word_score(word: str, stored_keys: frozenset[str]) -> int:
    if f"t:{word}" in stored_keys:
        return 100
    if f"p:{sound_of(word)}" in stored_keys:
        return 75
    if any(f"d:{form}" in stored_keys for form in deletions(word)):
        return 60
    return 0


def candidates(
    asked: str, stored: Mapping[str, Iterable[str]], at_least: int = 50
) -> tuple[Candidate, ...]:
    """Return who may be meant by a name, best first, equal scores in order of id.

    `stored` maps an id to its keys. Only what the reader may find belongs in it.
    """
    found = []
    for id_, given in stored.items():
        have = frozenset(given)
        points = score(asked, have)
        if points >= max(1, at_least):
            exact = all(f"t:{word}" in have for word in tokens(asked))
            found.append(Candidate(id_, points, exact))
    return tuple(sorted(found, key=lambda one: (-one.score, one.id)))
