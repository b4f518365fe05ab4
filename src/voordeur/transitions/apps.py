# SPDX-License-Identifier: EUPL-1.2
"""The room `transitions` as a Django app."""

from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    """Transitions with a date, and what has to be arranged before it."""

    name = "voordeur.transitions"
    label = "transitions"
