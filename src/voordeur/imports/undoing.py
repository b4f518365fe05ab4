# SPDX-License-Identifier: EUPL-1.2
"""Taking imported rows back: what they made goes, unless somebody went on from it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history import record
from voordeur.imports.models import BatchRow
from voordeur.terms.book import close_terms

# What hangs on a row that an import made and has no life of its own: model, its column.
WITH_IT = {
    "people.Person": (("people.SearchKey", "person_id"),),
    "coordination.Case": (("coordination.Appointment", "case_id"),),
}
TERMS_OF = {"coordination.Case": "case", "plan.Step": "step"}
"""What has open obligations about it, by what those call it."""
STREAM = ("system", 2)
MOST = 500
KEPT_AS_NUMBER = frozenset({"people.Household"})
"""Its history stays, so the number stays; without members and address it says nothing."""


def _rows(label: str, pk: int) -> Any:
    model = apps.get_model(label)
    return getattr(model, "_plain", model._default_manager).filter(pk=pk)


def version_of(label: str, pk: int) -> int | None:
    """Return the version of a row that was made; None for one that has no versions."""
    if first_version(label) is None:
        return None
    version: int | None = _rows(label, pk).values_list("version", flat=True).first()
    return version


@cache
def first_version(label: str) -> int | None:
    """Return the version of a row that was just made; None for a model without versions."""
    names = {field.name for field in apps.get_model(label)._meta.concrete_fields}
    return 1 if "version" in names else None


@action("import.run", household=False)
def take_back(deed: Deed, *, rows: Sequence[int], by: str) -> dict[int, Refusal]:
    """Delete what imported rows made, newest first, in one go; return which stay, and why.

    A row stays when what it made was changed or used since; the others go. Each household keeps one
    event that says how many of its rows went and who asked it. At most 500 rows at a time.
    """
    if len(rows) > MOST:
        raise ValueError(f"at most {MOST} rows at a time: split them")
    found = BatchRow.objects.filter(pk__in=rows, state="brought").order_by("-number")
    lines = list(found.select_related("batch"))
    homes = sorted({line.household_id for line in lines})
    deed.streams |= record.lock([("household", home) for home in homes])
    kept: dict[int, Refusal] = {}
    gone: dict[tuple[int, int], int] = {}
    for line in lines:
        deed.access = door.for_system(deed.reader, line.household_id)
        before = len(deed.drafts)
        try:
            with transaction.atomic():
                _take_back(deed, line)
        except (Refusal, ProtectedError):
            del deed.drafts[before:]
            kept[line.number] = Refusal(
                _("Somebody went on from this row, so it stays."), "", _("Change it by hand.")
            )
            continue
        at = line.household_id, line.batch_id
        gone[at] = gone.get(at, 0) + 1
    for (home, batch), count in gone.items():
        deed.access = door.for_system(deed.reader, home)
        deed.happened("imports.taken_back", {"batch": batch, "rows": count, "by": by})
    if not gone:
        deed.happened(
            "imports.taken_back", {"rows": 0, "by": by}, stream=STREAM, about=(None, "name")
        )
    return kept


def _take_back(deed: Deed, line: BatchRow) -> None:
    """Delete what one row made; raises Refusal when somebody went on from it."""
    for label, pk, version in reversed(line.made):
        if version != version_of(label, pk):
            raise Refusal(_("Somebody went on from this row, so it stays."))
        if label in KEPT_AS_NUMBER:
            if _members(pk):
                raise Refusal(_("Somebody went on from this row, so it stays."))
            continue
        _end_standing(deed, label, pk)
        for other, column in WITH_IT.get(label, ()):
            model = apps.get_model(other)
            rows = getattr(model, "_plain", model._default_manager)
            rows.filter(**{column: pk}).delete()
        _rows(label, pk).delete()
    line.state = "undone"
    line.save(update_fields=["state"])


def _members(household_id: int) -> bool:
    model = apps.get_model("people.Membership")
    return bool(model._plain.filter(household_id=household_id).exists())


def _end_standing(deed: Deed, label: str, pk: int) -> None:
    """End what the row gave: a member's look into the own file, a team's into the household."""
    if label == "people.Membership":
        person_id = _rows(label, pk).values_list("person_id", flat=True).first()
        standing.end(deed, reader=f"person:{person_id}")
    if label == "coordination.Case":
        for reader in standing.readers(deed):
            if not reader.startswith("person:"):
                standing.end(deed, reader=reader)
    if label in TERMS_OF:
        close_terms(deed, subject=f"{TERMS_OF[label]}:{pk}")
