# SPDX-License-Identifier: EUPL-1.2
"""Encoding names and births before they leave an institution, and comparing what was encoded."""
