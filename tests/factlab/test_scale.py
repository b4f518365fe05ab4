# SPDX-License-Identifier: EUPL-1.2
"""The benchmark of scale says when time grows faster than n log n, and when memory does not stay."""

import math

from benchmarks.scale import Measured, exponent, faults


def taken(records, processor, megabytes=900.0):
    return Measured(records, processor, processor, megabytes, 0.0, 1.0)


def test_growth_is_judged_by_n_log_n_and_memory_by_what_was_given():
    sizes = (250_000, 500_000, 1_000_000)
    as_promised = [taken(one, one * math.log(one) * 2e-6) for one in sizes]
    assert math.isclose(exponent(as_promised), 1)
    assert not list(faults(as_promised, 2000))

    square = [taken(one, one**2 * 1e-10) for one in sizes]
    assert exponent(square) > 1.8
    told = list(faults(square, 2000))
    assert len(told) == 2
    assert told[0].startswith("From 250,000 to 500,000 records the time grew 1.89 times as n log n")

    [told] = faults([taken(1_000, 1.0, megabytes=3001)], 2000)
    assert told.startswith("With 1,000 records 3,001 MB was used")
