# SPDX-License-Identifier: EUPL-1.2
"""A member's own file to take along: the same questions as the own pages, as tables in plain words.

Money is a file of its own: safety and money share no screen, and a file is a screen that travels.
What only the member sees, and what they told about safety, goes along only when they ask for it:
somebody else may find the file on a computer at home.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from voordeur.door.access import Access
from voordeur.door.queries import who_looked
from voordeur.history.clock import AMSTERDAM
from voordeur.livelihood.page import money_of
from voordeur.papers.sheets import Cell, Sheet
from voordeur.provisions.queries import cost_sum
from voordeur.resident import queries
from voordeur.resident.queries.behalf import beside_me, done_in_name_of
from voordeur.resident.queries.telling import ToldLine

PARTS = ("dossier", "geld")


def _yes(value: bool | None) -> str:
    return _("not answered yet") if value is None else _("yes") if value else _("no")


def _told(title: str, lines: list[ToldLine]) -> Sheet:
    return Sheet(
        title,
        (_("What"), _("To whom"), _("When"), _("The answer")),
        tuple((one.text, one.to, one.told_at, one.answer) for one in lines),
    )


def file_sheets(access: Access, person_id: int, *, alone: bool) -> list[Sheet]:
    """Return the file of one member; with `alone` also what nobody else sees.

    A constant number of queries.
    """
    me, plan = queries.details(access, person_id), queries.our_plan(access, person_id)
    contact = queries.contact_of(access)
    sheets = [
        Sheet(
            _("Who you are"),
            (_("What"), _("What we wrote down")),
            (
                (_("Name"), me.name),
                (_("We call you"), me.called),
                (_("Born"), me.born or None),
                *((_("Address"), one.text) for one in me.addresses if one.text),
                (
                    _("Your regular contact"),
                    f"{contact.name}, {contact.phone}" if contact else None,
                ),
            ),
        ),
        Sheet(
            _("What you said"),
            (_("Your words"), _("What must come first"), _("When")),
            tuple(
                (one.text, one.first_priority, one.said_on)
                for one in queries.my_words(access, person_id)
            ),
        ),
        Sheet(
            _("Our plan"),
            (
                _("Goal"),
                _("Step"),
                _("You do"),
                _("Your people do"),
                _("The professional does"),
                _("Before"),
            ),
            tuple(
                (
                    goal.text,
                    step.what,
                    step.household_does,
                    step.network_does,
                    step.professional_does,
                    step.due,
                )
                for goal in plan.goals
                for step in goal.steps
            ),
        ),
        Sheet(
            _("Who helps us"),
            (_("Who"), _("Works for"), _("Does"), _("Since"), _("Telephone")),
            tuple(
                (one.name, one.organisation, one.task, one.since, one.phone)
                for one in queries.helpers(access)
            ),
        ),
        Sheet(
            _("My people"),
            (_("First name"), _("Who is this to you?")),
            tuple((one.first_name, one.tie) for one in queries.my_people(access, person_id)),
        ),
        Sheet(
            _("What your people offer"),
            (_("Who"), _("What"), _("Your answer")),
            tuple(
                (one.by, one.what, _yes(one.accepted))
                for one in queries.my_offers(access, person_id)
            ),
        ),
        _told(_("What you asked to correct"), queries.told_by(access, person_id, "correction")),
        Sheet(
            _("Who may see what"),
            (_("Who"), pgettext("who may see", "Why"), _("Sees"), _("Since")),
            tuple(
                (
                    seer.who,
                    reason.why,
                    "; ".join(reason.sees),
                    reason.since.astimezone(AMSTERDAM).date(),
                )
                for seer in queries.seers(access)
                for reason in seer.reasons
            ),
        ),
        Sheet(
            _("Who has looked"),
            (_("When"), _("Who"), _("Works for"), _("Why this is allowed")),
            tuple(
                (one.at, one.who, one.organisation, one.basis)
                for one in queries.look_lines(
                    who_looked(access, names=settings.CONFIG.names_in_log)
                )
            ),
        ),
        Sheet(
            _("What was done in your name"),
            (_("What"), _("When"), _("How"), _("Written down by")),
            tuple(
                (one.what, one.when, one.how, one.by) for one in done_in_name_of(access, person_id)
            ),
        ),
    ]
    return sheets + (_alone(access, person_id) if alone else [])


def _alone(access: Access, person_id: int) -> list[Sheet]:
    """Return what only this member may find: notes, what was told, who stands beside them."""
    return [
        Sheet(
            _("Only for you"),
            (_("Your note"), _("When")),
            tuple((one.text, one.written_at) for one in queries.notes(access, person_id)),
        ),
        _told(_("What you told one person"), queries.told_by(access, person_id, "line", "safety")),
        Sheet(
            _("How to reach you safely"),
            (_("Number, address or name"), _("When is it safe?"), _("What should we never do?")),
            tuple(
                (one.value, one.when, one.never) for one in queries.my_channels(access, person_id)
            ),
        ),
        Sheet(
            _("Who stands beside you"),
            (_("Who"), _("Sees"), _("Since")),
            tuple(
                (one.who, "; ".join(one.sees), one.since) for one in beside_me(access, person_id)
            ),
        ),
    ]


def money_sheets(access: Access, year: int) -> list[Sheet]:
    """Return the month, the debts and what the help costs, as far as this member may see."""
    money = money_of(access)
    costs = queries.cost_picture(cost_sum(access, year, ()).costs)
    rows: list[tuple[Cell, ...]] = [(one.who, one.amount) for one in costs.by_payer]
    return [
        Sheet(
            _("Our month"),
            (_("What"), _("Of whom"), _("Amount")),
            tuple(
                (piece.title, piece.whose, piece.amount)
                for side in money.month.sides
                for piece in side[4]
            ),
        ),
        Sheet(
            _("Debts"),
            (_("To whom"), _("Of whom"), _("Amount"), _("Where it stands")),
            tuple(
                (one.to, one.whose, one.amount, one.state) for one in money.debts if not one.masked
            ),
        ),
        Sheet(
            _("What the help costs together in %(year)s") % {"year": year},
            (_("Who pays"), _("Amount")),
            (*rows, (_("Together"), costs.total)),
        ),
    ]
