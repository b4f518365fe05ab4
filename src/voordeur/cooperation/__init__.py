# SPDX-License-Identifier: EUPL-1.2
"""What organisations ask of each other for one household: referral, waiting, one question, scaling."""
