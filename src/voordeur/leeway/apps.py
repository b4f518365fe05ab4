# SPDX-License-Identifier: EUPL-1.2
"""The room `leeway` as a Django app."""

from django.apps import AppConfig


class LeewayConfig(AppConfig):
    """Rules, barriers, impasses, mandates, tailored decisions and the answers of policy."""

    name = "voordeur.leeway"
    label = "leeway"
