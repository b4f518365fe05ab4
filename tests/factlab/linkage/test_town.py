# SPDX-License-Identifier: EUPL-1.2
"""Linkage finds the persons and households of a town it has never seen."""

import math
import random
import shutil
from datetime import date

import duckdb
import pytest
from splink import DuckDBAPI, Linker

from voordeur.factlab import linked
from voordeur.factlab.counting import DuckEngine, Period
from voordeur.factlab.deliveries import Manifest, drift, take_in
from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage import (
    Decisions,
    Options,
    Thresholds,
    expected,
    grey,
    judge,
    judge_per_kind,
    keep,
    link_up,
)
from voordeur.factlab.linkage.scoring import RARE, Scale, score
from voordeur.factlab.linkage.training import settings
from voordeur.factlab.synthetic.rows import delivered, register
from voordeur.factlab.synthetic.shares import share_errors, with_truth
from voordeur.factlab.synthetic.writing import write


def judged(town, clustering="middle", path=None):
    """Return the judgement of persons and of households, and of persons per kind of error."""
    found = town.found(clustering, path)
    places = sorted(found)
    truth = [town.truth[place] for place in places]
    persons, households = (
        judge([found[place][at] for place in places], [one[at] for one in truth]) for at in (0, 1)
    )
    kinds = [one[2] or ("none",) for one in truth]
    per_kind = judge_per_kind(
        [found[place][0] for place in places], [one[0] for one in truth], kinds
    )
    return persons, households, per_kind


def exact(town):
    """Return the F1 of linking on equal name, birth and address, as a spreadsheet would."""
    fields = ("first", "surname", "birth", "postcode", "number")
    rows = [*register(town.town), *delivered(town.town, town.seed)]
    keys = [tuple(row.says[name] for name in fields) for row in rows]
    return judge(keys, [row.person for row in rows]).f1


def test_persons_and_households_are_found_and_exact_matching_does_not(linked_town):
    persons, households, per_kind = judged(linked_town)
    said = f"seed {linked_town.seed}: {persons} {households} {per_kind}"
    assert persons.f1 >= 0.98, said
    assert households.f1 >= 0.97, said
    assert exact(linked_town) <= 0.85, said
    assert per_kind["none"].f1 >= 0.98, said


def test_shares_lie_near_the_truth(linked_town, tmp_path):
    path = tmp_path / "true.duckdb"
    with_truth(linked_town.linking.path, linked_town.folder, linked_town.town, path)
    year = Period.year(2025)
    with (
        duckdb.connect(str(linked_town.linking.path), read_only=True) as found,
        duckdb.connect(str(path), read_only=True) as true,
    ):
        right = DuckEngine(true, year)
        errors = share_errors(DuckEngine(found, year), right)
        assert all(one.points == 0 for one in share_errors(right, right))
    assert {one.table for one in errors} == {"stacking", "laws_households", "help"}
    assert {one.base for one in errors} == {len(linked_town.town.households)}
    worst = max(errors, key=lambda one: abs(one.points))
    assert abs(worst.points) <= 1.5, (linked_town.seed, worst)


def half_renamed(rows, places):
    for cells in rows[::2]:
        cells[places["kind"]] = "renamed"
    return rows


def half_gone(rows, places):
    return rows[::2]


def postcodes_gone(rows, places):
    for cells in rows:
        cells[places["postcode"]] = ""
    return rows


