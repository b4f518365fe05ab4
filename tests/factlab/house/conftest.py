# SPDX-License-Identifier: EUPL-1.2
"""A house with two folders of deliveries, an analyst, and one real run that many tests go on from."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from tests import factories as make
from voordeur.factlab.doing import Order, do
from voordeur.factlab.house.place import root
from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import write

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SOURCES = {"brp", "wmo", "uitkeringen", "jeugd", "wijkteam"}
TOWN, SMALL = "waterveen-2025", "klein-2025"
MANIFEST = """
[run]
name = "Klein 2025"
purpose = "figures"
agreement = "synthetic"
from = 2025-01-01
to = 2025-12-31

[source.brp]
institution = "Register"
file = "brp.csv"
spine = true
legal_basis = "Wet BRP"
columns = { surname = "Naam", birth = "Geboren" }

[source.wmo]
institution = "Wmo-loket"
file = "wmo.csv"
legal_basis = "Wmo 2015"
fields = { law = "wmo" }
columns = { surname = "Naam", birth = "Geboren", kind = "Soort" }

[source.ggz]
institution = "Onze GGZ"
file = "ggz.csv"
legal_basis = "Zvw"
fields = { kind = "mental_health" }
columns = { surname = "Naam", birth = "Geboren" }
"""


def people(number: int, kind: str = "") -> str:
    """A list of so many people who do not exist; with a kind of help when there is one."""
    head = "Naam;Geboren" + (";Soort" if kind else "")
    rows = [
        f"Roodbaard{place};{place % 27 + 1:02d}-03-19{50 + place % 40}"
        + (f";{kind}" if kind else "")
        for place in range(number)
    ]
    return "\n".join([head, *rows]) + "\n"


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of deliveries of a few institutions of a synthetic town."""
    folder = tmp_path_factory.mktemp("town")
    write(folder, draw(250, 7), 7)
    manifest = folder / "factlab.toml"
    parts = re.split(r"(?=^\[source\.\w+\]$)", manifest.read_text("utf-8"), flags=re.MULTILINE)
    chosen = [
        one for one in parts if not one.startswith("[source.") or one[8:].split("]")[0] in SOURCES
    ]
    manifest.write_text("".join(chosen), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def finished(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one real run over that town leaves, made once."""
    beside = tmp_path_factory.mktemp("finished")
    do(Order("run", str(town), str(tmp_path_factory.mktemp("work"))), beside, lambda *step: None)
    (beside / "linked.duckdb").unlink()
    return beside


@pytest.fixture
def as_finished(finished: Path) -> Callable[[Path], object]:
    """Do an order by taking what the one real run over the same folder left."""

    def doer(path: Path):
        yield ("taken in", 1, 7)
        yield None
        shutil.copytree(finished, path.parent, dirs_exist_ok=True)
        yield ("written", 7, 7)

    return doer


@pytest.fixture
def house(tmp_path: Path, settings: object, town: Path) -> Path:
    """The root of a house with both folders."""
    settings.CONFIG = replace(settings.CONFIG, factlab_dir=tmp_path / "factlab")
    place = root().deliveries
    shutil.copytree(town, place / TOWN)
    small = place / SMALL
    small.mkdir()
    (small / "factlab.toml").write_text(MANIFEST, encoding="utf-8")
    (small / "brp.csv").write_text(people(80), encoding="utf-8")
    (small / "wmo.csv").write_text(people(60, "household_help"), encoding="utf-8")
    return place


@pytest.fixture
def analyst(db: None, clock: object) -> make.Worker:
    """Who works with deliveries."""
    return make.a_worker("analyst")


def browser(worker: make.Worker) -> Client:
    """Somebody signed in."""
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client
