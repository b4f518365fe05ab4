# SPDX-License-Identifier: EUPL-1.2
"""The verb about who manages the money."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.livelihood.actions.writing import day_of, part_of, sealed
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.models import MoneyManager


@action("livelihood.write")
def say_who_manages(
    deed: Deed,
    *,
    household_id: int,
    manager: str,
    who: str = "",
    person_id: int | None = None,
    from_date: date | None = None,
) -> MoneyManager:
    """Say who manages the money of a member, or of all together; the one before ends that day."""
    if manager not in catalogue().managers:
        raise Refusal(_("Choose who manages the money."), "manager")
    if manager != "self" and not who.strip():
        raise Refusal(_("Say who that is, by name."), "who")
    part = part_of(deed, person_id)
    day = from_date or day_of(deed)
    about = Q(person=None) if person_id is None else Q(person_id=person_id)
    before = MoneyManager._plain.filter(about, household_id=household_id, until=None).first()
    if before is not None:
        if before.from_date > day:
            raise Refusal(_("That lies before who manages it now."), "from_date")
        before.until, before.version = day, before.version + 1
        before.save(update_fields=["until", "version"])
    row = MoneyManager(
        household_id=household_id,
        person_id=person_id,
        compartment=part,
        manager=manager,
        who=who.strip(),
        from_date=day,
    )
    row.save(force_insert=True)
    deed.happened("livelihood.manager_said", {"manager": row.pk}, sealed(row, {"manager": manager}))
    return row
