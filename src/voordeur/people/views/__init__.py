# SPDX-License-Identifier: EUPL-1.2
"""Pages of people: registering, members, ties, reaching, network, searching."""
