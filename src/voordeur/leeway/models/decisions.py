# SPDX-License-Identifier: EUPL-1.2
"""Nouns: a mandate, a tailored decision under it, and what others can learn from it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.leeway.deciding import GROUNDS
from voordeur.people.items import HouseholdItem, Spoken


class Mandate(models.Model):
    """What a team or one professional may decide alone: which rules, up to which amount, until when.

    Its own budget is a book of the ledger. Exactly one of team and account holds it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    powers = models.CharField(max_length=300)
    team = models.ForeignKey(
        "partners.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    account = models.BigIntegerField(null=True, blank=True)
    rules = models.JSONField(default=list)
    """Codes of the rules it may set aside."""
    limit_cents = models.BigIntegerField(null=True, blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team=None, account__isnull=False) | Q(team__isnull=False, account=None),
                name="mandate_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(limit_cents=None) | Q(limit_cents__gt=0),
                name="mandate_limit_above_0",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("from_date")),
                name="mandate_ends_after_it_begins",
            ),
        ]

    @property
    def book(self) -> str:
        """Return the name of its book in the ledger."""
        return f"tailored:{self.pk}"

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class TailoredDecision(HouseholdItem):
    """A decision that departs from the usual because this case differs (GGM: Besluit).

    It says what is known, what is done and why that is right; it is decided at once within a
    mandate, and a colleague looks at it afterwards.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("decided_on",)

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey("leeway.Rule", on_delete=models.PROTECT, related_name="+")
    impasse = models.ForeignKey(
        "leeway.Impasse", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pattern = models.CharField(max_length=16, default="", blank=True)
    granted = models.BooleanField()
    known = models.TextField(max_length=1000)
    done = models.TextField(max_length=1000)
    social = models.CharField(max_length=300, default="", blank=True)
    economic = models.CharField(max_length=300, default="", blank=True)
    political = models.CharField(max_length=300, default="", blank=True)
    difference = models.CharField(max_length=300)
    """What makes this case differ where it matters."""
    ground = models.CharField(max_length=10, choices=[(one, one) for one in GROUNDS])
    ground_words = models.CharField(max_length=300)
    cents = models.BigIntegerField(default=0)
    entry = models.UUIDField(null=True, blank=True)
    """The entry in the book of the mandate, once it was paid."""
    asked_on = models.DateField()
    decided_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    without = models.BooleanField(null=True, blank=True)
    """Whether it would have been solved without the money; None: nobody knows."""
    review = models.CharField(max_length=300, default="", blank=True)
    reviewed_by = models.BigIntegerField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ground__in=GROUNDS) & ~Q(difference="") & ~Q(ground_words=""),
                name="decision_says_the_difference_and_the_ground",
            ),
            models.CheckConstraint(
                condition=~Q(social="", economic="", political=""),
                name="decision_names_an_interest",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__gte=F("asked_on"))
                & (Q(paid_on=None) | Q(paid_on__gte=F("decided_on"))),
                name="decision_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(cents__gte=0) & (Q(granted=True) | Q(cents=0)),
                name="decision_pays_only_what_is_granted",
            ),
            models.CheckConstraint(
                condition=~Q(compartment="safety"), name="decision_no_money_beside_safety"
            ),
        ]

    def __str__(self) -> str:
        return f"tailored decision {self.pk}"


class ReturnService(HouseholdItem, Spoken):
    """What a member does in return of their own accord, with who heard it; nothing depends on it.

    It comes after a granted decision, never before, and the member stops whenever they want.
    """

    open_fields: ClassVar[tuple[str, ...]] = ()

    decision = models.ForeignKey(TailoredDecision, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    hours = models.SmallIntegerField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, hours__gte=1) & ~Q(what=""),
                name="return_service_is_somebodys_own",
            ),
            models.CheckConstraint(
                condition=~Q(compartment="safety"), name="return_no_money_beside_safety"
            ),
        ]

    def __str__(self) -> str:
        return f"return service {self.pk}"


class Precedent(models.Model):
    """What others may know of a tailored decision: its pattern and why, nothing of the household.

    Of the moment the month is kept; nothing ties it to the decision.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey("leeway.Rule", on_delete=models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=16, default="", blank=True, db_index=True)
    granted = models.BooleanField()
    why = models.CharField(max_length=500)
    """The justification that may be read aloud in the council."""
    month = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="precedent_says_why"),
            models.CheckConstraint(
                condition=Q(month__day=1), name="precedent_keeps_the_month_only"
            ),
        ]

    def __str__(self) -> str:
        return f"precedent {self.pk}"
