# SPDX-License-Identifier: EUPL-1.2
"""The event log: streams, events, seals and the keys that make personal content forgettable."""
