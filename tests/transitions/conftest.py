# SPDX-License-Identifier: EUPL-1.2
"""The tests of transitions read refusals in English; pages come in Dutch, as a reader gets them."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield
