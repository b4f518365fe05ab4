# SPDX-License-Identifier: EUPL-1.2
"""Pure double entry in eurocents: budgets, team cash and benefits are books in it."""
