# SPDX-License-Identifier: EUPL-1.2
"""Persons, households, relations, legal authority and the household's own network."""
