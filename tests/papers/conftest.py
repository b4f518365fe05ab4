# SPDX-License-Identifier: EUPL-1.2
"""Refusals are read in English here, whether or not the Dutch texts are compiled."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield
