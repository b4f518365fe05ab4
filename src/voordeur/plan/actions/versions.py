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
from voordeur.door.voice import may_write_for, said
from voordeur.history import keyring
from voordeur.history.clock import AMSTERDAM
from voordeur.people.authority import OF_A_PARENT
from voordeur.people.queries import authorities, members
from voordeur.people.spoken import How, Word
from voordeur.plan.actions.evaluating import look_back_on
from voordeur.plan.actions.placing import sealed
from voordeur.plan.models import Goal, PlanVersion, PlanVersionItem, Signature
from voordeur.plan.projection import fingerprint
from voordeur.plan.queries.drawing import drawn, source_of_all
from voordeur.plan.queries.versions import pieces_of


@action("plan.write")
def set_down_plan(
    deed: Deed, *, household_id: int, why: str = "", review_on: date | None = None
) -> PlanVersion:
    """Set the plan down as a new version: every member's words, goals and steps as they are now.

    It holds the pieces of every part of the file, also those the maker does not see; each reader
    gets the pieces of the parts they may see. It starts nothing and obliges nobody, but for the
    one who sets it down to look back with the household on `review_on`.
    """
    if review_on is not None and review_on <= deed.now.astimezone(AMSTERDAM).date():
        raise Refusal(_("Choose a day that is still to come."), "review_on")
    if not Goal.objects.through(deed.inside).shown().filter(state="open").exists():
        raise Refusal(_("Put a goal in the plan first."), "plan")
    last = PlanVersion._plain.filter(household_id=household_id).aggregate(last=Max("number"))
    version = PlanVersion(
        household_id=household_id,
        number=(last["last"] or 0) + 1,
        made_at=deed.now,
        made_by=deed.reader.key,
        why=why.strip(),
        review_on=review_on,
    )
    version.save(force_insert=True)
    keys: dict[tuple[str, str], bytes] = {}
    rows = []
    for order, (kind, item, body) in enumerate(drawn(deed.inside, source_of_all(household_id))):
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
    deed.happened(
        "plan.version_made",
        {"version": version.pk, "number": version.number, "review_on": review_on},
    )
    look_back_on(deed, review_on)
    return version


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
    came = said(deed, deed.reader.person_id or who, None)
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
    spoke: str = "self",
    remark: str = "",
    shared: bool = False,
    signed_on: date | None = None,
) -> Signature:
    """Record a member's word that was given at the table, on paper, by phone or to a supporter.

    It counts exactly as much as a word in the own account; who recorded it is kept with it. With
    `spoke` "parent" it is the word of who has authority over this child.
    """
    if spoke not in ("self", "parent"):
        raise Refusal(_("Say whether the member or a parent said this."), "spoke")
    if spoke == "parent" and not any(
        one.person_id == person_id and one.kind in OF_A_PARENT for one in authorities(deed.inside)
    ):
        raise Refusal(
            _("It is not recorded who has authority over this member."),
            "spoke",
            _("Record it on the page People first."),
        )
    may_write_for(deed, person_id, "own")
    if how == How.SELF:
        raise Refusal(_("Say how this came in: at the table, on paper or by phone."), "how")
    came = said(deed, person_id, how)
    return _sign(deed, version, person_id, word, spoke, came, remark, shared, signed_on)
