# SPDX-License-Identifier: EUPL-1.2
"""The room `papers` as a Django app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers of a household: what was brought in and what was made here."""

    name = "voordeur.papers"
    label = "papers"
