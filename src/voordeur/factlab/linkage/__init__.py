# SPDX-License-Identifier: EUPL-1.2
"""Linkage: who is who in 36 lists that share no identifier, and who lives with whom.

linking = link_up(manifest, taken, work, out)     # writes the linked data of `linked`
expected(scores, thresholds)                      # what each threshold would give
grey(linking.link, thresholds)                    # links a person should look at
"""

from voordeur.factlab.linkage.clusters import Thresholds
from voordeur.factlab.linkage.judging import expected, judge, judge_per_kind
from voordeur.factlab.linkage.linking import Linking, Options, link_up
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.review import Decisions, Doubtful, grey, keep

__all__ = [
    "Decisions",
    "Doubtful",
    "Linking",
    "Model",
    "Options",
    "Thresholds",
    "expected",
    "grey",
    "judge",
    "judge_per_kind",
    "keep",
    "link_up",
]
