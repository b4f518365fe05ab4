# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: waiting can be a choice, when somebody makes it and says why."""

from datetime import date

import pytest

from tests.intake.making import a_scene, a_signal, in_triage, seen
from voordeur.intake import actions, queries

pytestmark = pytest.mark.django_db


def test_transformatie_r27_waiting_is_a_list_with_reasons_and_dates(clock):
    """The signal waits because the household asked so, and comes back by itself on that day."""
    scene = a_scene()
    signal = a_signal(scene)
    decision = in_triage(scene, signal)
    actions.wait(
        scene.triage,
        **decision,
        reason="moeder wil eerst bevallen",
        look_again_on=date(2027, 1, 4),
    )
    page = seen(scene.triage, signal)
    assert (page.stage, page.decisions[0].reason) == ("waiting", "moeder wil eerst bevallen")
    assert [line.due for line in queries.worklist(scene.triage)] == [date(2027, 1, 4)]
