# SPDX-License-Identifier: EUPL-1.2
"""Nouns of coordination."""

from voordeur.coordination.models.cases import Appointment, Case, Claim, Involvement, StackingMark

__all__ = ["Appointment", "Case", "Claim", "Involvement", "StackingMark"]