def test_shifts_planted_between_two_deliveries_are_found_and_no_list_beside_them(
    linked_town, tmp_path
):
    again = tmp_path / "town"
    write(again, linked_town.town, linked_town.seed, only_csv=True)
    before = take_in(Manifest.read(linked_town.folder), linked_town.work)
    lists = [one for one in before.values() if one and not (one.source.codes or one.source.spine)]
    planted = set()
    for one, (shift, told) in zip(
        sorted(lists, key=lambda one: -one.rows_in),
        ((half_renamed, "kind renamed"), (half_gone, "rows"), (postcodes_gone, "postcode")),
        strict=False,
    ):
        path = again / f"{one.source.code}.csv"
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        headers = head.split(";")
        places = {name: headers.index(header) for name, header in one.source.columns.items()}
        rows = shift([line.split(";") for line in lines], places)
        path.write_text("\n".join([head, *map(";".join, rows)]) + "\n", encoding="utf-8")
        planted.add((one.source.code, told))
    now = take_in(Manifest.read(again), tmp_path / "work")
    with duckdb.connect() as link:
        found = {
            (one.source.code, change.name)
            for one in lists
            for change in drift(link, one, now[one.source.code]).changes
        }
    assert planted <= found, linked_town.seed
    assert {code for code, _ in found} == {code for code, _ in planted}, linked_town.seed


def test_doubt_is_an_interval_from_few_sure_links_to_many(linked_town):
    link = linked_town.linking.link
    [(changed, sure, all_links)] = link.sql(
        "SELECT count(*) FILTER (strict IN (SELECT record FROM spine) AND (strict <> middle OR "
        "strict <> lenient)), count(*) FILTER (strict IN (SELECT record FROM spine)), "
        "count(*) FILTER (lenient IN (SELECT record FROM spine)) FROM clusters"
    ).fetchall()
    assert changed == 0
    assert sure < all_links
    strict, _, _ = judged(linked_town, "strict")
    assert strict.precision >= 0.99, linked_town.seed


def test_linked_data_keep_the_contract_and_every_row(linked_town):
    with duckdb.connect(str(linked_town.linking.path), read_only=True) as link:
        linked.check(link)
        [(given, problems)] = link.sql(
            "SELECT (SELECT count(*) FROM provision_row), (SELECT count(*) FROM problem_row)"
        ).fetchall()
        for clustering in linked.CLUSTERINGS:
            people, households = (
                sum(
                    number
                    for (number,) in link.sql(
                        f"SELECT count(*) FROM {clustering}.provision GROUP BY {unit}"
                    ).fetchall()
                )
                for unit in ("person", "household")
            )
            assert people == households == given
            [(seen,)] = link.sql(f"SELECT count(*) FROM {clustering}.problem").fetchall()
            assert seen == problems


def test_children_of_parents_apart_count_in_two_households_and_once_with_their_help(linked_town):
    with duckdb.connect(str(linked_town.linking.path), read_only=True) as link:
        seconds = link.sql(
            "SELECT m.person, m.household, p.birth_year FROM middle.membership AS m "
            "JOIN middle.person AS p USING (person) WHERE NOT main"
        ).fetchall()
        for person, household, year in seconds:
            assert year > 2025 - 18
            assert link.sql(
                f"SELECT count(*) FROM middle.provision WHERE person = {person} "
                f"AND household = {household}"
            ).fetchall() == [(0,)]
    placed = {at for at, (_, _, noise) in linked_town.truth.items() if "two_homes" in noise}
    assert bool(seconds) or len(placed) < 5


def test_shuffled_rows_and_another_number_of_threads_give_the_same_numbers(linked_town, tmp_path):
    folder = tmp_path / "town"
    shutil.copytree(linked_town.folder, folder)
    for path in folder.glob("*.csv"):
        head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(path.name).shuffle(lines)
        path.write_text("".join([head, *lines]), encoding="utf-8")
    manifest = Manifest.read(folder)
    linking = link_up(
        manifest,
        take_in(manifest, tmp_path / "work"),
        tmp_path / "work",
        tmp_path / "linked.duckdb",
        Options(threads=1),
    )
    linking.link.close()
    tables = ("link", "person", "membership", "household")
    with duckdb.connect() as link:
        link.execute(f"ATTACH '{linked_town.linking.path}' AS one (READ_ONLY)")
        link.execute(f"ATTACH '{linking.path}' AS other (READ_ONLY)")
        for clustering in linked.CLUSTERINGS:
            for table in tables:
                ones, others = (
                    link.sql(f"SELECT * FROM {name}.{clustering}.{table}").fetchall()
                    for name in ("one", "other")
                )
                assert ones == others, (clustering, table)


