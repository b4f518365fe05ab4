# SPDX-License-Identifier: EUPL-1.2
"""Names, dates of birth and addresses as they are written in the Netherlands, in one form; pure."""
