# SPDX-License-Identifier: EUPL-1.2
"""Break-glass: an access with a reason, at most two hours, and a review within two working days."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.models import Emergency
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock, record
from voordeur.history.record import Private

LONGEST = timedelta(hours=2)
REVIEW_DAYS = 2
SHORTEST_REASON = 15
LONGEST_CONCEALED = timedelta(days=183)


def working_days_later(moment: datetime, days: int) -> datetime:
    """Return the moment a number of working days (Monday to Friday) later."""
    while days:
        moment += timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return moment


@action("emergency.open", household=False)
def break_glass(
    deed: Deed, *, household_id: int, reason: str, minutes: int = 60, concealed: str = ""
) -> Emergency:
    """Open a household in an emergency; the residents see it and the privacy officer reviews it.

    With `concealed` (why telling the household now would put somebody in danger) the residents
    see it only from the day that the review sets. The reason lies in the part `safety`: a member
    who is the danger does not read it.
    """
    length = timedelta(minutes=minutes)
    if deed.reader.account_id is None:
        raise Refusal(_("Only a person can break the glass."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(
            _("Write the reason in a full sentence."),
            "reason",
            _("What danger is there, and for whom?"),
        )
    if not timedelta() < length <= LONGEST:
        raise Refusal(_("Emergency access lasts two hours at most."), "minutes")
    if concealed.strip() and len(concealed.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write in a full sentence why they cannot be told now."), "concealed")
    if not record.exists(("household", household_id)):
        raise NoEntry(_("This household cannot be opened."))
    deed.found(household_id)
    row = Emergency.objects.create(
        account_id=deed.reader.account_id,
        household_id=household_id,
        reason=reason.strip(),
        opened_at=deed.now,
        until=deed.now + length,
        concealed=concealed.strip(),
        told_from=None if concealed.strip() else deed.now,
        review_due=working_days_later(deed.now, REVIEW_DAYS),
    )
    standing.give(
        deed,
        reader=deed.reader.key,
        relation="emergency",
        basis="avg_6_1_d",
        reason=f"emergency {row.pk}",
        until=row.until,
        about=(None, "safety"),
    )
    deed.happened(
        "door.glass_broken",
        {"emergency": row.pk, "until": row.until},
        Private(f"household:{household_id}", "safety", {"reason": row.reason}),
    )
    return row


@action("emergency.review", household=False)
def review_emergency(
    deed: Deed, *, emergency: UUID, verdict: str, finding: str, told_from: date | None = None
) -> Emergency:
    """Judge an emergency access afterwards: justified or not, with what was found.

    One that was kept from the residents gets the day from which they see it; it cannot be hidden
    for good.
    """
    row = Emergency.objects.select_for_update().filter(uuid=emergency).first()
    if row is None:
        raise NoEntry(_("This emergency access is not here."))
    if row.reviewed_at:
        raise Refusal(_("This emergency access was reviewed already."))
    if verdict not in {"justified", "unjustified"}:
        raise Refusal(_("Choose a verdict."), "verdict")
    if len(finding.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write in a full sentence what you found."), "finding")
    if row.account_id == deed.reader.account_id:
        raise Refusal(_("Nobody reviews their own emergency access."))
    if row.told_from is None:
        last = deed.now.astimezone(clock.AMSTERDAM).date() + LONGEST_CONCEALED
        if told_from is None or told_from > last:
            raise Refusal(
                _("Say from which day the residents can see this."),
                "told_from",
                _("Within half a year: nobody is kept in the dark for good."),
            )
        row.told_from = datetime.combine(told_from, time(), clock.AMSTERDAM)
    row.reviewed_at, row.reviewed_by = deed.now, deed.reader.account_id
    row.verdict, row.finding = verdict, finding.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "finding", "told_from"])
    deed.happened(
        "door.emergency_reviewed",
        {"emergency": row.pk, "verdict": verdict},
        stream=("household", row.household_id),
        about=(None, "safety"),
    )
    return row
