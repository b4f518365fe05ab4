# SPDX-License-Identifier: EUPL-1.2
"""Verbs about debts: recorded, restated, turned, with a route out and the day it goes wrong."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.livelihood.actions.writing import check_amount, day_of, part_of, sealed
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.models import Debt
from voordeur.livelihood.states import DEBT_STARTS, after
from voordeur.terms.book import close_terms, open_term


def _open_debt(deed: Deed, debt: int) -> Debt:
    row = Debt.objects.through(deed.inside).shown().filter(pk=debt).first()
    if row is None or row.state == "settled":
        raise Refusal(_("This debt is settled already."))
    return row


def _remind(deed: Deed, row: Debt) -> None:
    """Open the term of the day on which it goes wrong, for who wrote it down."""
    subject = f"debt:{row.pk}"
    close_terms(deed, subject=subject)
    if row.threat_on is not None and deed.reader.account_id is not None:
        open_term(
            deed,
            kind="arrears_date",
            owner=deed.reader.key,
            subject=subject,
            due=row.threat_on,
            person_id=row.person_id,
            compartment=row.compartment,
        )


def _dated(row: Debt, threat_on: date | None) -> None:
    """Put the day down together with what happens on it, which follows from whom is owed."""
    threat = catalogue().creditors[row.creditor].threat
    if threat_on is not None and not threat:
        raise Refusal(_("Nothing happens on a day at this creditor."), "threat_on")
    row.threat_on, row.threat = threat_on, threat if threat_on is not None else ""


@action("livelihood.write")
def record_debt(
    deed: Deed,
    *,
    household_id: int,
    creditor: str,
    amount: int | None,
    state: str = "open",
    person_id: int | None = None,
    creditor_name: str = "",
    since: date | None = None,
    route: str = "",
    threat_on: date | None = None,
) -> Debt:
    """Record what is owed to whom; an amount nobody has added up is None, never 0.

    With a day on which an eviction, a cut-off or detention follows, who wrote it down is reminded.
    """
    if creditor not in catalogue().creditors:
        raise Refusal(_("Choose who is owed."), "creditor")
    if state not in DEBT_STARTS:
        raise Refusal(_("Choose how it stands."), "state")
    if route and route not in catalogue().routes:
        raise Refusal(_("Choose a route from the list."), "route")
    day = since or day_of(deed)
    if day > day_of(deed):
        raise Refusal(_("This day is still to come."), "since")
    row = Debt(
        household_id=household_id,
        person_id=person_id,
        compartment=part_of(deed, person_id),
        creditor=creditor,
        creditor_name=creditor_name.strip(),
        amount=check_amount(amount),
        state=state,
        since=day,
        turned_on=day,
        route=route,
    )
    _dated(row, threat_on)
    row.save(force_insert=True)
    _remind(deed, row)
    deed.happened(
        "livelihood.debt_recorded",
        {"debt": row.pk},
        sealed(row, {"creditor": creditor, "amount": amount, "state": state, "day": threat_on}),
    )
    return row


@action("livelihood.write")
def restate_debt(
    deed: Deed, *, household_id: int, debt: int, amount: int | None, expected_version: int
) -> Debt:
    """Say anew how much is owed; unknown is a good answer."""
    row = _open_debt(deed, debt)
    expect(row, expected_version, {"amount": amount})
    before = row.amount
    row.amount, row.version = check_amount(amount), row.version + 1
    row.save(update_fields=["amount", "version"])
    deed.happened(
        "livelihood.debt_restated",
        {"debt": row.pk},
        sealed(row, {"before": {"amount": before}, "after": {"amount": amount}}),
    )
    return row


@action("livelihood.write")
def turn_debt(
    deed: Deed, *, household_id: int, debt: int, verb: str, on: date, expected_version: int
) -> Debt:
    """Say that a debt was arranged, fell behind again, came to court or was settled."""
    row = _open_debt(deed, debt)
    expect(row, expected_version, {"turned_on": on})
    state = after(row.state, verb)
    if state is None:
        raise Refusal(_("That cannot happen to a debt in this state."), "verb")
    if on > day_of(deed):
        raise Refusal(_("This day is still to come."), "on")
    before = row.state
    row.state, row.turned_on, row.version = state, on, row.version + 1
    if state in ("arranged", "settled"):
        row.threat_on, row.threat = None, ""
    row.save(update_fields=["state", "turned_on", "threat", "threat_on", "version"])
    _remind(deed, row)
    deed.happened(
        "livelihood.debt_turned",
        {"debt": row.pk, "on": on},
        sealed(row, {"before": {"state": before}, "after": {"state": state}}),
    )
    return row


@action("livelihood.write")
def date_arrears(
    deed: Deed, *, household_id: int, debt: int, threat_on: date | None, expected_version: int
) -> Debt:
    """Say on which day an eviction, a cut-off or detention follows; None: that day is off."""
    row = _open_debt(deed, debt)
    expect(row, expected_version, {"threat_on": threat_on})
    _dated(row, threat_on)
    row.version += 1
    row.save(update_fields=["threat", "threat_on", "version"])
    _remind(deed, row)
    deed.happened(
        "livelihood.arrears_dated", {"debt": row.pk}, sealed(row, {"threat_on": threat_on})
    )
    return row


@action("livelihood.write")
def choose_route(
    deed: Deed, *, household_id: int, debt: int, route: str, expected_version: int
) -> Debt:
    """Say which route out of this debt is taken; an empty route takes it back."""
    row = _open_debt(deed, debt)
    expect(row, expected_version, {"route": route})
    if route and route not in catalogue().routes:
        raise Refusal(_("Choose a route from the list."), "route")
    before = row.route
    row.route, row.version = route, row.version + 1
    row.save(update_fields=["route", "version"])
    deed.happened(
        "livelihood.route_chosen",
        {"debt": row.pk},
        sealed(row, {"before": {"route": before}, "after": {"route": route}}),
    )
    return row
