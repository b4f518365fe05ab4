# SPDX-License-Identifier: EUPL-1.2
"""A concern about the safety of one member, how it was weighed, and what is agreed about it.

Everything here lies in the safety part of the member who may be harmed: nobody else in the
household finds it, and helpers without that part see only that there is something.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem

CLOSED_WHY = ("safe", "taken_over", "unfounded")
DOERS = ("family", "network", "professional")


class AboutSafety(HouseholdItem):
    """A row in the safety part of one member."""

    compartment = models.CharField(max_length=20, default="safety")

    class Meta(HouseholdItem.Meta):
        abstract = True
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, compartment="safety"),
                name="%(app_label)s_%(class)s_of_a_member",
            ),
        ]


class Concern(AboutSafety):
    """What was seen, by whom, about whom (GGM: ZorgelijkeSituatie); open until a reason closes it."""

    open_fields: ClassVar[tuple[str, ...]] = ("raised_at", "closed_at")

    urgency = models.CharField(max_length=8, choices=[("acute", "acute"), ("lasting", "lasting")])
    what = models.TextField(max_length=4000)
    seen_by = models.CharField(max_length=200)
    seen_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_why = models.CharField(
        max_length=20, default="", blank=True, choices=[(why, why) for why in CLOSED_WHY]
    )
    closed_words = models.TextField(max_length=2000, default="", blank=True)
    taken_over_by = models.CharField(max_length=200, default="", blank=True)

    class Meta(AboutSafety.Meta):
        constraints = [
            *AboutSafety.Meta.constraints,
            models.CheckConstraint(
                condition=Q(urgency__in=["acute", "lasting"]), name="concern_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_why="")
                | (Q(closed_at__gte=F("raised_at")) & Q(closed_why__in=CLOSED_WHY)),
                name="concern_closed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Weighing(AboutSafety):
    """One step of the reporting code taken: what came out, on which day, decided by whom."""

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    words = models.TextField(max_length=4000)
    decision = models.CharField(max_length=20, default="", blank=True)
    on = models.DateField()
    decided_by = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"weighing {self.pk}"


class Agreement(AboutSafety):
    """One line of the safety plan: what is done, by own people or a professional, until a look."""

    open_fields: ClassVar[tuple[str, ...]] = ("agreed_on", "look_on", "ended_at")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    doer = models.CharField(max_length=12, choices=[(doer, doer) for doer in DOERS])
    """Who does it: family, network or professional."""
    who = models.CharField(max_length=200)
    agreed_on = models.DateField()
    look_on = models.DateField(null=True, blank=True)
    kept = models.BooleanField(null=True)
    """Whether it held when it was last looked at: yes, no, not looked at yet."""
    looked_on = models.DateField(null=True, blank=True)
    looked_words = models.CharField(max_length=500, default="", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(AboutSafety.Meta):
        constraints = [
            *AboutSafety.Meta.constraints,
            models.CheckConstraint(condition=Q(doer__in=DOERS), name="agreement_doer_known"),
            models.CheckConstraint(
                condition=~Q(ended_at=None) | Q(look_on__isnull=False),
                name="agreement_is_looked_at_again",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Intervention(AboutSafety):
    """Somebody with the power to do so acted at once: which office, who, what, when."""

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    authority = models.CharField(max_length=40)
    acting = models.CharField(max_length=200)
    did = models.CharField(max_length=1000)
    on = models.DateField()

    def __str__(self) -> str:
        return f"intervention {self.pk}"
