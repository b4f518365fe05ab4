# SPDX-License-Identifier: EUPL-1.2
"""Questions of money; see the modules by subject."""
