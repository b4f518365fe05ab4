# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the benefit ledger: an outcome, a claimed benefit, and each step a claim took."""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.money.benefits import Harvest, State

STATES = [(one.value, one.value) for one in State]
EVIDENCE = ("measured", "few", "average", "estimated")


class Outcome(models.Model):
    """Something that was reached, on which several projects may count; together for the whole at most."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="outcome_is_named")]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One claimed benefit: who pays for the work, who gains, which year, how much of it is due to us.

    Three amounts that are never added: what is expected (`whole_cents` times the share), what was
    agreed, what was booked. It hangs on a project and knows no household.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey("money.Outcome", on_delete=models.PROTECT, related_name="+")
    payer = models.CharField(max_length=80)
    gainer = models.CharField(max_length=80)
    year = models.SmallIntegerField()
    whole_cents = models.BigIntegerField(null=True, blank=True)
    """What the whole outcome is worth to who gains, in that year; None: nobody knows."""
    share = models.SmallIntegerField()
    """Basis points (1 to 10,000) of the outcome that the project counts as its own."""
    evidence = models.CharField(max_length=12, choices=[(one, one) for one in EVIDENCE])
    proof = models.CharField(max_length=300, default="", blank=True)
    condition = models.CharField(max_length=300, default="", blank=True)
    """What must be so before it can be had, and who pays until then."""
    harvest = models.CharField(
        max_length=40, default="", blank=True, choices=[(one.value, one.value) for one in Harvest]
    )
    freed_from = models.DateField()
    contract_ends = models.DateField(null=True, blank=True)
    """Last day of the running contract or subsidy in which the money still sits."""
    is_releasable = models.BooleanField(default=False)
    lapses_on = models.DateField()
    """The last day this state may last; after it the claim lapses. Of booked and lapsed it says nothing."""
    state = models.CharField(max_length=12, choices=STATES, default=State.POTENTIAL.value)
    agreed_cents = models.BigIntegerField(null=True, blank=True)
    line = models.ForeignKey(
        "money.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.UUIDField(null=True, blank=True)
    """The entry in the ledger that lowered the line."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(payer="") & ~Q(gainer=""), name="claim_names_payer_and_gainer"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=10_000), name="claim_counts_at_most_the_whole"
            ),
            models.CheckConstraint(
                condition=Q(whole_cents=None) | Q(whole_cents__gt=0), name="claim_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED.value, State.BOOKED.value])
                | Q(agreed_cents__gt=0),
                name="claim_agreed_has_an_amount",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=State.BOOKED.value, line__isnull=False, entry__isnull=False)
                    & ~Q(proof="")
                )
                | (~Q(state=State.BOOKED.value) & Q(line=None, entry=None)),
                name="claim_booked_on_a_line_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="claim_in_a_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "state"], name="claim_by_project"),
            models.Index(fields=["state", "lapses_on"], name="claim_by_term"),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class ClaimStep(models.Model):
    """One step of a claim: from which state to which, when, who decided it and why. Never changed."""

    claim = models.ForeignKey("money.Claim", on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=12, default="", blank=True)
    became = models.CharField(max_length=12, choices=STATES)
    on = models.DateField()
    decider = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    cents = models.BigIntegerField(null=True, blank=True)
    written_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decider="") & ~Q(reason=""), name="claim_step_was_decided_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(was=F("became")), name="claim_step_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"step of claim {self.claim_id}"
