# SPDX-License-Identifier: EUPL-1.2
"""From persons to households: who lives behind one door and belongs together.

The rule, in order, and shown with the figures:

1. who stands in the register at one door (postcode, house number and addition) may be one
   household;
2. partners, and parents with their children, at that door are one household;
3. two to five adults at a door without any tie to each other are one household too (unmarried
   couples, people who share a home); more than five are not: an institution;
4. a child under 18 one of whose parents lives behind another door, and who is written down there
   in a delivery, counts in that household as well, but not with what it gets: that counts where
   the child is registered, so that nothing counts twice;
5. somebody who is not in the register belongs to the household at the door where they were
   written down if that has their surname or is the only one there, else they are one of their own.
"""

from __future__ import annotations

import duckdb

MOST_UNRELATED = 5
ADULT = 18


def homes(link: duckdb.DuckDBPyConnection, residents: str, made: str) -> None:
    """Make `made` (person, household, kind): the households of the register.

    `residents` has person, door (anything that is equal for equal doors; NULL: not known), age,
    key, partner (a key) and parents (keys with spaces between). A household has the number of its
    first person; its kind is one of `linked.HOUSEHOLD_KINDS`. All of it is done in DuckDB, which
    spills to disk: a register is the largest thing there is.
    """
    for statement in _TIES:
        link.execute(statement.replace("RESIDENTS", residents))
    # A tie may lead on to the next one: parents, their child, its child.
    changed = True
    while changed:
        link.execute(_FURTHER)
        [(changed,)] = link.sql(
            "SELECT EXISTS (FROM homes_next JOIN homes_top USING (person) "
            "WHERE homes_next.top <> homes_top.top)"
        ).fetchall()
        link.execute("CREATE OR REPLACE TEMP TABLE homes_top AS FROM homes_next")
    link.execute(f"CREATE OR REPLACE TABLE {made} AS {_HOMES}")
    for name in ("behind", "parents", "ties", "top", "next"):
        link.execute(f"DROP TABLE homes_{name}")


_TIES = (
    # Who is behind which door: a door has the number of the first person there.
    "CREATE OR REPLACE TEMP TABLE homes_behind AS SELECT person, coalesce(first, person) AS door, "
    f"age IS NULL OR age >= {ADULT} AS adult, key, partner, parents FROM RESIDENTS LEFT JOIN "
    "(SELECT door, min(person) AS first FROM RESIDENTS WHERE door IS NOT NULL GROUP BY door) "
    "USING (door)",
    "CREATE OR REPLACE TEMP TABLE homes_parents AS SELECT c.person, c.door, c.parent, "
    "p.person AS parent_person FROM (SELECT person, door, "
    "unnest(list_filter(string_split(parents, ' '), lambda one: one <> '')) AS parent "
    "FROM homes_behind WHERE parents IS NOT NULL) AS c "
    "LEFT JOIN homes_behind AS p ON p.key = c.parent AND p.door = c.door",
    # Partners, parents and children, and children of one parent, who need not live there.
    "CREATE OR REPLACE TEMP TABLE homes_ties AS WITH pair AS ("
    "SELECT one.person, other.person AS with_person FROM homes_behind AS one "
    "JOIN homes_behind AS other ON other.key = one.partner AND other.door = one.door UNION ALL "
    "SELECT person, parent_person FROM homes_parents WHERE parent_person IS NOT NULL UNION ALL "
    "SELECT person, first FROM (SELECT person, "
    "min(person) OVER (PARTITION BY door, parent) AS first FROM homes_parents "
    "WHERE parent_person IS NULL) "
    ") SELECT person, with_person FROM pair WHERE person <> with_person "
    "UNION SELECT with_person, person FROM pair WHERE person <> with_person",
    "CREATE OR REPLACE TEMP TABLE homes_top AS SELECT person, least(person, min(with_person)) AS top "
    "FROM homes_ties GROUP BY person",
)
_FURTHER = (
    "CREATE OR REPLACE TEMP TABLE homes_next AS SELECT person, least(any_value(own.top), "
    "min(other.top)) AS top FROM homes_ties JOIN homes_top AS own USING (person) "
    "JOIN homes_top AS other ON other.person = with_person GROUP BY person"
)
"""Each tied person takes the lowest number among those they are tied to."""

_HOMES = f"""
WITH door AS (
    SELECT door, count(*) AS people, bool_and(adult) AS adults, bool_or(top IS NOT NULL) AS tied
    FROM homes_behind LEFT JOIN homes_top USING (person) GROUP BY door
), member AS (
    SELECT person, adult, CASE WHEN tied THEN coalesce(top, person)
        WHEN people <= {MOST_UNRELATED} AND adults THEN door ELSE person END AS household
    FROM homes_behind JOIN door USING (door) LEFT JOIN homes_top USING (person)
), size AS (
    SELECT household, count(*) AS people, bool_and(adult) AS adults FROM member GROUP BY household
), family AS (
    SELECT household, count(DISTINCT person) AS children, count(DISTINCT parent) AS parents,
        count(DISTINCT parent_person) AS parent_people
    FROM homes_parents JOIN member USING (person) WHERE parent_person IS NOT NULL GROUP BY household
), kind AS (
    SELECT household, CASE
        WHEN people = 1 THEN 'single'
        WHEN children > 0 AND people = children + parent_people AND parents = 1 THEN 'lone_parent'
        WHEN children > 0 AND people = children + parent_people AND parents = 2
            THEN 'couple_children'
        WHEN children IS NULL AND people = 2 AND adults THEN 'couple'
        ELSE 'other' END AS kind
    FROM size LEFT JOIN family USING (household)
)
SELECT person, household, kind FROM member JOIN kind USING (household) ORDER BY person
"""


def newcomers(link: duckdb.DuckDBPyConnection, stays: str, there: str, made: str) -> None:
    """Make `made` (person, household): of each person who is not in the register, by rule 5.

    `stays` has person, door and surname of each record about them, `there` door, household and
    surname of who of the register lives at those doors; a surname that is not known is empty. Who
    was seen behind several doors goes by the one seen most, the first among equals.
    """
    query = _NEWCOMERS.replace("STAYS", stays).replace("THERE", there)
    link.execute(f"CREATE OR REPLACE TABLE {made} AS {query}")


_NEWCOMERS = """
WITH seen AS (
    SELECT person, door, surname, row_number() OVER (
        PARTITION BY person ORDER BY count(*) DESC, door, surname) AS place
    FROM STAYS GROUP BY person, door, surname
), named AS (
    SELECT door, surname, min(household) AS household FROM THERE GROUP BY door, surname
), only_one AS (
    SELECT door, min(household) AS household FROM THERE GROUP BY door
    HAVING count(DISTINCT household) = 1
)
SELECT person, coalesce(named.household, only_one.household, CASE WHEN surname <> ''
    THEN min(person) OVER (PARTITION BY door, surname) ELSE person END) AS household
FROM seen LEFT JOIN named USING (door, surname) LEFT JOIN only_one USING (door)
WHERE place = 1 ORDER BY person
"""
