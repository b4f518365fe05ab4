# SPDX-License-Identifier: EUPL-1.2
"""Verbs of freed money: what is no longer needed in a pot, and what it is used for again."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.money.actions.places import Place, check_amount, check_mandate, kept, the_item, told
from voordeur.money.actions.writing import some_text, today
from voordeur.money.benefits import Benefit, Reuse, cash_date, reuse
from voordeur.money.models import Freed, UsedAgain
from voordeur.partners.laws import payers

# Words that `benefits.reuse` refuses with; named here so that they are translated.
REUSE_WORDS = (
    gettext_noop("Nobody decided this."),
    gettext_noop("Name who decides."),
    gettext_noop("The money is not free on that day."),
    gettext_noop("Wait for the cash date."),
    gettext_noop("More is spent than was saved."),
    gettext_noop("Spend what is left."),
)


@dataclass(frozen=True, slots=True)
class Saving:
    """Money of a pot that is no longer needed, as somebody says it; `cents` None: not known yet."""

    what: str
    pot: str
    payer: str
    place: Place
    cents: int | None
    rests_on: str
    freed_from: date
    contract_ends: date | None
    releasable: bool
    decided_by: str

    def columns(self) -> dict[str, Any]:
        """Return the columns of what was freed."""
        if self.cents is not None and self.cents <= 0:
            raise Refusal(_("Say an amount above zero, or leave it empty."), "cost")
        return {
            "what": some_text(self.what, "what", 160),
            "pot": some_text(self.pot, "pot", 120),
            "payer": self.payer,
            "law": self.place.law,
            "person_id": self.place.person_id,
            "compartment": self.place.compartment,
            "cents": self.cents,
            "rests_on": some_text(self.rests_on, "rests_on", 160),
            "freed_from": self.freed_from,
            "contract_ends": self.contract_ends,
            "releasable": self.releasable,
            "decided_by": some_text(self.decided_by, "decided_by", 160),
        }


@action("decision.take")
def free_money(deed: Deed, *, household_id: int, saving: Saving) -> Freed:
    """Record that money of a pot is no longer needed here: how much, on whose word, from which day."""
    check_amount(deed, saving.place, saving.payer)
    row = Freed(household_id=household_id, **saving.columns())
    kept(deed, row, row.law)
    told(
        deed,
        "money.freed",
        row,
        {"freed": row.pk, "payer": row.payer},
        what=row.what,
        pot=row.pot,
        cents=row.cents,
        by=row.decided_by,
    )
    return row


def _spent(row: Freed) -> list[Reuse]:
    """Return all that was used of an amount before, whoever may see it: no euro is used twice."""
    return [
        Reuse(str(row.pk), row.pot, one.to_pot, one.goal, one.cents, one.decided_by, one.from_date)
        for one in UsedAgain._plain.filter(freed=row)
    ]


@action("decision.take")
def change_freed(
    deed: Deed,
    *,
    household_id: int,
    freed: UUID,
    cents: int | None,
    rests_on: str,
    contract_ends: date | None,
    releasable: bool,
    expected_version: int,
) -> Freed:
    """Say what became known: the amount, or the day on which the contract it is bound to ends."""
    row: Freed = the_item(deed, Freed, freed)
    expect(row, expected_version, {"rests_on": rests_on, "contract_ends": contract_ends})
    if cents is not None and cents <= 0:
        raise Refusal(_("Say an amount above zero, or leave it empty."), "cost")
    spent = _spent(row)
    if spent and (cents is None or cents < sum(one.cents for one in spent)):
        raise Refusal(_("More than this has been used already."), "cost")
    day = cash_date(row.freed_from, ends=contract_ends, releasable=releasable)
    if spent and (day is None or day > min(one.from_ for one in spent)):
        raise Refusal(_("A part was used from an earlier day already."), "contract_ends")
    before = row.cents
    row.cents, row.rests_on = cents, some_text(rests_on, "rests_on", 160)
    row.contract_ends, row.releasable, row.version = contract_ends, releasable, row.version + 1
    row.save(update_fields=["cents", "rests_on", "contract_ends", "releasable", "version"])
    told(deed, "money.freed_changed", row, {"freed": row.pk}, cents=[before, cents])
    return row


@action("decision.take")
def use_again(
    deed: Deed,
    *,
    household_id: int,
    freed: UUID,
    to_pot: str,
    payer: str,
    goal: str,
    cents: int,
    from_date: date,
    decided_by: str,
    expected_version: int,
    mandate: UUID | None = None,
) -> UsedAgain:
    """Use freed money for another goal, over the walls of pots; not before it is free, no euro twice.

    With a mandate it is checked that whoever does this holds it and that it covers the amount.
    """
    row: Freed = the_item(deed, Freed, freed)
    expect(row, expected_version, {})
    if payer not in payers():
        raise Refusal(_("Choose who pays from the list."), "payer")
    saved = Benefit(str(row.pk), row.payer, row.pot, row.freed_from.year, row.cents)
    spendable = cash_date(row.freed_from, ends=row.contract_ends, releasable=row.releasable)
    new = Reuse(saved.id, row.pot, to_pot, goal, cents, decided_by, from_date)
    try:
        reuse(saved, _spent(row), new, spendable=spendable)
    except Refusal as refused:
        where = {
            REUSE_WORDS[0]: "decided_by",
            REUSE_WORDS[2]: "from_date",
            REUSE_WORDS[4]: "cost",
        }
        raise Refusal(_(refused.what), where[refused.what], _(refused.remedy)) from refused
    row.version += 1
    row.save(update_fields=["version"])
    used = UsedAgain(
        household_id=household_id,
        person_id=row.person_id,
        compartment=row.compartment,
        freed=row,
        to_pot=some_text(to_pot, "to_pot", 120),
        payer=payer,
        goal=some_text(goal, "goal", 160),
        cents=cents,
        from_date=from_date,
        decided_by=some_text(decided_by, "decided_by", 160),
        mandate_id=check_mandate(deed, mandate, cents),
        recorded_on=today(deed),
    )
    kept(deed, used, row.law)
    told(
        deed,
        "money.used_again",
        used,
        {"freed": row.pk, "used": used.pk, "payer": payer},
        goal=used.goal,
        cents=cents,
        by=used.decided_by,
    )
    return used
