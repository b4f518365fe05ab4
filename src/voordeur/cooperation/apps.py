# SPDX-License-Identifier: EUPL-1.2
"""The room `cooperation` as a Django app."""

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """Referrals and waiting, partners without an account, the main responsible provider, scaling."""

    name = "voordeur.cooperation"
    label = "cooperation"
