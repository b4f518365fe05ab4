# SPDX-License-Identifier: EUPL-1.2
"""Verbs of network offers: an offer is an offer until the member it is for says yes."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said, said_if_theirs
from voordeur.people.queries import network
from voordeur.plan.actions.placing import found, place, sealed, some_text
from voordeur.plan.models import NetworkOffer, Step
from voordeur.terms.book import close_terms, open_term


def _name(deed: Deed, network_member: int) -> str:
    for one in network(deed.inside):
        if one.id == network_member:
            return one.first_name
    raise Refusal(_("Choose somebody of the household's own people."), "network_member")


@action("voice.write")
def note_offer(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    network_member: int,
    what: str,
    compartment: str | None = None,
    how: str | None = None,
) -> NetworkOffer:
    """Note what somebody from the network wants to do for a member; it changes no help at all.

    It waits for the member's own word; nothing presses for an answer.
    """
    at = place(deed, person_id, compartment)
    _name(deed, network_member)
    row = NetworkOffer(
        household_id=household_id,
        person_id=at[0],
        compartment=at[1],
        network_member=network_member,
        what=some_text(what, "what"),
        **said(deed, person_id, how),
    )
    row.save(force_insert=True)
    deed.happened(
        "plan.offer_noted",
        {"offer": row.pk, "person": person_id},
        sealed(deed, at, {"what": row.what}),
    )
    open_term(
        deed,
        kind="offer_asked",
        owner=f"person:{person_id}",
        subject=f"offer:{row.pk}",
        due=None,
        person_id=person_id,
        compartment=row.compartment,
    )
    return row


@action("offer.answer")
def answer_offer(
    deed: Deed,
    *,
    household_id: int,
    offer: UUID,
    accept: bool,
    expected_version: int,
    how: str | None = None,
) -> NetworkOffer:
    """Record the member's own yes or no; a later no takes the offer out of the step it was used in.

    The help in the plan stays what it is, whatever the answer.
    """
    row = found(deed, NetworkOffer, offer, "offer")
    expect(row, expected_version, {"accepted": accept})
    if deed.reader.person_id is not None and deed.reader.person_id != row.person_id:
        raise NotAllowed(_("Only the member it is for can answer."))
    if row.withdrawn_at is not None:
        raise Refusal(_("This offer was taken back."), "offer")
    came = said(deed, row.person_id, how)
    if not accept and row.step_id is not None:
        _leave_step(row)
    row.accepted = accept
    row.answered_at, row.answered_how = deed.now, came["how"]
    row.answered_by, row.version = deed.reader.key, row.version + 1
    row.save(
        update_fields=[
            "accepted",
            "answered_at",
            "answered_how",
            "answered_by",
            "step",
            "version",
        ]
    )
    close_terms(deed, subject=f"offer:{row.pk}")
    deed.happened(
        "plan.offer_answered",
        {"offer": row.pk, "accepted": accept, "how": row.answered_how},
        about=(row.person_id, row.compartment),
    )
    return row


@action("plan.write")
def use_offer(
    deed: Deed, *, household_id: int, offer: UUID, step: UUID, expected_version: int
) -> Step:
    """Put an accepted offer in a step, beside what the professional does; that stays as it is.

    Raises Refusal as long as the member concerned has not said yes.
    """
    row, into = found(deed, NetworkOffer, offer, "offer"), found(deed, Step, step, "step")
    expect(row, expected_version, {"step": into.pk})
    if row.accepted is not True or row.withdrawn_at is not None:
        raise Refusal(
            _("The member this is for has not said yes. Until then it is only an offer."), "offer"
        )
    if row.compartment != "common" and (into.person_id, into.compartment) != (
        row.person_id,
        row.compartment,
    ):
        raise Refusal(_("This offer lies in a part that not everyone who reads the step sees."))
    if row.step_id not in (None, into.pk):
        _leave_step(row)
    into.network = sorted({*into.network, row.network_member})
    into.version += 1
    into.save(update_fields=["network", "version"])
    row.step, row.version = into, row.version + 1
    row.save(update_fields=["step", "version"])
    deed.happened(
        "plan.offer_used",
        {"offer": row.pk, "step": into.pk},
        about=(row.person_id, row.compartment),
    )
    return into


@action("voice.write")
def take_offer_back(
    deed: Deed, *, household_id: int, offer: UUID, expected_version: int, how: str | None = None
) -> NetworkOffer:
    """Note that the one who offered cannot or will not any more; the step keeps its professional."""
    row = found(deed, NetworkOffer, offer, "offer")
    expect(row, expected_version, {"withdrawn_at": deed.now})
    if row.withdrawn_at is not None:
        raise Refusal(_("This offer was taken back."), "offer")
    said_if_theirs(deed, row.person_id, how)
    if row.step_id is not None:
        _leave_step(row)
    row.withdrawn_at, row.version = deed.now, row.version + 1
    row.save(update_fields=["withdrawn_at", "step", "version"])
    close_terms(deed, subject=f"offer:{row.pk}")
    deed.happened(
        "plan.offer_taken_back", {"offer": row.pk}, about=(row.person_id, row.compartment)
    )
    return row


@action("set.up")
def forget_offers_of(deed: Deed, *, household_id: int, network_member: int) -> int:
    """Delete every offer of somebody the household took out of its network; return how many.

    Nothing of them stays behind in the plan, and the help in it stays what it is. Doing it twice
    deletes nothing the second time.
    """
    rows = list(
        NetworkOffer._plain.filter(household_id=household_id, network_member=network_member)
    )
    for row in rows:
        close_terms(deed, subject=f"offer:{row.pk}")
    for step in Step._plain.filter(household_id=household_id).order_by("pk"):
        if network_member in step.network:
            step.network = [one for one in step.network if one != network_member]
            step.version += 1
            step.save(update_fields=["network", "version"])
    for row in rows:
        deed.happened("plan.offer_gone", {"offer": row.pk}, about=(row.person_id, row.compartment))
    if not rows:
        deed.happened("plan.offer_gone", {"network_member": network_member})
    NetworkOffer._plain.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _leave_step(row: NetworkOffer) -> None:
    """Take the network member out of the step, unless another offer keeps them there."""
    step = row.step
    if step is None:
        return
    others = NetworkOffer._plain.filter(
        step=step, network_member=row.network_member, withdrawn_at=None
    ).exclude(pk=row.pk)
    if not others.exists():
        step.network = [one for one in step.network if one != row.network_member]
        step.version += 1
        step.save(update_fields=["network", "version"])
    row.step = None
