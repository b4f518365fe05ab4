# SPDX-License-Identifier: EUPL-1.2
"""Files with names go when their term is over, are written down as gone, and not a day before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from tests.factlab.house.conftest import SMALL, TOWN, browser, people
from voordeur.door import retention
from voordeur.door.refusal import NotAllowed
from voordeur.factlab.actions import ask_task
from voordeur.factlab.actions.clearing import clear_folder, note_folder
from voordeur.factlab.house.clearing import clear_due
from voordeur.factlab.house.place import root
from voordeur.factlab.house.working import at_once, run_due
from voordeur.factlab.models import Delivery, Folder
from voordeur.history import clock as the_clock
from voordeur.history.models import Event

pytestmark = pytest.mark.django_db


def test_deliveries_and_what_was_made_of_them_go_after_their_term(house, analyst, friday):
    with pytest.raises(NotAllowed):
        clear_folder(analyst.reader, name=SMALL)
    with pytest.raises(NotAllowed):
        note_folder(analyst.reader, name=SMALL, used_at=friday)
    ask_task(analyst.reader, kind="check", folder=SMALL)
    assert clear_due() == 0  # somebody is busy: nothing is even looked at
    assert not Folder.objects.filter(name=TOWN).exists()
    run_due(at_once)
    assert clear_due() == 0
    assert sorted(one.name for one in root().work.iterdir()) == ["brp", "wmo"]
    page = browser(analyst).get(reverse("factlab_folder", args=[SMALL]))
    assert date_format(retention.after("P15M", friday), "j F Y") in page.content.decode()

    # A newer file: what was taken in from the old one is needed by nobody.
    (house / SMALL / "wmo.csv").write_text(people(61, "household_help"), encoding="utf-8")
    (old,) = (root().work / "wmo").iterdir()
    with the_clock.at(friday + timedelta(days=200)):
        ask_task(analyst.reader, kind="check", folder=SMALL)
        run_due(at_once)
        clear_due()
    assert [one != old for one in (root().work / "wmo").iterdir()] == [True]

    # The town was put there by hand and never used since: its term is over first.
    with the_clock.at(friday + timedelta(days=500)):
        assert clear_due() == 1
        assert sorted(root().names()) == [SMALL]
    with the_clock.at(friday + timedelta(days=700)):
        assert clear_due() == 1
        assert clear_due() == 0
    assert Event.objects.filter(kind="factlab.cleared").count() == 2
    assert not root().names()
    assert not any(one for folder in root().work.iterdir() for one in folder.iterdir())
    assert not Folder.objects.exists()
    # What was counted of it stays, and says nothing about anybody.
    assert Delivery.objects.filter(folder=SMALL).exists()
