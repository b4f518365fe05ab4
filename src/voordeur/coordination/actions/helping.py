# SPDX-License-Identifier: EUPL-1.2
"""Verbs about who helps: somebody starts, stops, and what the team thinks of the stacking."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.coordination.actions.holding import at_work
from voordeur.coordination.models import Involvement, StackingMark
from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import midnight
from voordeur.history.record import Private
from voordeur.partners.laws import laws
from voordeur.partners.queries import works_under
from voordeur.people.queries import members

MARKS = ("intended", "unintended")


def _secret(row: Involvement | StackingMark, body: dict[str, object]) -> Private:
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)


def _give(deed: Deed, row: Involvement, account_id: int) -> None:
    """Let a helper in for as long as the help lasts; help that has ended lets nobody in."""
    if row.until is not None and midnight(row.until) <= deed.now:
        return
    standing.give(
        deed,
        reader=f"account:{account_id}",
        relation="helper",
        basis=laws()[row.law].basis,
        reason=f"involvement:{row.pk}",
        until=midnight(row.until) if row.until is not None else None,
    )


def start_helping(
    deed: Deed,
    *,
    organisation_id: int,
    law: str,
    task: str,
    from_date: date,
    professional_id: int | None = None,
    person_id: int | None = None,
    compartment: str = "common",
    why_in: str = "",
    until: date | None = None,
    member_knows: bool | None = None,
    can_stop: str = "",
) -> Involvement:
    """Record within a deed who helps, for what, under which law; who has an account gets standing.

    Whether the member is of this household is for the verb to check: a party that accepts does not
    see who is.
    """
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    tasks = works_under(organisation_id)
    if tasks and law not in {*tasks, "none"}:
        raise Refusal(
            _("This organisation has no task under this law."),
            "law",
            _("Choose another law, or let the administrator add this one to the organisation."),
        )
    if not task.strip():
        raise Refusal(_("Say in a few words what the task is."), "task")
    if until is not None and until < from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row = Involvement(
        household_id=deed.household_id,
        person_id=person_id,
        compartment=compartment,
        organisation_id=organisation_id,
        professional_id=professional_id,
        law=law,
        task=task.strip(),
        from_date=from_date,
        until=until,
        why_in=why_in.strip(),
        member_knows=member_knows,
        can_stop=can_stop.strip(),
    )
    who = at_work(professional_id) if professional_id is not None else None
    if who is not None and who.organisation_id != organisation_id:
        raise Refusal(_("This professional works for another organisation."), "professional")
    row.save(force_insert=True)
    if who is not None and who.account_id is not None:
        _give(deed, row, who.account_id)
    deed.happened(
        "coordination.involved",
        {
            "involvement": row.pk,
            "organisation": organisation_id,
            "professional": professional_id,
            "law": law,
            "from": from_date,
        },
        _secret(row, {"task": row.task, "why_in": row.why_in, "can_stop": row.can_stop}),
    )
    return row


@action("case.coordinate")
def involve(
    deed: Deed,
    *,
    household_id: int,
    organisation_id: int,
    law: str,
    task: str,
    from_date: date,
    professional_id: int | None = None,
    person_id: int | None = None,
    compartment: str = "common",
    why_in: str = "",
    until: date | None = None,
    member_knows: bool | None = None,
    can_stop: str = "",
) -> Involvement:
    """Record who helps, for what, under which law; a professional with an account gets standing.

    `can_stop` is the answer to what can stop when this starts; with many helpers the page asks it.
    """
    if person_id is not None and person_id not in {
        one.person_id for one in members(deed.inside, past=True)
    }:
        raise Refusal(_("Choose somebody of this household."), "about")
    return start_helping(
        deed,
        organisation_id=organisation_id,
        law=law,
        task=task,
        from_date=from_date,
        professional_id=professional_id,
        person_id=person_id,
        compartment=compartment,
        why_in=why_in,
        until=until,
        member_knows=member_knows,
        can_stop=can_stop,
    )


def stop_helping(
    deed: Deed, row: Involvement, *, until: date, why_out: str, taken_over_by: int | None = None
) -> None:
    """Record within a deed that a party stopped helping, why, and who takes the task over."""
    if not why_out.strip():
        raise Refusal(_("Say in one line why it stops."), "why_out")
    if until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.why_out, row.version = until, why_out.strip(), row.version + 1
    row.taken_over_by_id = taken_over_by
    row.save(update_fields=["until", "why_out", "taken_over_by", "version"])
    if row.professional is not None and row.professional.account_id is not None:
        # Also help that the one who ends this may not see keeps the helper in.
        others = Involvement._plain.filter(
            household_id=row.household_id, professional=row.professional, until=None
        )
        if not others.exists():
            account_id = row.professional.account_id
            standing.end(deed, reader=f"account:{account_id}", relation="helper")
            _give(deed, row, account_id)
    deed.happened(
        "coordination.involvement_ended",
        {"involvement": row.pk, "until": until, "taken_over_by": taken_over_by},
        _secret(row, {"why_out": row.why_out}),
    )


def found_help(deed: Deed, involvement: int, where: str) -> Involvement:
    """Return, within a deed, help that runs and that the reader may see; else Refusal."""
    row = Involvement.objects.through(deed.inside).shown().filter(pk=involvement).first()
    if row is None or row.until is not None:
        raise Refusal(_("This help is not here."), where)
    return row


@action("case.coordinate")
def end_involvement(
    deed: Deed,
    *,
    household_id: int,
    involvement: int,
    until: date,
    why_out: str,
    expected_version: int,
    taken_over_by: int | None = None,
) -> Involvement:
    """Record that a party stopped helping and why; the end of help is not the end of a problem."""
    rows = Involvement.objects.through(deed.inside).shown()
    row = rows.filter(pk=involvement).first()
    if row is None or row.until is not None:
        raise Refusal(_("This help has ended already."))
    expect(row, expected_version, {"why_out": why_out, "until": until})
    if taken_over_by is not None and not rows.filter(pk=taken_over_by).exists():
        raise Refusal(_("The party that takes over is not in this household."), "taken_over_by")
    stop_helping(deed, row, until=until, why_out=why_out, taken_over_by=taken_over_by)
    return row


@action("case.coordinate")
def mark_stacking(
    deed: Deed,
    *,
    household_id: int,
    involvement: int,
    mark: str,
    other: int | None = None,
    why: str = "",
) -> StackingMark:
    """Say of one involvement, or of two together, that the stacking is intended or unintended.

    A newer mark takes the place of the older one. Two that lie in different closed parts of the
    file cannot be marked together: the mark would tell readers of the one about the other.
    """
    if mark not in MARKS:
        raise Refusal(_("Choose intended or unintended."), "mark")
    if other == involvement:
        raise Refusal(_("Choose two different ones."), "other")
    wanted = [involvement] if other is None else sorted([involvement, other])
    rows = {
        row.pk: row
        for row in Involvement.objects.through(deed.inside).shown().filter(pk__in=wanted)
    }
    if len(rows) != len(wanted):
        raise Refusal(_("This help is not here."), "involvement")
    closed = {
        (row.person_id, row.compartment) for row in rows.values() if row.compartment != "common"
    }
    if len(closed) > 1:
        raise Refusal(
            _("These two lie in different closed parts of the file."),
            "other",
            _("Mark each of them on its own."),
        )
    person_id, compartment = closed.pop() if closed else (None, "common")
    olds = StackingMark.objects.through(deed.inside).shown().filter(until_at=None)
    olds.filter(involvement_id=wanted[0], other_id=wanted[1] if other is not None else None).update(
        until_at=deed.now
    )
    row = StackingMark(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        involvement_id=wanted[0],
        other_id=wanted[1] if other is not None else None,
        mark=mark,
        why=why.strip(),
        marked_at=deed.now,
    )
    row.save(force_insert=True)
    deed.happened(
        "coordination.stacking_marked",
        {"stacking": row.pk, "involvements": wanted, "mark": mark},
        _secret(row, {"why": row.why}),
    )
    return row
