# SPDX-License-Identifier: EUPL-1.2
"""Nouns: what is asked of another party, and which provider answers for the whole."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.cooperation.states import INTAKES, KINDS, REFERRAL
from voordeur.people.items import HouseholdItem


class Referral(HouseholdItem):
    """A task that is assigned, handed over, asked or referred to another party.

    It rests on the yes of members (`basis` consent, with whose) or on a law with the necessity in
    words. The party sees this one piece and no more until it starts to help. GGM: Verzoek om
    Toewijzing.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("kind", "state", "asked_at", "settled_at")

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    state = models.CharField(max_length=10, choices=[(state, state) for state in REFERRAL])
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    professional = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(max_length=20)
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    basis = models.CharField(max_length=20)
    said_yes = models.JSONField(default=list, blank=True)
    """Ids of the members who said yes to this sharing; empty when it rests on a law."""
    channel = models.CharField(max_length=12, default="", blank=True)
    necessity = models.CharField(max_length=300, default="", blank=True)
    can_stop = models.CharField(max_length=300, default="", blank=True)
    """The answer to the one question before a further party: what stops if this starts?"""
    hands_over = models.ForeignKey(
        "coordination.Involvement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    """With a transfer: the help that goes over to the other party."""
    asked_by = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, default="", blank=True)
    intake = models.CharField(
        max_length=8, default="", blank=True, choices=[(one, one) for one in INTAKES]
    )
    waits = models.JSONField(default=list, blank=True)
    """Spells of waiting: [reason, first day, day after the last or null, look again on, words]."""
    bridge_year_cents = models.BigIntegerField(null=True, blank=True)
    """What bridging the wait costs a year, in eurocents; never in the part about safety."""
    solve_cents = models.BigIntegerField(null=True, blank=True)
    became = models.ForeignKey(
        "coordination.Involvement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=KINDS) & Q(state__in=list(REFERRAL)),
                name="referral_codes_known",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(basis=""), name="referral_says_what_and_on_which_basis"
            ),
            models.CheckConstraint(
                condition=Q(kind="transfer") | Q(hands_over=None),
                name="referral_only_a_transfer_hands_over",
            ),
            models.CheckConstraint(
                condition=~Q(compartment="safety") | Q(bridge_year_cents=None, solve_cents=None),
                name="referral_no_money_beside_safety",
            ),
            models.CheckConstraint(
                condition=(Q(bridge_year_cents=None) | Q(bridge_year_cents__gte=0))
                & (Q(solve_cents=None) | Q(solve_cents__gte=0)),
                name="referral_amounts_not_below_0",
            ),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class MainProvider(HouseholdItem):
    """The one provider that answers for the whole of the help in a complex case, in [from, until)."""

    open_fields: ClassVar[tuple[str, ...]] = ("from_at", "until_at")

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=300)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until_at=None),
                name="one_main_provider_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(person=None, compartment="common"), name="main_provider_is_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"main provider {self.pk}"
