# SPDX-License-Identifier: EUPL-1.2
"""Pages of money; see the modules by subject."""
