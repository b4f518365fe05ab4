# SPDX-License-Identifier: EUPL-1.2
"""Taking one imported row back: what it made goes, unless somebody went on from it."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.imports.models import BatchRow
from voordeur.terms.book import close_terms

# What hangs on a row that an import made and has no life of its own: model, its column.
WITH_IT = {
    "people.Person": (("people.SearchKey", "person_id"),),
    "coordination.Case": (("coordination.Appointment", "case_id"),),
}
TERMS_OF = {"coordination.Case": "case", "plan.Step": "step"}
"""What has open obligations about it, by what those call it."""
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


@action("import.run")
def take_back(deed: Deed, *, household_id: int, row: int) -> None:
    """Delete what one imported row made; raises Refusal when it was changed or used since."""
    made = BatchRow.objects.get(pk=row)
    went_on = Refusal(
        _("Somebody went on from this row, so it stays."), "", _("Change it by hand.")
    )
    try:
        with transaction.atomic():
            for label, pk, version in reversed(made.made):
                if version != version_of(label, pk):
                    raise went_on
                if label in KEPT_AS_NUMBER:
                    if _members(pk):
                        raise went_on
                    continue
                _end_standing(deed, label, pk)
                for other, column in WITH_IT.get(label, ()):
                    model = apps.get_model(other)
                    rows = getattr(model, "_plain", model._default_manager)
                    rows.filter(**{column: pk}).delete()
                _rows(label, pk).delete()
    except ProtectedError as error:
        raise went_on from error
    made.state = "undone"
    made.save(update_fields=["state"])
    deed.happened("imports.taken_back", {"batch": made.batch_id, "row": made.number})


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
