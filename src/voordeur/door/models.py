# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the door: accounts, standing, the access log, drafts and emergencies."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from voordeur.history.asking import Shape


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no superuser: nobody goes round the door."""

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "Account":
        """Create an account; without a password it can only sign in by OpenID Connect."""
        account = self.model(email=self.normalize_email(email), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by its email address, whatever the case."""
        return self.get(email__iexact=username)

    def get(self, *args: Any, **kwargs: Any) -> "Account":
        """Return one account; by its number alone, as every request asks, in words kept for that."""
        number = kwargs.get("pk")
        if args or len(kwargs) != 1 or not isinstance(number, int) or self._db is not None:
            return super().get(*args, **kwargs)
        rows = _BY_NUMBER(number)
        if not rows:
            raise self.model.DoesNotExist
        account: Account = rows[0]
        return account


_BY_NUMBER = Shape(lambda number: Account.objects.filter(pk=number).order_by("pk"))


class Account(AbstractBaseUser):
    """Who signs in: a reader of the house, with roles; what they are to a household is `standing`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    roles = models.JSONField(default=list)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    teams = models.JSONField(default=list)
    leads = models.JSONField(default=list)
    person_id = models.BigIntegerField(null=True, blank=True, unique=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        """Return the name colleagues see."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name colleagues see."""
        return self.name


class Standing(models.Model):
    """What one reader is to one household, from when until when: the only thing access reads.

    `reader` is `account:7`, `person:9`, `team:3`, `lead:3` or `triage:3`. Without `person_id` it
    holds for every member; without `compartment` for what the matrix gives the relation; `item`
    narrows it to one piece.
    """

    reader = models.CharField(max_length=40)
    household_id = models.BigIntegerField()
    relation = models.CharField(max_length=24)
    person_id = models.BigIntegerField(null=True)
    compartment = models.CharField(max_length=20, default="", blank=True)
    item = models.UUIDField(null=True)
    basis = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, default="", blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["reader", "household_id"], name="standing_by_reader"),
            models.Index(fields=["household_id", "relation"], name="standing_by_household"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="standing_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=["task", "told"])
                | ~Q(compartment="")
                | Q(item__isnull=False),
                name="standing_task_names_a_part",
            ),
            # Without a member (or one piece) these would open the parts of every member.
            models.CheckConstraint(
                condition=~Q(relation__in=["self", "parent"]) | Q(person_id__isnull=False),
                name="standing_of_a_member_names_them",
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=["task", "told"])
                | Q(person_id__isnull=False)
                | Q(item__isnull=False),
                name="standing_task_names_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.relation} of household {self.household_id}"


class Emergency(models.Model):
    """A break-glass access: who, why, how long, and the review that must follow.

    The residents see it in their access log from `told_from`; empty means that telling them could
    put somebody in danger (`concealed` says why), until the review decides.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account_id = models.BigIntegerField()
    household_id = models.BigIntegerField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    concealed = models.TextField(default="", blank=True)
    told_from = models.DateTimeField(null=True)
    review_due = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    verdict = models.CharField(
        max_length=12,
        default="",
        blank=True,
        choices=[("justified", "justified"), ("unjustified", "unjustified")],
    )
    finding = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None) | ~Q(verdict=""), name="emergency_review_has_verdict"
            ),
            models.CheckConstraint(
                condition=Q(told_from__isnull=False) | ~Q(concealed=""),
                name="emergency_told_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at"))
                & Q(until__lte=F("opened_at") + timedelta(hours=2)),
                name="emergency_two_hours_at_most",
            ),
        ]
        indexes = [
            models.Index(fields=["household_id", "opened_at"], name="emergency_by_household")
        ]

    def __str__(self) -> str:
        return f"emergency {self.pk}"


class Informing(models.Model):
    """That a resident was told of a use of their data: when and how, or why not and until when.

    What was not told yet is not shown to the resident, the row neither.
    """

    HOW = ("spoken", "letter", "phone", "page")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    compartment = models.CharField(max_length=20)
    standing = models.ForeignKey(Standing, null=True, on_delete=models.PROTECT)
    told_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, default="", blank=True)
    why_not = models.TextField(default="", blank=True)
    tell_by = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(told_at__isnull=False) & ~Q(how=""))
                | (Q(told_at=None) & ~Q(why_not="") & Q(tell_by__isnull=False)),
                name="informing_told_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["household_id", "person_id"], name="informing_by_person"),
        ]

    def __str__(self) -> str:
        return f"informing {self.pk}"


class LegalHold(models.Model):
    """Somebody's file may not be erased: a complaint, a court case, an inquiry. Blocks retention."""

    subject = models.CharField(max_length=40)
    """`person:12` or `household:3`."""
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()
    review_on = models.DateField(null=True)
    """When somebody looks whether it is still needed; nothing ends by itself."""
    until = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=300, default="", blank=True)
    set_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(until=None), name="legal_hold_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"hold on {self.subject}"


