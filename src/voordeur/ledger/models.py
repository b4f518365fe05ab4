# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the ledger: account, entry and line. Entries and lines are never changed."""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.ledger.entries import AccountKind


class Account(models.Model):
    """One account in one book (a household's tailored budget, a team cash, an area budget …).

    `book` is a code of the room that keeps it and names nobody: `team-cash:3`, `budget:<uuid>`.
    """

    book = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    kind = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in AccountKind]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "code"], name="account_once_in_a_book"),
            models.CheckConstraint(
                condition=~Q(book="") & ~Q(code=""), name="account_has_book_and_code"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in AccountKind]),
                name="account_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book}/{self.code}"


class Entry(models.Model):
    """One booking; `on` is the day it counts for, `booked_at` the moment it was written.

    `text` says what for and names nobody: who it is about is a row of the room that booked it.
    `household_id` only ties the entry to a file, for that room; the ledger shows no households.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField()
    text = models.CharField(max_length=200)
    household_id = models.BigIntegerField(null=True)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="entry_says_what_for"),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("id")), name="entry_not_its_own_reverse"
            ),
        ]
        indexes = [
            models.Index(fields=["on"], name="entry_by_day"),
            models.Index(fields=["household_id"], name="entry_by_household"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} of {self.on}"


class Line(models.Model):
    """One amount in eurocents on one account: above zero debit, below zero credit."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="line_has_an_amount"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"
