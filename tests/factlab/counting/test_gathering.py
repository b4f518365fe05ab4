# SPDX-License-Identifier: EUPL-1.2
"""Numbers for ids of any kind, and places as bits: the same as the plain rule says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voordeur.factlab.counting.facts import WORD
from voordeur.factlab.counting.gathering import numbered, stacked, union

close = st.integers(-200, 200)
of_sources = st.builds(lambda source, row: (source << 32) + row, st.integers(0, 40), close)
of_two_pages = st.builds(
    lambda page, row: (page << 16) + row, st.sampled_from([3, 900]), close.map(abs)
)
anywhere = st.integers(-(2**63), 2**63 - 1)


@given(
    st.one_of(*(st.lists(one, max_size=20) for one in (close, of_sources, of_two_pages, anywhere)))
)
def test_rows_of_one_id_have_one_number_and_no_number_is_left_out(ids):
    given_ids = np.array(ids, dtype=np.int64)
    numbers, found = numbered(given_ids)
    assert found[numbers].tolist() == ids
    assert len(set(found.tolist())) == len(found) == len(set(ids))


def test_ids_that_lie_thinly_are_looked_up_in_little_memory():
    ids = np.arange(200, dtype=np.int64) << 40
    numbers, found = numbered(ids)
    assert found[numbers].tolist() == ids.tolist()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 2 * WORD)), max_size=60))
def test_places_stand_as_bits_of_their_own_word(rows):
    units, places = (np.array([row[at] for row in rows], dtype=np.int32) for at in (0, 1))
    for word in range(3):
        bits = [0] * 6
        for unit, place in rows:
            if place >= 0 and place // WORD == word:
                bits[unit] |= 1 << place % WORD
        assert union(units.astype(np.int64), places, 6, word).tolist() == bits


def test_of_no_provisions_nothing_comes_together():
    none = np.array([], dtype=np.int64)
    names = ("unit", "household", "kinds", "laws", "sources", "intended", "cost_cents")
    found = stacked(dict.fromkeys(names, none), {"kinds": 1, "laws": 1, "sources": 2})
    assert {len(column) for column in found.values()} == {0}
