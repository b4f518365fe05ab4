# SPDX-License-Identifier: EUPL-1.2
"""More signals: by the same youth, address or parent, in six weeks; shown, and starting nothing."""

from datetime import timedelta

import pytest

from tests.intake.making import a_scene, a_signal, in_triage, seen
from voordeur.door.models import AccessRecord
from voordeur.history.models import Event
from voordeur.intake import actions
from voordeur.intake.matching import Described

pytestmark = pytest.mark.django_db

AT = {"postcode": "1234 AB", "number": "12"}
DAVY = Described("Davy", "Smit", "2011-04-02")


def said(page):
    return {more.rule: more.count.text("en") for more in page.more}


def test_the_third_signal_at_one_address_in_six_weeks_is_shown(clock, friday):
    scene = a_scene()
    with clock(friday - timedelta(days=40)):
        a_signal(scene, "eerste", **AT)
    a_signal(scene, "tweede", postcode="1234ab", number="12 ")
    third = a_signal(scene, "derde", **AT)
    assert said(seen(scene.triage, third)) == {"address": "third signal in six weeks"}


def test_a_signal_of_seven_weeks_ago_does_not_count(clock, friday):
    scene = a_scene()
    with clock(friday - timedelta(days=49)):
        a_signal(scene, "eerste", **AT)
    assert said(seen(scene.triage, a_signal(scene, "tweede", **AT))) == {}


def test_the_number_starts_nothing(clock):
    scene = a_scene()
    before = None
    for number in range(4):
        first = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        a_signal(scene, f"nummer {number}", **AT)
        kinds = sorted(Event.objects.filter(pk__gt=first).values_list("kind", flat=True))
        assert before in (None, kinds)
        before = kinds


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({"youth": DAVY}, {"youth": DAVY}, "youth"),
        ({"parent": DAVY}, {"parent": DAVY}, "parent"),
        (AT, AT, "address"),
    ],
)
def test_the_three_rules_match(clock, first, second, rule):
    scene = a_scene()
    a_signal(scene, "een", **first)
    assert set(said(seen(scene.triage, a_signal(scene, "twee", **second)))) == {rule}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"youth": DAVY}, {"parent": DAVY}),
        (
            {"youth": Described("Davy", "Smit", "2011")},
            {"youth": Described("Davy", "Smit", "2011")},
        ),
        (
            {"youth": Described("Davy", "", "2011-04-02")},
            {"youth": Described("Davy", "", "2011-04-02")},
        ),
        ({"postcode": "1234 AB"}, {"postcode": "1234 AB"}),
        ({**AT, "number": "12 A"}, AT),
        ({"who": "jongen van 9"}, {"who": "jongen van 9"}),
    ],
)
def test_what_is_not_fully_the_same_does_not_match(clock, first, second):
    scene = a_scene()
    a_signal(scene, "een", **first)
    assert said(seen(scene.triage, a_signal(scene, "twee", **second))) == {}


def test_a_match_tells_that_there_are_more_not_what_and_is_logged(clock):
    scene = a_scene()
    first = a_signal(scene, "een geheim", **AT)
    other_scene = a_scene()
    second = a_signal(other_scene, "twee", **AT)
    page = seen(other_scene.triage, second)
    assert said(page) == {"address": "second signal in six weeks"}
    assert "geheim" not in repr(page)
    logged = AccessRecord.objects.filter(activity="intake.more_signals")
    assert [row.households for row in logged] == [[first.household_id]]


def test_a_malicious_signal_counts_nowhere(clock):
    scene = a_scene()
    first, second = a_signal(scene, "een", **AT), a_signal(scene, "twee", **AT)
    decision = in_triage(scene, first)
    actions.set_aside(
        scene.triage, **decision, reason="Burenruzie", not_informed_reason="Niets gedaan ermee"
    )
    assert said(seen(scene.triage, second)) == {}
