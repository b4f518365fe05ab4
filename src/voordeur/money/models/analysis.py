# SPDX-License-Identifier: EUPL-1.2
"""Nouns of an analysis: the analysis, its versions as model files, what came out, and what was seen."""

import uuid

from django.db import models
from django.db.models import F, Q


class Analysis(models.Model):
    """A social cost-benefit analysis (MKBA) that is drawn and kept alive; about no household.

    What it says is the text of its newest version; `title`, `seal` and `is_demo` stand here for the
    list. `seal` is the fingerprint of the zero alternative when it was sealed; empty while it is not.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        "money.Project", null=True, blank=True, on_delete=models.PROTECT, related_name="analyses"
    )
    title = models.CharField(max_length=200)
    seal = models.CharField(max_length=64, default="", blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="analysis_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class AnalysisVersion(models.Model):
    """The whole analysis after one change, as a model file (TOML), with what was changed.

    `piece` is the key of the piece of the analysis (`effect:evictions`), `side` who at the table put
    it in (residents, professionals …), `made_by` whose account typed it. A file that was brought in
    stays as it came, until the first change.
    """

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    text = models.TextField()
    what = models.CharField(max_length=40)
    piece = models.CharField(max_length=120, default="", blank=True)
    side = models.CharField(max_length=40, default="", blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["analysis", "number"], name="analysis_version_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}: {self.what}"


class AnalysisResult(models.Model):
    """What one version came to: the report in both languages, worked out once with this seed."""

    version = models.OneToOneField(AnalysisVersion, on_delete=models.CASCADE, related_name="result")
    seed = models.IntegerField()
    draws = models.IntegerField()
    report = models.JSONField()
    """Per language the sections of the report."""
    net = models.JSONField(null=True)
    """The net for everybody: low, mean, high and chance; None while a cost is unknown."""
    indicative = models.JSONField(null=True)
    """The same from what was believed before anything was seen; None when nothing was seen yet."""
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"result of {self.version_id}"


class FigureSeen(models.Model):
    """What the town saw of one figure of an analysis, with the belief before and after.

    Numbers of a group, never of a person; below ten nothing is kept.
    """

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="seen")
    figure = models.CharField(max_length=60)
    base = models.FloatField()
    count = models.FloatField()
    mean = models.FloatField()
    sd = models.FloatField()
    before = models.JSONField()
    after = models.JSONField()
    surprise = models.FloatField()
    source = models.CharField(max_length=200)
    table = models.CharField(max_length=40, default="", blank=True)
    """The published table it comes from, with the row; empty when somebody wrote it down."""
    code = models.CharField(max_length=60, default="", blank=True)
    since = models.CharField(max_length=8, default="", blank=True)
    """The week from which that row stood as it was seen."""
    follows = models.BooleanField(default=False)
    """Whether a newer issue of that row takes the place of this one by itself."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(base__gte=10), name="figure_seen_ten_times_or_more"),
            models.CheckConstraint(
                condition=Q(surprise__gte=0) & Q(surprise__lte=1), name="surprise_is_a_chance"
            ),
            models.CheckConstraint(
                condition=Q(follows=False) | (~Q(table="") & ~Q(code="") & ~Q(since="")),
                name="figure_follows_a_published_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} seen"


class GroupOutcome(models.Model):
    """How a group that got help differs from a comparison group, or from itself before.

    Only with a comparison group it may be called an effect. With too few in a group there is no
    value: that is an answer too, and no numbers of the group are kept.
    """

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="outcomes")
    about = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    design = models.CharField(max_length=60)
    is_effect = models.BooleanField()
    until = models.FloatField(null=True)
    """How long the relapse clock ran, in the unit of the pasted lines; only where staying is compared."""
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    helped = models.IntegerField(null=True)
    compared = models.IntegerField(null=True)
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None, helped=None, compared=None)
                | Q(value__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="outcome_has_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(is_effect=False) | ~Q(design="before and after"),
                name="before_and_after_is_no_effect",
            ),
        ]

    def __str__(self) -> str:
        return self.about


class ZeroCalibration(models.Model):
    """How often what zero scenarios foresaw came true, over cases together; never per professional.

    Only the counts per class of chance are kept. Without `brier` there were too few cases to say.
    Without an analysis it is about all sealed zero scenarios of the town, over that many households.
    """

    analysis = models.ForeignKey(
        Analysis, null=True, blank=True, on_delete=models.CASCADE, related_name="calibrations"
    )
    cases = models.IntegerField(null=True)
    brier = models.FloatField(null=True)
    spread = models.JSONField(default=list)
    """Per class: from, to, how many there were, how many came true; None: too few."""
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cases=None, brier=None) | Q(cases__gte=20, brier__gte=0, brier__lte=1),
                name="calibration_over_twenty_cases_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"calibration over {self.cases} cases"
