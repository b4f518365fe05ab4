# SPDX-License-Identifier: EUPL-1.2
"""Tests of Factlab in the house: its pages, its worker, and that there is no way back."""
