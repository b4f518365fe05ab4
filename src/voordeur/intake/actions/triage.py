# SPDX-License-Identifier: EUPL-1.2
"""Deciding what a signal needs, stage by stage; telling the resident; expiry and malice."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.record import Private
from voordeur.intake import lists
from voordeur.intake.actions.recording import SEALED_FOR, move, open_obligation, the_signal
from voordeur.intake.models import Decision, Signal
from voordeur.intake.states import OPEN, OUTCOMES
from voordeur.terms.book import close_terms


def _version(row: Signal, version: int) -> None:
    expect(row, version, {"stage": row.stage})


def _told(row: Signal) -> bool:
    return row.informed_on is not None or bool(row.not_informed_reason)


def _must_be_told(row: Signal) -> None:
    if not _told(row):
        raise Refusal(
            _("Say when the household was told about this signal, or why not."),
            "informed_on",
            _("Fill in one of the two."),
        )


def _write_informing(
    deed: Deed,
    row: Signal,
    *,
    on: date | None,
    how: str,
    reason: str,
    until: date | None,
) -> None:
    """Note that the household was told, or why not and until when; nothing given changes nothing."""
    if on is None and not reason.strip():
        return
    if on is not None and reason.strip():
        raise Refusal(_("Either they were told, or there is a reason why not."), "informed_on")
    if on is not None and on > deed.now.astimezone(clock.AMSTERDAM).date():
        raise Refusal(_("This day is still to come."), "informed_on")
    row.informed_on, row.informed_how = on, how.strip()
    row.not_informed_reason = reason.strip()
    row.not_informed_until = until if on is None else None
    row.version += 1
    row.save(
        update_fields=[
            "informed_on",
            "informed_how",
            "not_informed_reason",
            "not_informed_until",
            "version",
        ]
    )
    if row.not_informed_until is not None:
        open_obligation(deed, row, "signal_inform", deed.reader.key, row.not_informed_until)
    else:
        close_terms(deed, subject=f"signal:{row.pk}", kind="signal_inform")
    deed.happened(
        "intake.informing_recorded",
        {"signal": row.pk, "informed_on": on, "not_informed_until": row.not_informed_until},
        Private(
            f"household:{deed.household_id}",
            row.compartment,
            {"how": row.informed_how, "reason": row.not_informed_reason},
            SEALED_FOR,
        ),
    )


def _close(deed: Deed, row: Signal, *, goes_on: bool = False) -> None:
    """End what was due about a signal, and let those who did the triage look back for a while.

    When the household approach `goes_on` in this file they keep the signal only: what is written
    from now on is not theirs, but of those who help.
    """
    for kind in ("signal_triage", "signal_expiry", "signal_outreach"):
        close_terms(deed, subject=f"signal:{row.pk}", kind=kind)
    others = Signal.objects.through(deed.inside).shown().filter(stage__in=OPEN).exclude(pk=row.pk)
    group = f"triage:{row.team_id}"
    if others.filter(team_id=row.team_id).exists():
        return
    if standing.end(deed, reader=group, relation="triage"):
        standing.give(
            deed,
            reader=group,
            relation="triage",
            basis=row.basis,
            item=row.uuid if goes_on else None,
            reason="looking back after the decision",
            until=deed.now + timedelta(days=lists.terms().look_back_days),
        )


@action("signal.triage")
def start_triage(
    deed: Deed, *, household_id: int, signal: UUID, expected_version: int, reason: str = ""
) -> Decision:
    """Begin the triage of a signal, with or without having been in touch."""
    row = the_signal(deed, signal)
    _version(row, expected_version)
    return move(deed, row, "start_triage", reason=reason)


@action("signal.triage")
def wait(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    expected_version: int,
    reason: str,
    look_again_on: date,
) -> Decision:
    """Let a signal wait on purpose: with the reason and the day somebody looks again."""
    row = the_signal(deed, signal)
    _version(row, expected_version)
    if not reason.strip():
        raise Refusal(_("Say why this waits."), "reason")
    if look_again_on <= deed.now.astimezone(clock.AMSTERDAM).date():
        raise Refusal(_("Choose a day that is still to come."), "look_again_on")
    decision = move(deed, row, "wait", reason=reason, look_again_on=look_again_on)
    open_obligation(deed, row, "signal_triage", _owner(deed, row), look_again_on)
    return decision


def _owner(deed: Deed, row: Signal) -> str:
    """Return who the triage of this signal is due from: the team's triage, or the one in the case."""
    return f"triage:{row.team_id}" if "triage" in deed.inside.relations else deed.reader.key


