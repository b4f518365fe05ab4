# SPDX-License-Identifier: EUPL-1.2
"""The social map: what exists, how it really goes, what is missing, and what everybody may read."""
