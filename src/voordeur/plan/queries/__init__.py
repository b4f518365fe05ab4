# SPDX-License-Identifier: EUPL-1.2
"""Questions about the plan; all take an Access and leave hidden pieces out."""
