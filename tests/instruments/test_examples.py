# SPDX-License-Identifier: EUPL-1.2
"""The examples in the docstrings run."""

import doctest

from voordeur.instruments import reading, words


def test_examples_in_docstrings() -> None:
    for module in (reading, words):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed
