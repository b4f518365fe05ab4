# SPDX-License-Identifier: EUPL-1.2
"""Verbs of a package: working another way out as one, its amounts on both sides, choosing it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import known_sum
from voordeur.money.actions.places import Place, check_amount, check_mandate, kept, the_item, told
from voordeur.money.actions.writing import some_text, today
from voordeur.money.models import Package, PackageLine
from voordeur.money.package import Measured, Side, as_long_as
from voordeur.provisions.given import compartment_of
from voordeur.provisions.queries import ProvisionLine, alternatives, provisions


def _package(deed: Deed, uuid: UUID) -> Package:
    """Return a package that is still open: what was chosen stays as it was chosen."""
    row: Package = the_item(deed, Package, uuid)
    if row.chosen_on is not None:
        raise Refusal(
            _("This package was chosen already."),
            remedy=_("Take the choice back first, with the reason, or work out another one."),
        )
    return row


@action("provision.write")
def work_out_package(
    deed: Deed, *, household_id: int, alternative: UUID, from_date: date, until: date, measured: str
) -> Package:
    """Begin to work out another way as one package, over some days and measured in one way."""
    way = next((one for one in alternatives(deed.inside) if one.uuid == alternative), None)
    if way is None:
        raise Refusal(_("Choose one of the other ways."), "alternative")
    if until <= from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row = Package(
        household_id=household_id,
        alternative_id=way.id,
        from_date=from_date,
        until=until,
        measured=Measured(measured),
    )
    row.save(force_insert=True)
    deed.happened("money.package_worked_out", {"package": row.pk})
    return row


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount as somebody says it: of what, on which side, over which days, resting on what.

    `cents` None: not known, never zero.
    """

    side: str
    what: str
    place: Place
    payer: str
    from_date: date
    until: date
    cents: int | None
    rests_on: str

    def columns(self) -> dict[str, Any]:
        """Return the columns of a line."""
        if self.cents is not None and self.cents < 0:
            raise Refusal(_("An amount cannot be below zero."), "cost")
        return {
            "side": Side(self.side),
            "what": some_text(self.what, "what", 160),
            "law": self.place.law,
            "person_id": self.place.person_id,
            "compartment": self.place.compartment,
            "payer": self.payer,
            "from_date": self.from_date,
            "until": self.until,
            "cents": self.cents,
            "rests_on": some_text(self.rests_on, "rests_on", 160),
        }


def _within(package: Package, amount: Amount) -> None:
    """Refuse days outside those of the package: amounts over other days are not one sum."""
    if amount.until <= amount.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    if amount.from_date < package.from_date or amount.until > package.until:
        raise Refusal(
            _("These days lie outside those of the package."),
            "from_date",
            _("Amounts over other days do not add up: take the part that falls inside."),
        )


@action("provision.write")
def add_line(
    deed: Deed, *, household_id: int, package: UUID, amount: Amount, measured: str
) -> PackageLine:
    """Put an amount on one side of a package; refused when it is measured in the other way."""
    of = _package(deed, package)
    _within(of, amount)
    check_amount(deed, amount.place, amount.payer)
    if measured != of.measured:
        raise Refusal(
            _("Amounts before and after own payments are never added to each other."),
            "measured",
            _("Give this amount as the others of the package are."),
        )
    row = PackageLine(household_id=household_id, package=of, **amount.columns())
    kept(deed, row, row.law)
    told(
        deed,
        "money.package_line_added",
        row,
        {"package": of.pk, "line": row.pk, "side": row.side},
        what=row.what,
        cents=row.cents,
    )
    return row


def _part_of(line: ProvisionLine, package: Package, year: int) -> dict[str, Any]:
    """Return help of the file as a part of the sum apart: over the days it and the package share.

    What it costs in `year` is taken at the same amount a day; what nobody knows of that year is not
    known here either.
    """
    wanted = Period(line.from_date, line.until).meet(Period(package.from_date, package.until))
    if wanted is None or wanted.until is None:
        raise Refusal(_("This help does not run in the days of the package."), "provisions")
    parts = line.in_year(year)
    known = bool(parts) and all(one.cents is not None for one in parts)
    days = sum(one.period.days or 0 for one in parts)
    cost = sum(one.cents or 0 for one in parts) if known else None
    return {
        "person_id": line.person_id,
        "compartment": compartment_of(line.law, line.person_id),
        "side": Side.APART,
        "what": line.name,
        "payer": line.payer,
        "law": line.law,
        "from_date": wanted.from_,
        "until": wanted.until,
        "cents": as_long_as(cost, days or 1, wanted.days or 1),
        "rests_on": _("what it costs in %(year)d, at the same amount a day") % {"year": year},
    }


