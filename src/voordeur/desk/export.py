# SPDX-License-Identifier: EUPL-1.2
"""One household as tables, for a file: the same questions through the same door as the pages.

No amounts are in it: safety and money never share a screen, and a file is a screen that travels.
"""

from django.utils.translation import gettext as _

from voordeur.contact.queries import contacts
from voordeur.contact.words import kind_words, outcome_words
from voordeur.coordination.queries import closings, involved
from voordeur.coordination.words import law_name
from voordeur.door.access import Access
from voordeur.history.clock import AMSTERDAM
from voordeur.papers.sheets import Sheet
from voordeur.people.queries import members
from voordeur.plan.queries import goal_texts, plan_end
from voordeur.plan.wording import STATES


def sheets_of(access: Access) -> list[Sheet]:
    """Return the file of a household as tables, as this reader sees it; twelve queries.

    What is hidden is in no row and no count; what is masked is a row that says only that it is there.
    """
    around = members(access, past=True)
    called = {one.person_id: one.called or "" for one in around}
    plan = plan_end(access)

    def who(person_id: int | None) -> str:
        return called.get(person_id) or _("a member") if person_id else _("all of us")

    return [
        Sheet(
            _("Members"),
            (_("Name"), _("Called"), _("Born")),
            tuple((one.name, one.called, one.born) for one in around if not one.masked),
        ),
        Sheet(_("Goals"), (_("Goal"),), tuple((one.text,) for one in goal_texts(access))),
        Sheet(
            _("Steps"),
            (_("Step"), _("Where it stands"), _("Why")),
            tuple((one.what, str(STATES[one.state]), one.why) for one in plan.steps),
        ),
        Sheet(
            _("Problems"),
            (_("Problem"), _("Of whom"), _("Open")),
            tuple(
                (one.text, who(one.person_id), _("yes") if one.is_open else _("no"))
                for one in plan.problems
            ),
        ),
        Sheet(
            _("Who helps"),
            (_("Who"), _("With what"), _("Law"), _("From"), _("Until")),
            tuple(
                (_("somebody; not for you to see"), "", "", one.from_date, one.until)
                if one.masked
                else (one.who, one.task, law_name(one.law), one.from_date, one.until or _("now"))
                for one in involved(access, past=True)
            ),
        ),
        Sheet(
            _("Contacts"),
            (_("Day"), _("Kind of contact"), _("How it went"), _("By")),
            tuple(
                (one.on, _("a contact; not for you to see"), "", "")
                if one.masked
                else (one.on, kind_words(one.kind), outcome_words(one.outcome), one.professional)
                for one in contacts(access, limit=100)
            ),
        ),
        Sheet(
            _("How it ended"),
            (_("Closed on"), _("How it went and goes on"), _("Who to call")),
            tuple(
                (one.closed_at.astimezone(AMSTERDAM).date(), one.words, one.call_name)
                for one in closings(access)
            ),
        ),
    ]
