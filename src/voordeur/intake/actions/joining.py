# SPDX-License-Identifier: EUPL-1.2
"""Bringing a signal to a household that is known already, and taking it out again."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history import record
from voordeur.history.record import Private
from voordeur.intake import lists
from voordeur.intake.actions.recording import open_obligation, the_signal
from voordeur.intake.joined import came_from
from voordeur.intake.models import Attempt, Decision, Signal
from voordeur.intake.states import OPEN
from voordeur.people import actions as people
from voordeur.terms.book import close_terms


def _move(signals: list[int], household_id: int) -> dict[str, list[int]]:
    """Put signals under another household, with what was tried and decided; return the rows."""
    moved = {"Signal": signals}
    Signal._plain.filter(pk__in=signals).update(household_id=household_id)
    for model in (Attempt, Decision):
        rows = model._plain.filter(signal_id__in=signals)
        moved[model.__name__] = sorted(rows.values_list("pk", flat=True))
        rows.update(household_id=household_id)
    return moved


@action("signal.triage", household=False)
def attach_signal(deed: Deed, *, household_id: int, from_household_id: int, signal: UUID) -> Signal:
    """Bring a signal to a household that is registered already, by who may see both.

    The empty household that was made with the signal is merged into it: events stay where they
    are and point to each other, the rows move and the list of them is kept, sealed.
    """
    record.lock([("household", household_id), ("household", from_household_id)])
    deed.enter(from_household_id)
    row = the_signal(deed, signal)
    open_rows = list(Signal.objects.through(deed.inside).shown().filter(stage__in=OPEN))
    for each in open_rows:
        close_terms(deed, subject=f"signal:{each.pk}")
    standing.end(deed, reader=f"triage:{row.team_id}", relation="triage")
    deed.enter(household_id)
    if not (deed.inside.everything or deed.inside.relations & {"triage", "case_coordinator"}):
        raise NotAllowed(
            _("You can join these only when you may see the whole of both."),
            remedy=_("Ask the case coordinator of the other household."),
        )
    people.merge_stub(deed, from_household_id)
    stubs = Signal._plain.filter(household_id=from_household_id)
    moved = _move(sorted(stubs.values_list("pk", flat=True)), household_id)
    for each in open_rows:
        due = lists.terms().triage_due(each.received_on, each.urgency)
        open_obligation(deed, each, "signal_triage", deed.reader.key, due)
        open_obligation(deed, each, "signal_expiry", deed.reader.key, each.expires_on)
    deed.happened(
        "intake.signals_attached",
        {"signals": moved["Signal"], "from": from_household_id},
        Private(f"household:{household_id}", row.compartment, {"moved": moved}),
    )
    return Signal.objects.through(deed.inside).shown().get(pk=row.pk)


@action("signal.triage")
def detach_signal(
    deed: Deed, *, household_id: int, signal: UUID, reason: str, expected_version: int
) -> int:
    """Take a signal out again that was brought to the wrong household; return where it is now.

    The household it was recorded with is one of its own again, for the triage of its team. What
    was tried and decided about the signal since goes with it; the events stay where they were
    written, and each household reads its own again.
    """
    row = the_signal(deed, signal)
    expect(row, expected_version, {"stage": row.stage})
    stub = came_from(deed.inside, row.pk)
    if stub is None:
        raise Refusal(
            _("This signal was recorded in this household."),
            "signal",
            _("Set it aside when it does not belong here."),
        )
    if not reason.strip():
        raise Refusal(_("Say why it does not belong here."), "reason")
    together = list(Signal.objects.through(deed.inside).shown().filter(pk__in=stub.signals))
    for each in together:
        close_terms(deed, subject=f"signal:{each.pk}")
    people.part_stub(deed, stub.household_id)
    moved = _move(sorted(each.pk for each in together), stub.household_id)
    facts = {"signals": moved["Signal"], "to": stub.household_id}
    why = {"reason": reason.strip()}
    deed.happened(
        "intake.signals_detached",
        facts,
        Private(f"household:{household_id}", row.compartment, why),
    )
    # The household of its own is there again: nobody has standing in it yet but its triage.
    deed.found(stub.household_id)
    standing.give(deed, reader=f"triage:{row.team_id}", relation="triage", basis=row.basis)
    for each in together:
        each.household_id = stub.household_id
        each.version += 1
        each.save(update_fields=["household", "version"])
        if each.stage in OPEN:
            due = lists.terms().triage_due(each.received_on, each.urgency)
            owner = f"triage:{each.team_id}"
            open_obligation(deed, each, "signal_triage", owner, due)
            open_obligation(deed, each, "signal_expiry", owner, each.expires_on)
    deed.happened(
        "intake.signals_detached",
        {"signals": moved["Signal"], "from": household_id},
        Private(f"household:{stub.household_id}", row.compartment, why),
    )
    return stub.household_id
