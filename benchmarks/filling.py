# SPDX-License-Identifier: EUPL-1.2
"""A town of any size for measuring: one household played through the actions, then copied in SQL.

The household is a story of the demo town with its plan, problems, help, measurements, contacts,
terms and history. Its coordinator has a hundred copies of it, whole; all further households belong
to colleagues and have members, a case, helpers, terms, help and the beginning of a plan and of a
history. What a page costs that professional should not depend on the colleagues.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, router

STORY = "berend"
NOON = datetime(2026, 9, 1, 10, tzinfo=UTC)
"""The present moment of the story."""
MINE = 100
STRIDE = 1_000_000
"""Copy `n` of a row has its number plus `n` times this; no table of one household is longer."""
GIVEN = ("Anna", "Bram", "Cato", "Daan", "Esra", "Finn", "Guus", "Hind", "Ilse", "Joris")
SURNAMES = tuple(
    f"{name}{ending}"
    for ending in ("", "s", "sma", "stra", "mans", "aert", "veld", "huis", "hof", "kamp")
    for name in (
        "Bakker",
        "Visser",
        "Smit",
        "Meijer",
        "Mulder",
        "Bos",
        "Vos",
        "Peters",
        "Kok",
        "Dam",
    )
)
# What a household of a colleague has, and how many rows of it at most.
OF_COLLEAGUES = {
    "people_household": 1,
    "people_person": 9,
    "people_membership": 9,
    "people_address": 1,
    "door_standing": 4,
    "coordination_case": 1,
    "coordination_appointment": 9,
    "coordination_involvement": 9,
    "terms_term": 4,
    "provisions_provision": 9,
    "plan_ownwords": 9,
    "plan_goal": 9,
    "plan_step": 9,
    "plan_problem": 9,
    "history_stream": 1,
    "history_event": 5,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Who measures and what there is to open."""

    account: Any
    keys: list[str]
    household: int
    address: UUID


def prepare() -> Scene:
    """Play the story; return its coordinator, who measures, and its household."""
    from tests.town.playing import told

    from voordeur.door.models import Account, Standing
    from voordeur.door.reader import reader_of
    from voordeur.history import clock
    from voordeur.people.models import Household
    from voordeur.town.play import play

    with clock.at(NOON):
        play(told(STORY))
    coordinating = Standing.objects.filter(relation="case_coordinator", valid_until=None)
    standing = coordinating.order_by("pk")[0]
    account = Account.objects.get(pk=int(standing.reader.partition(":")[2]))
    household = Household.objects.get(pk=standing.household_id)
    return Scene(account, reader_of(account).keys, household.pk, household.uuid)


def fill(scene: Scene, start: int, stop: int) -> None:
    """Add copies `start` to `stop` of the household; the first hundred are the professional's own."""
    with connection.cursor() as cursor:
        # No triggers: the copies are whole by construction, and the history cannot be changed.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS bench_name (number int, given text, surname text, key text)"
        )
        if start == 1:
            with cursor.copy("COPY bench_name FROM STDIN") as copy:
                for row in _names():
                    copy.write_row(row)
        own = max(start, min(stop, MINE))
        for model in _copied(scene.household):
            table = model._meta.db_table
            if start < own:
                _copy(cursor, model, scene.household, (start, own), None)
            if table in OF_COLLEAGUES and own < stop:
                _copy(cursor, model, scene.household, (own, stop), OF_COLLEAGUES[table])
        cursor.execute(
            "INSERT INTO people_searchkey (person_id, key) SELECT p.id, b.key FROM people_person p "
            f"JOIN bench_name b ON b.number = (p.id / {STRIDE}) %% {len(SURNAMES)} "
            f"AND b.given = p.given_names WHERE p.id / {STRIDE} >= %s AND p.id / {STRIDE} < %s",
            [start, stop],
        )
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _names() -> Iterator[tuple[int, str, str, str]]:
    from voordeur.people.searchkeys import keys

    for number, surname in enumerate(SURNAMES):
        for given in GIVEN:
            for key in sorted(keys(f"{given} {surname}")):
                yield number, given, surname, key


def _copied(household: int) -> list[Any]:
    """Return the models of which the household has rows, those the others refer to first or last."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if router.allow_migrate_model("default", model) and (rows := _rows(model)):
                cursor.execute(
                    f'SELECT 1 FROM "{model._meta.db_table}" t WHERE {rows} LIMIT 1',
                    {"household": household},
                )
                if cursor.fetchone():
                    found.append(model)
    return found


def _rows(model: Any) -> str:
    """Return the condition for the rows that are the household's; '' when there can be none."""
    table, columns = model._meta.db_table, {one.column for one in model._meta.concrete_fields}
    if table == "people_household":
        return "t.id = %(household)s"
    if table == "people_person":
        return (
            "t.id IN (SELECT person_id FROM people_membership WHERE household_id = %(household)s)"
        )
    if table == "history_stream":
        return "t.kind = 'household' AND t.subject_id = %(household)s"
    if table == "people_merge":
        return ""  # The copies are nobody else's file under another number.
    return "t.household_id = %(household)s" if "household_id" in columns else ""


def _copy(cursor: Any, model: Any, household: int, span: tuple[int, int], most: int | None) -> None:
    fields = model._meta.concrete_fields
    values = ", ".join(_value(model, field, others=most is not None) for field in fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    limit = f"ORDER BY t.id LIMIT {most}" if most else ""
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {values} FROM '
        f'(SELECT * FROM "{model._meta.db_table}" t WHERE {_rows(model)} {limit}) t, '
        "generate_series(%(start)s::bigint, %(stop)s::bigint - 1) n",
        {"household": household, "start": span[0], "stop": span[1]},
    )


# Numbers of rows that are no foreign keys for the database, and texts that are unique.
_NUMBERS = {"household_id", "person_id", "subject_id", "stream_id"}
_READERS = {("door_standing", "reader"), ("terms_term", "owner")}
_UNIQUE = {("history_event", "hash"), ("people_person", "citizen_number_lookup")}


def _value(model: Any, field: Any, *, others: bool) -> str:
    """Return the SQL for one column of copy `n`; with `others` the readers are colleagues."""
    column, place = f't."{field.column}"', (model._meta.db_table, field.column)
    shifted = f"{column} + n * {STRIDE}"
    if field.primary_key or field.column in _NUMBERS:
        return shifted
    if isinstance(field, models.ForeignKey):
        return shifted if _rows(field.related_model) else column
    if isinstance(field, models.UUIDField):
        return f"md5({column}::text || n)::uuid"
    if place in _READERS and others:
        return f"regexp_replace({column}, '[0-9]+$', (1000000 + n / {MINE})::text)"
    if place in _UNIQUE:
        return f"CASE WHEN {column} = '' THEN '' ELSE left({column}, 50) || n END"
    if place == ("terms_term", "subject"):
        number = f"substring({column} from '[0-9]+$')::bigint + n * {STRIDE}"
        renamed = f"regexp_replace({column}, '[0-9]+$', ({number})::text)"
        return f"CASE WHEN {column} ~ ':[0-9]+$' THEN {renamed} ELSE {column} END"
    if place == ("people_person", "given_names"):
        return f"(ARRAY{list(GIVEN)})[1 + (t.id + n) %% {len(GIVEN)}]"
    if place == ("people_person", "surname"):
        return f"(ARRAY{list(SURNAMES)})[1 + n %% {len(SURNAMES)}]"
    if place in {("people_person", "prefix"), ("people_person", "called")}:
        return "''"
    return column
