# SPDX-License-Identifier: EUPL-1.2
"""The door: who may see and do what, for which purpose, on which legal basis; logged before it opens."""
