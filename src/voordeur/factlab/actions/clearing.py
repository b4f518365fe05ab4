# SPDX-License-Identifier: EUPL-1.2
"""Writing down that a folder of deliveries is used, and that its files are gone."""

from datetime import datetime

from voordeur.door.deed import Deed, action
from voordeur.factlab.actions.delivering import STREAM, used
from voordeur.factlab.models import Folder


@action("factlab.finish", household=False)
def note_folder(deed: Deed, *, name: str, used_at: datetime) -> Folder:
    """Write down a folder that somebody put among the deliveries by hand."""
    deed.happened("factlab.received", {"folder": name}, stream=STREAM)
    return used(name, used_at)


@action("factlab.finish", household=False)
def clear_folder(deed: Deed, *, name: str) -> None:
    """Write down that the files of a folder are gone, and with them everything that names people."""
    Folder.objects.filter(name=name).delete()
    deed.happened("factlab.cleared", {"folder": name}, stream=STREAM)


__all__ = ["clear_folder", "note_folder"]
