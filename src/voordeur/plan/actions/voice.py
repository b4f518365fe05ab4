# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the members' own voice: own words, first priority, strengths."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said, said_if_theirs
from voordeur.plan.actions.placing import found, place, sealed, some_text
from voordeur.plan.models import OwnWords, Strength


@action("voice.write")
def note_words(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    text: str,
    first_priority: str = "",
    compartment: str | None = None,
    said_on: date | None = None,
    how: str | None = None,
) -> OwnWords:
    """Keep what a member says, unedited, and what must come first for them.

    Earlier words stay; the newest count. Who wrote it down and how it came in is kept with it.
    """
    at = place(deed, person_id, compartment)
    if not text.strip() and not first_priority.strip():
        raise Refusal(_("Write down the words, or what must come first."), "text")
    row = OwnWords(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        text=text.strip(),
        first_priority=first_priority.strip(),
        said_on=said_on or deed.now.date(),
        **said(deed, person_id, how),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.words_noted",
        {"words": row.pk, "person": person_id, "how": row.how},
        sealed(deed, at, {"text": row.text, "first_priority": row.first_priority}),
    )
    return row


@action("voice.write")
def correct_words(
    deed: Deed,
    *,
    household_id: int,
    words: UUID,
    text: str,
    first_priority: str,
    expected_version: int,
    how: str | None = None,
) -> OwnWords:
    """Correct words that were written down wrongly; what stood there before is in the history."""
    row = found(deed, OwnWords, words, "text")
    after = {"text": text.strip(), "first_priority": first_priority.strip()}
    expect(row, expected_version, dict(after))
    if not any(after.values()):
        raise Refusal(_("Write down the words, or what must come first."), "text")
    before = {name: getattr(row, name) for name in after}
    came = said(deed, row.person_id, how)
    for name, value in {**after, **came}.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*after, *came, "version"])
    deed.happened(
        "plan.words_corrected",
        {"words": row.pk, "person": row.person_id, "how": row.how},
        sealed(deed, (row.person_id, row.compartment), {"before": before, "after": after}),
    )
    return row


@action("voice.write")
def note_strength(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    person_id: int | None = None,
    compartment: str | None = None,
    how: str | None = None,
) -> Strength:
    """Keep what a member or the household is good at; nothing is ever computed from it."""
    at = place(deed, person_id, compartment)
    row = Strength(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        text=some_text(text, "text"),
        **said(deed, person_id, how),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.strength_noted",
        {"strength": row.pk, "person": person_id},
        sealed(deed, at, {"text": row.text}),
    )
    return row


@action("voice.write")
def end_strength(
    deed: Deed, *, household_id: int, strength: UUID, expected_version: int, how: str | None = None
) -> Strength:
    """Take a strength out of sight because it no longer holds, or never did."""
    row = found(deed, Strength, strength, "text")
    expect(row, expected_version, {"until": deed.now.date()})
    said_if_theirs(deed, row.person_id, how)
    row.until, row.version = deed.now.date(), row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened(
        "plan.strength_ended",
        {"strength": row.pk, "person": row.person_id},
        about=(row.person_id, row.compartment),
    )
    return row