@action("provision.write")
def take_help_along(
    deed: Deed, *, household_id: int, package: UUID, provisions_taken: Collection[UUID]
) -> list[PackageLine]:
    """Take help that runs as parts of the sum apart, priced as it is priced in the cost sum.

    Those prices are before own payments, so a package after own payments takes none of them.
    """
    of = _package(deed, package)
    if of.measured != Measured.GROSS:
        raise Refusal(
            _("Amounts before and after own payments are never added to each other."),
            "provisions",
            _("What the help costs is kept before own payments; write these amounts by hand."),
        )
    wanted = set(provisions_taken)
    found = [
        one
        for one in provisions(deed.inside)
        if one.uuid in wanted and not one.masked and not one.withdrawn
    ]
    if not found:
        raise Refusal(_("Choose at least one."), "provisions")
    rows = []
    year = min(of.from_date.year, today(deed).year)
    for one in found:
        row = PackageLine(household_id=household_id, package=of, **_part_of(one, of, year))
        kept(deed, row, row.law)
        told(
            deed,
            "money.package_line_added",
            row,
            {"package": of.pk, "line": row.pk, "side": row.side},
            what=row.what,
            cents=row.cents,
        )
        rows.append(row)
    return rows


def _line(deed: Deed, uuid: UUID) -> PackageLine:
    row: PackageLine = the_item(deed, PackageLine, uuid)
    if row.off_on is not None:
        raise Refusal(_("This is not in the file any more."))
    if Package._plain.filter(pk=row.package_id).exclude(chosen_on=None).exists():
        raise Refusal(_("This package was chosen already."))
    return row


@action("provision.write")
def change_line(
    deed: Deed,
    *,
    household_id: int,
    line: UUID,
    cents: int | None,
    rests_on: str,
    expected_version: int,
) -> PackageLine:
    """Say what became known of an amount, and what it rests on now."""
    row = _line(deed, line)
    expect(row, expected_version, {"rests_on": rests_on})
    if cents is not None and cents < 0:
        raise Refusal(_("An amount cannot be below zero."), "cost")
    before = row.cents
    row.cents, row.rests_on = cents, some_text(rests_on, "rests_on", 160)
    row.version += 1
    row.save(update_fields=["cents", "rests_on", "version"])
    told(deed, "money.package_line_changed", row, {"line": row.pk}, cents=[before, cents])
    return row


@action("provision.write")
def take_line_off(
    deed: Deed, *, household_id: int, line: UUID, expected_version: int
) -> PackageLine:
    """Take an amount off a package; that it stood there stays in the history."""
    row = _line(deed, line)
    expect(row, expected_version, {})
    row.off_on, row.version = today(deed), row.version + 1
    row.save(update_fields=["off_on", "version"])
    told(deed, "money.package_line_taken_off", row, {"line": row.pk})
    return row


def _costs(deed: Deed, package: Package) -> int | None:
    """Return what a package costs as far as who decides may read; None while that is not known."""
    lines = PackageLine.objects.through(deed.inside).shown()
    wanted = lines.filter(package=package, side=Side.TOGETHER.value, off_on=None)
    total = known_sum(one.cents for one in wanted.order_by("pk"))
    return total.sum if total.is_complete and total.known else None


@action("decision.take")
def choose_package(
    deed: Deed,
    *,
    household_id: int,
    package: UUID,
    chosen_by: str,
    expected_version: int,
    mandate: UUID | None = None,
) -> Package:
    """Choose a package; refused for a way that does not help, or of which nobody knows, however cheap.

    With a mandate it is checked that whoever does this holds it and that it covers the package.
    """
    row = _package(deed, package)
    expect(row, expected_version, {"chosen_by": chosen_by})
    way = next((one for one in alternatives(deed.inside) if one.id == row.alternative_id), None)
    if way is None:
        raise Refusal(_("This way was put aside."))
    if way.helps is not True:
        raise Refusal(
            _("This way does not help: costing less is no reason to choose it.")
            if way.helps is False
            else _("Nobody knows yet whether this way helps, so its price decides nothing."),
            "chosen_by",
            _("Look for a way that helps, or say first at the way itself what comes of it."),
        )
    row.mandate_id = check_mandate(deed, mandate, _costs(deed, row))
    row.chosen_on, row.chosen_by = today(deed), some_text(chosen_by, "chosen_by", 160)
    row.version += 1
    row.save(update_fields=["chosen_on", "chosen_by", "mandate", "version"])
    facts = {"package": row.pk, "mandate": row.mandate_id}
    told(deed, "money.package_chosen", row, facts, by=row.chosen_by)
    return row


@action("decision.take")
def reopen_package(
    deed: Deed, *, household_id: int, package: UUID, reason: str, expected_version: int
) -> Package:
    """Take the choice of a package back, with the reason; who had chosen it stays in the history."""
    row: Package = the_item(deed, Package, package)
    expect(row, expected_version, {})
    if row.chosen_on is None:
        raise Refusal(_("This package was not chosen."))
    why, was = some_text(reason, "reason", 300), (row.chosen_on.isoformat(), row.chosen_by)
    row.chosen_on, row.chosen_by, row.mandate_id = None, "", None
    row.version += 1
    row.save(update_fields=["chosen_on", "chosen_by", "mandate", "version"])
    told(deed, "money.package_reopened", row, {"package": row.pk}, was=list(was), why=why)
    return row
