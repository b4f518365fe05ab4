# SPDX-License-Identifier: EUPL-1.2
"""Counting what forms cost: written when a form was sent, for everybody together."""

from datetime import date
from typing import Any

from django.db import transaction
from django.forms import Form, HiddenInput
from django.http import HttpRequest

from voordeur.door.formcost import LONGEST, Use
from voordeur.door.models import FormUse
from voordeur.history import clock

OPENED = "opened"


def opened_for(request: HttpRequest) -> int | None:
    """Return for how many seconds a form was open, None when that is not known or cannot be."""
    raw = request.POST.get(OPENED, "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 12):
        return None
    seconds = int(clock.now().timestamp()) - int(raw)
    return seconds if 0 <= seconds <= LONGEST else None


def filled_in(form: Form) -> dict[str, tuple[bool, str]]:
    """Return which of the fields that may stay empty were filled in, and what they are called."""
    return {
        name: (form.cleaned_data.get(name) not in (None, "", [], False), str(field.label or name))
        for name, field in form.fields.items()
        if not field.required and not isinstance(field.widget, HiddenInput)
    }


def note(form: str, seconds: int | None, filled: dict[str, tuple[bool, str]]) -> None:
    """Count one form that was sent; two or three statements, and nothing about who or whom."""
    month = clock.today().replace(day=1)
    with transaction.atomic():
        FormUse.objects.get_or_create(form=form, month=month)
        row = FormUse.objects.select_for_update().get(form=form, month=month)
        row.sent += 1
        if seconds is not None:
            row.measured += 1
            row.seconds += seconds
        for name, (was_filled, label) in filled.items():
            before = row.filled.get(name, [0, label])[0]
            row.filled[name] = [before + int(was_filled), label]
        row.save(update_fields=["sent", "measured", "seconds", "filled"])


def uses(since: date) -> list[Use]:
    """Return how forms were used from the month of a day on; one query."""
    rows: Any = FormUse.objects.filter(month__gte=since.replace(day=1)).order_by("form", "month")
    return [
        Use(
            row.form,
            row.sent,
            row.measured,
            row.seconds,
            {name: (int(count), str(label)) for name, (count, label) in row.filled.items()},
        )
        for row in rows
    ]
