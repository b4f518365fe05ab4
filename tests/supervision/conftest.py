# SPDX-License-Identifier: EUPL-1.2
"""The tests of supervision read refusals as they stand in the code."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Say refusals in English; a page still chooses the language of its reader."""
    with override("en"):
        yield
