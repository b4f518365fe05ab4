# SPDX-License-Identifier: EUPL-1.2
"""Help to test with, recorded through the actions that record it in real life."""

from datetime import date

from tests import factories as make
from voordeur.ledger.entries import Period
from voordeur.people.actions import register_household
from voordeur.provisions import actions
from voordeur.provisions.given import Given, Price
from voordeur.provisions.pricing import AmountOver

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


def declared(cents, period=YEAR):
    """A price that was billed."""
    return Price(declared=(AmountOver(cents, period),))


def given(name="Begeleiding", **facts):
    """Help from 1 January 2026 under the Wmo, unless said otherwise."""
    facts = {"law": "wmo", "from_date": date(2026, 1, 1), "payer": "municipality"} | facts
    return Given(name=name, **facts)


def a_provision(home, by=None, **facts):
    """A provision of a household, recorded by the set-up unless a reader is given."""
    return actions.record_provision(by or make.SETUP, household_id=home.pk, given=given(**facts))


def a_coordinator(home):
    """A professional who coordinates this household."""
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    return worker


def a_family(*new):
    """A household of these new persons."""
    return register_household(make.SETUP, members=list(new))
