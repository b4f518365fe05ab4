# SPDX-License-Identifier: EUPL-1.2
"""How long each kind of record is kept, from the `retention.toml` of every room; and what is due.

A household file mixes laws, so the term lies per kind of record and not per file: 15 years under
the Wmo, 20 under the Jeugdwet (selectielijst gemeenten 2020; Jeugdwet 7.3.8), counted from the
last change. Nothing here erases: it lists what is due, and a person decides.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from voordeur.door.models import LegalHold
from voordeur.history import clock, record

HOW = ("forget_person", "delete", "keys", "keep")
LAST_EVENT = "last_event"
YOUTH = "P20Y"


class RetentionError(Exception):
    """A retention file says something that cannot be; the message names the room and the record."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: its model, the law and term, from when, and how it is erased."""

    model: str
    law: str
    term: str
    """ISO 8601 in whole years, months or days (P15Y, P6M, P42D); empty means it is kept."""
    starts: str
    """A column of the model, or `last_event`: the last thing that happened in the household."""
    how: str
    nl: str
    en: str


def before(term: str, moment: datetime) -> datetime:
    """Return the moment that lies a term (P15Y, P6M, P42D) before another.

    29 February and the ends of months give the last day that the month has.
    """
    return _moved(term, moment, -1)


def after(term: str, moment: datetime) -> datetime:
    """Return the moment that lies a term after another: when what began then may go."""
    return _moved(term, moment, 1)


def _moved(term: str, moment: datetime, way: int) -> datetime:
    found = re.fullmatch(r"P(\d+)([YMD])", term)
    if found is None:
        raise RetentionError(f"{term!r} is no term: write P15Y, P6M or P42D")
    count, unit = way * int(found[1]), found[2]
    if unit == "D":
        return moment + timedelta(days=count)
    months = moment.year * 12 + moment.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    for day in range(moment.day, 0, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise RetentionError(f"{term!r} goes too far")


def parse(room: str, data: Mapping[str, Any]) -> Iterator[RecordKind]:
    """Build record kinds from parsed TOML; raises RetentionError naming what is wrong."""
    wanted = {"law", "term", "starts", "how", "nl", "en"}
    for model, row in data.items():
        place = f"{room}/retention.toml [{model}]"
        if set(row) != wanted:
            raise RetentionError(f"{place}: give exactly {', '.join(sorted(wanted))}")
        if row["how"] not in HOW:
            raise RetentionError(f"{place}: how is one of {', '.join(HOW)}")
        if (row["how"] == "keep") != (row["term"] == ""):
            raise RetentionError(f"{place}: what is kept has no term, and nothing else")
        if row["term"]:
            before(row["term"], clock.now())
        yield RecordKind(model=f"{room}.{model}", **row)


@cache
def kinds() -> Mapping[str, RecordKind]:
    """Return every kind of record of the built rooms by `room.Model`."""
    found: dict[str, RecordKind] = {}
    for room in settings.BUILT:
        file = files(f"voordeur.{room}").joinpath("retention.toml")
        if file.is_file():
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            found |= {kind.model: kind for kind in parse(room, data)}
    return found


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("voordeur."):
            yield model


def unlisted() -> list[str]:
    """Return the models of the rooms that no retention file names: none may be forgotten."""
    return sorted(model._meta.label for model in _models() if model._meta.label not in kinds())


def unknown() -> list[str]:
    """Return what the retention files name and the rooms do not have, columns too."""
    known = {model._meta.label: model for model in _models()}
    wrong = [label for label in kinds() if label not in known]
    for label, kind in kinds().items():
        if label in known and kind.starts not in {"", LAST_EVENT}:
            columns = {field.name for field in known[label]._meta.concrete_fields}
            if kind.starts not in columns:
                wrong.append(f"{label}.{kind.starts}")
    return sorted(wrong)


@dataclass(frozen=True, slots=True)
class Due:
    """What a term is over for: a kind of record with a count, or a household with its reason."""

    what: str
    count: int
    since: datetime
    law: str
    how: str
    held: bool = False


def _due_rows(kind: RecordKind, moment: datetime) -> Due | None:
    model = apps.get_model(kind.model)
    limit = before(kind.term, moment)
    rows = model._base_manager.filter(**{f"{kind.starts}__lt": limit})
    count = rows.count()
    return Due(kind.model, count, limit, kind.law, kind.how) if count else None


def due(moment: datetime | None = None) -> list[Due]:
    """Return what may be erased now: a dry run, nothing is touched.

    Households are due by the last thing that happened: after the longest term of a Wmo file, or of
    a youth file where anything in it is about growing up. A hold is shown, not left out.
    """
    now = moment or clock.now()
    found = []
    by_column = [kind for kind in kinds().values() if kind.term and kind.starts != LAST_EVENT]
    for kind in sorted(by_column, key=lambda kind: kind.model):
        rows = _due_rows(kind, now)
        if rows:
            found.append(rows)
    terms = sorted(
        {kind.term for kind in kinds().values() if kind.starts == LAST_EVENT},
        key=lambda term: before(term, now),
    )
    if not terms:
        return found
    youth_limit, limit = before(YOUTH, now), before(terms[0], now)
    held = set(
        LegalHold.objects.filter(until=None).order_by("pk").values_list("subject", flat=True)
    )
    for household_id, last, youth in record.quiet_households(limit):
        if youth and last >= youth_limit:
            continue
        subject = f"household:{household_id}"
        law = "Jeugdwet 7.3.8" if youth else "Wmo 2015"
        found.append(Due(subject, 1, last, law, "forget_person", subject in held))
    return found
