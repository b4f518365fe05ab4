# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the zero scenario of a case: foreseeing something, how it went, and looking over all cases."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.access import for_system
from voordeur.door.deed import Deed, action, expect
from voordeur.door.matrix import Purpose
from voordeur.door.reader import system
from voordeur.door.refusal import Refusal
from voordeur.figures.queries import touched_since
from voordeur.history.clock import AMSTERDAM
from voordeur.money.actions.places import Place, check_amount, kept, the_item, told
from voordeur.money.actions.writing import MONEY, some_text, today
from voordeur.money.models import Foreseen, ForeseenOutcome, ZeroCalibration
from voordeur.money.queries.zero import body_of, last_over_all_cases, outcomes_known
from voordeur.money.zeroscenario import KINDS, LEAST_IN_CLASS, Came, foresight, sealed, too_early


@dataclass(frozen=True, slots=True)
class Forecast:
    """What somebody foresees without the plan: chance in per cent, last day, cost when it happens.

    `cents` None: nobody knows what it would cost.
    """

    kind: str
    what: str
    place: Place
    percent: int
    by_date: date
    payer: str
    cents: int | None
    rests_on: str

    def columns(self, day: date) -> dict[str, Any]:
        """Return the columns of what is foreseen."""
        if self.kind not in KINDS:
            raise Refusal(_("Choose what is foreseen from the list."), "kind")
        if not 0 <= self.percent <= 100:
            raise Refusal(_("A chance lies between 0 and 100 %."), "percent")
        if self.by_date <= day:
            raise Refusal(
                _("This day is not still to come."),
                "by_date",
                _("A zero scenario is written before the outcome is known."),
            )
        if self.cents is not None and self.cents < 0:
            raise Refusal(_("An amount cannot be below zero."), "cost")
        return {
            "kind": self.kind,
            "what": some_text(self.what, "what", 160),
            "percent": self.percent,
            "by_date": self.by_date,
            "payer": self.payer,
            "law": self.place.law,
            "person_id": self.place.person_id,
            "compartment": self.place.compartment,
            "cents": self.cents,
            "rests_on": some_text(self.rests_on, "rests_on"),
        }


@action("provision.write")
def foresee(deed: Deed, *, household_id: int, forecast: Forecast) -> Foreseen:
    """Write down what would probably happen without the plan, and seal it: nobody changes it any more."""
    check_amount(deed, forecast.place, forecast.payer)
    row = Foreseen(household_id=household_id, sealed_at=deed.now, **forecast.columns(today(deed)))
    row.seal = sealed(body_of(row))
    kept(deed, row, row.law)
    told(
        deed,
        "money.foreseen",
        row,
        {"foreseen": row.pk},
        what=row.what,
        percent=row.percent,
        by=row.by_date.isoformat(),
        cents=row.cents,
        seal=row.seal,
    )
    return row


REFUSED = {
    "running": (
        gettext_noop("It can still happen: the last day it was foreseen for is not over."),
        gettext_noop("Say it after that day. That it happened can be said at once."),
    ),
    "late": (
        gettext_noop("A mistake is said on the day of writing."),
        gettext_noop("What did not come true stays: that is how one learns to foresee."),
    ),
}


@action("provision.write")
def tell_outcome(
    deed: Deed,
    *,
    household_id: int,
    foreseen: UUID,
    came: str,
    rests_on: str,
    expected_version: int = 0,
) -> ForeseenOutcome:
    """Say how it went with what was foreseen, or correct that; what was foreseen stays as it was.

    `expected_version` is 0 while nothing was said yet.
    """
    about: Foreseen = the_item(deed, Foreseen, foreseen)
    how, day = Came(came), today(deed)
    sealed_on = about.sealed_at.astimezone(AMSTERDAM).date()
    why = too_early(how, sealed_on=sealed_on, by_date=about.by_date, today=day)
    if why:
        said, remedy = REFUSED[why]
        raise Refusal(_(said), "came", _(remedy))
    row = ForeseenOutcome._plain.filter(foreseen=about).first()
    words = some_text(rests_on, "rests_on")
    before = None if row is None else row.came
    if row is None:
        row = ForeseenOutcome(
            household_id=household_id,
            person_id=about.person_id,
            compartment=about.compartment,
            foreseen=about,
            came=how.value,
            known_on=day,
            rests_on=words,
        )
        kept(deed, row, about.law)
    else:
        expect(row, expected_version, {"came": came, "rests_on": rests_on})
        row.came, row.known_on, row.rests_on = how.value, day, words
        row.version += 1
        row.save(update_fields=["came", "known_on", "rests_on", "version"])
    told(
        deed,
        "money.foreseen_known",
        row,
        {"foreseen": about.pk},
        came=[before, row.came],
        why=words,
    )
    return row


def calibrate_if_due() -> bool:
    """Look how well all cases together were foreseen, when ten more households have an outcome."""
    last = last_over_all_cases()
    if last is not None and _households_since(last) < LEAST_IN_CLASS:
        return False
    return calibrate_cases(system("figures")) is not None


def _households_since(moment: datetime) -> int:
    return len(touched_since(("money.foreseen_known",), moment).households)


@action("figures.freeze", household=False)
def calibrate_cases(deed: Deed) -> ZeroCalibration | None:
    """Keep how well the zero scenarios of all cases together foresaw; below twenty nothing is kept.

    What is kept is counts per class of chance, each over ten households or more: of no household and
    of no professional. It stands until ten more households have an outcome, so that two of them
    cannot be subtracted.
    """
    deed.access = for_system(deed.reader, purpose=Purpose.FIGURES)
    found = foresight(outcomes_known(deed.access))
    made = None
    if found is not None:
        made = ZeroCalibration.objects.create(
            analysis=None,
            cases=found.cases,
            brier=round(found.brier, 3),
            spread=[list(one) for one in found.classes],
            source=_("Sealed zero scenarios of this town"),
            made_at=deed.now,
            made_by=deed.reader.key,
        )
    facts = {"calibration": made.pk if made else None, "enough": found is not None}
    deed.happened("money.cases_calibrated", facts, stream=MONEY, about=(None, "name"))
    return made
