# SPDX-License-Identifier: EUPL-1.2
"""Verbs about warnings for who visits: given with a day to look again, looked at, ended."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, sealed
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.safety.actions.owning import day_of, remind
from voordeur.safety.catalogue import catalogue
from voordeur.safety.models import VisitWarning
from voordeur.terms.book import close_terms

LONGEST = timedelta(days=365)
"""A warning that nobody looks at for a year would stick to people (Hackney, WarningNotes)."""


def _review(deed: Deed, day: date) -> date:
    today = day_of(deed)
    if not today < day <= today + LONGEST:
        raise Refusal(_("Look at it again within a year, on a later day."), "review_on")
    return day


def _open_warning(deed: Deed, warning: int, version: int, words: str) -> VisitWarning:
    row = VisitWarning.objects.through(deed.inside).shown().filter(pk=warning).first()
    if row is None or row.ended_at is not None:
        raise Refusal(_("This warning has ended already."))
    expect(row, version, {"why": words})
    if not words.strip():
        raise Refusal(_("Say why in one line."), "why")
    return row


@action("safety.warn")
def warn_visitors(
    deed: Deed,
    *,
    household_id: int,
    advice: str,
    why: str,
    review_on: date,
    person_id: int | None = None,
) -> VisitWarning:
    """Tell who visits what to do, and why for who may know; with a day to look at it again.

    About one member it lies in that member's own safety part, who can read it; about the household
    no member reads it.
    """
    if advice not in catalogue().advice:
        raise Refusal(_("Choose what a visitor should do."), "advice")
    if not why.strip():
        raise Refusal(_("Say why in one line."), "why")
    if person_id is not None:
        check_members(deed, {person_id}, "about")
    row = VisitWarning(
        household_id=household_id,
        person_id=person_id,
        advice=advice,
        why=why.strip(),
        since=day_of(deed),
        review_on=_review(deed, review_on),
    )
    row.save(force_insert=True)
    remind(deed, "warning_review", row, f"warning:{row.pk}", row.review_on)
    deed.happened(
        "safety.warned",
        {"warning": row.pk, "review_on": row.review_on},
        sealed(row, {"advice": advice, "why": row.why}),
    )
    return row


@action("safety.warn")
def review_warning(
    deed: Deed, *, household_id: int, warning: int, why: str, review_on: date, expected_version: int
) -> VisitWarning:
    """Keep a warning, with the reason why it is still needed and the next day to look."""
    row = _open_warning(deed, warning, expected_version, why)
    row.why, row.review_on, row.version = why.strip(), _review(deed, review_on), row.version + 1
    row.save(update_fields=["why", "review_on", "version"])
    remind(deed, "warning_review", row, f"warning:{row.pk}", row.review_on)
    deed.happened(
        "safety.warning_reviewed",
        {"warning": row.pk, "review_on": row.review_on},
        sealed(row, {"why": row.why}),
    )
    return row


@action("safety.warn")
def end_warning(
    deed: Deed, *, household_id: int, warning: int, why: str, expected_version: int
) -> VisitWarning:
    """End a warning; from now on a visit is a visit like any other."""
    row = _open_warning(deed, warning, expected_version, why)
    row.ended_at, row.ended_why, row.version = deed.now, why.strip(), row.version + 1
    row.save(update_fields=["ended_at", "ended_why", "version"])
    close_terms(deed, subject=f"warning:{row.pk}")
    deed.happened("safety.warning_ended", {"warning": row.pk}, sealed(row, {"why": row.ended_why}))
    return row
