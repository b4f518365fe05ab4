# SPDX-License-Identifier: EUPL-1.2
"""Forms of money; see the modules by subject."""
