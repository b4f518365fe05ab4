# SPDX-License-Identifier: EUPL-1.2
"""Data deliveries: what was agreed, what arrived, what could be used, and what changed.

manifest = Manifest.read(folder)
taken = take_in(manifest, work)            # None for a source that did not deliver
last = last_accepted(source, work)
change = drift(link, last, taken["wmo"])
print(letter(source, taken["wmo"], change))
accept(taken["wmo"])
"""

from voordeur.factlab.deliveries.accepting import accept, last_accepted
from voordeur.factlab.deliveries.drift import About, Change, Drift, drift
from voordeur.factlab.deliveries.letter import letter
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.deliveries.taking_in import Taken, take_in

__all__ = [
    "About",
    "Change",
    "Drift",
    "Manifest",
    "Source",
    "Taken",
    "accept",
    "drift",
    "last_accepted",
    "letter",
    "take_in",
]
