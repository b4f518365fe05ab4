# SPDX-License-Identifier: EUPL-1.2
"""Verbs of scaling help, taking a task over, and naming the main responsible provider."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import check_place, sealed, some_text
from voordeur.cooperation.models import MainProvider, Scaling
from voordeur.cooperation.models.scaling import FORMS
from voordeur.coordination.actions import found_help, stop_helping
from voordeur.coordination.queries import involved
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.terms.book import close_terms, open_term


@action("case.coordinate")
def scale(
    deed: Deed,
    *,
    household_id: int,
    form: str,
    what: str,
    why: str,
    look_again: date,
    on: date | None = None,
    involvement: int | None = None,
    taken_over_by: int | None = None,
    person_id: int | None = None,
    compartment: str = "common",
) -> Scaling:
    """Scale help: a lighter kind, lower intensity, fewer helpers, or up; always with the reason.

    With fewer helpers somebody leaves: that help ends and `taken_over_by` says who goes on with the
    task. Somebody looks again on the day that is named, whichever way it went. About somebody's help
    it lies where that help lies.
    """
    if form not in FORMS:
        raise Refusal(_("Choose how the help changes."), "form")
    today = deed.now.astimezone(AMSTERDAM).date()
    day = on or today
    if look_again <= today:
        raise Refusal(_("Choose a day that is still to come."), "look_again")
    about = None
    if involvement is not None:
        about = found_help(deed, involvement, "involvement")
        person_id, compartment = about.person_id, about.compartment
    elif form == "fewer_helpers":
        raise Refusal(_("Say who leaves."), "involvement")
    else:
        check_place(deed, person_id, compartment)
    if taken_over_by is not None:
        if form != "fewer_helpers" or taken_over_by == involvement:
            raise Refusal(_("A task is taken over when somebody else leaves."), "taken_over_by")
        found_help(deed, taken_over_by, "taken_over_by")
    row = Scaling(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        form=form,
        on=day,
        what=some_text(what, "what"),
        why=some_text(why, "why"),
        involvement_id=involvement,
        taken_over_by_id=taken_over_by,
        look_again=look_again,
    )
    row.save(force_insert=True)
    if form == "fewer_helpers" and about is not None and about.until is None:
        stop_helping(deed, about, until=day, why_out=row.why, taken_over_by=taken_over_by)
    open_term(
        deed,
        kind="scaling_look",
        owner=deed.reader.key,
        subject=f"scaling:{row.pk}",
        due=look_again,
        person_id=person_id,
        compartment=compartment,
    )
    deed.happened(
        "cooperation.scaled",
        {"scaling": row.pk, "form": form, "on": day},
        sealed(row, {"what": row.what, "why": row.why}),
    )
    return row


@action("case.coordinate")
def look_at_scaling(
    deed: Deed, *, household_id: int, scaling: UUID, how_it_is: str, expected_version: int
) -> Scaling:
    """Say how it goes since the help changed: to be undone, to be kept, or too early to say."""
    row = Scaling.objects.through(deed.inside).shown().filter(uuid=scaling).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    expect(row, expected_version, {"how_it_is": how_it_is})
    row.how_it_is, row.looked_at = some_text(how_it_is, "how_it_is")[:300], deed.now
    row.version += 1
    row.save(update_fields=["how_it_is", "looked_at", "version"])
    close_terms(deed, subject=f"scaling:{row.pk}")
    deed.happened(
        "cooperation.scaling_looked_at",
        {"scaling": row.pk},
        sealed(row, {"how_it_is": row.how_it_is}),
    )
    return row


@action("case.coordinate")
def name_main_provider(
    deed: Deed, *, household_id: int, organisation_id: int, why: str
) -> MainProvider:
    """Say which provider answers for the whole of the help; it is one of those that help now.

    The one before ends by it. The case coordinator stays: this is on the side of the providers.
    """
    if organisation_id not in {one.organisation_id for one in involved(deed.inside)}:
        raise Refusal(_("Choose an organisation that helps here now."), "organisation")
    before = MainProvider.objects.through(deed.inside).shown().filter(until_at=None).first()
    if before is not None:
        if before.organisation_id == organisation_id:
            raise Refusal(_("This provider answers for the whole already."), "organisation")
        before.until_at, before.version = deed.now, before.version + 1
        before.save(update_fields=["until_at", "version"])
    row = MainProvider(
        household_id=household_id,
        organisation_id=organisation_id,
        why=some_text(why, "why"),
        from_at=deed.now,
    )
    row.save(force_insert=True)
    deed.happened(
        "cooperation.main_provider",
        {"main_provider": row.pk, "organisation": organisation_id},
        sealed(row, {"why": row.why}),
    )
    return row