def test_weights_are_those_of_splink_in_whole_milli_bits(linked_town):
    link = linked_town.linking.link
    link.execute(
        "CREATE OR REPLACE TABLE one_list AS SELECT * FROM lists ORDER BY record LIMIT 400"
    )
    link.execute("CREATE OR REPLACE TABLE register AS SELECT * FROM spine")
    database = DuckDBAPI(connection=link)
    names = {"one_list": "a", "register": "b"}
    tables = [database.register(name, dataset_display_name=a) for name, a in names.items()]
    model = linked_town.linking.model
    linker = Linker(tables, settings("link_only", model), log_level=None)
    for column in RARE:
        shares = link.sql(
            f"SELECT {column}, pow(2, -rarity / 1000.0) AS tf_{column} FROM rare_{column}"
        ).to_arrow_table()
        linker.table_management.register_term_frequency_lookup(database.register(shares), column)
    found = linker.inference.predict(warning_mode="never")
    [(residents,)] = link.sql("SELECT count(*) FROM register").fetchall()
    scale = Scale("register", residents)
    score(link, "one_list", "register", "scored", model, scale, -12_000)
    pairs = link.sql(
        f"SELECT s.weight, p.match_weight, p.record_l FROM {found.physical_name} AS p "
        "JOIN scored AS s ON s.left_record = p.record_l AND s.right_record = p.record_r"
    ).fetchall()
    ours = scale.prior
    theirs = math.log2(0.0001 / 0.9999)
    differences = [abs((weight - ours) - 1000 * (splinks - theirs)) for weight, splinks, _ in pairs]
    assert len({record for _, _, record in pairs}) > 300
    assert max(differences) <= 10, "thousandths of a bit, from rounding ten numbers"
    database.delete_tables_created_by_splink_from_db()


def test_thresholds_can_be_chosen_on_what_they_are_expected_to_give(linked_town):
    link = linked_town.linking.link
    scores = [score for (score,) in link.sql("SELECT score FROM best").fetchall()]
    low, middle, high = expected(scores, (-4000, 0, 6000))
    assert low.precision <= middle.precision <= high.precision
    assert low.recall >= middle.recall >= high.recall
    persons, _, _ = judged(linked_town)
    assert abs(middle.precision - persons.precision) < 0.02


def test_what_somebody_decided_about_the_grey_zone_holds_in_the_next_run(linked_town, tmp_path):
    thresholds = Thresholds()
    doubts = grey(linked_town.linking.link, thresholds)
    assert doubts, linked_town.seed
    assert all(thresholds.lenient <= one.score < thresholds.strict for one in doubts)
    kept, no, yes = tmp_path / "decisions.jsonl", doubts[0], doubts[-1]
    keep(kept, no.pair, same=False, by="analyst", on=date(2026, 1, 9))
    if yes.record != no.record:
        keep(kept, yes.pair, same=True, by="analyst", on=date(2026, 1, 9))
    work = tmp_path / "work"
    shutil.copytree(linked_town.work, work)
    manifest = Manifest.read(linked_town.folder)
    options = Options(decisions=Decisions.read(kept))
    linking = link_up(manifest, take_in(manifest, work), work, work / "again.duckdb", options)
    again = {one.pair for one in grey(linking.link, thresholds)}
    [(strict, lenient)] = linking.link.sql(
        f"SELECT strict, lenient FROM clusters WHERE record = {no.record}"
    ).fetchall()
    linking.link.close()
    assert no.person not in (strict, lenient)
    assert not {no.pair, yes.pair} & again


def test_a_decision_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"left": "a", "right": "b", "same": true}\nnonsense\n', encoding="utf-8")
    with pytest.raises(Fault) as refused:
        Decisions.read(path)
    assert refused.value.where == "decisions.jsonl:2"
