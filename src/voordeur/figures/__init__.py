# SPDX-License-Identifier: EUPL-1.2
"""Frozen figures of the work, for who steers and for nobody to settle with."""
