# SPDX-License-Identifier: EUPL-1.2
"""The yardstick: the rows of each page fetched by a fixed script of plain SQL, statement by statement.

It fetches what the page has to read: the session, the account and the standing of who asks, and
every row that ends up on the screen, with the columns that are shown. Nothing of the product is in
it: no masking, no forms, no HTML, and each row once also where the page comes in several requests.
It is written by hand and does not change with the product's own questions.

The record in the access log, which a page must write before it answers, is measured with it and
without it: `LOG` is that one insert with its commit.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connections

type Script = tuple[str, ...]

SESSION = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %(session)s"
LOG = (
    "INSERT INTO door_accessrecord (uuid, once, at, reader, role, organisation_id, household_id, "
    "households, persons, relations, purpose, basis, activity, reason, trace_id, outcome, indexed) "
    "VALUES (gen_random_uuid(), md5(random()::text), now(), %(reader)s, 'professional', 1, NULL, "
    "%(households)s::jsonb, '{}', '', 'help', 'avg_6_1_e', 'bench', '', "
    "md5(random()::text), 'ok', false)"
)
ACCOUNT = "SELECT * FROM door_account WHERE id = %(account)s"
STANDING = (
    "SELECT household_id, relation, person_id, compartment, item FROM door_standing "
    "WHERE reader = ANY(%(keys)s) AND valid_from <= %(now)s "
    "AND (valid_until IS NULL OR valid_until > %(now)s)"
)
MINE = f"household_id IN (SELECT household_id FROM ({STANDING}) mine)"
CASES = (
    "SELECT c.id, c.household_id, h.uuid, c.team_id, c.opened_at, c.closed_at, c.asked_at "
    "FROM coordination_case c JOIN people_household h ON h.id = c.household_id "
    f"WHERE c.{MINE} AND c.closed_at IS NULL ORDER BY c.id LIMIT 100"
)
COORDINATORS = (
    "SELECT a.id, a.version, a.household_id, a.layer, a.state, a.professional_id, p.name, o.name, "
    "p.phone, p.account_id, a.asked_at, a.asked_by, a.from_at, a.until_at, a.reason "
    "FROM coordination_appointment a JOIN partners_professional p ON p.id = a.professional_id "
    "JOIN partners_organisation o ON o.id = p.organisation_id "
    "WHERE a.{here} AND a.state IN ('proposed', 'appointed') ORDER BY a.id"
)
MEMBERS = (
    "SELECT m.id, m.version, m.household_id, m.person_id, p.uuid, p.given_names, p.prefix, "
    "p.surname, p.called, p.born, p.gender, m.role, m.from_date, m.until "
    "FROM people_membership m JOIN people_person p ON p.id = m.person_id "
    "WHERE m.{here} AND (m.until IS NULL OR m.until > %(now)s) ORDER BY m.from_date, m.id"
)
TERMS = (
    "SELECT id, household_id, person_id, kind, owner, subject, due, opened_at FROM terms_term "
    f"WHERE {MINE} AND owner = ANY(%(keys)s) AND closed_at IS NULL ORDER BY due, id LIMIT 100"
)
ASKER: Script = (ACCOUNT, STANDING)
TODAY: Script = (
    *ASKER,
    TERMS,
    CASES,
    COORDINATORS.format(here=MINE),
    MEMBERS.format(here=MINE),
    "SELECT id, what FROM plan_step WHERE id IN (SELECT substring(subject from '[0-9]+$')::bigint "
    f"FROM ({TERMS}) due WHERE subject LIKE 'step:%%')",
    f"SELECT id, uuid FROM people_household WHERE id IN (SELECT household_id FROM ({TERMS}) due)",
)
LIST: Script = (*ASKER, CASES, COORDINATORS.format(here=MINE), MEMBERS.format(here=MINE))
HERE = "household_id = %(household)s"


def _all_of(table: str, order: str = "id") -> str:
    return f"SELECT * FROM {table} WHERE {HERE} ORDER BY {order}"


HOUSEHOLD: Script = (
    ACCOUNT,
    "SELECT id, uuid, capacity FROM people_household WHERE uuid = %(address)s",
    f"{STANDING} AND {HERE}",
    MEMBERS.format(here=HERE),
    _all_of("people_relation"),
    "SELECT a.*, o.name FROM people_legalauthority a "
    f"LEFT JOIN partners_organisation o ON o.id = a.organisation_id WHERE a.{HERE}",
    _all_of("people_networkmember"),
    _all_of("intake_signal"),
    f"SELECT m.* FROM intake_signalmark m JOIN intake_signal s ON s.id = m.signal_id WHERE s.{HERE}",
    COORDINATORS.format(here=HERE),
    "SELECT i.*, o.name, p.name, p.phone FROM coordination_involvement i "
    "JOIN partners_organisation o ON o.id = i.organisation_id "
    f"LEFT JOIN partners_professional p ON p.id = i.professional_id WHERE i.{HERE}",
    f"SELECT kind, max(recorded_at) FROM history_event WHERE {HERE} "
    "AND kind = ANY(%(moves)s) GROUP BY kind",
    _all_of("plan_goal", '"order"'),
    _all_of("plan_step", '"order"'),
    _all_of("plan_stepneed"),
    _all_of("plan_networkoffer"),
    _all_of("plan_warningoverride"),
    _all_of("plan_problem"),
    _all_of("plan_problemspell"),
    _all_of("plan_problemview"),
    _all_of("plan_problemlink"),
    _all_of("plan_ownwords"),
    _all_of("plan_strength"),
    "SELECT p.id, p.uuid, p.name, p.account_id, o.name FROM partners_professional p "
    "JOIN partners_organisation o ON o.id = p.organisation_id WHERE p.id IN "
    f"(SELECT professional_id FROM coordination_involvement WHERE {HERE}) OR p.account_id IN "
    "(SELECT substring(observer from '[0-9]+$')::bigint FROM plan_problemview "
    f"WHERE {HERE} AND observer LIKE 'account:%%')",
    "SELECT v.*, t.name, t.law FROM provisions_provision v "
    f"LEFT JOIN provisions_provisiontype t ON t.id = v.type_id WHERE v.{HERE}",
    _all_of("instruments_measurement"),
    _all_of("instruments_rating"),
    _all_of("papers_paper"),
    _all_of("safety_concern"),
    _all_of("safety_agreement"),
    _all_of("safety_measure"),
    _all_of("safety_crisis"),
)
SEARCH: Script = (
    ACCOUNT,
    "SELECT m.household_id, h.uuid, m.person_id, p.uuid, p.given_names, p.prefix, p.surname, "
    "p.called, p.born FROM people_membership m JOIN people_person p ON p.id = m.person_id "
    f"JOIN people_household h ON h.id = m.household_id WHERE m.{MINE} AND m.person_id IN "
    "(SELECT person_id FROM people_searchkey WHERE key IN ('t:bakker', 'p:baker', 'd:bakker'))",
    f"SELECT person_id, key FROM people_searchkey WHERE person_id IN (SELECT person_id "
    f"FROM people_membership WHERE {MINE}) AND key IN ('t:bakker', 'p:baker', 'd:bakker')",
)


def fetch(script: Script, given: dict[str, Any], *, logging: bool) -> int:
    """Run a script for who asks; return how many rows came. With `logging` it writes the log too."""
    rows = 0
    with connections["log"].cursor() as log:
        log.execute(SESSION, given)
        rows += len(log.fetchall())
        with connections["default"].cursor() as cursor:
            for statement in script:
                cursor.execute(statement, given)
                rows += len(cursor.fetchall())
        if logging:
            log.execute(LOG, given)
    return rows


def timed(times: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each work, after one warm-up; they take turns.

    So whatever else the machine does meanwhile weighs on all of them.
    """
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(times + 1):
        for work, mine in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                mine.append(time.perf_counter() - start)
    return [median(mine) for mine in taken]
