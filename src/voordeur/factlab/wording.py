# SPDX-License-Identifier: EUPL-1.2
"""Texts of Factlab in the language of the reader, without Django.

The texts are marked and translated like those of every room (English msgids, a Dutch catalogue);
they are read from the catalogue itself, so that nothing needs to be compiled or set up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Say = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return text


def speaker(language: str) -> Say:
    """Return a function that says a marked text in a language; English where there is no other.

    >>> speaker("en")("Households")
    'Households'
    """
    known = _catalogue(language)
    return lambda text: known.get(text, text)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    source = files("voordeur.factlab") / "locale" / language / "LC_MESSAGES" / "django.po"
    if not source.is_file():
        return MappingProxyType({})
    # Here and not above: Babel takes a tenth of the start of a run that says nothing in Dutch.
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        found = read_po(stream, locale=language)
    return MappingProxyType(
        {str(one.id): str(one.string) for one in found if one.id and one.string and not one.fuzzy}
    )
