# SPDX-License-Identifier: EUPL-1.2
"""Which instruments there are here: ours, those of the municipality, and which are in use."""

from dataclasses import dataclass
from functools import lru_cache

from voordeur.door.access import Access, once
from voordeur.history.asking import Shape
from voordeur.instruments.catalogue import Catalogue, read_instrument, shipped_catalogue
from voordeur.instruments.instrument import Instrument
from voordeur.instruments.models import CatalogueEntry
from voordeur.instruments.words import InstrumentKind


@lru_cache(maxsize=200)
def _made(text: str) -> Instrument:
    """Return the instrument of a text that was checked when it came in."""
    return read_instrument(text, "own")


type Entry = tuple[str, str, str, bool]


def _entries(access: Access | None) -> list[Entry]:
    return _ENTRIES() if access is None else once(access, ("instruments.entries",), _ENTRIES)


_ENTRIES = Shape(
    lambda: CatalogueEntry.objects.order_by("instrument", "instrument_version").values_list(
        "instrument", "instrument_version", "text", "in_use"
    )
)


def known(access: Access | None = None) -> Catalogue:
    """Return every instrument, those no longer in use too; one query, once a page with an Access."""
    own = [_made(text) for _id, _version, text, _use in _entries(access) if text]
    return shipped_catalogue().with_more(own) if own else shipped_catalogue()


def not_in_use(access: Access | None = None) -> frozenset[str]:
    """Return the instruments that are not offered any more; what was measured stays readable."""
    return frozenset(name for name, _version, _text, used in _entries(access) if not used)


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One instrument in the administrator's list."""

    id: str
    instrument: Instrument
    versions: tuple[str, ...]
    own: bool
    in_use: bool


def catalogue_lines() -> list[CatalogueLine]:
    """Return each scale once, by id, with its newest version; two queries.

    A guide for a talk is not in the list: the page of the talk itself rests on it.
    """
    found, idle = known(), not_in_use()
    ours = {each.id for each in shipped_catalogue().instruments}
    scales = (each for each in found.instruments if each.kind is InstrumentKind.SCALE)
    ids = dict.fromkeys(each.id for each in scales)
    return [
        CatalogueLine(
            name,
            found.latest(name),
            tuple(each.version for each in found.versions(name)),
            name not in ours,
            name not in idle,
        )
        for name in ids
    ]
