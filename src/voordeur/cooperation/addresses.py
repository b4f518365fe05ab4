# SPDX-License-Identifier: EUPL-1.2
"""The secret in the address of a page for one question: 43 letters that say nothing."""

from django.urls import register_converter


class Secret:
    """Takes the secret that `secrets.token_urlsafe(32)` makes, and nothing else."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


NAME = "secret"
register_converter(Secret, NAME)
