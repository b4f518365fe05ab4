# SPDX-License-Identifier: EUPL-1.2
"""What runs with others for a member: what was asked and where we wait, conferences, sub-plans."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy

from voordeur.cooperation.queries import Asked, referrals
from voordeur.counsel.queries import ItemLine, agenda_of_household
from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.plan.queries.subplans import SubPlanLine, sub_plans

STATES = {
    "asked": gettext_lazy("We asked. There is no answer yet."),
    "waiting": gettext_lazy("You are on the waiting list."),
    "accepted": gettext_lazy("They said yes. First you get to know each other."),
    "started": gettext_lazy("It has started."),
    "finished": gettext_lazy("It is done."),
    "refused": gettext_lazy("They said no."),
    "sent_on": gettext_lazy("Other help fits better."),
    "withdrawn": gettext_lazy("We took the question back."),
}
WAITS = {
    "no_room": gettext_lazy("There is no place yet."),
    "no_staff": gettext_lazy("There is nobody yet who can do it."),
    "decision": gettext_lazy("A letter or a decision is missing."),
    "own_choice": gettext_lazy("You chose to wait."),
    "other_first": gettext_lazy("Something else comes first. We agreed on that together."),
}


@dataclass(frozen=True, slots=True)
class AskedForUs:
    """One thing that others were asked to do for us, in plain words."""

    what: str
    who: str
    state: str
    why_wait: str
    since: date | None
    days: int
    look_again: date | None
    answer: str
    for_me: bool


@dataclass(frozen=True, slots=True)
class TalkAboutUs:
    """One conference about us: when, where, the question, who is there, what was said and decided."""

    item: ItemLine
    coming: str
    over: bool


@dataclass(frozen=True, slots=True)
class Together:
    """The page 'with others'."""

    asked: tuple[AskedForUs, ...]
    talks: tuple[TalkAboutUs, ...]
    plans: tuple[SubPlanLine, ...]


def _asked(row: Asked, day: date) -> AskedForUs:
    wait = row.waiting
    return AskedForUs(
        what=row.what or "",
        who=row.organisation or "",
        state=str(STATES[row.state]),
        why_wait=str(WAITS[wait.wait.reason]) if wait else "",
        since=wait.wait.since if wait else None,
        days=row.days_waited(day),
        look_again=wait.look_again if wait else None,
        answer=row.answer or "",
        for_me=row.person_id is not None,
    )


def together(access: Access, person_id: int) -> Together:
    """Return what runs with others as this member may know it; twelve queries at most.

    No amount is on it, and nothing about safety: those have pages of their own.
    """
    day, now = clock.today(), clock.now()
    return Together(
        asked=tuple(
            _asked(row, day)
            for row in referrals(access)
            if not row.masked and row.compartment != "safety"
        ),
        talks=tuple(
            TalkAboutUs(item, dict(item.coming).get(person_id, ""), item.meeting.ends_at <= now)
            for item in agenda_of_household(access)
        ),
        plans=tuple(line for line in sub_plans(access).lines if not line.masked),
    )


def talk_about_us(access: Access, item: UUID) -> ItemLine | None:
    """Return one conference item as this member may read it, None when it is not there."""
    return next((one for one in agenda_of_household(access) if one.uuid == item), None)
