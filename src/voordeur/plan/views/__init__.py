# SPDX-License-Identifier: EUPL-1.2
"""Pages of the plan; thin: they ask, they call one action, they redirect."""
