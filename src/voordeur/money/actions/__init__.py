# SPDX-License-Identifier: EUPL-1.2
"""Verbs of money; see the modules by subject."""

from voordeur.money.actions.projects import write_project

__all__ = ["write_project"]
