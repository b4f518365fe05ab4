# SPDX-License-Identifier: EUPL-1.2
"""Dated transitions: turning 18, state pension, an indication, measure or school that ends."""
