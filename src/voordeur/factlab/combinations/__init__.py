# SPDX-License-Identifier: EUPL-1.2
"""Which provisions come together more than chance, which come before expensive care, and what to ask.

The results are questions to a team meeting, not decisions, and nothing about one household.
"""

from voordeur.factlab.combinations.itemsets import Itemset, frequent
from voordeur.factlab.combinations.sequence import Precursor, precursors
from voordeur.factlab.combinations.surprise import Together, together

__all__ = ["Itemset", "Precursor", "Together", "frequent", "precursors", "together"]
