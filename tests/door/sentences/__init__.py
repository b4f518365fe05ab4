# SPDX-License-Identifier: EUPL-1.2
"""The permission matrix in sentences that a resident, a professional and a lawyer can check.

One file per relation and one for the acts. Each sentence stands for one or more cells of
`door/matrix.toml`. A new act needs its sentence in `acts.py`; flipping any cell, holder or purpose
of the matrix breaks at least one sentence.
"""

from tests.door.sentences import acts, coordinators, gate, helping, residents, supervision

CHAPTERS = (residents, coordinators, helping, gate, supervision, acts)
SENTENCES = [sentence for chapter in CHAPTERS for sentence in chapter.SENTENCES]
