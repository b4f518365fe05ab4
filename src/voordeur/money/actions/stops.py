# SPDX-License-Identifier: EUPL-1.2
"""Verbs of new for old: writing down what stops, and that it goes on after all."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.money.actions.writing import MONEY, some_text, taken_off, the_project
from voordeur.money.models import Stop


@action("benefit.claim", household=False)
def write_stop(
    deed: Deed,
    *,
    project: UUID,
    what: str,
    institution: str,
    work_of: str,
    after: str,
    pot: str,
    stops_on: date,
    cents: int | None,
    proof: str = "",
    decider: str = "",
    stop: UUID | None = None,
    expected_version: int = 0,
) -> Stop:
    """Write down what is no longer needed, or change it; whose work it is is never left out."""
    about = the_project(project)
    row = Stop(project=about)
    if stop is not None:
        found = Stop.objects.filter(uuid=stop, project=about, off_on=None).first()
        if found is None:
            raise Refusal(_("This is not there any more."))
        row = found
        expect(row, expected_version, {"what": what, "after": after})
        row.version += 1
    if cents is not None and cents < 0:
        raise Refusal(_("What stops frees nothing below zero."), "cents")
    row.what = some_text(what, "what", 160)
    row.institution = some_text(institution, "institution", 120)
    row.work_of, row.after = some_text(work_of, "work_of", 160), some_text(after, "after")
    row.pot, row.stops_on, row.cents = some_text(pot, "pot", 60), stops_on, cents
    row.proof, row.decider = proof.strip()[:300], decider.strip()[:120]
    row.save()
    deed.happened("money.stop_written", {"stop": row.pk, "project": about.pk}, stream=MONEY)
    return row


@action("benefit.claim", household=False)
def take_stop_off(
    deed: Deed, *, project: UUID, stop: UUID, reason: str, expected_version: int
) -> Stop:
    """Take off what would stop, because it goes on after all; that it stood there, and why, stays."""
    about = the_project(project)
    found = Stop.objects.filter(uuid=stop, project=about, off_on=None).first()
    row = taken_off(deed, found, reason, expected_version)
    deed.happened("money.stop_taken_off", {"stop": row.pk, "project": about.pk}, stream=MONEY)
    return row
