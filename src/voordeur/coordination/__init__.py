# SPDX-License-Identifier: EUPL-1.2
"""Who helps in a case, who coordinates it, and whether it moves."""
