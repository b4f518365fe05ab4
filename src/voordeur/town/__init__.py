# SPDX-License-Identifier: EUPL-1.2
"""Waterveen, the demo town: a synthetic town drawn from a seed, about nobody real.

`draw(seed, size, today)` gives the facts (this half is pure: no Django, no database, no
clock); playing them into the rooms is another half, which may be absent.

>>> from voordeur.town import draw
>>> facts = draw(1, "small")
>>> facts.town.name, len(facts.town.institutions)
('Waterveen', 36)
"""

from voordeur.town.draw import DEFAULT_TODAY, SIZES, Facts, draw

__all__ = ["DEFAULT_TODAY", "SIZES", "Facts", "draw"]
