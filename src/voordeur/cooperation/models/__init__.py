# SPDX-License-Identifier: EUPL-1.2
"""Nouns of cooperation."""

from voordeur.cooperation.models.questions import PartnerQuestion
from voordeur.cooperation.models.referrals import MainProvider, Referral
from voordeur.cooperation.models.scaling import Scaling

__all__ = ["MainProvider", "PartnerQuestion", "Referral", "Scaling"]
