# SPDX-License-Identifier: EUPL-1.2
"""Verbs of versions: setting the plan down, and the members' word on it."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.translation import gettext as _

from voordeur.door.access import at_table
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.plan.actions.placing import may_write_for, said, sealed
from voordeur.plan.actions.writing import content
from voordeur.plan.models import (
    Goal,
    NetworkOffer,
    OwnWords,
    PlanVersion,
    PlanVersionItem,
    Signature,
    Step,
)
from voordeur.plan.models.voice import PlanItem
from voordeur.plan.planfacts import StepState
from voordeur.plan.projection import fingerprint
from voordeur.plan.queries.versions import pieces_of
from voordeur.plan.spoken import How, Word

Drawn = tuple[str, PlanItem, dict[str, Any]]


@action("plan.write")
def set_down_plan(deed: Deed, *, household_id: int, why: str = "") -> PlanVersion:
    """Set the plan down as a new version: every member's words, goals and steps as they are now.

    It holds the pieces of every part of the file, also those the maker does not see; each reader
    gets the pieces of the parts they may see. It starts nothing and obliges nobody.
    """
    if not Goal.objects.through(deed.inside).shown().filter(state="open").exists():
        raise Refusal(_("Put a goal in the plan first."), "plan")
    last = PlanVersion._plain.filter(household_id=household_id).aggregate(last=Max("number"))
    version = PlanVersion(
        household_id=household_id,
        number=(last["last"] or 0) + 1,
        made_at=deed.now,
        made_by=deed.reader.key,
        why=why.strip(),
    )
    version.save(force_insert=True)
    keys: dict[tuple[str, str], bytes] = {}
    rows = []
    for order, (kind, item, body) in enumerate(_drawn(deed)):
        subject = f"person:{item.person_id}" if item.person_id else f"household:{household_id}"
        name = (subject, item.compartment)
        if name not in keys:
            keys[name] = keyring.key_for(*name, "case", make=True)
        rows.append(
            PlanVersionItem(
                household_id=household_id,
                person_id=item.person_id,
                compartment=item.compartment,
                plan_version=version,
                kind=kind,
                source=item.uuid,
                order=order,
                sealed=keyring.seal(
                    keys[name],
                    json.dumps(body, cls=DjangoJSONEncoder).encode(),
                    f"plan|{version.uuid}|{item.uuid}",
                ),
            )
        )
    PlanVersionItem._plain.bulk_create(rows)
    deed.happened("plan.version_made", {"version": version.pk, "number": version.number})
    return version


def _drawn(deed: Deed) -> list[Drawn]:
    """Return every piece of the plan as it is now, in the order of the plan.

    Private pages stay out: what only the member sees is no part of a plan.
    """
    here = {"household_id": deed.household_id}
    names = {one.person_id: one.called or "" for one in members(deed.inside, past=True)}
    newest: dict[int | None, OwnWords] = {}
    for words in OwnWords._plain.filter(**here).exclude(compartment="private").order_by("pk"):
        newest[words.person_id] = words
    goals = list(
        Goal._plain.filter(**here, state="open")
        .exclude(compartment="private")
        .order_by("order", "pk")
    )
    steps = list(
        Step._plain.filter(goal__in=goals)
        .exclude(state=StepState.STOPPED)
        .order_by("goal__order", "order", "pk")
    )
    offers = list(
        NetworkOffer._plain.filter(step__in=steps, accepted=True, withdrawn_at=None).order_by("pk")
    )
    acting = {number for step in steps for number in [*step.professionals, step.fall_back or 0]}
    staff = {one.id: one.name for one in colleagues(ids=sorted(acting))}
    drawn: list[Drawn] = [
        ("words", one, {"text": one.text, "first": one.first_priority, "on": one.said_on})
        for one in newest.values()
    ]
    for goal in goals:
        drawn.append(("goal", goal, {"text": goal.text, "life_area": goal.life_area}))
        drawn += [
            ("step", step, _step_body(step, names, staff, offers))
            for step in steps
            if step.goal_id == goal.pk
        ]
    return drawn


def _step_body(
    step: Step, names: dict[int, str], staff: dict[int, str], offers: list[NetworkOffer]
) -> dict[str, Any]:
    return {
        **content(step),
        "goal": str(step.goal.uuid),
        "state": step.state,
        "members": [names.get(one, "") for one in step.members],
        "professionals": [staff[one] for one in step.professionals if one in staff],
        "fall_back": staff.get(step.fall_back or 0),
        # an offer out of another part would tell the readers of this step what is not theirs
        "offers": [
            offer.what
            for offer in offers
            if offer.step_id == step.pk
            and (
                offer.compartment == "common"
                or (offer.person_id, offer.compartment) == (step.person_id, step.compartment)
            )
        ],
        "parked": {
            "reason": step.parked_reason,
            "agreed_by": step.parked_agreed_by,
            "review_on": step.parked_review_on,
        }
        if step.state == StepState.PARKED
        else None,
    }


def _sign(
    deed: Deed,
    version: UUID,
    person_id: int,
    word: str,
    spoke: str,
    came: dict[str, Any],
    remark: str,
    shared: bool,
    signed_on: date | None,
) -> Signature:
    if word not in tuple(Word):
        raise Refusal(_("Choose: agreed, not agreed, or seen."), "word")
    if person_id not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "person")
    found = PlanVersion.objects.through(deed.inside).shown().filter(uuid=version).first()
    if found is None:
        raise Refusal(_("This is not in the file any more."), "version")
    access = deed.inside
    if deed.reader.person_id != person_id:
        # On paper or at the table the signer saw what both may see, and signs for no more.
        access = at_table(replace(access, present=()), [person_id], activity=deed.name)
    row = Signature._plain.filter(plan_version=found, person_id=person_id, spoke=spoke).first()
    if row is None:
        row = Signature(
            household_id=deed.household_id,
            person_id=person_id,
            plan_version=found,
            spoke=spoke,
            version=0,
        )
    row.compartment = "common" if shared else "own"
    row.word, row.remark = str(word), remark.strip()
    row.signed_on = signed_on or deed.now.date()
    row.projection = fingerprint(found.number, pieces_of(access, found.pk))
    for name, value in came.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    deed.happened(
        "plan.signed",
        {"signature": row.pk, "version": found.pk, "how": row.how, "projection": row.projection},
        sealed(deed, (person_id, row.compartment), {"word": row.word, "remark": row.remark}),
    )
    return row


@action("plan.agree")
def sign_plan(
    deed: Deed,
    *,
    household_id: int,
    version: UUID,
    word: str,
    person_id: int | None = None,
    remark: str = "",
    shared: bool = False,
    signed_on: date | None = None,
) -> Signature:
    """Give one's own word on a version, or a parent's on behalf of a child; minors sign themselves.

    Every word has the same consequences: none. It can be given again; the newest counts.
    """
    who = person_id or deed.reader.person_id
    if who is None:
        raise Refusal(_("Choose somebody of this household."), "person")
    may_write_for(deed, who, "own")
    own = deed.reader.person_id == who
    came = said(deed, who, None)
    return _sign(
        deed, version, who, word, "self" if own else "parent", came, remark, shared, signed_on
    )


@action("plan.agree_for")
def sign_for(
    deed: Deed,
    *,
    household_id: int,
    version: UUID,
    person_id: int,
    word: str,
    how: str,
    remark: str = "",
    shared: bool = False,
    signed_on: date | None = None,
) -> Signature:
    """Record a member's word that was given at the table, on paper, by phone or to a supporter.

    It counts exactly as much as a word in the own account; who recorded it is kept with it.
    """
    may_write_for(deed, person_id, "own")
    if how == How.SELF:
        raise Refusal(_("Say how this came in: at the table, on paper or by phone."), "how")
    came = said(deed, person_id, how)
    return _sign(deed, version, person_id, word, "self", came, remark, shared, signed_on)
