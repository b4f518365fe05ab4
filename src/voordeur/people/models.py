# SPDX-License-Identifier: EUPL-1.2
"""Nouns of people: household, person, membership, address, relation, authority, network."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem
from voordeur.people.relations import inverse


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
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    """The person this one turned out to be; all rows are there until it is undone."""
    version = models.IntegerField(default=1)

    objects = PersonManager()
    _plain = models.Manager()

    class Meta:
        base_manager_name = "_plain"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Membership(HouseholdItem):
    """One person's place in one household, in [from_date, until)."""

    when_double: ClassVar[str] = "aside"
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


class SearchKey(models.Model):
    """A folded piece of a name by which a person is found; made with the person, gone with them.

    Keys `t:`, `p:` and `d:` are those of `searchkeys.py`; `n:` is the keyed hash of whole name and
    birth date. They stand in conditions only and are never shown.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_keys")
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="search_key_once"),
        ]
        indexes = [models.Index(fields=["key"], name="search_key_by_key")]

    def __str__(self) -> str:
        return f"search key of person {self.person_id}"


class Address(HouseholdItem):
    """Where the household, or one member, lives, stays or gets post, in [from_date, until).

    A protected address lies in the compartment `where` and is always about one member, so that
    another member of the same household cannot read it.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    kind = models.CharField(
        max_length=8, choices=[("home", "home"), ("stay", "stay"), ("post", "post")], default="home"
    )
    street = models.CharField(max_length=120, default="", blank=True)
    number = models.CharField(max_length=8, default="", blank=True)
    addition = models.CharField(max_length=8, default="", blank=True)
    postcode = models.CharField(max_length=6, default="", blank=True)
    place = models.CharField(max_length=80, default="", blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(compartment="common") | Q(compartment="where", person__isnull=False),
                name="address_common_or_protected_for_one",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="address_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["postcode", "number", "addition"], name="address_by_postcode"),
        ]

    def __str__(self) -> str:
        return f"address {self.pk}"


class SafeChannel(HouseholdItem):
    """How this member can be reached without danger, and how never (compartment `where`)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default="where")
    kind = models.CharField(
        max_length=8,
        choices=[
            ("phone", "phone"),
            ("message", "message"),
            ("mail", "mail"),
            ("letter", "letter"),
            ("visit", "visit"),
            ("through", "through"),
        ],
    )
    value = models.CharField(max_length=160)
    when = models.CharField(max_length=160, default="", blank=True)
    never = models.CharField(max_length=200, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(compartment="where"), name="safe_channel_lies_in_where"
            ),
        ]

    def __str__(self) -> str:
        return f"safe channel {self.pk}"


class Relation(HouseholdItem):
    """What one person is to another (GGM: Sociale Relatie): `person` is `kind` of `other`.

    The row is about `person` and lies in that person's compartment `name` or `own`; seen from the
    other side it reads as the inverse kind of `relations.toml`.
    """

    when_double: ClassVar[str] = "aside"
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default="name")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("other")), name="relation_between_two"),
            models.CheckConstraint(
                condition=Q(compartment__in=["name", "own"]), name="relation_in_name_or_own"
            ),
            models.UniqueConstraint(
                fields=["household", "person", "other", "kind"],
                condition=Q(until=None),
                name="relation_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"relation {self.pk}"

    @classmethod
    def said_twice(cls, source: int, target: int) -> set[int]:
        """Return running ties of `source` that, once it is `target`, the other side says already.

        Sisters are sisters of each other, whoever said it first. Only where the one that is left
        may be read by all of the household.
        """
        rows = cls._base_manager.filter(until=None)
        theirs = {
            (row.household_id, row.person_id, row.other_id, row.kind): row.pk
            for row in rows.filter(Q(person=target) | Q(other=target), compartment="name")
        }
        found = set()
        for row in rows.filter(Q(person=source) | Q(other=source)).order_by("pk"):
            person, other = (
                target if one == source else one for one in (row.person_id, row.other_id)
            )
            if (row.household_id, other, person, inverse(row.kind)) in theirs:
                found.add(row.pk)
        return found


class LegalAuthority(HouseholdItem):
    """Who decides or acts by law for a member (GGM: Gezagsverhouding), in [from_date, until).

    The holder is a member, an organisation or somebody with only a name: exactly one of these.
    """

    when_double: ClassVar[str] = "aside"
    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "partners.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder_name = models.CharField(max_length=120, default="", blank=True)
    ruling = models.CharField(max_length=160, default="", blank=True)
    """The court order or other paper it rests on, as far as known."""
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(holder__isnull=False, organisation=None, holder_name="")
                | Q(holder=None, organisation__isnull=False, holder_name="")
                | (Q(holder=None, organisation=None) & ~Q(holder_name="")),
                name="authority_has_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(holder=None) | ~Q(holder=F("person")),
                name="authority_over_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="authority_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"legal authority {self.pk}"


class NetworkMember(HouseholdItem):
    """Somebody of the household's own people, named by the household; a first name is enough.

    No citizen number, no birth date, no address, no search key; its events carry no name, and
    when the household says so the row is deleted and nothing is left. Nothing is computed from it.
    """

    first_name = models.CharField(max_length=60)
    tie = models.CharField(max_length=40, default="", blank=True)
    nearness = models.CharField(
        max_length=8,
        default="",
        blank=True,
        choices=[("", ""), ("close", "close"), ("middle", "middle"), ("far", "far")],
    )
    exchange = models.CharField(
        max_length=8,
        default="",
        blank=True,
        choices=[("", ""), ("gives", "gives"), ("takes", "takes"), ("both", "both")],
    )
    note = models.CharField(max_length=300, default="", blank=True)
    # How many things at once this person says they can carry; empty: not said, never zero.
    can_carry = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(first_name=""), name="network_member_has_a_name"),
            models.CheckConstraint(
                condition=Q(compartment="common") | Q(compartment="own", person__isnull=False),
                name="network_member_common_or_own",
            ),
        ]

    def __str__(self) -> str:
        return f"network member {self.pk}"


class Merge(HouseholdItem):
    """Two files that turned out to be about the same person or household, until it is undone.

    What was moved is not here: that list lies sealed in the history, under `operation_id`.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("made_at", "undone_at")

    of = models.CharField(max_length=9, choices=[("person", "person"), ("household", "household")])
    source = models.BigIntegerField()
    target = models.BigIntegerField()
    ground = models.CharField(max_length=300)
    """How it is known that the two are the same."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    operation_id = models.UUIDField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["of", "source"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"
