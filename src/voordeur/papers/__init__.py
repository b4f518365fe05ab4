# SPDX-License-Identifier: EUPL-1.2
"""Files and made documents of a household: encrypted, checked by content, scanned, and PDF."""
