# SPDX-License-Identifier: EUPL-1.2
"""Papers lie in a folder of the test; refusals are read in English."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def papers_folder(settings: Any, tmp_path: Path) -> Path:
    """Put the data folder in the folder of this test, and set up no scanner."""
    settings.CONFIG = replace(settings.CONFIG, data_dir=tmp_path, virus_scan="")
    return tmp_path / "papers"


@pytest.fixture
def clamd(settings: Any) -> Iterator[Any]:
    """Set up a scanner that answers on the loopback address."""
    from tests.papers.making import a_clamd

    with a_clamd() as running:
        settings.CONFIG = replace(settings.CONFIG, virus_scan=running.address)
        yield running
