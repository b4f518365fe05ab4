# SPDX-License-Identifier: EUPL-1.2
"""Instruments: versioned lists with levels, and the measurements taken with them."""
