# SPDX-License-Identifier: EUPL-1.2
"""Noun: one question to a partner without an account, answered once on a page of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem


class PartnerQuestion(HouseholdItem):
    """One question to a partner without an account; the page opens by a secret and closes by itself.

    Of the secret only a hash is kept. Who answers is a reader of the house (`question:7`) with
    standing for this one piece until it expires, so that each opening is in the access log.
    """

    open_fields: ClassVar[tuple[str, ...]] = (
        "token_hash",
        "organisation_id",
        "asked_at",
        "expires_at",
        "answered_at",
        "withdrawn_at",
    )

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    referral = models.ForeignKey(
        "cooperation.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The referral this page asks a yes or no to; without one it asks for words only."""
    token_hash = models.CharField(max_length=64, unique=True)
    question = models.CharField(max_length=500)
    email = models.EmailField(default="", blank=True)
    asked_by = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, default="", blank=True)
    """The name and function the partner typed; no account stands behind it."""
    answer = models.TextField(default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="partner_question_expires"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answered_by=""),
                name="partner_question_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"partner question {self.pk}"
