# SPDX-License-Identifier: EUPL-1.2
"""What was done in the name of a member, and what a supporter sees of one."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.utils.translation import gettext_lazy

from voordeur.door.access import Access
from voordeur.door.mandate import Mandate, mandates
from voordeur.door.roomwords import event_words
from voordeur.door.timeline import done_for
from voordeur.door.voice import How
from voordeur.history.clock import AMSTERDAM
from voordeur.people.queries import Member, members
from voordeur.plan.queries import goal_texts
from voordeur.plan.queries.voice import Words
from voordeur.resident.queries.looking import PARTS, token_of
from voordeur.resident.queries.mine import (
    Contact,
    Helper,
    contact_of,
    helpers,
    my_words,
)
from voordeur.resident.queries.telling import reader_names

CAME = {
    How.TABLE: gettext_lazy("said at the table"),
    How.PHONE: gettext_lazy("by phone"),
    How.PAPER: gettext_lazy("on paper"),
    How.SUPPORTER: gettext_lazy("through a supporter"),
}
_ALONG = ("terms.", "door.standing_")


@dataclass(frozen=True, slots=True)
class Done:
    """One act of a member that somebody else wrote down: what, when, how it came in, and who."""

    what: str
    when: datetime
    how: str
    by: str
    times: int = 1
    """How often the same was written down on that day."""


def done_in_name_of(access: Access, person_id: int) -> list[Done]:
    """Return what was done in the name of a member, newest first, each act once; two queries."""
    words, seen, found = event_words(), set[UUID](), []
    for one in done_for(access, person_id):
        if one.operation_id in seen or (one.kind or "").startswith(_ALONG):
            continue
        seen.add(one.operation_id)
        found.append(one)
    names = reader_names({one.actor or "" for one in found})
    days: dict[tuple[str, date, str, str], Done] = {}
    for one in found:
        done = Done(
            what=str(words[one.kind or ""]),
            when=one.occurred_at,
            how=str(CAME[How(cast("dict[str, str]", one.facts)["how"])]),
            by=names.get(one.actor or "", ""),
        )
        key = done.what, done.when.astimezone(AMSTERDAM).date(), done.how, done.by
        before = days.get(key)
        days[key] = done if before is None else replace(before, times=before.times + 1)
    return list(days.values())


@dataclass(frozen=True, slots=True)
class BesideMe:
    """Somebody who stands beside a member, with what they see in words; `token` names no number."""

    id: int
    token: str
    who: str
    sees: tuple[str, ...]
    since: datetime
    until: datetime | None


def beside_me(access: Access, person_id: int) -> list[BesideMe]:
    """Return who stands beside this member now; four queries."""
    return [
        BesideMe(
            one.id, token_of("mandate", one.id), one.who, parts_in_words(one), one.since, one.until
        )
        for one in mandates(access)
        if one.person_id == person_id
    ]


def parts_in_words(mandate: Mandate) -> tuple[str, ...]:
    """Return what a supporter sees, in words; pure but for the language."""
    return tuple(str(PARTS[part]) for part in ("common", *mandate.parts))


@dataclass(frozen=True, slots=True)
class BesideOne:
    """What a supporter or a professional sees of one member before writing in their name."""

    member: Member
    contact: Contact | None
    helpers: tuple[Helper, ...]
    goals: tuple[str, ...]
    words: tuple[Words, ...]
    supporters: tuple[BesideMe, ...]
    done: tuple[Done, ...]


def member_at(access: Access, person: UUID) -> Member | None:
    """Return the member of this household with this outside name, as far as shown; one query."""
    rows = members(access)
    return next((one for one in rows if one.person_uuid == person and not one.masked), None)


def beside_one(access: Access, member: Member) -> BesideOne:
    """Return the page of one member: what is shared with this reader, and what was done."""
    return BesideOne(
        member=member,
        contact=contact_of(access),
        helpers=tuple(helpers(access)),
        goals=tuple(goal.text for goal in goal_texts(access)),
        words=my_words(access, member.person_id),
        supporters=tuple(beside_me(access, member.person_id)),
        done=tuple(done_in_name_of(access, member.person_id)),
    )
