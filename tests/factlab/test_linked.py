# SPDX-License-Identifier: EUPL-1.2
"""The contract between linkage and counting holds its own rules."""

import duckdb
import pytest

from voordeur.factlab import linked
from voordeur.factlab.fault import Fault


@pytest.fixture
def link():
    with duckdb.connect(config={"threads": 1}) as made:
        linked.create(made)
        made.execute(
            "INSERT INTO source VALUES "
            "('wmo', 'Wmo-loket', 'figures', 'art. 5.1.1', '2025-01-01', '2026-01-01', true, 2, 1),"
            "('ggz', 'GGZ', 'figures', 'art. 1', '2025-01-01', '2026-01-01', false, NULL, NULL)"
        )
        made.execute("INSERT INTO record VALUES (1, 'wmo', 'wmo.csv', 2)")
        made.execute(
            "INSERT INTO provision_row VALUES "
            "(7, 1, 'help', 'wmo', 'municipality', '2025-02-01', NULL, NULL, NULL)"
        )
        made.execute("INSERT INTO problem_row VALUES (3, 1, 'money', 'open')")
        for clustering in linked.CLUSTERINGS:
            made.execute(f"INSERT INTO {clustering}.link VALUES (1, 11, 21)")
            made.execute(f"INSERT INTO {clustering}.person VALUES (11, 1980, 'n1')")
            made.execute(
                f"INSERT INTO {clustering}.household VALUES (21, 'n1', 'd1', 'm', '1234', NULL)"
            )
            made.execute(f"INSERT INTO {clustering}.membership VALUES (11, 21, NULL, NULL, true)")
        yield made


def test_a_delivered_row_is_seen_with_its_household_and_where_it_stood(link):
    linked.check(link)
    for clustering in linked.CLUSTERINGS:
        provision = link.sql(f"SELECT * FROM {clustering}.provision")
        assert provision.columns == [column.name for column in linked.PROVISION.columns]
        assert provision.fetchall()[0][:5] == (7, "wmo", 11, 21, "help")
        problem = link.sql(f"SELECT * FROM {clustering}.problem")
        assert problem.columns == [column.name for column in linked.PROBLEM.columns]
        assert problem.fetchall() == [(3, "wmo", 11, 21, "money", "open", "wmo.csv", 2)]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE source SET rows_in = 0, rows_rejected = 0 WHERE source = 'ggz'", "main.source"),
        ("UPDATE record SET source = 'nobody'", "main.record"),
        ("UPDATE provision_row SET to_day = '2025-01-01'", "main.provision_row"),
        ("UPDATE problem_row SET state = 'gone'", "main.problem_row"),
        ("DELETE FROM lenient.link", "main.record"),
        ("INSERT INTO middle.person VALUES (11, NULL, NULL)", "middle.person"),
        ("UPDATE middle.link SET household = 22", "middle.link"),
        ("UPDATE strict.membership SET main = false", "strict.membership"),
        ("INSERT INTO strict.membership VALUES (11, 21, '2025-03-01', NULL, true)", "membership"),
    ],
)
def test_what_contradicts_the_contract_is_named(link, change, place):
    link.execute(change)
    with pytest.raises(Fault) as refused:
        linked.check(link)
    assert place in refused.value.where


def test_main_households_that_follow_each_other_do_not_contradict(link):
    link.execute("UPDATE strict.membership SET to_day = '2025-03-01'")
    link.execute("INSERT INTO strict.household VALUES (22, NULL, NULL, NULL, NULL, 'single')")
    link.execute("INSERT INTO strict.membership VALUES (11, 22, '2025-03-01', NULL, true)")
    link.execute("INSERT INTO strict.membership VALUES (11, 21, '2025-03-01', NULL, false)")
    linked.check(link)


def test_a_database_is_made_once(link):
    with pytest.raises(Fault, match="holds linked data already"):
        linked.create(link)
