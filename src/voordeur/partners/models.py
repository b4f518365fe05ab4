# SPDX-License-Identifier: EUPL-1.2
"""Nouns of partners: organisation, department, team, professional, the names of roles."""

import uuid

from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A municipality, provider, corporation, school or service that takes part (GGM: Leverancier)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=30)
    agb = models.CharField(max_length=8, null=True, blank=True, unique=True)
    payer = models.CharField(max_length=30, default="", blank=True)
    laws = models.JSONField(default=list, blank=True)
    """Codes of the laws it has a task under; empty: not recorded."""
    phone = models.CharField(max_length=30, default="", blank=True)
    version = models.IntegerField(default=1)
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of an organisation that owns rules, budgets or teams."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=160)
    version = models.IntegerField(default=1)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Professionals who share a caseload and a mandate (GGM: Team)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=160)
    area = models.CharField(max_length=160, default="", blank=True)
    caseload_norm = models.SmallIntegerField(null=True, blank=True)
    version = models.IntegerField(default=1)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once"),
            models.CheckConstraint(
                condition=Q(caseload_norm=None) | Q(caseload_norm__gt=0),
                name="team_norm_is_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Professional(models.Model):
    """A paid person who helps, with or without an account (GGM: Medewerker)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT)
    account_id = models.BigIntegerField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=120, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class RoleName(models.Model):
    """What a municipality calls a role, and the functions it stands for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, unique=True)
    functions = models.JSONField(default=list)
    definition = models.CharField(max_length=300, default="", blank=True)
    version = models.IntegerField(default=1)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="role_name_not_empty")]

    def __str__(self) -> str:
        return self.name


class AccessibilityStatement(models.Model):
    """What the municipality itself says about the accessibility of these pages; there is one row."""

    STATUS = ("full", "partial", "first_steps", "none")

    status = models.CharField(max_length=12, choices=[(code, code) for code in STATUS])
    email = models.EmailField(default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    answer_days = models.SmallIntegerField()
    """Within how many days who tells of a fault gets an answer."""
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=160, default="", blank=True)
    known = models.TextField(default="", blank=True, max_length=2000)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="accessibility_says_whom_to_tell"
            ),
        ]

    def __str__(self) -> str:
        return f"accessibility: {self.status}"


class AccountRole(models.Model):
    """What an account was given: a function by its code, or a name of the municipality's own."""

    account_id = models.BigIntegerField()
    function = models.CharField(max_length=24, default="", blank=True)
    role = models.ForeignKey(RoleName, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "function"],
                condition=~Q(function=""),
                name="account_function_once",
            ),
            models.UniqueConstraint(fields=["account_id", "role"], name="account_role_once"),
            models.CheckConstraint(
                condition=Q(function="", role__isnull=False) | (~Q(function="") & Q(role=None)),
                name="account_role_is_one_of_the_two",
            ),
        ]

    def __str__(self) -> str:
        return f"role of account {self.account_id}"
