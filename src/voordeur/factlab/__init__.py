# SPDX-License-Identifier: EUPL-1.2
"""Factlab: from data deliveries to figures in which nobody can be found.

Usable in a notebook without Django: `import voordeur.factlab`. There is no way back from a figure
to a person.
"""
