# SPDX-License-Identifier: EUPL-1.2
"""Verbs of problems: noting, seeing, linking, solving, and finding them back again."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said, said_if_theirs
from voordeur.instruments.words import LifeArea
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.plan.actions.placing import (
    Place,
    found,
    own_key,
    place,
    sealed,
    shared_place,
    some_text,
)
from voordeur.plan.models import Problem, ProblemLink, ProblemSpell, ProblemView


def _area(code: str) -> LifeArea:
    try:
        return LifeArea(code)
    except ValueError:
        raise Refusal(_("Choose a part of life."), "life_area") from None


def _place_of(row: Problem) -> Place:
    return row.person_id, row.compartment


def _spell(deed: Deed, row: Problem, from_date: date, until: date | None = None) -> ProblemSpell:
    spell = ProblemSpell(
        household_id=row.household_id,
        person_id=row.person_id,
        compartment=row.compartment,
        problem=row,
        from_date=from_date,
        until=until,
    )
    spell.save(force_insert=True)
    return spell


def _open_spell(deed: Deed, row: Problem) -> ProblemSpell | None:
    rows = ProblemSpell.objects.through(deed.inside).shown()
    return rows.filter(problem=row, until=None).first()


def _view(
    deed: Deed, row: Problem, observer: str, sees_it: bool, text: str, how: str | None
) -> ProblemView:
    kind, _colon, number = observer.partition(":")
    if not number.isdigit() or kind not in ("person", "professional"):
        raise Refusal(_("Say who sees it so: a member or a professional."), "observer")
    at = _place_of(row)
    who = int(number) if kind == "person" else None
    if who is not None:
        if who not in {one.person_id for one in members(deed.inside, past=True)}:
            raise Refusal(_("Choose somebody of this household."), "observer")
        at = at if at == (who, row.compartment) else (who, "own")
        may_write_for(deed, who, at[1])
    elif not colleagues(ids=[int(number)]):
        raise Refusal(_("This professional does not work here any more."), "observer")
    view = ProblemView._plain.filter(problem=row, observer=observer).first() or ProblemView(
        household_id=row.household_id,
        person_id=at[0],
        compartment=at[1],
        problem=row,
        observer=observer,
        version=0,
    )
    view.sees_it, view.text = sees_it, text.strip()
    for name, value in said(deed, who, how).items():
        setattr(view, name, value)
    view.version += 1
    view.save()
    deed.happened(
        "plan.problem_seen",
        {"problem": row.pk, "observer": observer, "sees_it": sees_it},
        sealed(deed, (view.person_id, view.compartment), {"text": view.text}),
    )
    return view


def _link(deed: Deed, cause: Problem, effect: Problem) -> ProblemLink:
    if cause.pk == effect.pk:
        raise Refusal(_("A problem does not cause itself."), "cause")
    there = ProblemLink._plain.filter(cause=cause, effect=effect).first()
    if there is not None:
        return there
    at = shared_place(cause, effect)
    link = ProblemLink(
        household_id=cause.household_id,
        person_id=at[0],
        compartment=at[1],
        cause=cause,
        effect=effect,
        said_by=own_key(deed) or deed.reader.key,
    )
    link.save(force_insert=True)
    return link


@action("problem.write")
def note_problem(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    life_area: str,
    person_id: int | None = None,
    compartment: str | None = None,
    opened_on: date | None = None,
    observer: str | None = None,
    cause: UUID | None = None,
    how: str | None = None,
) -> Problem:
    """Note something that is wrong; it needs no solution and no help to be here.

    Without an `observer` (`person:5`, `professional:3`) the one who notes it is the one who sees
    it. `cause` names a problem this one comes from.
    """
    at = place(deed, person_id, compartment)
    row = Problem(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        text=some_text(text, "text"),
        life_area=_area(life_area),
    )
    row.save(force_insert=True)
    _spell(deed, row, opened_on or deed.now.date())
    deed.happened(
        "plan.problem_noted",
        {"problem": row.pk, "person": person_id},
        sealed(deed, at, {"text": row.text, "life_area": row.life_area}),
    )
    who = observer or own_key(deed)
    if who is not None:
        _view(deed, row, who, True, "", how)
    if cause is not None:
        link = _link(deed, found(deed, Problem, cause, "cause"), row)
        deed.happened(
            "plan.problems_linked",
            {"link": link.pk, "cause": link.cause_id, "effect": link.effect_id},
            about=(link.person_id, link.compartment),
        )
    return row


@action("problem.write")
def change_problem(
    deed: Deed,
    *,
    household_id: int,
    problem: UUID,
    text: str,
    life_area: str,
    expected_version: int,
    how: str | None = None,
) -> Problem:
    """Word a problem better or put it in another part of life."""
    row = found(deed, Problem, problem, "text")
    after = {"text": some_text(text, "text"), "life_area": str(_area(life_area))}
    expect(row, expected_version, dict(after))
    said_if_theirs(deed, row.person_id, how)
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*after, "version"])
    deed.happened(
        "plan.problem_changed",
        {"problem": row.pk},
        sealed(deed, _place_of(row), {"before": before, "after": after}),
    )
    return row


@action("problem.write")
def look_at_problem(
    deed: Deed,
    *,
    household_id: int,
    problem: UUID,
    sees_it: bool,
    observer: str | None = None,
    text: str = "",
    how: str | None = None,
) -> ProblemView:
    """Keep how somebody looks at a problem: sees it, or does not; it stands beside other views."""
    row = Problem.objects.through(deed.inside).shown().filter(uuid=problem).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "problem")
    who = observer or own_key(deed)
    if who is None:
        raise Refusal(_("Say who sees it so: a member or a professional."), "observer")
    return _view(deed, row, who, sees_it, text, how)


@action("problem.write")
def solve_problem(
    deed: Deed,
    *,
    household_id: int,
    problem: UUID,
    expected_version: int,
    on: date | None = None,
    how_solved: str = "",
    how: str | None = None,
) -> Problem:
    """Say that a problem is solved; it stays in the file, and the end of help alone solves nothing."""
    row = found(deed, Problem, problem, "problem")
    spell = _open_spell(deed, row)
    day = on or deed.now.date()
    expect(row, expected_version, {})
    if spell is None:
        raise Refusal(_("This problem is solved already."), "problem")
    if day < spell.from_date:
        raise Refusal(_("It cannot be solved before it was there."), "on")
    said_if_theirs(deed, row.person_id, how)
    spell.until, spell.how_solved, spell.version = day, how_solved.strip(), spell.version + 1
    spell.save(update_fields=["until", "how_solved", "version"])
    row.version += 1
    row.save(update_fields=["version"])
    deed.happened(
        "plan.problem_solved",
        {"problem": row.pk, "on": day},
        sealed(deed, _place_of(row), {"how": spell.how_solved}),
    )
    return row


@action("problem.write")
def reopen_problem(
    deed: Deed,
    *,
    household_id: int,
    problem: UUID,
    expected_version: int,
    on: date | None = None,
    how: str | None = None,
) -> Problem:
    """Say that a solved problem is back; the time it was solved stays known."""
    row = found(deed, Problem, problem, "problem")
    expect(row, expected_version, {})
    if _open_spell(deed, row) is not None:
        raise Refusal(_("This problem is open."), "problem")
    said_if_theirs(deed, row.person_id, how)
    _spell(deed, row, on or deed.now.date())
    row.version += 1
    row.save(update_fields=["version"])
    deed.happened(
        "plan.problem_reopened", {"problem": row.pk}, about=(row.person_id, row.compartment)
    )
    return row


@action("problem.write")
def link_problems(deed: Deed, *, household_id: int, cause: UUID, effect: UUID) -> ProblemLink:
    """Say that one problem brings about or worsens another; saying it twice changes nothing."""
    link = _link(deed, found(deed, Problem, cause, "cause"), found(deed, Problem, effect, "effect"))
    deed.happened(
        "plan.problems_linked",
        {"link": link.pk, "cause": link.cause_id, "effect": link.effect_id},
        about=(link.person_id, link.compartment),
    )
    return link


@action("problem.write")
def unlink_problems(deed: Deed, *, household_id: int, cause: UUID, effect: UUID) -> None:
    """Take a causal link away; that it was there is in the history."""
    first, then = found(deed, Problem, cause, "cause"), found(deed, Problem, effect, "effect")
    rows = ProblemLink.objects.through(deed.inside).shown().filter(cause=first, effect=then)
    link = rows.first()
    if link is None:
        raise Refusal(_("This is not in the file any more."), "cause")
    deed.happened(
        "plan.problems_unlinked",
        {"cause": first.pk, "effect": then.pk},
        about=(link.person_id, link.compartment),
    )
    ProblemLink._plain.filter(pk=link.pk).delete()
