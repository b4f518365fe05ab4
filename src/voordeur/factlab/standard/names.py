# SPDX-License-Identifier: EUPL-1.2
"""Dutch names in one form: prefixes apart, marks folded, double names in two, stand-ins gone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from voordeur.people.searchkeys import PREFIXES, fold, sound_of

STAND_INS = frozenset(
    (
        "onbekend",
        "onbek",
        "unknown",
        "nn",
        "n n",
        "nvt",
        "n v t",
        "baby",
        "kind",
        "geen naam",
        "naamloos",
        "anoniem",
        "test",
        "x",
        "xx",
        "xxx",
    )
)
"""What is written where a name is not known."""

_TITLES = frozenset(
    (
        "dhr",
        "mevr",
        "mw",
        "heer",
        "mevrouw",
        "meneer",
        "drs",
        "ir",
        "mr",
        "dr",
        "ing",
        "prof",
        "fam",
        "familie",
        "jr",
        "sr",
    )
)
_JOINED = re.compile(r"\s*[-–/]\s*|\s+(?:e\.?/?v\.?|geb\.?|gescheiden van)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.?\s*-?)+\Z")
_SHORTENED = re.compile(r"\bv\.?\s?d\.?(?=\s|\Z)|\bv/d\b|\bv\.(?=\s|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname: its core without prefix, and the core of the other half of a double name."""

    core: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name that stood in one cell."""

    first: str
    initials: str
    surname: Surname


@cache
def _roots() -> dict[str, str]:
    source = resources.files(__package__).joinpath("short_names.toml")
    roots: dict[str, str] = {}
    for group in tomllib.loads(source.read_text(encoding="utf-8"))["groups"]:
        root, *others = group.split()
        roots[root] = root
        for other in others:
            roots.setdefault(other, root)
    return roots


@lru_cache(maxsize=100_000)
def letters(text: str) -> str:
    """Return the letters of a text, folded and run together; empty for a stand-in.

    >>> letters("Wójcik"), letters("N.N."), letters("d'Hont")
    ('wojcik', '', 'dhont')
    """
    folded = fold(text)
    return "" if folded in STAND_INS else re.sub(r"[^a-z]", "", folded)


def core_of(text: str) -> str:
    """Return a single surname without prefixes; a name of prefixes only keeps them.

    >>> core_of("van den Berg"), core_of("Berg, van den"), core_of("El Idrissi")
    ('berg', 'berg', 'idrissi')
    """
    words = fold(_SHORTENED.sub("van de", text)).split()
    if " ".join(words) in STAND_INS:
        return ""
    core = [word for word in words if word not in PREFIXES and word not in _TITLES]
    return re.sub(r"[^a-z]", "", "".join(core or words))


def surname_of(text: str) -> Surname:
    """Return a surname as core and, for a double name, the core of the other half.

    >>> surname_of("Jansen - de Vries"), surname_of("de Boer geb. Smit")
    (Surname(core='jansen', other='vries'), Surname(core='boer', other='smit'))
    """
    halves = [core for core in map(core_of, _JOINED.split(text)) if core]
    if not halves:
        return Surname("")
    return Surname(halves[0], halves[1] if len(halves) > 1 and halves[1] != halves[0] else "")


def first_of(text: str) -> str:
    """Return the first of the given names, folded; empty when only initials or a stand-in.

    >>> first_of("Johannes Cornelis"), first_of("J.C."), first_of("Anne-Marie")
    ('johannes', '', 'anne')
    """
    text = text.split("(")[0].strip()
    if not text or (_INITIALS.match(text) and "." in text):
        return ""
    words = fold(text).split()
    if not words or " ".join(words) in STAND_INS or len(words[0]) < 2:
        return ""
    return re.sub(r"[^a-z]", "", words[0])


def root_of(first: str) -> str:
    """Return the name of which a folded first name is a form; itself when it is of none.

    >>> root_of("kees"), root_of("emma")
    ('cornelis', 'emma')
    """
    return _roots().get(first, first)


def initials_of(text: str) -> str:
    """Return initials as capitals run together.

    >>> initials_of("J.C."), initials_of("j c m"), initials_of("Th.A.")
    ('JC', 'JCM', 'TA')
    """
    if "." in text:
        parts = [fold(part) for part in text.split(".")]
        return "".join(part[0].upper() for part in parts if part)
    folded = fold(text)
    if " " in folded:
        return "".join(word[0].upper() for word in folded.split())
    return re.sub(r"[^A-Z]", "", folded.upper())


def whole_name(text: str) -> Name:
    """Take a name in one cell apart: "J.A. van den Berg", "Berg, van den, J.A.", "Emma Smit".

    >>> whole_name("Berg-Smit, van den, J.A.").surname
    Surname(core='berg', other='smit')
    >>> whole_name("mw. Emma van Dijk")
    Name(first='emma', initials='E', surname=Surname(core='dijk', other=''))
    """
    text = re.sub(r"\(.*?\)", " ", text)
    last, given = _parted(" ".join(text.split()))
    words = [word for word in given.split() if fold(word) not in _TITLES and fold(word)]
    lettered = [word for word in words if _is_initials(word)]
    first = next(
        (found for word in words if word not in lettered and (found := first_of(word))), ""
    )
    initials = initials_of(".".join(lettered)) if lettered else first[:1].upper()
    return Name(first, initials, surname_of(last))


def _is_initials(word: str) -> bool:
    return "." in word or (word.isupper() and len(word) <= 4)


def _parted(text: str) -> tuple[str, str]:
    """Return what is surname and what is given name."""
    if "," in text:
        last, _, rest = text.partition(",")
        given = [word for word in rest.replace(",", " ").split() if fold(word) not in PREFIXES]
        return last, " ".join(given)
    words = text.split()
    while words and fold(words[0]) in _TITLES:
        words = words[1:]
    for place, word in enumerate(words):
        if place and (fold(word) in PREFIXES and not _is_initials(word)):
            return " ".join(words[place:]), " ".join(words[:place])
    if len(words) < 2:
        return " ".join(words), ""
    names = [word for word in words[:-1] if _is_initials(word)] or words[:1]
    return " ".join(words[len(names) :]), " ".join(names)


@lru_cache(maxsize=200_000)
def sound(core: str) -> str:
    """Return how the core of a surname sounds in Dutch, roughly."""
    return sound_of(core) if core else ""
