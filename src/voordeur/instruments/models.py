# SPDX-License-Identifier: EUPL-1.2
"""Nouns of instruments: one measurement, and what it says of each area."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.instruments.words import RaterKind, SkipReason
from voordeur.people.items import HouseholdItem

_RATERS = [(kind.value, kind.value) for kind in RaterKind]
_REASONS = [(reason.value, reason.value) for reason in SkipReason]


class CatalogueEntry(models.Model):
    """What a municipality decided about one version of an instrument: its own, or not in use.

    An instrument without an entry is one of ours and in use. A version is never changed or removed:
    what was measured with it would change its meaning.
    """

    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    text = models.TextField(default="", blank=True)
    """The TOML of an own instrument; empty for one of ours."""
    in_use = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "instrument_version"], name="catalogue_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.instrument_version}"


class Measurement(HouseholdItem):
    """One rater on one day, of one member or of the household (no person), with one instrument.

    `rater_key` is the same every time this rater rates: `account:7`, `person:9`, `household:3`,
    `network:4`. `recorded_by` typed it in, which may be somebody else.
    """

    follows_person: ClassVar[bool] = True
    open_fields: ClassVar[tuple[str, ...]] = ("taken_on",)

    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    rater_kind = models.CharField(max_length=12, choices=_RATERS)
    rater_key = models.CharField(max_length=40)
    taken_on = models.DateField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "household",
                    "person",
                    "instrument",
                    "instrument_version",
                    "rater_key",
                    "taken_on",
                ],
                condition=Q(person__isnull=False),
                name="measurement_once_a_day_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["household", "instrument", "instrument_version", "rater_key", "taken_on"],
                condition=Q(person__isnull=True),
                name="measurement_once_a_day_of_a_household",
            ),
            models.CheckConstraint(
                condition=Q(rater_kind__in=[kind.value for kind in RaterKind]),
                name="measurement_by_a_known_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["household", "instrument", "taken_on"], name="measurement_by_household"
            ),
        ]

    def __str__(self) -> str:
        return f"measurement {self.pk}"


class Rating(HouseholdItem):
    """What one measurement says of one area: a level, or a reason why there is none.

    It carries all of its measurement that a reader needs, because it can be in another compartment:
    who may see a member's money, but not the rest, reads the area money and nothing else.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("taken_on", "measurement", "measurement_id")

    # The database refuses a rating without its measurement; erasing reads no row to find that out.
    measurement = models.ForeignKey(Measurement, on_delete=models.DO_NOTHING, related_name="+")
    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    rater_kind = models.CharField(max_length=12, choices=_RATERS)
    rater_key = models.CharField(max_length=40)
    taken_on = models.DateField()
    area = models.CharField(max_length=60)
    level = models.SmallIntegerField(null=True)
    reason = models.CharField(max_length=16, default="", blank=True, choices=_REASONS)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(fields=["measurement", "area"], name="rating_once_an_area"),
            models.CheckConstraint(
                condition=Q(level__isnull=False, reason="")
                | (Q(level__isnull=True) & ~Q(reason="")),
                name="rating_is_a_level_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=[reason.value for reason in SkipReason]),
                name="rating_skipped_for_a_known_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "instrument"], name="rating_by_household"),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"
