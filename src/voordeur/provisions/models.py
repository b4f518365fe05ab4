# SPDX-License-Identifier: EUPL-1.2
"""Nouns of provisions: provision type, provision, and what was brought in from messages."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem
from voordeur.provisions.pricing import Per

SOURCES = ("manual", "import", "table")
FLOWS = ("in_kind", "personal_budget", "subsidy", "income_support")
UNITS = ("minute", "hour", "half_day", "day", "piece", "euro")
MAP_KINDS = ("formal", "informal", "school")
MAP_GROUPS = ("child", "youth", "adult", "senior", "family")
STACKINGS = ("", "intended", "unintended")


class ProvisionType(models.Model):
    """A line of the social map: what can be had, for whom, under which law (GGM: Voorziening)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)
    law = models.CharField(max_length=20)
    category = models.CharField(max_length=4, default="", blank=True)
    """Product category of iWmo (WMO020) or iJw (JZ020), empty when there is none."""
    for_whom = models.CharField(max_length=200, default="", blank=True)
    payer = models.CharField(max_length=30, default="unknown")
    not_counted = models.CharField(max_length=20, default="", blank=True)
    kind = models.CharField(
        max_length=10, default="formal", choices=[(kind, kind) for kind in MAP_KINDS]
    )
    groups = models.JSONField(default=list, blank=True)
    """For whom it is, as codes of MAP_GROUPS; empty is for everybody."""
    life_areas = models.JSONField(default=list, blank=True)
    from_when = models.CharField(max_length=200, default="", blank=True)
    """From which moment somebody can have it: at once, after a decision, from the second week."""
    least = models.CharField(max_length=200, default="", blank=True)
    """What somebody gets of it at least, and who."""
    costs_resident = models.CharField(max_length=200, default="", blank=True)
    wait_days = models.SmallIntegerField(null=True, blank=True)
    """The wait as the provider says it, on `wait_as_of`; None: not known."""
    wait_as_of = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=300, default="", blank=True)
    """How to ask for it."""
    until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Provision(HouseholdItem):
    """What one member or the whole household gets, in [from_date, until) (GGM: Toewijzing).

    Amounts are eurocents. What is not known of the price is None, never 0. The end of a provision
    says nothing about a problem. Masked, a reader learns that there is help, not which.
    """

    follows_person: ClassVar[bool] = True
    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    type = models.ForeignKey(
        ProvisionType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=160)
    law = models.CharField(max_length=20)
    category = models.CharField(max_length=4, default="", blank=True)
    code = models.CharField(max_length=8, default="", blank=True)
    provider = models.ForeignKey(
        "partners.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    provider_agb = models.CharField(max_length=8, default="", blank=True)
    """The code a message names, kept while no organisation here has it."""
    payer = models.CharField(max_length=30, default="unknown")
    flow = models.CharField(
        max_length=20, default="", blank=True, choices=[(code, code) for code in FLOWS]
    )
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    declared = models.JSONField(default=list)
    """Bills: [first day, day after the last, eurocents]; a credit is below zero."""
    budget_cents = models.BigIntegerField(null=True, blank=True)
    budget_from = models.DateField(null=True, blank=True)
    budget_until = models.DateField(null=True, blank=True)
    units = models.BigIntegerField(null=True, blank=True)
    unit = models.CharField(
        max_length=20, default="", blank=True, choices=[(code, code) for code in UNITS]
    )
    per = models.CharField(
        max_length=12, default="", blank=True, choices=[(per.value, per.value) for per in Per]
    )
    unit_cents = models.BigIntegerField(null=True, blank=True)
    average_price = models.BooleanField(default=False)
    """The price is an average over providers or years: the sum says so."""
    admission_ground = models.CharField(max_length=200, default="", blank=True)
    exit_reason = models.CharField(max_length=200, default="", blank=True)
    stacking = models.CharField(
        max_length=10, default="", blank=True, choices=[(code, code) for code in STACKINGS]
    )
    stacking_why = models.CharField(max_length=300, default="", blank=True)
    not_counted = models.CharField(max_length=20, default="", blank=True)
    withdrawn = models.BooleanField(default=False)
    """The municipality took the assignment back as if it was never sent; bills that came stay."""
    source = models.CharField(
        max_length=8, default="manual", choices=[(code, code) for code in SOURCES]
    )

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("from_date")),
                name="provision_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(budget_cents=None)
                | Q(budget_cents__gte=0, budget_from__isnull=False, budget_until__isnull=False),
                name="provision_budget_has_a_period",
            ),
            models.CheckConstraint(
                condition=(Q(units=None) | Q(units__gte=0))
                & (Q(unit_cents=None) | Q(unit_cents__gte=0)),
                name="provision_volume_not_below_0",
            ),
            models.CheckConstraint(
                condition=Q(source__in=SOURCES), name="provision_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stacking__in=STACKINGS), name="provision_stacking_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["household", "from_date"], name="provision_by_household"),
            models.Index(fields=["person"], name="provision_by_person"),
        ]

    def __str__(self) -> str:
        return f"provision {self.pk}"


