# SPDX-License-Identifier: EUPL-1.2
"""From a household signal to a triage decision."""
