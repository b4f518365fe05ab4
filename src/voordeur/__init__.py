# SPDX-License-Identifier: EUPL-1.2
"""Voordeur: help that starts behind the front door."""