@action("signal.triage")
def decide(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    expected_version: int,
    outcome: str,
    reason: str = "",
    refer_to: str = "",
    effect: str = "",
    informed_on: date | None = None,
    informed_how: str = "",
    not_informed_reason: str = "",
    not_informed_until: date | None = None,
) -> Decision:
    """Decide what a signal needs. One question is referred and opens nothing more.

    Only `household_approach` opens the whole picture, for who decides, with the reason; it needs
    no label, no number of problems and no score. The household was told, or the reason is kept.
    """
    row = the_signal(deed, signal)
    _version(row, expected_version)
    if outcome not in OUTCOMES:
        raise Refusal(_("Choose from the list."), "outcome")
    if outcome in ("no_action", "household_approach") and not reason.strip():
        raise Refusal(_("Say why."), "reason")
    if outcome == "single_question" and not refer_to.strip():
        raise Refusal(_("Say who takes up this question."), "refer_to")
    _write_informing(
        deed,
        row,
        on=informed_on,
        how=informed_how,
        reason=not_informed_reason,
        until=not_informed_until,
    )
    _must_be_told(row)
    decision = move(
        deed, row, "decide", reason=reason, outcome=outcome, refer_to=refer_to, effect=effect
    )
    _close(deed, row, goes_on=outcome == "household_approach")
    if outcome == "household_approach" and deed.reader.account_id is not None:
        standing.give(
            deed,
            reader=deed.reader.key,
            relation="triage",
            basis=row.basis,
            reason=reason.strip()[:300],
        )
    return decision


@action("signal.triage")
def set_aside(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    expected_version: int,
    reason: str,
    informed_on: date | None = None,
    informed_how: str = "",
    not_informed_reason: str = "",
    not_informed_until: date | None = None,
) -> Decision:
    """Mark a signal as malicious, with the reason: it counts nowhere any more, and stays on record."""
    row = the_signal(deed, signal)
    _version(row, expected_version)
    if not reason.strip():
        raise Refusal(_("Say why this signal is malicious."), "reason")
    _write_informing(
        deed,
        row,
        on=informed_on,
        how=informed_how,
        reason=not_informed_reason,
        until=not_informed_until,
    )
    _must_be_told(row)
    row.set_aside_reason = reason.strip()
    row.save(update_fields=["set_aside_reason"])
    decision = move(deed, row, "set_aside", reason=reason)
    _close(deed, row)
    return decision


@action("signal.triage")
def record_informing(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    expected_version: int,
    informed_on: date | None = None,
    informed_how: str = "",
    not_informed_reason: str = "",
    not_informed_until: date | None = None,
) -> Signal:
    """Note when and how the household was told (GGM: Informering), or why not and until when."""
    row = the_signal(deed, signal)
    _version(row, expected_version)
    if informed_on is None and not not_informed_reason.strip():
        raise Refusal(_("Fill in one of the two."), "informed_on")
    _write_informing(
        deed,
        row,
        on=informed_on,
        how=informed_how,
        reason=not_informed_reason,
        until=not_informed_until,
    )
    return row


@action("signal.triage")
def let_expire(deed: Deed, *, household_id: int, signal: UUID) -> Decision:
    """Close a signal whose time is over; done by the nightly task, or by hand."""
    row = the_signal(deed, signal)
    if deed.now.astimezone(clock.AMSTERDAM).date() < row.expires_on:
        raise Refusal(_("This signal has not expired yet."), "signal")
    decision = move(deed, row, "expire")
    _close(deed, row)
    return decision
