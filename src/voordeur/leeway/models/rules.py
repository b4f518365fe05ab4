# SPDX-License-Identifier: EUPL-1.2
"""Nouns: a rule with its routes, and the conditions that rules ask for."""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.leeway.rulefile import KINDS


class Condition(models.Model):
    """Something a rule asks for, gives, or closes a route with; `part` is where it lies in a file.

    There is no condition about the network of a household or its own initiative.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    part = models.CharField(max_length=20, default="common")
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """A law, local policy, habit or limit: owner, text, from–until, and its routes (GGM: Regeling).

    Valid in [from_date, until). `routes` is a list as `rulefile` reads it; an inclusive rule has
    none and can be invoked.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=2000)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    inclusive = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        "partners.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "partners.Department",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    owner_account = models.BigIntegerField(null=True, blank=True)
    """The account that answers for it; an answer has a name."""
    bwb_id = models.CharField(max_length=12, default="", blank=True)
    article = models.CharField(max_length=40, default="", blank=True)
    reviewed = models.BooleanField(default=False)
    """Whether a lawyer of the municipality has confirmed that the law says so."""
    routes = models.JSONField(default=list, blank=True)
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="rule_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="law") | (~Q(bwb_id="") & ~Q(article="")),
                name="rule_of_law_names_its_article",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(from_date=None) | Q(until__gt=F("from_date")),
                name="rule_ends_after_it_begins",
            ),
        ]

    @property
    def answers_for(self) -> str:
        """Return who has to answer for it, as terms name an owner; "policy" while nobody does."""
        return "policy" if self.owner_account is None else f"account:{self.owner_account}"

    def __str__(self) -> str:
        return self.title
