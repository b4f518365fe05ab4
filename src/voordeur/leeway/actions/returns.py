# SPDX-License-Identifier: EUPL-1.2
"""Verbs: what a member does in return for a tailored decision, of their own accord."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import sealed, some_text
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said
from voordeur.leeway.actions.decisions import decision_here
from voordeur.leeway.actions.writing import today
from voordeur.leeway.models import ReturnService
from voordeur.people.queries import members

MOST_HOURS = 400


@action("offer.answer")
def say_return(
    deed: Deed,
    *,
    household_id: int,
    decision: UUID,
    person_id: int,
    what: str,
    hours: int,
    how: str | None = None,
) -> ReturnService:
    """Write down what a member wants to do in return, in their own word; nothing depends on it.

    Only after the decision was granted: a return that is asked beforehand is a condition.
    """
    row = decision_here(deed, decision)
    if not row.granted:
        raise Refusal(_("Nothing was granted here."), "decision")
    if person_id not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "about")
    if deed.reader.person_id is not None and deed.reader.person_id != person_id:
        raise NotAllowed(_("Only the member it is about can say this."))
    if row.person_id not in (None, person_id):
        raise Refusal(_("This decision is about somebody else."), "about")
    if not 1 <= hours <= MOST_HOURS:
        raise Refusal(_("Say how many hours, from 1 to 400."), "hours")
    given = ReturnService(
        household_id=household_id,
        person_id=person_id,
        compartment=row.compartment,
        decision=row,
        what=some_text(what, "what")[:300],
        hours=hours,
        **said(deed, person_id, how),
    )
    given.save(force_insert=True)
    deed.happened(
        "leeway.return_said",
        {"return": given.pk, "decision": row.pk, "hours": hours},
        sealed(given, {"what": given.what}),
    )
    return given


@action("offer.answer")
def end_return(
    deed: Deed,
    *,
    household_id: int,
    given: UUID,
    expected_version: int,
    how: str | None = None,
) -> ReturnService:
    """Stop what was done in return; the decision stays as it is and no reason is asked."""
    rows = ReturnService.objects.through(deed.inside).shown().filter(uuid=given, ended_on=None)
    row = rows.first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    if deed.reader.person_id is not None and deed.reader.person_id != row.person_id:
        raise NotAllowed(_("Only the member it is about can say this."))
    expect(row, expected_version, {"ended_on": today(deed)})
    said(deed, row.person_id, how)
    row.ended_on, row.version = today(deed), row.version + 1
    row.save(update_fields=["ended_on", "version"])
    deed.happened("leeway.return_ended", {"return": row.pk}, about=(row.person_id, row.compartment))
    return row
