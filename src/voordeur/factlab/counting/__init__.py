# SPDX-License-Identifier: EUPL-1.2
"""Counting linked data: questions as data, and engines that must give the same answer.

A household is summed up once in a row of facts (`facts`): which kinds of provision, laws, sources
and problems, as bits. A question is a set of axes (`axes`) with conditions on those facts
(`conditions`). An `Engine` answers it: `DuckEngine` in SQL written as named steps (`steps`), and
`PlainEngine` in memory, slow and easy to read, which says what is right.
"""

from voordeur.factlab.counting.axes import Area, Axis, Classes
from voordeur.factlab.counting.conditions import All, Any, Condition, Has, Is, Not, Number
from voordeur.factlab.counting.duck import DuckEngine
from voordeur.factlab.counting.engine import Engine, Starts
from voordeur.factlab.counting.facts import Codebook, Facts, Period
from voordeur.factlab.counting.plain import PlainEngine, Rows

__all__ = [
    "All",
    "Any",
    "Area",
    "Axis",
    "Classes",
    "Codebook",
    "Condition",
    "DuckEngine",
    "Engine",
    "Facts",
    "Has",
    "Is",
    "Not",
    "Number",
    "Period",
    "PlainEngine",
    "Rows",
    "Starts",
]
