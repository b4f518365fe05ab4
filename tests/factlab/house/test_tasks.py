# SPDX-License-Identifier: EUPL-1.2
"""A task is done by one worker at a time, can be stopped, and goes on after its worker was killed."""

import json
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from tests import factories as make
from tests.factlab.house.conftest import SMALL, TOWN, people
from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal
from voordeur.factlab.actions import ask_task, end_task, judge, look, receive, stop_task
from voordeur.factlab.actions.tasks import Ending
from voordeur.factlab.doing import DELIVERIES, Order
from voordeur.factlab.house.working import at_once, bare, in_a_process, run_due
from voordeur.factlab.models import Delivery, Release, Task, TaskFile
from voordeur.history import clock as the_clock
from voordeur.history.models import Event

pytestmark = pytest.mark.django_db


def check(analyst, folder=SMALL):
    task = ask_task(analyst.reader, kind="check", folder=folder)
    assert run_due(at_once) == 1
    task.refresh_from_db()
    return task


def current(source, folder=SMALL):
    return Delivery.objects.get(folder=folder, source=source, current=True)


def test_nobody_but_the_analyst_does_this_and_nobody_but_the_worker_ends_it(house, analyst):
    others = [make.a_worker(role) for role in ("administrator", "controller", "professional")]
    task = ask_task(analyst.reader, kind="check", folder=SMALL)
    for other in others:
        for act in (
            lambda reader: receive(reader, name="x", package=b""),
            lambda reader: ask_task(reader, kind="check", folder=TOWN),
            lambda reader: stop_task(reader, task=task.uuid),
            lambda reader: judge(
                reader, delivery=task.uuid, verdict="accepted", expected_version=1
            ),
            lambda reader: look(reader, doubt=task.uuid, says="same"),
        ):
            with pytest.raises(NotAllowed):
                act(other.reader)
    with pytest.raises(NotAllowed):
        end_task(analyst.reader, task_id=task.pk, ending=Ending("done"))
    assert Event.objects.filter(kind="factlab.asked").count() == 1


def test_a_delivery_that_stands_out_is_judged_before_a_run_and_a_refused_one_is_a_gap(
    house, analyst
):
    assert check(analyst).state == "done"
    gap = current("ggz")
    assert (gap.delivered, gap.digest, "ontbrekend" in gap.letter) == (False, "", True)
    first = current("wmo")
    assert (first.rows_in, first.rows_rejected, first.compared) == (60, 0, False)
    judge(analyst.reader, delivery=first.uuid, verdict="accepted", expected_version=1)
    with pytest.raises(Conflict):
        judge(analyst.reader, delivery=first.uuid, verdict="accepted", expected_version=1)

    # A third of the rows is left, and a code came in that was not there.
    (house / SMALL / "wmo.csv").write_text(people(20, "01A99"), encoding="utf-8")
    check(analyst)
    later = current("wmo")
    assert later.compared
    assert {one["about"] for one in later.changes} >= {"volume", "code"}
    with pytest.raises(Refusal, match="Wmo-loket"):
        ask_task(analyst.reader, kind="run", folder=SMALL)
    with pytest.raises(Refusal):
        judge(
            analyst.reader, delivery=later.uuid, verdict="refused", reason="nee", expected_version=1
        )
    judge(
        analyst.reader,
        delivery=later.uuid,
        verdict="refused",
        reason="Een derde van de rijen is er nog.",
        expected_version=1,
    )
    ask_task(analyst.reader, kind="run", folder=SMALL)
    orders = []

    def ordered(path):
        orders.append(Order.read(path))
        yield ("taken in", 1, 7)

    run_due(ordered)
    (order,) = orders
    assert order.refused == ("wmo",)
    assert order.last["wmo"]["digest"] == first.digest
    # The first file comes back: what was said of it holds.
    (house / SMALL / "wmo.csv").write_text(people(60, "household_help"), encoding="utf-8")
    check(analyst)
    assert (current("wmo").pk, current("wmo").verdict) == (first.pk, "accepted")


