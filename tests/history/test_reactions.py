# SPDX-License-Identifier: EUPL-1.2
"""Reactions: owed in the action's transaction, done at least once, also after a killed worker."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.history.writing import some, write
from voordeur.history import clock as product_clock
from voordeur.history import reactions
from voordeur.history.models import Event, Outbox
from voordeur.history.reactions import LEASE, TRIES
from voordeur.history.record import Draft

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """A worker that dies: no `except Exception` sees it."""


@pytest.fixture
def done(monkeypatch) -> list[int]:
    """A reaction of its own on `test.happened`, and the events it was run for."""
    seen: list[int] = []
    monkeypatch.setattr(reactions, "REGISTRY", {})
    reactions.reaction("test.note", "test.happened")(lambda event: seen.append(event.pk))
    return seen


def owe(*events: Event) -> None:
    reactions.owe(events, product_clock.now())


def failing(error: BaseException):
    def run(event):
        raise error

    return run


def swap(run) -> None:
    old = reactions.REGISTRY["test.note"]
    reactions.REGISTRY["test.note"] = reactions.Reaction(old.name, old.kinds, run)


def test_what_is_owed_is_done_once_and_gone(clock, done):
    events = some(2)
    owe(*events)
    assert reactions.run_due() == (2, 0)
    assert done == [event.pk for event in events]
    assert reactions.run_due() == (0, 0)
    assert not Outbox.objects.exists()


def test_nothing_is_owed_for_other_kinds(clock, done):
    owe(*write(Draft(("household", 1), "test.other")))
    assert not Outbox.objects.exists()


def test_an_action_that_is_taken_back_owes_nothing(clock, done):
    with transaction.atomic():
        owe(*some(1))
        transaction.set_rollback(True)
    assert not Outbox.objects.exists()


def test_the_lease_of_a_killed_worker_runs_out_and_the_next_one_does_it(clock, friday, done):
    owe(*some(1))
    right = reactions.REGISTRY["test.note"].run
    swap(failing(Killed()))
    with pytest.raises(Killed):
        reactions.run_due()
    swap(right)
    assert reactions.run_due() == (0, 0), "the lease still runs"
    with clock(friday + LEASE + timedelta(seconds=1)):
        assert reactions.run_due() == (1, 0)
    assert len(done) == 1


def test_what_another_worker_has_claimed_is_left_alone(clock, friday, done):
    owe(*some(1))
    Outbox.objects.update(lease_until=friday + LEASE)
    assert reactions.run_due() == (0, 0)
    assert done == []


def test_a_failing_reaction_keeps_the_class_of_the_error_and_not_a_word_of_its_text(clock, done):
    owe(*some(1))
    swap(failing(ValueError("Angela de Vries, Kerkstraat 3")))
    assert reactions.run_due() == (0, 1)
    row = Outbox.objects.get()
    assert row.error == "ValueError"
    assert "Angela" not in repr(Outbox.objects.values().get())


def test_a_failing_reaction_leaves_nothing_half_done_and_does_not_stop_the_others(clock, done):
    first, second = some(2)
    owe(first, second)

    def half(event):
        write(Draft(("household", 9), "test.half"))
        if event.pk == first.pk:
            raise ValueError
        done.append(event.pk)

    swap(half)
    assert reactions.run_due() == (1, 1)
    assert done == [second.pk]
    assert Event.objects.filter(kind="test.half").count() == 1


def test_a_failing_reaction_waits_longer_each_time_and_is_given_up_in_the_end(clock, friday, done):
    owe(*some(1))
    swap(failing(ValueError()))
    moment, waits = friday, []
    for _ in range(TRIES):
        with clock(moment):
            assert reactions.run_due() == (0, 1)
            assert reactions.run_due() == (0, 0), "not again at once"
            waits.append(Outbox.objects.get().not_before - moment)
        moment = Outbox.objects.get().not_before
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    with clock(moment + timedelta(days=365)):
        assert reactions.run_due() == (0, 0)
        assert [(name, error) for name, _, error in reactions.given_up()] == [
            ("test.note", "ValueError")
        ]


def test_a_worker_that_dies_at_the_last_try_is_reported_when_its_lease_ends(clock, friday, done):
    owe(*some(1))
    Outbox.objects.update(attempts=TRIES, lease_until=friday + LEASE)
    assert reactions.given_up() == []
    with clock(friday + LEASE + timedelta(seconds=1)):
        assert len(reactions.given_up()) == 1


def test_the_same_event_is_owed_to_a_reaction_only_once(clock, done):
    events = some(1)
    owe(*events)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        owe(*events)


def test_two_rooms_cannot_take_the_same_name(done):
    stranger = failing(ValueError())
    stranger.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="two reactions"):
        reactions.reaction("test.note", "test.happened")(stranger)


def test_no_more_than_asked_is_done_in_one_round(clock, done):
    owe(*some(3))
    assert reactions.run_due(limit=2) == (2, 0)
    assert reactions.run_due(limit=2) == (1, 0)
