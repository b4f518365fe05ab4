# SPDX-License-Identifier: EUPL-1.2
"""Verbs about coercive measures: record one, turn it, offer a plan of the household's own first."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, sealed
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.safety.actions.owning import day_of, remind
from voordeur.safety.catalogue import catalogue
from voordeur.safety.models import Measure, MeasureTurn
from voordeur.safety.states import MEASURE_STARTS, after
from voordeur.terms.book import close_terms


def _turn(deed: Deed, row: Measure, on: date, source: str) -> None:
    if not source.strip():
        raise Refusal(_("Say where this is known from."), "source")
    MeasureTurn(
        household_id=row.household_id,
        person_id=row.person_id,
        compartment=row.compartment,
        measure=row,
        state=row.state,
        on=on,
        source=source.strip(),
    ).save(force_insert=True)
    subject = f"measure:{row.pk}"
    if row.due_on is not None and row.state in MEASURE_STARTS:
        remind(deed, f"measure_{row.state}", row, subject, row.due_on)
    if row.state in ("averted", "lifted"):
        close_terms(deed, subject=subject)


def _open_measure(deed: Deed, measure: int) -> Measure:
    row = Measure.objects.through(deed.inside).shown().filter(pk=measure).first()
    if row is None:
        raise Refusal(_("This measure is not open to you."))
    return row


@action("coercion.write")
def record_measure(
    deed: Deed,
    *,
    household_id: int,
    kind: str,
    state: str,
    on: date,
    authority: str,
    source: str,
    person_id: int | None = None,
    due_on: date | None = None,
) -> Measure:
    """Record that a measure threatens or is in force, who announced it and how that is known.

    It lies in the part of the file of its kind: a supervision order with growing up, detention
    with police and justice. Where the household has a right to a plan of its own before the
    measure, whoever coordinates is asked to offer it.
    """
    known = catalogue().measures.get(kind)
    if known is None:
        raise Refusal(_("Choose what kind of measure it is."), "kind")
    if state not in MEASURE_STARTS:
        raise Refusal(_("Choose whether it threatens or is in force."), "state")
    if on > day_of(deed):
        raise Refusal(_("This day is still to come."), "on")
    if due_on is not None and due_on < on:
        raise Refusal(_("That lies before the start."), "due_on")
    if not authority.strip():
        raise Refusal(_("Say who announced or decided it."), "authority")
    if person_id is None and known.part != "common":
        raise Refusal(_("Choose whom this measure is about."), "about")
    if person_id is not None:
        check_members(deed, {person_id}, "about")
    row = Measure(
        household_id=household_id,
        person_id=person_id,
        compartment=known.part,
        kind=kind,
        state=state,
        since=on,
        turned_on=on,
        authority=authority.strip(),
        due_on=due_on,
    )
    row.save(force_insert=True)
    _turn(deed, row, on, source)
    if state == "threatened" and known.own_plan:
        remind(deed, "measure_plan_offer", row, f"measure:{row.pk}", day_of(deed))
    deed.happened(
        "safety.measure_recorded",
        {"measure": row.pk, "on": on, "due_on": due_on},
        sealed(row, {"kind": kind, "state": state, "authority": row.authority}),
    )
    return row


@action("coercion.write")
def offer_plan(
    deed: Deed,
    *,
    household_id: int,
    measure: int,
    on: date,
    expected_version: int,
    wanted: bool | None = None,
) -> Measure:
    """Record that the household was told it may make a plan of its own first, and what it said.

    No is a good answer, and not knowing yet too: nothing follows from either.
    """
    row = _open_measure(deed, measure)
    expect(row, expected_version, {"plan_offered_on": on})
    if row.state != "threatened" or not catalogue().measures[row.kind].own_plan:
        raise Refusal(_("There is no plan to offer before this measure any more."))
    if on > day_of(deed):
        raise Refusal(_("This day is still to come."), "on")
    row.plan_offered_on, row.plan_wanted, row.version = on, wanted, row.version + 1
    row.save(update_fields=["plan_offered_on", "plan_wanted", "version"])
    close_terms(deed, subject=f"measure:{row.pk}", kind="measure_plan_offer")
    deed.happened(
        "safety.plan_offered", {"measure": row.pk, "on": on}, sealed(row, {"wanted": wanted})
    )
    return row


@action("coercion.write")
def turn_measure(
    deed: Deed,
    *,
    household_id: int,
    measure: int,
    verb: str,
    on: date,
    source: str,
    expected_version: int,
    due_on: date | None = None,
) -> Measure:
    """Say that a measure was imposed, averted, lifted, or threatens again; from which day on."""
    row = _open_measure(deed, measure)
    expect(row, expected_version, {"turned_on": on})
    state = after(row.state, verb)
    if state is None:
        raise Refusal(_("That cannot happen to a measure in this state."), "verb")
    if on > day_of(deed):
        raise Refusal(_("This day is still to come."), "on")
    if on < row.turned_on:
        raise Refusal(_("That lies before what was recorded last."), "on")
    before = row.state
    row.state, row.turned_on, row.version = state, on, row.version + 1
    row.due_on = due_on if state in MEASURE_STARTS else None
    row.save(update_fields=["state", "turned_on", "due_on", "version"])
    close_terms(deed, subject=f"measure:{row.pk}")
    _turn(deed, row, on, source)
    deed.happened(
        "safety.measure_turned",
        {"measure": row.pk, "on": on},
        sealed(
            row, {"before": {"state": before}, "after": {"state": state}, "source": source.strip()}
        ),
    )
    return row
