# SPDX-License-Identifier: EUPL-1.2
"""Three lenses on the same data, each for a purpose of its own (landingsbaan R030).

*Profiles and cost* is for who wants to economise, *problems* for who wants to solve, *provisions*
for who wants to prevent overlap. A lens asks an engine and returns tables; nothing here is safe to
publish before `voordeur.factlab.publishing` has been over it.
"""

from voordeur.factlab.lenses.lens import LENSES, Lens, LensTable, Share
from voordeur.factlab.lenses.place import Geography

__all__ = ["LENSES", "Geography", "Lens", "LensTable", "Share"]
