# SPDX-License-Identifier: EUPL-1.2
"""Verbs: recording what stands in the way, sorting it later, and the paths around it.

They name nobody in the history, and of the moment only the week. The household is checked at the
door and is in no event.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import some_text
from voordeur.door import access as door
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.leeway.actions.writing import REPORTS, unsigned
from voordeur.leeway.marks import author_mark, place_mark
from voordeur.leeway.models import Barrier, Rule, Walk, Workaround
from voordeur.leeway.sorting import FOUND, KINDS, LEGALITY


@action("barrier.record", household=False)
def record_barrier(
    deed: Deed, *, text: str, in_household: int | None = None, with_name: bool = False
) -> Barrier:
    """Write down in one line what stands in the way; nothing else needs to be known of it.

    Without a name nobody finds who did it. `in_household` is a household that is open to this
    reader: it is found again from there, and from nowhere else.
    """
    reader = deed.reader
    place = ""
    if in_household is not None:
        door.open_household(reader, in_household, activity=deed.name)
        place = place_mark(in_household)
    monday = unsigned(deed)
    row = Barrier.objects.create(
        text=some_text(text, "text")[:300],
        week=monday,
        grouped=monday,
        author_mark=author_mark(reader),
        place_mark=place,
        named_account=reader.account_id if with_name else None,
    )
    deed.happened("leeway.barrier_recorded", {"barrier": row.pk}, stream=REPORTS)
    return row


def _barrier(uuid: UUID) -> Barrier:
    row = Barrier.objects.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This line is not there any more."))
    return row


def _rule(uuid: UUID | None, where: str) -> Rule | None:
    if uuid is None:
        return None
    row = Rule.objects.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This rule is not there any more."), where)
    return row


@action("barrier.sort", household=False)
def sort_barrier(
    deed: Deed,
    *,
    barrier: UUID,
    kind: str,
    expected_version: int,
    law_claimed: bool | None = None,
    found: str = "",
    rule: UUID | None = None,
) -> Barrier:
    """Say later what kind of barrier it is, whether a law was claimed, and which rule was found.

    Without a rule it is stored as 'no rule found, possibly a habit', never as a rule that blocks.
    """
    if kind not in KINDS:
        raise Refusal(_("Choose what kind it is."), "kind")
    if found not in ("", *FOUND):
        raise Refusal(_("Choose what was found."), "found")
    about = _rule(rule, "rule")
    if (found in ("law", "local")) != (about is not None):
        raise Refusal(_("Name the rule that was found, or say that none was found."), "rule")
    if about is not None and (found == "law") != (about.kind == "law"):
        raise Refusal(
            _("A law has an article; this rule does not fit what was found."),
            "rule",
            _("Choose a rule of the same kind."),
        )
    row = _barrier(barrier)
    expect(row, expected_version, {"kind": kind, "found": found})
    row.grouped = unsigned(deed)
    row.kind, row.found, row.rule, row.law_claimed = kind, found, about, law_claimed
    row.version += 1
    row.save(update_fields=["kind", "found", "rule", "law_claimed", "grouped", "version"])
    deed.happened(
        "leeway.barrier_sorted",
        {"barrier": row.pk, "kind": kind, "found": found, "rule": row.rule_id},
        stream=REPORTS,
    )
    return row


@action("barrier.record", household=False)
def record_workaround(
    deed: Deed,
    *,
    what: str,
    legality: str,
    against_will: bool | None = None,
    minutes: int | None = None,
    cents: int | None = None,
    effect: str = "",
    rule: UUID | None = None,
) -> Workaround:
    """Write down a path around a rule, without a name, with its marks; it is walked once by this."""
    if legality not in LEGALITY:
        raise Refusal(_("Say what you know of whether it is allowed."), "legality")
    about, mark = _rule(rule, "rule"), author_mark(deed.reader)
    monday = unsigned(deed)
    row = Workaround.objects.create(
        what=some_text(what, "what")[:300],
        rule=about,
        legality=legality,
        against_will=against_will,
        minutes=minutes,
        cents=cents,
        effect=effect.strip()[:300],
        author_mark=mark,
        week=monday,
    )
    Walk.objects.create(workaround=row, week=monday, author_mark=mark)
    deed.happened("leeway.path_recorded", {"workaround": row.pk}, stream=REPORTS)
    return row


def _workaround(uuid: UUID) -> Workaround:
    row = Workaround.objects.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This path is not there any more."))
    return row


@action("barrier.record", household=False)
def walk(deed: Deed, *, workaround: UUID) -> Workaround:
    """Say that you walked a path this week; a second time in a week changes nothing."""
    row, mark = _workaround(workaround), author_mark(deed.reader)
    monday = unsigned(deed)
    Walk.objects.get_or_create(workaround=row, week=monday, author_mark=mark)
    deed.happened("leeway.path_walked", {"workaround": row.pk}, stream=REPORTS)
    return row


@action("barrier.sort", household=False)
def review_workaround(
    deed: Deed, *, workaround: UUID, review: str, expected_version: int
) -> Workaround:
    """Say as a colleague what you find of a path that goes against somebody's will.

    Who recorded it does not review it.
    """
    row = _workaround(workaround)
    if row.author_mark == author_mark(deed.reader):
        raise Refusal(_("Somebody else looks at a path you recorded yourself."), "review")
    expect(row, expected_version, {"review": review})
    unsigned(deed)
    row.review, row.version = some_text(review, "review")[:300], row.version + 1
    row.save(update_fields=["review", "version"])
    deed.happened("leeway.path_reviewed", {"workaround": row.pk}, stream=REPORTS)
    return row