class Draft(models.Model):
    """What somebody is typing, kept until it is sent; seen by its author only."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    key = models.CharField(max_length=120)
    body = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="draft_one_per_form"),
        ]

    def __str__(self) -> str:
        return f"draft of account {self.account_id}"


class AccessRecord(models.Model):
    """One look: who, at whom, what, why, on which legal basis, when; written before the answer.

    The fields follow NEN 7513 and the standard Logboek dataverwerkingen. One record per reader,
    household, purpose and compartments in each quarter of an hour; a list is one record.
    """

    lives_in = "log"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    reader = models.CharField(max_length=40)
    role = models.CharField(max_length=24)
    organisation_id = models.BigIntegerField(null=True)
    household_id = models.BigIntegerField(null=True)
    households = models.JSONField(default=list)
    persons = models.JSONField(default=dict)
    """Household id → the only members the reader's standing is about; absent: the household.

    An empty list: one piece that is about no member.
    """
    relations = models.CharField(max_length=120, default="", blank=True)
    purpose = models.CharField(max_length=12)
    basis = models.CharField(max_length=20)
    activity = models.CharField(max_length=80)
    reason = models.CharField(max_length=300, default="", blank=True)
    trace_id = models.CharField(max_length=32)
    outcome = models.CharField(max_length=8, default="ok")
    indexed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["household_id", "at"], name="access_by_household"),
            models.Index(fields=["reader", "at"], name="access_by_reader"),
            models.Index(fields=["id"], condition=Q(indexed=False), name="access_not_indexed_yet"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.at:%Y-%m-%d %H:%M}"


class AccessSubject(models.Model):
    """Index of the access log by household for records of lists; made by a background task."""

    lives_in = "log"

    household_id = models.BigIntegerField()
    record_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household_id", "record_id"], name="access_subject_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}:{self.record_id}"


class Preference(models.Model):
    """What somebody chose for their own screen: saved views, how often a digest comes; sealed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=40)
    body = models.TextField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"preference {self.name} of account {self.account_id}"


class Use(models.Model):
    """One search, export or emergency of one person, counted to keep it within its limit."""

    lives_in = "log"

    reader = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reader", "kind", "at"], name="use_by_reader")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.reader}"


class FormUse(models.Model):
    """How professionals used one form in one month, all of them together: counts and no names."""

    form = models.CharField(max_length=200)
    """The pattern of its address: the form, and never the household it was used for."""
    month = models.DateField()
    sent = models.PositiveIntegerField(default=0)
    measured = models.PositiveIntegerField(default=0)
    """Of how many it is known how long they took."""
    seconds = models.PositiveBigIntegerField(default=0)
    filled = models.JSONField(default=dict)
    """Per field that may stay empty: in how many it was filled in, and what it is called."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "month"], name="form_use_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.form} in {self.month:%Y-%m}"
