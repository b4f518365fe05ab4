# SPDX-License-Identifier: EUPL-1.2
"""Verbs of paying: cases and areas to set side by side, the waterbed, the register of contracts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Conflict, Refusal
from voordeur.money.actions.writing import MONEY, some_text, today
from voordeur.money.areas import Table, TableError, read_table
from voordeur.money.contractfile import contract_of, terms_of
from voordeur.money.contracts import may_be_signed
from voordeur.money.models import AreaSet, ContractEntry, ContractTerms, PayingCase, WaterbedSpill
from voordeur.money.models.paying import KINDS
from voordeur.money.waterbed import Spill

ACT: Final = "paying.write"

# Words that sums refuse with; named here so that they are translated.
TABLE_WORDS = (
    gettext_noop("There is no area in the table."),
    gettext_noop("Give the area, at least one count, the costs and the very expensive cases."),
    gettext_noop("There are more than 40 areas."),
    gettext_noop("A name is there twice."),
    gettext_noop("This row has not as many cells as the heading."),
    gettext_noop("This is no count."),
    gettext_noop("This is no amount."),
)
TERMS_WORDS = (
    gettext_noop("It is not said what is paid for."),
    gettext_noop("Choose at least one."),
    gettext_noop("More indicators show an outcome than there are."),
    gettext_noop("Count them again."),
)


def _there(model: Any, uuid: UUID) -> Any:
    row = model.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This is not there any more."))
    return row


def _own_name(row: Any, name: str) -> str:
    said = some_text(name, "name", 120)
    if type(row).objects.filter(name__iexact=said).exclude(pk=row.pk).exists():
        raise Refusal(_("There is one of this name already."), "name")
    return said


def _percent(value: int, where: str) -> int:
    if not 0 <= value <= 100:
        raise Refusal(_("A percentage lies between 0 and 100."), where)
    return value


@action(ACT, household=False)
def write_case(
    deed: Deed,
    *,
    kind: str,
    name: str,
    unit: str,
    units_before: int,
    units_after: int,
    unit_cents: int,
    prevention_cents: int,
    result_before: int,
    result_after: int,
    source: str,
    case: UUID | None = None,
    expected_version: int = 0,
) -> PayingCase:
    """Write down a kind of household, a street or a project to set ways of paying beside; or change it."""
    row = PayingCase() if case is None else _there(PayingCase, case)
    if case is not None:
        expect(row, expected_version, {"name": name, "source": source})
        row.version += 1
    if kind not in KINDS:
        raise Refusal(_("Choose a kind from the list."), "kind")
    if min(units_before, units_after, prevention_cents) < 0 or unit_cents <= 0:
        raise Refusal(_("An amount cannot be below zero."), "unit_cost")
    row.kind, row.name = kind, _own_name(row, name)
    row.unit, row.source = some_text(unit, "unit", 60), some_text(source, "source")
    row.units_before, row.units_after = units_before, units_after
    row.unit_cents, row.prevention_cents = unit_cents, prevention_cents
    row.result_before_percent = _percent(result_before, "result_before")
    row.result_after_percent = _percent(result_after, "result_after")
    row.save()
    deed.happened("money.case_written", {"case": row.pk}, stream=MONEY)
    return row


def _read(table: str) -> Table:
    """Return a table that was pasted; what cannot be read is told with row and column."""
    try:
        return read_table(table)
    except TableError as error:
        if not error.row:
            raise Refusal(_(error.what), "table") from error
        place = _("Row %(row)d") % {"row": error.row}
        where = f"{place}, {error.column}" if error.column else place
        raise Refusal(f"{where}: {_(error.what)}", "table") from error


@action(ACT, household=False)
def write_areas(
    deed: Deed,
    *,
    name: str,
    total_cents: int,
    table: str,
    weights: Mapping[str, int],
    source: str,
    areas: UUID | None = None,
    expected_version: int = 0,
) -> AreaSet:
    """Write down areas with their counts and costs, and the weights that are public; or change them.

    A factor of the table without a weight counts once; a weight for no factor is left out.
    """
    row = AreaSet() if areas is None else _there(AreaSet, areas)
    if areas is not None:
        expect(row, expected_version, {"name": name, "table": table})
        row.version += 1
    read = _read(table)
    if total_cents <= 0:
        raise Refusal(_("Say an amount above zero."), "total")
    if any(one < 0 for one in weights.values()):
        raise Refusal(_("A weight is 0 or more."), "weights")
    row.name, row.source = _own_name(row, name), some_text(source, "source")
    row.total_cents, row.table = total_cents, table.strip()
    row.weights = {factor: weights.get(factor, 1) for factor in read.factors}
    row.save()
    deed.happened("money.areas_written", {"areas": row.pk}, stream=MONEY)
    return row


@action(ACT, household=False)
def write_spill(
    deed: Deed,
    *,
    cut: str,
    other: str,
    sign: int,
    source: str,
    low_cents: int | None = None,
    high_cents: int | None = None,
    spill: UUID | None = None,
    expected_version: int = 0,
) -> WaterbedSpill:
    """Say what a cut on one field does to another: the sign, the size if it is known, and the source."""
    row = WaterbedSpill() if spill is None else _there(WaterbedSpill, spill)
    if spill is not None:
        expect(row, expected_version, {"cut": cut, "other": other, "source": source})
        row.version += 1
    fields = some_text(cut, "cut", 80), some_text(other, "other", 80)
    if fields[0].casefold() == fields[1].casefold():
        raise Refusal(_("Name two fields."), "other")
    said = some_text(source, "source")
    if (low_cents is None) != (high_cents is None):
        raise Refusal(
            _("Only one end of the range is known."), "high", _("Give both, or leave both empty.")
        )
    if low_cents is not None and high_cents is not None and low_cents > high_cents:
        raise Refusal(_("The first amount is the lower one."), "low")
    Spill(*fields, sign, said, low_cents, high_cents)
    row.cut, row.other, row.sign, row.source = *fields, sign, said
    row.low_cents, row.high_cents = low_cents, high_cents
    row.save()
    deed.happened("money.spill_written", {"spill": row.pk, "sign": sign}, stream=MONEY)
    return row


@action(ACT, household=False)
def take_spill_off(deed: Deed, *, spill: UUID, expected_version: int) -> WaterbedSpill:
    """Take a sign out of the matrix; that it stood there stays in the history."""
    row: WaterbedSpill = _there(WaterbedSpill, spill)
    expect(row, expected_version, {})
    row.off_on, row.version = today(deed), row.version + 1
    row.save(update_fields=["off_on", "version"])
    deed.happened("money.spill_taken_off", {"spill": row.pk}, stream=MONEY)
    return row


@action(ACT, household=False)
def register_contract(
    deed: Deed,
    *,
    name: str,
    party: str,
    from_date: date,
    until: date,
    terms: Mapping[str, Any],
    decided_by: str,
    is_demo: bool = False,
) -> ContractEntry:
    """Put a contract in the register as a draft, with how it pays and what it asks."""
    if until <= from_date:
        raise Refusal(_("The end lies before the start."), "until")
    kept = terms_of(terms)
    contract_of(name, kept)
    row = ContractEntry(from_date=from_date, until=until, is_demo=is_demo)
    row.name, row.party = _own_name(row, name), some_text(party, "party", 120)
    row.save()
    ContractTerms.objects.create(
        contract=row,
        from_date=from_date,
        terms=kept,
        decided_by=some_text(decided_by, "decided_by", 160),
        recorded_on=today(deed),
    )
    deed.happened("money.contract_registered", {"contract": row.pk}, stream=MONEY)
    return row


def _refuse_never(name: str, terms: Mapping[str, Any]) -> None:
    if not may_be_signed(contract_of(name, terms)):
        raise Refusal(
            _("This contract rewards the wrong thing, so it is not signed as it stands."),
            remedy=_(
                "Never pay for exits alone; agree how is watched that the easy ones are not picked, "
                "and after how many months somebody who comes back no longer counts as a success."
            ),
        )


def _said(terms: Mapping[str, Any]) -> dict[str, object]:
    """Return kept terms as they stand in the form."""
    return {**terms, "asks": "\n".join(": ".join(one) for one in terms["asks"])}


@action(ACT, household=False)
def change_draft(
    deed: Deed,
    *,
    contract: UUID,
    terms: Mapping[str, Any],
    decided_by: str,
    expected_version: int,
) -> ContractEntry:
    """Change the terms of a contract that is not signed yet."""
    row: ContractEntry = _there(ContractEntry, contract)
    if row.signed_on is not None:
        raise Refusal(_("This contract is signed: steer it from a day on."))
    kept = terms_of(terms)
    there = row.terms.get(from_date=row.from_date)
    if row.version != expected_version:
        raise Conflict(
            _("Somebody else changed this while you were writing."),
            mine=_said(kept),
            theirs=_said(there.terms),
        )
    contract_of(row.name, kept)
    there.terms, there.decided_by = kept, some_text(decided_by, "decided_by", 160)
    there.recorded_on = today(deed)
    there.save(update_fields=["terms", "decided_by", "recorded_on"])
    row.version += 1
    row.save(update_fields=["version"])
    deed.happened("money.contract_changed", {"contract": row.pk}, stream=MONEY)
    return row


@action(ACT, household=False)
def sign_contract(deed: Deed, *, contract: UUID, on: date, expected_version: int) -> ContractEntry:
    """Record that a contract was signed; refused for what no contract may have."""
    row: ContractEntry = _there(ContractEntry, contract)
    expect(row, expected_version, {"signed_on": on})
    if row.signed_on is not None:
        raise Refusal(_("This contract is signed already."))
    if on > today(deed):
        raise Refusal(_("This day is still to come."), "on")
    _refuse_never(row.name, row.terms.get(from_date=row.from_date).terms)
    row.signed_on, row.version = on, row.version + 1
    row.save(update_fields=["signed_on", "version"])
    deed.happened("money.contract_signed", {"contract": row.pk, "on": on}, stream=MONEY)
    return row


@action(ACT, household=False)
def steer_contract(
    deed: Deed,
    *,
    contract: UUID,
    from_date: date,
    terms: Mapping[str, Any],
    why: str,
    decided_by: str,
    expected_version: int,
) -> ContractTerms:
    """Steer a signed contract on the way: other terms from a day on, with why and who decided.

    Refused when the contract, as it holds that day, says that it cannot be changed.
    """
    row: ContractEntry = _there(ContractEntry, contract)
    expect(row, expected_version, {})
    if row.signed_on is None:
        raise Refusal(_("This contract is still a draft: change the draft."))
    if not row.from_date < from_date < row.until:
        raise Refusal(_("Choose a day while the contract runs."), "from_date")
    if row.terms.filter(from_date__gte=from_date).exists():
        raise Refusal(_("It was steered from a later day already."), "from_date")
    before = row.terms.filter(from_date__lt=from_date).latest("from_date")
    if not before.terms["steerable"]:
        raise Refusal(
            _("The contract says that it cannot be changed on the way."),
            remedy=_("Agree with the other party first that it can."),
        )
    kept = terms_of(terms)
    _refuse_never(row.name, kept)
    made = ContractTerms.objects.create(
        contract=row,
        from_date=from_date,
        terms=kept,
        why=some_text(why, "why"),
        decided_by=some_text(decided_by, "decided_by", 160),
        recorded_on=today(deed),
    )
    row.version += 1
    row.save(update_fields=["version"])
    deed.happened("money.contract_steered", {"contract": row.pk, "from": from_date}, stream=MONEY)
    return made
