# SPDX-License-Identifier: EUPL-1.2
"""Verbs about organisations that say they coordinate without having been appointed."""

from django.utils.translation import gettext as _

from voordeur.coordination.actions.holding import layer_of
from voordeur.coordination.models import Claim
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private


@action("case.claim")
def record_claim(
    deed: Deed, *, household_id: int, organisation_id: int, layer: str, ground: str
) -> Claim:
    """Record that an organisation says it coordinates; it changes nothing but is seen by all."""
    layer = layer_of(layer)
    if not ground.strip():
        raise Refusal(_("Say in one line what the claim rests on."), "ground")
    rows = Claim.objects.through(deed.inside).shown()
    if rows.filter(organisation_id=organisation_id, layer=layer, until_at=None).exists():
        raise Refusal(_("This claim is here already."), "organisation")
    row = Claim(
        household_id=household_id,
        organisation_id=organisation_id,
        layer=layer,
        ground=ground.strip(),
        from_at=deed.now,
    )
    row.save(force_insert=True)
    deed.happened(
        "coordination.claimed",
        {"claim": row.pk, "organisation": organisation_id, "layer": layer},
        Private(f"household:{household_id}", "name", {"ground": row.ground}),
    )
    return row


@action("case.coordinate")
def settle_claim(
    deed: Deed, *, household_id: int, claim: int, why: str, expected_version: int
) -> Claim:
    """Close a claim with how it was settled."""
    row = Claim.objects.through(deed.inside).shown().filter(pk=claim, until_at=None).first()
    if row is None:
        raise Refusal(_("This claim is settled already."))
    expect(row, expected_version, {"ended_why": why})
    if not why.strip():
        raise Refusal(_("Say in one line how it was settled."), "why")
    row.until_at, row.ended_why, row.version = deed.now, why.strip(), row.version + 1
    row.save(update_fields=["until_at", "ended_why", "version"])
    deed.happened(
        "coordination.claim_settled",
        {"claim": row.pk},
        Private(f"household:{household_id}", "name", {"why": row.ended_why}),
    )
    return row
