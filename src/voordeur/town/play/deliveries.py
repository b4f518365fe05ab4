# SPDX-License-Identifier: EUPL-1.2
"""What institutions of Waterveen delivered, and what the analyst did with it so far.

A synthetic town of its own size: Factlab never looks at the households that the house works with.
Two folders: a year of which a run is done, and a newer delivery of a few sources that waits for a
judgement, with things in it that stand out.
"""

import re
import shutil
from importlib.resources import files
from pathlib import Path

from voordeur.factlab.actions import ask_task
from voordeur.factlab.folders import Root
from voordeur.factlab.house.place import root
from voordeur.factlab.house.working import at_once, run_due
from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import TRUTH, write
from voordeur.factlab.telling import AREAS
from voordeur.town.play.cast import Cast

YEAR, LATER = "waterveen-2025", "waterveen-2025-aanvulling"
HOUSEHOLDS, SEED = 2_880, 7
ANALYST = "jorn"
PURPOSE = "samenloop van hulp in de stad"
AGREEMENT = "Convenant Factlab Waterveen 2025"
LAWS = {
    "wmo": "Wmo 2015",
    "jeugdwet": "Jeugdwet",
    "participatiewet": "Participatiewet",
    "leerplichtwet": "Leerplichtwet",
    "wgs": "Wet gemeentelijke schuldhulpverlening",
    "zvw": "Zorgverzekeringswet",
    "wlz": "Wet langdurige zorg",
    "wpg": "Wet publieke gezondheid",
}
FEW = ("brp", "wmo", "uitkeringen", "wijkteam", "verslaving")
"""The sources of the newer delivery."""


def lay_down(place: Root) -> None:
    """Write the folders that are not there: a demo that was copied has them made anew, the same."""
    for name, few in ((YEAR, False), (LATER, True)):
        folder = place.deliveries / name
        if folder.exists():
            continue
        draft = folder.with_name(f".{name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        write(draft, draw(HOUSEHOLDS, SEED), SEED)
        (draft / TRUTH).unlink()
        _agree(draft / "factlab.toml")
        shape = files("voordeur.town").joinpath("data", AREAS).read_text(encoding="utf-8")
        (draft / AREAS).write_text(shape, encoding="utf-8")
        if few:
            _change(draft)
        draft.replace(folder)


def _agree(manifest: Path) -> None:
    """Write in a manifest what a town agrees with its institutions, in the words of a town."""
    text = manifest.read_text(encoding="utf-8")
    text = text.replace('purpose = "cijfers over hulp die samenkomt"', f'purpose = "{PURPOSE}"')
    text = text.replace('agreement = "verzonnen afspraak"', f'agreement = "{AGREEMENT}"')
    parts = re.split(r"(?=^\[source\.\w+\]$)", text, flags=re.MULTILINE)
    manifest.write_text("".join(_on_law(one) for one in parts), encoding="utf-8")


def _on_law(part: str) -> str:
    found = re.search(r'law = "(\w+)"', part)
    law = LAWS.get(found[1] if found else "", "Convenant, AVG art. 6 lid 1 e")
    return part.replace('legal_basis = "verzonnen"', f'legal_basis = "{law}"')


def _change(folder: Path) -> None:
    """Make of a year a newer delivery of a few sources: half a list, a new code, one file missing."""
    manifest = folder / "factlab.toml"
    text = manifest.read_text(encoding="utf-8").replace(
        'name = "Waterveen 2025"', 'name = "Waterveen 2025, aanvulling"'
    )
    parts = re.split(r"(?=^\[source\.\w+\]$)", text, flags=re.MULTILINE)
    chosen = [
        one for one in parts if not one.startswith("[source.") or one[8:].split("]")[0] in FEW
    ]
    manifest.write_text("".join(chosen), encoding="utf-8")
    lists = {one: folder / f"{one}.csv" for one in FEW}
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in ("factlab.toml", AREAS, *(one.name for one in lists.values())):
            path.unlink()
    lists["verslaving"].unlink()
    lines = lists["uitkeringen"].read_text(encoding="utf-8").splitlines(keepends=True)
    lists["uitkeringen"].write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    lines = lists["wmo"].read_text(encoding="utf-8").splitlines(keepends=True)
    # A few rows in which the cost cannot be read, as real lists have.
    spoiled = [f"{line.rstrip()} euro?\n" if 4 < at < 9 else line for at, line in enumerate(lines)]
    lists["wmo"].write_text("".join(spoiled), encoding="utf-8")


def play(cast: Cast) -> None:
    """Let the analyst ask for a run of the year and for a check of the newer delivery."""
    lay_down(root())
    analyst = cast.acting(ANALYST)
    ask_task(analyst, kind="run", folder=YEAR, threshold=10)
    ask_task(analyst, kind="check", folder=LATER)


def finish() -> None:
    """Do what the analyst asked for and no worker did yet."""
    lay_down(root())
    run_due(at_once)
