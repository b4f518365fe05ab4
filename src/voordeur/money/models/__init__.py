# SPDX-License-Identifier: EUPL-1.2
"""Nouns of money."""

from voordeur.money.models.projects import Project

__all__ = ["Project"]
