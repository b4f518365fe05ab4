# SPDX-License-Identifier: EUPL-1.2
"""Open obligations: what is due, by whom, when. The one definition of overdue."""