class Alternative(HouseholdItem):
    """Another way to go on than the help of today, with what it costs a year and what comes of it.

    It is of the whole household and lies in the common part. The cost may be unknown; whether it
    helps is yes, no or not known yet. There is none without its outcome in words.
    """

    name = models.CharField(max_length=160)
    cents = models.BigIntegerField(null=True, blank=True)
    """Eurocents a year; None: not known, never zero."""
    helps = models.BooleanField(null=True)
    outcome = models.CharField(max_length=300)
    noted_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The day it was put aside; it is not shown from then on."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None, compartment="common"), name="alternative_of_the_household"
            ),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="alternative_costs_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(outcome=""), name="alternative_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"alternative {self.pk}"


class ImportedMessage(models.Model):
    """A message that was taken in: never twice with the same content; no word of what it says."""

    sender = models.CharField(max_length=8)
    identification = models.CharField(max_length=12)
    code = models.CharField(max_length=4)
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=3)
    dated = models.DateField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_hash", "sender", "identification", "code"],
                name="message_taken_in_once",
            ),
        ]
        indexes = [models.Index(fields=["identification"], name="message_by_identification")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class ImportedAssignment(models.Model):
    """Everything messages said about one assignment, with the provision it became.

    `client` is the keyed value of a citizen number; `facts` holds codes, dates and amounts, no
    name and no free text. Without a provision it waits: for its 301, or for its person.
    """

    law = models.CharField(max_length=20)
    municipality = models.CharField(max_length=4)
    number = models.BigIntegerField()
    client = models.CharField(max_length=64)
    facts = models.JSONField()
    granted = models.BooleanField(default=False)
    """Whether the message that grants it (301) has come."""
    provision = models.OneToOneField(
        Provision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "number", "law", "municipality"], name="assignment_once"
            ),
        ]
        indexes = [
            models.Index(fields=["client"], condition=Q(provision=None), name="assignment_waiting"),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class ImportedRequest(models.Model):
    """What a provider asked in a 315 or 317, kept until municipality and provider settle it."""

    law = models.CharField(max_length=20)
    municipality = models.CharField(max_length=4)
    provider = models.CharField(max_length=8)
    client = models.CharField(max_length=64)
    reference = models.CharField(max_length=40)
    reason = models.CharField(max_length=4, default="", blank=True)
    dated = models.DateField()
    lines = models.SmallIntegerField()
    content_hash = models.CharField(max_length=64)
    """Which message said it: with the date, this decides which of two is the later."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "provider", "reference", "law", "municipality"],
                name="request_once",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Experience(models.Model):
    """How a line of the social map really goes, as a professional met it; about no household."""

    type = models.ForeignKey(ProvisionType, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    wait_days = models.SmallIntegerField(null=True, blank=True)
    """How many days it took this time, None when that is not known."""
    account = models.BigIntegerField(null=True, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="experience_says_something"),
            models.CheckConstraint(
                condition=Q(wait_days=None) | Q(wait_days__gte=0),
                name="experience_wait_not_below_0",
            ),
        ]

    def __str__(self) -> str:
        return f"experience {self.pk}"


class MissingProvision(models.Model):
    """That somebody looked for help on a subject and found none; counted for buying, nothing else.

    `asker` is a keyed value that is another one each week: it makes one person count once and
    leads to nobody. No words, no household.
    """

    life_area = models.CharField(max_length=24)
    for_whom = models.CharField(max_length=12)
    week = models.DateField()
    asker = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["life_area", "for_whom", "week", "asker"], name="missed_once_a_week_each"
            ),
        ]

    def __str__(self) -> str:
        return f"missing provision {self.pk}"
