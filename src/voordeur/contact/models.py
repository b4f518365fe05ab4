# SPDX-License-Identifier: EUPL-1.2
"""Nouns of contact: contact, who was there, note, what was said in the conversation, limit."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem

KINDS = ("home", "office", "phone", "letter", "message")
OUTCOMES = ("held", "nobody_home", "refused", "put_off")


class Contact(HouseholdItem):
    """A visit or another contact, held or tried; refusing one has no consequence at all.

    It is help: there is no kind for an inspection.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=[(one, one) for one in OUTCOMES])
    professional = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="contact_kind_known"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="contact_outcome_known"),
        ]
        indexes = [models.Index(fields=["household", "on"], name="contact_by_household")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Attendance(HouseholdItem):
    """A member who was there; it lies in the part of the file of the contact, not of the member."""

    when_double: ClassVar[str] = "aside"
    # The database refuses to leave it without its contact; erasing reads no row to find that out.
    contact = models.ForeignKey(Contact, on_delete=models.DO_NOTHING, related_name="+")
    attendee = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(fields=["contact", "attendee"], name="attends_once"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Note(HouseholdItem):
    """A note: shared with who may see its part of the file, or a work note of its author alone.

    A work note is in nobody's part: hidden from all, shown to its author by standing for this one
    item, until it lapses. A text about several members is written once and is one row per member,
    each in that member's part, held together by `writing`.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("written_at",)

    kind = models.CharField(max_length=6, choices=[("shared", "shared"), ("work", "work")])
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    writing = models.UUIDField(null=True, blank=True)
    """The same for the rows of one text about several members; None for a text about one."""
    text = models.TextField()
    author = models.BigIntegerField(null=True, blank=True)
    """The account that wrote it; None when a system did."""
    written_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=["shared", "work"]), name="note_kind"),
            models.CheckConstraint(
                condition=~Q(kind="work")
                | Q(compartment="private", person=None, lapses_at__isnull=False),
                name="work_note_is_private_and_lapses",
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"


class ConversationNote(HouseholdItem):
    """What was said on one area of the conversation guide; every area may stay empty.

    It grows over several talks: changed in place, the history keeps what was there.
    """

    guide = models.CharField(max_length=60)
    guide_version = models.CharField(max_length=12)
    area = models.CharField(max_length=40)
    words = models.TextField(default="", blank=True)
    state = models.CharField(
        max_length=4, default="", blank=True, choices=[("met", "met"), ("open", "open")]
    )
    met_by = models.CharField(max_length=300, default="", blank=True)
    author = models.BigIntegerField(null=True, blank=True)
    noted_at = models.DateTimeField()

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "person", "guide", "guide_version", "area"],
                name="conversation_area_once",
            ),
            models.UniqueConstraint(
                fields=["household", "guide", "guide_version", "area"],
                condition=Q(person=None),
                name="conversation_area_once_together",
            ),
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(state=""), name="conversation_note_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(met_by="") | Q(state="met"), name="only_what_is_met_is_met_by"
            ),
        ]

    def __str__(self) -> str:
        return f"conversation note {self.pk}"


class SelfDirectionLimit(HouseholdItem):
    """For this situation, in [since, until), a member does not decide alone, and why.

    Outside the situation self-direction is untouched. It ends by the clock or by somebody, who
    says why.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("since", "until")

    ground = models.CharField(max_length=40)
    situation = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    look_again = models.DateField()
    authority = models.CharField(max_length=40, default="", blank=True)
    acting = models.CharField(max_length=160, default="", blank=True)
    responsible = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The professional who answers for deciding along, as long as it holds."""
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False), name="limit_is_about_a_member"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="limit_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"limit to self-direction {self.pk}"


class VisitWatch(HouseholdItem):
    """A professional who is out on a visit, when they expect to be back, and who looks out for them.

    It is about the safety of the worker and in nobody's part of the file: only the two who agreed
    on it find it, by standing for this one item.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("started_at",)

    compartment = models.CharField(max_length=20, default="private")
    worker = models.ForeignKey("partners.Professional", on_delete=models.PROTECT, related_name="+")
    colleague = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    where = models.CharField(max_length=300)
    """Where to look and how to call, for the colleague who has no file."""
    started_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    alerted_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(compartment="private", person=None)
                & Q(expected_at__gt=F("started_at"))
                & ~Q(worker=F("colleague")),
                name="visit_watched_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"visit watch {self.pk}"
