# SPDX-License-Identifier: EUPL-1.2
"""Import of iStandaarden messages against a bare parse and a bulk insert of the same files.

The yardstick parses every file with lxml and copies one row per product line into a table without
constraints. It does not match persons, fold corrections, keep a history or log anything.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

MESSAGES = 2_000
LINES = (
    "ToegewezenProduct",
    "StartProduct",
    "StopProduct",
    "AangevraagdProduct",
    "Prestatie",
)


def run(messages: int = MESSAGES) -> dict[str, Any]:
    """Return the seconds of both ways and their ratio; needs Django on a fresh PostgreSQL."""
    from voordeur.door.reader import system
    from voordeur.imports.messages import bring_in
    from voordeur.provisions.istandaarden.generate import generate

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for made in generate(messages, seed=1):
            (folder / made.name).write_bytes(made.content)
        bare = _bare(sorted(folder.iterdir()))
        start = time.perf_counter()
        report = bring_in(system("import"), [folder])
        ours = time.perf_counter() - start
    return {
        "messages": report.messages,
        "seconds": round(ours, 2),
        "bare seconds": round(bare, 3),
        "ratio": round(ours / bare, 2),
    }


def _bare(files: list[Path]) -> float:
    from django.db import connection
    from lxml import etree

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare (kind text, number text, body text)")
        start = time.perf_counter()
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for file in files:
                for node in etree.parse(file).iter():
                    kind = etree.QName(node).localname
                    if kind in LINES:
                        values = {etree.QName(one).localname: one.text or "" for one in node.iter()}
                        copy.write_row((kind, values.get("ToewijzingNummer", ""), str(values)))
        return time.perf_counter() - start
