# SPDX-License-Identifier: EUPL-1.2
"""Leeway (ruimte): why a door is closed, who can open it, and what waiting costs.

The modules here only compute; they know no database, no network of people and no own initiative.
"""