def test_a_file_that_cannot_be_read_is_told_beside_the_others_and_can_only_be_refused(
    house, analyst
):
    (house / SMALL / "wmo.csv").write_text("Naam;Soort\nx;y\n", encoding="utf-8")
    assert check(analyst).state == "done"
    bad = current("wmo")
    assert bad.fault["where"] == "wmo.csv"
    assert bad.fault["details"]["name"] == "Geboren"
    assert current("brp").rows_in == 80
    with pytest.raises(Refusal, match="Wmo-loket"):
        ask_task(analyst.reader, kind="run", folder=SMALL)
    with pytest.raises(Refusal):
        judge(analyst.reader, delivery=bad.uuid, verdict="accepted", expected_version=1)


def test_one_at_a_time_and_what_a_killed_worker_left_goes_on(house, analyst, as_finished, friday):
    first = ask_task(analyst.reader, kind="run", folder=TOWN)
    second = ask_task(analyst.reader, kind="check", folder=SMALL)
    with pytest.raises(Refusal):
        ask_task(analyst.reader, kind="check", folder=TOWN)
    seen = []

    def killed(path):
        yield ("taken in", 1, 7)
        seen.append((run_due(as_finished), Task.objects.get(pk=second.pk).state))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_due(killed)
    assert seen == [(0, "waiting")], "a second worker finds nothing to do while one is busy"
    first.refresh_from_db()
    assert (first.state, first.done) == ("running", 1)
    assert run_due(as_finished) == 0, "the lease still holds"
    with the_clock.at(friday + timedelta(minutes=2)):
        assert run_due(as_finished) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.step, first.done) == ("done", "written", 7)
    assert second.state == "done"
    assert Release.objects.count() == 1
    assert not list((house.parent / "work" / "tasks").iterdir()), "what holds names is gone"


def test_a_task_is_stopped_before_and_while_it_is_worked_on(house, analyst):
    waiting = ask_task(analyst.reader, kind="run", folder=TOWN)
    stop_task(analyst.reader, task=waiting.uuid)
    assert run_due(at_once) == 0
    busy, ended = ask_task(analyst.reader, kind="run", folder=TOWN), []

    def slow(path):
        try:
            yield ("taken in", 1, 7)
            stop_task(analyst.reader, task=busy.uuid)
            yield None
            yield ("linked", 2, 7)
        finally:
            ended.append(path)

    assert run_due(slow) == 1
    busy.refresh_from_db()
    assert (busy.state, busy.done, len(ended)) == ("stopped", 1, 1)
    with pytest.raises(Refusal):
        stop_task(analyst.reader, task=busy.uuid)
    assert not TaskFile.objects.exists()


def test_work_that_breaks_down_says_so_and_leaves_nothing_told(house, analyst):
    task = ask_task(analyst.reader, kind="run", folder=TOWN)
    run_due(lambda path: iter([("taken in", 1, 7)]))
    task.refresh_from_db()
    assert (task.state, task.release) == ("failed", None)
    assert "broke down" in task.fault["what"]
    with pytest.raises(NoEntry):
        ask_task(analyst.reader, kind="check", folder="../work")


def test_what_reads_files_of_strangers_is_not_told_where_the_databases_are():
    given = {"VOORDEUR_DATABASE_URL": "x", "VOORDEUR_MASTER_KEY_FILE": "y", "PATH": "/bin"}
    assert bare(given) == {"PATH": "/bin"}


@pytest.mark.long
def test_a_process_that_is_killed_goes_on_with_what_was_finished(town, tmp_path):
    order = Order("run", str(town), str(tmp_path / "work"))
    order.write(tmp_path / "order.json")
    words = [sys.executable, "-m", "voordeur.factlab.doing", str(tmp_path / "order.json")]
    for seen in range(1, 4):
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(seen):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        process.stdin.close()
    assert [step for step in in_a_process(tmp_path / "order.json") if step][-1][0] == "written"
    assert json.loads((tmp_path / DELIVERIES).read_text("utf-8"))
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.rglob("*.part"))
