# SPDX-License-Identifier: EUPL-1.2
"""Writing the text of an INSERT once per kind of row.

Django puts the statement together anew for each row that is saved, field by field, which takes
several times as long as sending it. The text only depends on the table, the columns and what is
done about a conflict; so it is kept, and each time only the values are asked from their fields.
What Django would write in another way for other values is left to Django.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLInsertCompiler as Base
else:
    Base = object

type Parts = tuple[str, str, str]
"""What stands before the rows, one row, and what stands after them."""


class WrittenOnce(Base):
    """Goes before Django's own compiler of an INSERT."""

    def as_sql(self) -> Any:  # type: ignore[override]
        """Return the statement with its values, as Django does."""
        query: Any = self.query
        key = (
            self.connection.vendor,
            query.model,
            tuple([field.column for field in query.fields]),
            len(query.objs) > 1,
            query.on_conflict,
            tuple([field.column for field in query.update_fields]),
            tuple([field.column for field in query.unique_fields]),
            tuple([field.column for field in self.returning_fields or ()]),
        )
        if key not in KEPT:
            written: Any = super().as_sql()
            KEPT[key] = self._parts(written)
            return written
        parts = KEPT[key]
        values = self._values() if parts else None
        if parts is None or values is None:
            return super().as_sql()
        head, row, tail = parts
        self.returning_params: Any = ()
        return [(f"{head}{', '.join([row] * len(query.objs))}{tail}", values)]

    def _parts(self, written: list[tuple[str, Any]]) -> Parts | None:
        """Return the parts of a statement in which each value has a place of its own, or None."""
        query: Any = self.query
        if len(written) != 1 or not query.fields or not all(map(_is_plain, query.fields)):
            return None
        text, values = written[0]
        row = f"({', '.join(['%s'] * len(query.fields))})"
        rows = f"VALUES {', '.join([row] * len(query.objs))}"
        head, found, tail = text.partition(rows)
        if not found or "%" in head + tail or len(values) != len(query.fields) * len(query.objs):
            return None
        return f"{head}VALUES ", row, tail

    def _values(self) -> tuple[Any, ...] | None:
        """Return the values of all rows, or None when one of them is to be worked out in SQL."""
        query, connection = self.query, self.connection
        found: list[Any] = []
        for row in query.objs:
            for field in query.fields:
                value = getattr(row, field.attname) if query.raw else field.pre_save(row, add=True)
                if hasattr(value, "resolve_expression"):
                    return None
                found.append(field.get_db_prep_save(value, connection=connection))
        return tuple(found)


@cache
def _is_plain(field: Any) -> bool:
    """Say whether a value of a field goes into the statement as it is."""
    return not field.has_db_default() and not hasattr(field, "get_placeholder_sql")


KEPT: dict[Any, Parts | None] = {}
"""By kind of row; nothing in it depends on what is written."""
