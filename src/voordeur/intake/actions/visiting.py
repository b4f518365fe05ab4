# SPDX-License-Identifier: EUPL-1.2
"""Getting in touch: asking somebody to go, and what came of each attempt."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.record import Private
from voordeur.intake import lists
from voordeur.intake.actions.recording import SEALED_FOR, move, open_obligation, the_signal
from voordeur.intake.models import Attempt
from voordeur.intake.states import OPEN
from voordeur.terms.book import close_terms


@action("contact.write")
def record_attempt(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    way: str,
    result: str,
    threshold: str = "",
    next_visit: str = "",
    next_visit_reason: str = "",
    note: str = "",
    follow_up: str = "",
    at: datetime | None = None,
) -> Attempt:
    """Record one try to get in touch; the signal is then in the stage of contact by itself.

    `threshold` says what stands in the way of accepting help and only goes with a refusal.
    `next_visit="no"` needs a reason: then nobody is asked to go without saying why after all.
    """
    row = the_signal(deed, signal)
    if row.stage not in OPEN:
        raise Refusal(_("This signal is closed."), "signal")
    if way not in lists.choices("way"):
        raise Refusal(_("Choose from the list."), "way")
    if result not in lists.choices("result"):
        raise Refusal(_("Choose from the list."), "result")
    if threshold and threshold not in lists.choices("threshold"):
        raise Refusal(_("Choose from the list."), "threshold")
    if threshold and result != "refused":
        raise Refusal(_("Only a refusal has something that stands in the way."), "threshold")
    if next_visit == "no" and not next_visit_reason.strip():
        raise Refusal(_("Say why nobody should go there now."), "next_visit_reason")
    when = at or deed.now
    if when > deed.now:
        raise Refusal(_("An attempt is recorded after it was made."), "at")
    attempt = Attempt(
        household_id=household_id,
        compartment=row.compartment,
        signal=row,
        at=when,
        way=way,
        result=result,
        threshold=threshold,
        next_visit=next_visit,
        next_visit_reason=next_visit_reason.strip(),
        note=note.strip(),
        follow_up=follow_up.strip(),
        by=deed.reader.key,
    )
    attempt.save(force_insert=True)
    move(deed, row, "reach_out")
    close_terms(deed, subject=f"signal:{row.pk}", kind="signal_outreach", owner=deed.reader.key)
    deed.happened(
        "intake.attempt_recorded",
        {"signal": row.pk, "attempt": attempt.pk, "way": way},
        Private(
            f"household:{household_id}",
            row.compartment,
            {"result": result, "threshold": threshold, "next_visit": next_visit},
            SEALED_FOR,
        ),
        occurred_at=when,
    )
    return attempt


@action("signal.triage")
def ask_outreach(
    deed: Deed,
    *,
    household_id: int,
    signal: UUID,
    account_id: int,
    due: date | None = None,
    despite: str = "",
) -> None:
    """Ask a colleague to go there; they may then read the signal and what was tried before.

    When the last attempt said that nobody should go, `despite` must say why after all.
    """
    row = the_signal(deed, signal)
    if row.stage not in OPEN:
        raise Refusal(_("This signal is closed."), "signal")
    last = (
        Attempt.objects.through(deed.inside)
        .shown()
        .filter(signal=row)
        .order_by("-at", "-pk")
        .first()
    )
    if last is not None and last.next_visit == "no" and not despite.strip():
        raise Refusal(
            _("At the last attempt somebody wrote that the next visit should not go ahead."),
            "despite",
            _("Talk with them, then say why it can go ahead after all."),
        )
    today = deed.now.astimezone(clock.AMSTERDAM).date()
    owner = f"account:{account_id}"
    standing.give(
        deed,
        reader=owner,
        relation="triage",
        basis=row.basis,
        reason="outreach",
        until=datetime.combine(row.expires_on, time(), clock.AMSTERDAM),
    )
    due = due or today + timedelta(days=lists.terms().outreach_days)
    open_obligation(deed, row, "signal_outreach", owner, due)
    deed.happened(
        "intake.outreach_asked",
        {"signal": row.pk, "account": account_id, "due": due},
        Private(
            f"household:{household_id}",
            row.compartment,
            {"despite": despite.strip()},
            SEALED_FOR,
        ),
    )
