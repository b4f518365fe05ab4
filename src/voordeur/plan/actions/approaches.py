# SPDX-License-Identifier: EUPL-1.2
"""Verbs of what is tried: choosing a way of working with its reason, and saying how it went."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.plan.actions.placing import found, place, sealed, some_text
from voordeur.plan.approaching import IN_THE_WAY, LOGICS, WENT
from voordeur.plan.models import Approach


@action("plan.write")
def try_approach(
    deed: Deed,
    *,
    household_id: int,
    logic: str,
    why: str,
    in_the_way: Collection[str] = (),
    person_id: int | None = None,
    compartment: str | None = None,
) -> Approach:
    """Say what is tried with a member or the household, and why that should fit here.

    What is in the way is of one member and may stay empty; it decides nothing.
    """
    if logic not in LOGICS:
        raise Refusal(_("Choose what you try."), "logic")
    if not set(in_the_way) <= set(IN_THE_WAY):
        raise Refusal(_("Choose from the list, or leave it empty."), "in_the_way")
    if in_the_way and person_id is None:
        raise Refusal(_("What is in the way is of one member: choose whom."), "about")
    at = place(deed, person_id, compartment)
    row = Approach(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        logic=logic,
        why=some_text(why, "why"),
        in_the_way=[one for one in IN_THE_WAY if one in in_the_way],
        from_date=deed.now.astimezone(AMSTERDAM).date(),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.approach_tried",
        {"approach": row.pk},
        sealed(deed, at, {"logic": logic, "why": row.why, "in_the_way": row.in_the_way}),
    )
    return row


@action("plan.write")
def judge_approach(
    deed: Deed,
    *,
    household_id: int,
    approach: UUID,
    went: str,
    learned: str = "",
    expected_version: int,
) -> Approach:
    """Say how it went with what was tried; it ends with that. That it did not help is no failure."""
    row = found(deed, Approach, approach, "approach")
    expect(row, expected_version, {"learned": learned})
    if row.until is not None:
        raise Refusal(_("It was said already how this went."))
    if went not in WENT:
        raise Refusal(_("Choose how it went."), "went")
    row.until = max(row.from_date, deed.now.astimezone(AMSTERDAM).date())
    row.went, row.learned, row.version = went, learned.strip(), row.version + 1
    row.save(update_fields=["until", "went", "learned", "version"])
    deed.happened(
        "plan.approach_judged",
        {"approach": row.pk, "logic": row.logic, "went": went},
        sealed(deed, (row.person_id, row.compartment), {"learned": row.learned}),
    )
    return row
