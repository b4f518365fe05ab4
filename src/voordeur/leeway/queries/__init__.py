# SPDX-License-Identifier: EUPL-1.2
"""Questions about leeway; see the modules by subject."""
