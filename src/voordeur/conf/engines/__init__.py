# SPDX-License-Identifier: EUPL-1.2
"""Django's two databases, with an INSERT that is written once per kind of row (decision 29)."""
