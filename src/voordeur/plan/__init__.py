# SPDX-License-Identifier: EUPL-1.2
"""The one plan of a household: own words, problems and causes, goals, steps."""
