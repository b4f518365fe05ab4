# SPDX-License-Identifier: EUPL-1.2
"""The roles an account can have. A role opens no household: that is `standing`."""

ROLES = (
    "professional",
    "triage",
    "team_lead",
    "policy_officer",
    "controller",
    "analyst",
    "project_leader",
    "council",
    "administrator",
    "privacy_officer",
    "resident",
    "supporter",
    "partner",
    "system",
)
