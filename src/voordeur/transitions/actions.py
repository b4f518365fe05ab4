# SPDX-License-Identifier: EUPL-1.2
"""Verbs of transitions: expected, arranged per piece of help, arranged as a whole, dropped."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, sealed
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.laws import laws
from voordeur.provisions.queries import provisions
from voordeur.safety.actions.owning import remind
from voordeur.terms.book import close_terms
from voordeur.transitions.calendar import act_by, catalogue
from voordeur.transitions.models import Arrangement, Transition

LONGEST = 3 * 366
"""Days: further ahead nobody can arrange anything yet."""
PARTS = {"jeugdwet": "youth", "zvw": "health", "strafrecht": "justice"}
"""In which part of the file it lies what follows on help under a law; else the member's own."""


def _today(deed: Deed) -> date:
    return deed.now.astimezone(AMSTERDAM).date()


def _open_transition(deed: Deed, transition: int) -> Transition:
    row = Transition.objects.through(deed.inside).shown().filter(pk=transition).first()
    if row is None or row.state != "expected":
        raise Refusal(_("This transition was arranged or dropped already."))
    return row


def _close(deed: Deed, row: Transition, state: str, words: str) -> None:
    row.state, row.arranged, row.version = state, words.strip(), row.version + 1
    row.save(update_fields=["state", "arranged", "version"])
    close_terms(deed, subject=f"transition:{row.pk}")
    deed.happened(
        f"transitions.{state}",
        {"transition": row.pk, "on": row.on},
        sealed(row, {"words": row.arranged}),
    )


@action("plan.write")
def expect_transition(
    deed: Deed,
    *,
    household_id: int,
    kind: str,
    on: date,
    person_id: int | None = None,
    compartment: str = "common",
    source: str = "",
    what: str = "",
) -> Transition:
    """Put a transition down; whoever coordinates is reminded while there is time to act.

    The same one twice is one. A day that passed is refused, as is one that is years away.
    """
    known = catalogue().kinds.get(kind)
    if known is None:
        raise Refusal(_("Choose what changes."), "kind")
    if not 0 <= (on - _today(deed)).days <= LONGEST:
        raise Refusal(_("Choose a day within three years from today."), "on")
    if person_id is not None:
        check_members(deed, {person_id}, "about")
    if person_id is None and compartment != "common":
        raise Refusal(_("Choose for whom: a closed part is always somebody's."), "about")
    about = Q(person=None) if person_id is None else Q(person_id=person_id)
    same = Q(household_id=household_id, kind=kind, source=source, on=on)
    if Transition._plain.filter(about & same).exists():
        raise Refusal(_("This is written down already."))
    row = Transition(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        kind=kind,
        on=on,
        state="expected",
        source=source,
        what=what.strip(),
    )
    row.save(force_insert=True)
    remind(deed, "transition_ahead", row, f"transition:{row.pk}", act_by(known, on))
    deed.happened(
        "transitions.expected", {"transition": row.pk, "on": on}, sealed(row, {"kind": kind})
    )
    return row


@action("plan.write")
def arrange_help(
    deed: Deed, *, household_id: int, transition: int, provision: int, law: str, what: str
) -> Arrangement:
    """Say what follows on one piece of help, and under which law."""
    row = _open_transition(deed, transition)
    found = next((one for one in provisions(deed.inside) if one.id == provision), None)
    if found is None or found.masked:
        raise Refusal(_("This help is not here."), "provision")
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if not what.strip():
        raise Refusal(_("Say in one line what follows and who sees to it."), "what")
    if Arrangement._plain.filter(transition=row, provision=provision).exists():
        raise Refusal(_("This was arranged already."), "provision")
    made = Arrangement(
        household_id=household_id,
        person_id=found.person_id,
        compartment="common" if found.person_id is None else PARTS.get(found.law, "own"),
        transition=row,
        provision=provision,
        law=law,
        what=what.strip(),
    )
    made.save(force_insert=True)
    deed.happened(
        "transitions.help_arranged",
        {"transition": row.pk, "arrangement": made.pk, "law": law},
        sealed(made, {"what": made.what}),
    )
    return made


@action("plan.write")
def arrange_transition(
    deed: Deed, *, household_id: int, transition: int, words: str, expected_version: int
) -> Transition:
    """Say that a transition is arranged, and how; the reminder goes."""
    row = _open_transition(deed, transition)
    expect(row, expected_version, {"arranged": words})
    if not words.strip():
        raise Refusal(_("Say in one line what was arranged."), "words")
    _close(deed, row, "arranged", words)
    return row


@action("plan.write")
def drop_transition(
    deed: Deed, *, household_id: int, transition: int, words: str, expected_version: int
) -> Transition:
    """Say why a transition needs nothing, or does not come; the reminder goes."""
    row = _open_transition(deed, transition)
    expect(row, expected_version, {"arranged": words})
    if not words.strip():
        raise Refusal(_("Say in one line why nothing is needed."), "words")
    _close(deed, row, "dropped", words)
    return row
