# SPDX-License-Identifier: EUPL-1.2
"""Who works here: organisations, departments, teams, laws, payers and professionals."""
