# SPDX-License-Identifier: EUPL-1.2
"""Contact: visits and other contacts, notes, the conversation, and limits to self-direction."""
