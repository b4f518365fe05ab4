# SPDX-License-Identifier: EUPL-1.2
"""A synthetic town with its truth: deliveries of 36 institutions about people who do not exist.

A benchmark of its own for linkage of Dutch records: who writes another linker can measure it
with the same towns. Nothing in it is about a real person.
"""
