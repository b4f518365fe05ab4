# SPDX-License-Identifier: EUPL-1.2
"""Taking a package of deliveries in, and saying whether what one source delivered may count."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.factlab.fault import Fault
from voordeur.factlab.folders import PACKED
from voordeur.factlab.house.place import root
from voordeur.factlab.house.words import fault_words
from voordeur.factlab.models import Delivery, Folder, Task
from voordeur.papers.virusscan import ScannerSilent, scan

STREAM = ("system", 3)
SHORTEST_REASON = 10


@action("factlab.deliver", household=False)
def receive(deed: Deed, *, name: str, package: bytes) -> str:
    """Unpack a package into a new folder of deliveries and return its name; nothing is read yet."""
    if len(package) > PACKED:
        raise Refusal(_("This package is too large for a page."), "package", _by_hand())
    _scanned(package)
    try:
        root().receive(name, package)
    except Fault as fault:
        what, where, remedy = fault_words(fault.plain())
        field = fault.where if fault.where in ("name", "package") else "package"
        place = "" if fault.where == field else f"{where}: "
        raise Refusal(f"{place}{what}", field, remedy) from fault
    used(name, deed.now)
    deed.happened("factlab.received", {"folder": name}, stream=STREAM)
    return name


def used(name: str, at: datetime) -> Folder:
    """Say that a folder is worked with: the term of its files begins again."""
    return Folder.objects.update_or_create(name=name, defaults={"used_at": at})[0]


def _by_hand() -> str:
    return _("Ask the administrator to put the files in the folder of deliveries.")


def _scanned(package: bytes) -> None:
    address = settings.CONFIG.virus_scan
    if not address:
        return
    try:
        verdict = scan(package, address)
    except ScannerSilent as silent:
        raise Refusal(
            _("The virus scanner does not answer, so nothing is taken in."),
            "package",
            _("Try again later."),
        ) from silent
    if verdict.found:
        raise Refusal(_("There is a virus in this package."), "package", _("Tell the institution."))


@action("factlab.deliver", household=False)
def judge(
    deed: Deed,
    *,
    delivery: UUID,
    verdict: Literal["accepted", "refused"],
    reason: str = "",
    expected_version: int,
) -> Delivery:
    """Accept what a source delivered, or refuse it with the reason: then it is a gap in the next run.

    Raises Refusal for a refusal without a reason, and for what cannot be read at all.
    """
    row = Delivery.objects.select_for_update().filter(uuid=delivery).first()
    if row is None:
        raise NoEntry(_("There is no such delivery."))
    reason = reason.strip()
    if verdict not in ("accepted", "refused"):
        raise Refusal(_("Choose whether it may count."), "verdict")
    if verdict == "refused" and len(reason) < SHORTEST_REASON:
        raise Refusal(_("Write down why it may not count, in a sentence."), "reason")
    if verdict == "accepted" and not row.digest:
        raise Refusal(
            _("There is nothing here that can be read, so nothing to accept."),
            "verdict",
            _("Ask for the file anew, or refuse it: then the run goes on without."),
        )
    expect(row, expected_version, {"verdict": verdict, "reason": reason})
    if Task.objects.filter(folder=row.folder, state="running").exists():
        raise Refusal(
            _("A task on this folder is busy."), "", _("Wait until it is done, or stop it.")
        )
    row.verdict, row.reason = verdict, reason[:500]
    row.judged_by, row.judged_at = deed.reader.key, deed.now
    row.version += 1
    row.save()
    deed.happened(f"factlab.{verdict}", {"delivery": row.pk, "source": row.source}, stream=STREAM)
    return row
