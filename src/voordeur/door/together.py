# SPDX-License-Identifier: EUPL-1.2
"""Several questions about household files in one statement.

A picture of a plan needs goals, steps and what ties them; asked one by one each costs a trip to
the database. Here each is a part of one UNION: the same statements with the same predicate of the
door, whose rows come back as JSON and are read as what they were.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connections

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
    fields, which gives the rows of `.rows(*fields)`. Raises TypeError for a column that JSON
    cannot carry without loss.
    """
    questions = [
        one[0].asking(*one[1]) if isinstance(one, tuple) else one.asking() for one in asked
    ]
    there = [(place, one) for place, one in enumerate(questions) if one is not None]
    answers: list[list[Any]] = [[] for _ in asked]
    if not there:
        return answers
    for _, one in there:
        lost = _NOT_IN_JSON.intersection(_kinds(one))
        if lost:
            raise TypeError(f"JSON does not carry {min(lost)}")
    connection = connections[there[0][1].statement.using]
    postgres = connection.vendor == "postgresql"
    array = "json_build_array" if postgres else "json_array"
    statement = " UNION ALL ".join(
        f"SELECT {place} AS part, row_number() OVER () AS place, "  # noqa: S608
        f"{array}({', '.join(one.statement.columns)}) AS content FROM ({one.sql}) file"
        for place, one in there
    )
    parameters = tuple(value for _, one in there for value in one.parameters)
    found: list[list[list[Any]]] = [[] for _ in asked]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 1, 2", parameters)
        for part, _place, content in cursor.fetchall():
            found[part].append(json.loads(content) if isinstance(content, str) else content)
    for place, question in there:
        answers[place] = question.finish(_read(question, found[place], postgres=postgres))
    return answers


def _kinds(question: Question) -> list[str]:
    return [column.output_field.get_internal_type() for column in question.statement.selected]


def _read(question: Question, rows: list[list[Any]], *, postgres: bool) -> Iterable[list[Any]]:
    """Return rows as their columns were before they became JSON."""
    kinds = _kinds(question)
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
