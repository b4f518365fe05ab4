# SPDX-License-Identifier: EUPL-1.2
"""The verb of the conversation: noting what was said, area by area, in one talk or in several."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, sealed
from voordeur.contact.guide import guide
from voordeur.contact.models import ConversationNote
from voordeur.door.deed import Conflict, Deed, action
from voordeur.door.refusal import Refusal
from voordeur.instruments.conversation import Note, ResultState, overview
from voordeur.instruments.errors import NotInInstrumentError

CONTENT = ("words", "state", "met_by")
"""The columns of a note that say something."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on one area; nothing at all takes the area back to empty.

    `expected_version` is that of the note the words were made from, 0 when there was none.
    """

    area: str
    words: str = ""
    state: str = ""
    met_by: str = ""
    expected_version: int = 0

    @property
    def empty(self) -> bool:
        """Say whether nothing is left."""
        return not self.words.strip() and not self.state


def _check(said: Sequence[Said]) -> None:
    """Refuse what the guide does not know."""
    try:
        overview(
            guide(),
            [
                Note(
                    one.area,
                    one.words,
                    ResultState(one.state) if one.state else None,
                    one.met_by if one.state == "met" else "",
                )
                for one in said
                if not one.empty
            ],
        )
    except (NotInInstrumentError, ValueError) as error:
        raise Refusal(_("The guide does not know this: %(why)s") % {"why": error}) from None


@action("contact.write")
def note_conversation(
    deed: Deed, *, household_id: int, said: Sequence[Said], person_id: int | None = None
) -> list[ConversationNote]:
    """Note what was said with the household, or with one member in that member's own part.

    Only the areas given are touched; an area that was left alone stays as it is. Raises Conflict
    with both texts when somebody else changed one of them meanwhile.
    """
    _check(said)
    if person_id is not None:
        check_members(deed, {person_id}, "about")
    about = Q(person=None) if person_id is None else Q(person_id=person_id)
    about &= Q(guide=guide().id, guide_version=guide().version)
    about &= Q(area__in=[one.area for one in said])
    shown = ConversationNote.objects.through(deed.inside).shown().filter(about)
    there = {row.area: row for row in shown.order_by("pk")}
    if ConversationNote._plain.filter(about, household_id=household_id).count() != len(there):
        # Whoever may not read what is there does not write over it either.
        raise Refusal(_("This part of the file is not open to you."), "about")
    moved = [
        one
        for one in said
        if (there[one.area].version if one.area in there else 0) != one.expected_version
    ]
    if moved:
        raise Conflict(
            _("Somebody else changed this while you were writing."),
            mine={f"words_{one.area}": one.words for one in moved},
            theirs={
                f"words_{one.area}": there[one.area].words if one.area in there else ""
                for one in moved
            },
        )
    changed: list[ConversationNote] = []
    for one in said:
        row = there.get(one.area)
        now = (one.words.strip(), one.state, one.met_by.strip() if one.state == "met" else "")
        before = (row.words, row.state, row.met_by) if row else ("", "", "")
        if now == before:
            continue
        if row is None:
            row = ConversationNote(
                household_id=household_id,
                person_id=person_id,
                compartment="common" if person_id is None else "own",
                guide=guide().id,
                guide_version=guide().version,
                area=one.area,
                version=0,
            )
        row.words, row.state, row.met_by = now
        row.author, row.noted_at = deed.reader.account_id, deed.now
        row.version += 1
        deed.happened(
            "contact.conversation_noted",
            {"area": one.area},
            sealed(
                row,
                {
                    "before": dict(zip(CONTENT, before, strict=True)),
                    "after": dict(zip(CONTENT, now, strict=True)),
                },
            ),
        )
        if one.empty:
            row.delete()
        else:
            row.save()
            changed.append(row)
    if not deed.drafts:
        raise Refusal(_("Nothing was changed."), remedy=_("Write down what was said first."))
    return changed
