# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the budget of one household: a package beside its parts, and what is freed and used again.

Nothing here decides what help somebody gets, and nothing of it is ever ordered by amount.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.money.package import Measured, Side
from voordeur.people.items import HouseholdItem


class Package(HouseholdItem):
    """Another way worked out: one package for the household over some days, set beside its parts.

    What comes of it is said with the way itself (`provisions.Alternative`); without that there is
    no package. Amounts are all before or all after what the household pays itself.
    """

    alternative = models.ForeignKey(
        "provisions.Alternative", on_delete=models.PROTECT, related_name="+"
    )
    from_date = models.DateField()
    until = models.DateField()
    measured = models.CharField(max_length=5, choices=[(one.value, one.value) for one in Measured])
    chosen_on = models.DateField(null=True, blank=True)
    chosen_by = models.CharField(max_length=160, default="", blank=True)
    """Who decided, as it was said; filled in with the day."""
    mandate = models.ForeignKey(
        "leeway.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The mandate it was decided under, checked; None: somebody else decided, not checked here."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None, compartment="common"), name="package_of_the_household"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("from_date")), name="package_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(chosen_on=None, chosen_by="")
                | (Q(chosen_on__isnull=False) & ~Q(chosen_by="")),
                name="package_is_chosen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.pk}"


class PackageLine(HouseholdItem):
    """One amount of a package or of its parts: who gets what, who pays, under which law, which days.

    It lies in the part of the file its law points to, like the help itself: who may not see that
    help has no line of it and no cent of it in a sum.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("package_id", "side", "off_on")

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Side])
    what = models.CharField(max_length=160)
    payer = models.CharField(max_length=30, default="unknown")
    law = models.CharField(max_length=20)
    from_date = models.DateField()
    until = models.DateField()
    cents = models.BigIntegerField(null=True, blank=True)
    """Eurocents over its own days; None: not known, never zero."""
    rests_on = models.CharField(max_length=160)
    """What the amount rests on: an offer, a price list, what it cost this year."""
    off_on = models.DateField(null=True, blank=True)
    """The day it was taken off; it counts no more from then on."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__gt=F("from_date")), name="package_line_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="package_line_not_below_0"
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(rests_on=""), name="package_line_rests_on_something"
            ),
        ]
        indexes = [models.Index(fields=["household"], name="package_line_by_household")]

    def __str__(self) -> str:
        return f"package line {self.pk}"


class Freed(HouseholdItem):
    """Money of a pot that is no longer needed for this household, and from which day it is free.

    It is free the day after the running contract or subsidy, unless it may be used at once; while
    that end is not known, neither is the day.
    """

    what = models.CharField(max_length=160)
    pot = models.CharField(max_length=120)
    payer = models.CharField(max_length=30, default="unknown")
    law = models.CharField(max_length=20)
    cents = models.BigIntegerField(null=True, blank=True)
    rests_on = models.CharField(max_length=160)
    freed_from = models.DateField()
    contract_ends = models.DateField(null=True, blank=True)
    """The last day of the contract or subsidy it is bound to; None: not known."""
    releasable = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=160)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gt=0), name="freed_is_above_0"
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(pot="") & ~Q(rests_on="") & ~Q(decided_by=""),
                name="freed_says_what_and_who",
            ),
        ]
        indexes = [models.Index(fields=["household"], name="freed_by_household")]

    def __str__(self) -> str:
        return f"freed {self.pk}"


class UsedAgain(HouseholdItem):
    """A part of what was freed that goes to another goal, maybe of another pot: who decided, from when.

    It lies where what was freed lies, so that whoever reads the one reads the other.
    """

    freed = models.ForeignKey(Freed, on_delete=models.PROTECT, related_name="+")
    to_pot = models.CharField(max_length=120)
    payer = models.CharField(max_length=30, default="unknown")
    goal = models.CharField(max_length=160)
    cents = models.BigIntegerField()
    from_date = models.DateField()
    decided_by = models.CharField(max_length=160)
    mandate = models.ForeignKey(
        "leeway.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The mandate it was decided under, checked; None: somebody else decided, not checked here."""
    recorded_on = models.DateField()

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(cents__gt=0), name="used_again_is_above_0"),
            models.CheckConstraint(
                condition=~Q(to_pot="") & ~Q(goal="") & ~Q(decided_by=""),
                name="used_again_says_for_what_and_who",
            ),
        ]
        indexes = [models.Index(fields=["household"], name="used_again_by_household")]

    def __str__(self) -> str:
        return f"used again {self.pk}"
