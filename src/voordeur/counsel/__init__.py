# SPDX-License-Identifier: EUPL-1.2
"""Thinking along: a specialist about one household, a table over several, each sees no more than needed."""
