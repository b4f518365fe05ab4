# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks: ratios against a named yardstick that is measured in the same run."""
