# SPDX-License-Identifier: EUPL-1.2
"""Several questions about household files in one statement.

A picture of a plan needs goals, steps and what ties them; asked one by one each costs a trip to
the database. Here each is a part of one UNION: the same statements with the same predicate of the
door, whose rows come back as JSON and are read as what they were.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connections

from voordeur.door.access import looking
from voordeur.door.masking import GuardedQuerySet
from voordeur.door.statement import Question

type Asked = GuardedQuerySet[Any] | tuple[GuardedQuerySet[Any], tuple[str, ...]]

# What PostgreSQL writes as text in JSON; SQLite gives what it stores, which Django converts.
_READ: dict[str, Callable[[str], Any]] = {
    "UUIDField": UUID,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
}
_NOT_IN_JSON = frozenset({"BinaryField", "DecimalField", "DurationField", "TimeField"})


def together(*asked: Asked) -> list[list[Any]]:
    """Return the answers to several questions of one database, asked in one statement.

    A question is a queryset of what is shown, which gives instances, or a pair of a queryset and
    fields, which gives the rows of `.rows(*fields)`. What was asked ahead in this look is not asked
    again. Raises TypeError for a column that JSON cannot carry without loss.
    """
    pairs = [one if isinstance(one, tuple) else (one, ()) for one in asked]
    known = [rows.answered(*fields) for rows, fields in pairs]
    answers = [found or [] for found in known]
    there = [
        (place, question)
        for place, (rows, fields) in enumerate(pairs)
        if known[place] is None and (question := rows.asking(*fields)) is not None
    ]
    if not there:
        return answers
    for _, one in there:
        lost = _NOT_IN_JSON.intersection(one.statement.kinds)
        if lost:
            raise TypeError(f"JSON does not carry {min(lost)}")
    connection = connections[there[0][1].statement.using]
    postgres = connection.vendor == "postgresql"
    array = "json_build_array" if postgres else "json_array"
    statement = " UNION ALL ".join(
        f"SELECT {place}, row_number() OVER (), "  # noqa: S608
        f"{array}({', '.join(one.statement.columns)}) FROM ({one.sql}) file"
        for place, one in there
    )
    parameters = tuple(value for _, one in there for value in one.parameters)
    found: dict[int, list[list[Any]]] = {place: [] for place, _ in there}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for part, _place, content in sorted(cursor.fetchall(), key=itemgetter(0, 1)):
            found[part].append(json.loads(content) if isinstance(content, str) else content)
    for place, question in there:
        answers[place] = question.finish(_read(question, found[place], postgres=postgres))
    return answers


def ahead(*asked: Asked) -> None:
    """Ask in one statement what the parts of a page will ask each by themselves.

    Each part then finds its answer waiting. Does nothing where answers are not remembered, because
    things may change there before the part asks; a question that cannot wait is left to its part.
    """
    if not looking():
        return
    pairs = [one if isinstance(one, tuple) else (one, ()) for one in asked]
    waiting = [(rows, fields) for rows, fields in pairs if rows.can_wait]
    for (rows, fields), found in zip(waiting, together(*waiting), strict=True):
        rows.keep(fields, found)


def answer(asked: Asked) -> list[Any]:
    """Return the answer to one question, which may have been asked ahead."""
    return asked[0].rows(*asked[1]) if isinstance(asked, tuple) else list(asked)


def _read(question: Question, rows: list[list[Any]], *, postgres: bool) -> Iterable[list[Any]]:
    """Return rows as their columns were before they became JSON."""
    kinds = question.statement.kinds
    if not postgres:
        return question.converted(rows)
    for place, kind in enumerate(kinds):
        if read := _READ.get(kind):
            for row in rows:
                if row[place] is not None:
                    row[place] = read(row[place])
    return question.converted(
        rows, spared={place for place, kind in enumerate(kinds) if kind == "JSONField"}
    )
