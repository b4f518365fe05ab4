# SPDX-License-Identifier: EUPL-1.2
"""Forms of leeway; see the modules by subject."""
