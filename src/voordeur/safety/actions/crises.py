# SPDX-License-Identifier: EUPL-1.2
"""Verbs about a crisis: open with one coordinator and a clock, end with an outcome, ask later."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, sealed
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.partners.queries import colleagues
from voordeur.safety.actions.owning import day_of, remind
from voordeur.safety.catalogue import catalogue
from voordeur.safety.models import BasicsAnswer, Crisis, Measure
from voordeur.terms.book import close_terms, open_term

ASK_AGAIN = timedelta(days=182)
"""Half a year later somebody asks whether it held (eigen-tuin R31)."""


@action("crisis.open")
def open_crisis(
    deed: Deed,
    *,
    household_id: int,
    about: str,
    coordinator: int,
    due_on: date | None = None,
    person_id: int | None = None,
    measure: int | None = None,
) -> Crisis:
    """Open a crisis file: what goes on, who coordinates it, and by which day it goes wrong.

    About one member's safety it lies in that member's safety part, else with the household.
    """
    if not about.strip():
        raise Refusal(_("Say in one line what goes on."), "about")
    found = colleagues(ids=[coordinator], with_account=True)
    if not found:
        raise Refusal(_("Choose one professional who coordinates."), "coordinator")
    if due_on is not None and due_on < day_of(deed):
        raise Refusal(_("That day has passed."), "due_on")
    if person_id is not None:
        check_members(deed, {person_id}, "whose")
    part = "common" if person_id is None else "safety"
    if Crisis._plain.filter(household_id=household_id, compartment=part, closed_at=None).exists():
        raise Refusal(_("A crisis is open here already."))
    rows = Measure.objects.through(deed.inside).shown()
    if measure is not None and not rows.filter(pk=measure, compartment=part).exists():
        raise Refusal(_("This measure is not here."), "measure")
    row = Crisis(
        household_id=household_id,
        person_id=person_id,
        compartment=part,
        about=about.strip(),
        coordinator_id=coordinator,
        opened_at=deed.now,
        due_on=due_on,
        measure_id=measure,
    )
    row.save(force_insert=True)
    open_term(
        deed,
        kind="crisis_running",
        owner=f"account:{found[0].account_id}",
        subject=f"crisis:{row.pk}",
        due=due_on or day_of(deed),
        person_id=person_id,
        compartment=part,
    )
    deed.happened(
        "safety.crisis_opened",
        {"crisis": row.pk, "professional": coordinator, "due_on": due_on},
        sealed(row, {"about": row.about}),
    )
    return row


@action("crisis.open")
def say_basics(
    deed: Deed, *, household_id: int, crisis: int, in_order: bool | None, lacking: str = ""
) -> BasicsAnswer:
    """Say whether the basics are in order on every front now; what was said before stays."""
    row = Crisis.objects.through(deed.inside).shown().filter(pk=crisis).first()
    if row is None or row.closed_at is not None:
        raise Refusal(_("This crisis has ended already."))
    if in_order is False and not lacking.strip():
        raise Refusal(_("Say what is not in order."), "lacking")
    said = BasicsAnswer(
        household_id=household_id,
        person_id=row.person_id,
        compartment=row.compartment,
        crisis=row,
        in_order=in_order,
        lacking=lacking.strip(),
        answered_at=deed.now,
        answered_by=deed.reader.key,
    )
    said.save(force_insert=True)
    deed.happened(
        "safety.basics_answered",
        {"crisis": row.pk},
        sealed(said, {"in_order": in_order, "lacking": said.lacking}),
    )
    return said


@action("crisis.open")
def end_crisis(
    deed: Deed,
    *,
    household_id: int,
    crisis: int,
    outcome: str,
    words: str,
    expected_version: int,
) -> Crisis:
    """End a crisis with its outcome; half a year later somebody is asked whether it held."""
    row = Crisis.objects.through(deed.inside).shown().filter(pk=crisis).first()
    if row is None or row.closed_at is not None:
        raise Refusal(_("This crisis has ended already."))
    expect(row, expected_version, {"outcome_words": words})
    if outcome not in catalogue().outcomes:
        raise Refusal(_("Choose how it ended."), "outcome")
    if not words.strip():
        raise Refusal(_("Say in one line how it ended."), "words")
    row.closed_at, row.outcome, row.outcome_words = deed.now, outcome, words.strip()
    row.version += 1
    row.save(update_fields=["closed_at", "outcome", "outcome_words", "version"])
    close_terms(deed, subject=f"crisis:{row.pk}")
    remind(deed, "crisis_ask_again", row, f"crisis:{row.pk}", day_of(deed) + ASK_AGAIN)
    deed.happened(
        "safety.crisis_ended",
        {"crisis": row.pk},
        sealed(row, {"outcome": outcome, "words": row.outcome_words}),
    )
    return row


@action("crisis.open")
def ask_whether_it_held(
    deed: Deed, *, household_id: int, crisis: int, held: bool | None, expected_version: int
) -> Crisis:
    """Record whether what was reached in a crisis still stood when somebody asked later."""
    row = Crisis.objects.through(deed.inside).shown().filter(pk=crisis).first()
    if row is None or row.closed_at is None:
        raise Refusal(_("This crisis has not ended yet."))
    expect(row, expected_version, {"held": held})
    row.held, row.asked_on, row.version = held, day_of(deed), row.version + 1
    row.save(update_fields=["held", "asked_on", "version"])
    close_terms(deed, subject=f"crisis:{row.pk}", kind="crisis_ask_again")
    deed.happened("safety.crisis_asked_again", {"crisis": row.pk}, sealed(row, {"held": held}))
    return row


def pass_crises_on(deed: Deed, left: Collection[str], professional_id: int) -> None:
    """Let the next case coordinator coordinate the open crises of who left; inside a deed.

    A crisis has one coordinator, who is there. Who says yes reads the file only afterwards.
    """
    accounts = [int(one.removeprefix("account:")) for one in left if one.startswith("account:")]
    rows = Crisis._plain.filter(
        household_id=deed.household_id, closed_at=None, coordinator__account_id__in=accounts
    )
    for row in rows.order_by("pk"):
        row.coordinator_id, row.version = professional_id, row.version + 1
        row.save(update_fields=["coordinator", "version"])
        deed.happened(
            "safety.crisis_passed_on",
            {"crisis": row.pk, "professional": professional_id},
            about=(row.person_id, row.compartment),
        )
