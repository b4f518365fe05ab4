# SPDX-License-Identifier: EUPL-1.2
"""Verbs of limits to self-direction: for one situation, with a reason, until it is looked at again."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, own_professional, sealed
from voordeur.contact.guide import guide, part_of
from voordeur.contact.models import SelfDirectionLimit
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.instruments.conversation import Limit, check_limit
from voordeur.instruments.errors import NotInInstrumentError
from voordeur.terms.book import close_terms, open_term


@action("contact.write")
def limit_self_direction(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    ground: str,
    situation: str,
    reason: str,
    since: date,
    look_again: date,
    until: date | None = None,
    authority: str = "",
    acting: str = "",
) -> SelfDirectionLimit:
    """Record that a member does not decide alone in one situation, why, and who answers for it.

    On an immediate ground it names who may act now; nothing has to be tried before that. It lies
    in the closed part of the file that fits the ground, and a day to look again is always set.
    """
    check_members(deed, {person_id}, "about")
    if ground not in {one.id for one in guide().limits}:
        raise Refusal(_("Choose why this is so."), "ground")
    if not situation.strip():
        raise Refusal(_("Say in which situation, in a few words."), "situation")
    if not reason.strip():
        raise Refusal(_("Say why, in one line."), "reason")
    if until is not None and until <= since:
        raise Refusal(_("The end lies before the start."), "until")
    if look_again < since:
        raise Refusal(_("Look again on a later day."), "look_again")
    try:
        given = Limit(ground, situation, reason, since, until, authority or None, acting)
        immediate = guide().limit(ground).immediate
        if immediate and not (authority and acting.strip()):
            raise Refusal(_("Say who may act now, and the name or office of who does."), "acting")
        check_limit(guide(), given)
    except NotInInstrumentError:
        raise Refusal(_("This authority has no power on this ground."), "authority") from None
    row = SelfDirectionLimit(
        household_id=household_id,
        person_id=person_id,
        compartment=part_of(ground),
        ground=ground,
        situation=situation.strip(),
        reason=reason.strip(),
        since=since,
        until=until,
        look_again=look_again,
        authority=authority,
        acting=acting.strip(),
        responsible_id=own_professional(deed),
    )
    row.save(force_insert=True)
    if deed.reader.account_id is not None:
        open_term(
            deed,
            kind="limit_review",
            owner=deed.reader.key,
            subject=f"limit:{row.pk}",
            due=look_again,
            person_id=person_id,
            compartment=row.compartment,
        )
    deed.happened(
        "contact.limit_recorded",
        {"limit": row.pk, "since": since, "until": until},
        sealed(row, {"ground": ground, "situation": row.situation, "reason": row.reason}),
    )
    return row


@action("contact.write")
def end_limit(
    deed: Deed, *, household_id: int, limit: int, why: str, expected_version: int
) -> SelfDirectionLimit:
    """End a limit from today on, with the reason; the member decides again in this situation too."""
    row = SelfDirectionLimit.objects.through(deed.inside).shown().filter(pk=limit).first()
    today = deed.now.astimezone(AMSTERDAM).date()
    if row is None or row.ended_why:
        raise Refusal(_("This limit has ended already."))
    expect(row, expected_version, {"ended_why": why})
    if not why.strip():
        raise Refusal(_("Say in one line why it ends."), "why")
    row.until = min(row.until, max(today, row.since)) if row.until else max(today, row.since)
    row.ended_why, row.version = why.strip(), row.version + 1
    row.save(update_fields=["until", "ended_why", "version"])
    close_terms(deed, subject=f"limit:{row.pk}")
    deed.happened("contact.limit_ended", {"limit": row.pk}, sealed(row, {"why": row.ended_why}))
    return row
