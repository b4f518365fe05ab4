# SPDX-License-Identifier: EUPL-1.2
"""Safe figures: which cells are too small, what else must be left out, and an attacker who tries.

The order of work: build tables (`tables`), mark what is sensitive (`rules`), choose what else to
leave out (`suppression`), round (`rounding`), let the attacker try with everything that is and was
published (`attacker`, `trial`), and write the release only when the attacker loses (`release`).
"""

from voordeur.factlab.disclosure.attacker import Attacker, Interval
from voordeur.factlab.disclosure.published import Published
from voordeur.factlab.disclosure.release import Exposed, publish
from voordeur.factlab.disclosure.rounding import Profile, profiles
from voordeur.factlab.disclosure.rules import Dominance, Need, Rules
from voordeur.factlab.disclosure.suppression import Choice, choose
from voordeur.factlab.disclosure.system import System
from voordeur.factlab.disclosure.tables import Cell, Dimension, Key, Table, amounts, counts

__all__ = [
    "Attacker",
    "Cell",
    "Choice",
    "Dimension",
    "Dominance",
    "Exposed",
    "Interval",
    "Key",
    "Need",
    "Profile",
    "Published",
    "Rules",
    "System",
    "Table",
    "amounts",
    "choose",
    "counts",
    "profiles",
    "publish",
]
