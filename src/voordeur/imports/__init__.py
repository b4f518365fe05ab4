# SPDX-License-Identifier: EUPL-1.2
"""Bringing in what other systems hold; reading is pure, the rooms' actions do the writing."""
