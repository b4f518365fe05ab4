# SPDX-License-Identifier: EUPL-1.2
"""Nouns of people: household, person, membership, address, relation, authority, network."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.door.masking import Guarded

COMPARTMENTS = (
    "name",
    "common",
    "own",
    "money",
    "health",
    "youth",
    "justice",
    "safety",
    "where",
    "private",
)
KNOWN_COMPARTMENT = Q(compartment__in=COMPARTMENTS)


class Household(models.Model):
    """The people one plan is about; it has no name of its own and no personal column."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField()
    capacity = models.SmallIntegerField(null=True, blank=True)
    """How many things at once the household says it can carry; None when not asked."""
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=0),
                name="household_capacity_not_below_0",
            ),
        ]

    def __str__(self) -> str:
        return f"household {self.pk}"


class HouseholdItem(Guarded):
    """A row of a household file: about one member or the household, in one compartment."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    compartment = models.CharField(max_length=20, default="common")
    version = models.IntegerField(default=1)

    class Meta(Guarded.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=KNOWN_COMPARTMENT, name="%(app_label)s_%(class)s_compartment"
            ),
        ]


class PersonManager(models.Manager["Person"]):
    """Persons are met in a household, through their membership, or found by search."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        """Refuse: read members through `Membership.objects.through(access)`."""
        raise RuntimeError(
            "Person is read through the door only: Membership.objects.through(access)"
        )


class Person(models.Model):
    """A human being, in as many households as life gives (GGM: NatuurlijkPersoon).

    `born` and `died` are partial dates as text: 1987, 1987-03 or 1987-03-12; empty is unknown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_names = models.CharField(max_length=120)
    prefix = models.CharField(max_length=20, default="", blank=True)
    surname = models.CharField(max_length=120, default="", blank=True)
    called = models.CharField(max_length=60, default="", blank=True)
    born = models.CharField(max_length=10, default="", blank=True)
    died = models.CharField(max_length=10, default="", blank=True)
    gender = models.CharField(
        max_length=8,
        default="unknown",
        choices=[
            ("unknown", "unknown"),
            ("male", "male"),
            ("female", "female"),
            ("other", "other"),
        ],
    )
    language = models.CharField(max_length=8, default="nl")
    needs = models.CharField(max_length=200, default="", blank=True)
    """What helps this person take part: an interpreter, large print, somebody beside them."""
    citizen_number_sealed = models.TextField(default="", blank=True)
    citizen_number_lookup = models.CharField(max_length=64, null=True, blank=True, unique=True)
    version = models.IntegerField(default=1)

    objects = PersonManager()
    _plain = models.Manager()

    class Meta:
        base_manager_name = "_plain"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Membership(HouseholdItem):
    """One person's place in one household, in [from_date, until)."""

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    compartment = models.CharField(max_length=20, default="name")
    role = models.CharField(max_length=24)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "person"],
                condition=Q(until=None),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"
