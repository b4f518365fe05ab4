# SPDX-License-Identifier: EUPL-1.2
"""Nouns of money at home: a piece of the month, a debt, and who manages the money.

What is of one member lies in that member's money part; what the household has together lies in
its common part: the household reads it, and those who help it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.livelihood.month import PERIODS
from voordeur.people.items import HouseholdItem

STATES = ("open", "arranged", "at_court", "settled")


class OfMoney(HouseholdItem):
    """A row about money: of one member in the money part, of all together in the common part."""

    class Meta(HouseholdItem.Meta):
        abstract = True
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None, compartment="common")
                | Q(person__isnull=False, compartment="money"),
                name="%(app_label)s_%(class)s_of_all_or_of_one",
            ),
        ]


class MonthPiece(OfMoney):
    """An amount that comes in or goes out regularly; None: nobody knows how much."""

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    piece = models.CharField(max_length=24)
    label = models.CharField(max_length=120, default="", blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    per = models.CharField(max_length=10, choices=[(per, per) for per in PERIODS])
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(OfMoney.Meta):
        constraints = [
            *OfMoney.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="month_piece_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="month_piece_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"month piece {self.pk}"


class Debt(OfMoney):
    """An amount owed, to whom, whether it is arranged, and what happens when (GGM: Schuld)."""

    creditor = models.CharField(max_length=20)
    creditor_name = models.CharField(max_length=200, default="", blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    """Eurocents; None when nobody has added it up."""
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES])
    since = models.DateField()
    turned_on = models.DateField()
    route = models.CharField(max_length=24, default="", blank=True)
    threat = models.CharField(max_length=20, default="", blank=True)
    """What follows on `threat_on` when it stays unpaid: a kind of measure, or nothing."""
    threat_on = models.DateField(null=True, blank=True)

    class Meta(OfMoney.Meta):
        constraints = [
            *OfMoney.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="debt_not_below_zero"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="debt_state_known"),
        ]

    def __str__(self) -> str:
        return f"debt {self.pk}"


class MoneyManager(OfMoney):
    """Who manages the money of a member, or of the household together, in [from_date, until)."""

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    manager = models.CharField(max_length=26)
    who = models.CharField(max_length=200, default="", blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(OfMoney.Meta):
        constraints = [
            *OfMoney.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(until=None), name="money_managed_once"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until=None, person=None),
                name="joint_money_managed_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="money_manager_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"money manager {self.pk}"
