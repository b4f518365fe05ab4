# SPDX-License-Identifier: EUPL-1.2
"""Pages of leeway; see the modules by subject."""
