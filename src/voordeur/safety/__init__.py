# SPDX-License-Identifier: EUPL-1.2
"""Safety and measures: concerns, warnings for visitors, coercive measures and crises."""
