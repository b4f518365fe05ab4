# SPDX-License-Identifier: EUPL-1.2
"""A dump of every table that is equal for two towns with the same facts."""

import json
import re
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from tests.guard import unguarded

#: Chance by design: random ids, keys, seals, hashes over them and what is encrypted.
BY_CHANCE = (
    "uuid",
    "operation_id",
    "hash",
    "prev",
    "head",
    "sealed",
    "password",
    "trace_id",
    "made_at",
)
#: Tables that hold nothing but chance, or no facts.
WITHOUT_FACTS = {"history.subjectkey", "door.accessrecord", "history.stream"}


def _plain(model: type[models.Model]) -> Any:
    return getattr(model, "_plain", model._base_manager)


def dump() -> dict[str, list[str]]:
    """Return per table its rows in the order they were made, ids counted from the first one.

    References are numbered by their place in the table they point at, as a new town does not
    start its numbers at one.
    """
    found: dict[str, list[str]] = {}
    with unguarded():
        for model in apps.get_models():
            if (
                not model.__module__.startswith("voordeur.")
                or model._meta.label_lower in WITHOUT_FACTS
            ):
                continue
            fields = [
                field
                for field in model._meta.concrete_fields
                if field.name not in BY_CHANCE and not field.primary_key
            ]
            rows = _plain(model).using(_home(model)).order_by("pk")
            kept = [_told(row, fields) for row in rows]
            if kept:
                found[model._meta.label_lower] = kept
    return found


def _home(model: type[models.Model]) -> str:
    return str(getattr(model, "lives_in", "default"))


def _told(row: models.Model, fields: list[Any]) -> str:
    values = {
        field.name: getattr(row, field.attname)
        for field in fields
        if not field.is_relation and not field.name.endswith(("_id", "_sealed"))
    }
    kept = {
        name: value if isinstance(value, int) else _without_chance(value)
        for name, value in values.items()
    }
    return json.dumps(kept, default=str, sort_keys=True)


def _without_chance(value: Any) -> Any:
    """Leave out random ids, hashes over them, and ids in codes (`account:7`) and facts of events."""
    if isinstance(value, str):
        return re.sub(r"\b([a-z]+):\d+|\b[0-9a-f]{64}\b", r"\1", value)
    if isinstance(value, dict):
        return {key: _without_chance(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_chance(one) for one in value]
    if isinstance(value, UUID) or (isinstance(value, int) and not isinstance(value, bool)):
        return None
    return value
