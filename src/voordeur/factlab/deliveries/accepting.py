# SPDX-License-Identifier: EUPL-1.2
"""Which delivery of a source was accepted last: what a new one is compared with."""

from __future__ import annotations

import json
from pathlib import Path

from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.deliveries.taking_in import Taken


def accept(taken: Taken) -> None:
    """Write down that a delivery was accepted."""
    path = taken.folder.parent / "accepted.json"
    draft = path.with_suffix(".part")
    draft.write_text(
        json.dumps(
            {
                "digest": taken.digest,
                "rows_in": taken.rows_in,
                "rows_rejected": taken.rows_rejected,
            }
        ),
        encoding="utf-8",
    )
    draft.replace(path)


def last_accepted(source: Source, work: Path) -> Taken | None:
    """Return the delivery of this source that was accepted last; None when there is none."""
    path = work / source.code / "accepted.json"
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Taken(
        source,
        kept["digest"],
        work / source.code / kept["digest"],
        kept["rows_in"],
        kept["rows_rejected"],
    )
