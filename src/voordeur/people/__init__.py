# SPDX-License-Identifier: EUPL-1.2
"""Households and the people in them, through time; and their own network."""
