# SPDX-License-Identifier: EUPL-1.2
"""Break-glass: an access with a reason, at most two hours, and a review within two working days."""

from datetime import datetime, timedelta

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.models import Emergency
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private

LONGEST = timedelta(hours=2)
REVIEW_DAYS = 2
SHORTEST_REASON = 15


def working_days_later(moment: datetime, days: int) -> datetime:
    """Return the moment a number of working days (Monday to Friday) later."""
    while days:
        moment += timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return moment


@action("emergency.open", household=False)
def break_glass(deed: Deed, *, household_id: int, reason: str, minutes: int = 60) -> Emergency:
    """Open a household in an emergency; the resident sees it and the privacy officer reviews it."""
    length = timedelta(minutes=minutes)
    if deed.reader.account_id is None:
        raise Refusal("Only a person can break the glass.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(
            "Write the reason in a full sentence.", "reason", "What danger is there, and for whom?"
        )
    if not timedelta() < length <= LONGEST:
        raise Refusal("Emergency access lasts two hours at most.", "minutes")
    deed.found(household_id)
    row = Emergency.objects.create(
        account_id=deed.reader.account_id,
        household_id=household_id,
        reason=reason.strip(),
        opened_at=deed.now,
        until=deed.now + length,
        review_due=working_days_later(deed.now, REVIEW_DAYS),
    )
    standing.give(
        deed,
        reader=deed.reader.key,
        relation="emergency",
        basis="avg_6_1_d",
        reason=f"emergency {row.pk}",
        until=row.until,
    )
    deed.happened(
        "door.glass_broken",
        {"emergency": row.pk, "until": row.until},
        Private(f"household:{household_id}", "common", {"reason": row.reason}),
    )
    return row


@action("emergency.review", household=False)
def review_emergency(deed: Deed, *, emergency: int, verdict: str, finding: str) -> Emergency:
    """Judge an emergency access afterwards: justified or not, with what was found."""
    row = Emergency.objects.select_for_update().get(pk=emergency)
    if row.reviewed_at:
        raise Refusal("This emergency access was reviewed already.")
    if verdict not in {"justified", "unjustified"}:
        raise Refusal("Choose a verdict.", "verdict")
    if row.account_id == deed.reader.account_id:
        raise Refusal("Nobody reviews their own emergency access.")
    row.reviewed_at, row.reviewed_by = deed.now, deed.reader.account_id
    row.verdict, row.finding = verdict, finding.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "finding"])
    deed.happened(
        "door.emergency_reviewed",
        {"emergency": row.pk, "verdict": verdict},
        stream=("household", row.household_id),
    )
    return row
