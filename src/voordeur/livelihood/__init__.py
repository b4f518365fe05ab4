# SPDX-License-Identifier: EUPL-1.2
"""Money at home: what comes in and goes out, what is owed, who manages it, and the way out."""
