# SPDX-License-Identifier: EUPL-1.2
"""What was set up, as the file that goes in again."""

from voordeur.partners.models import Department, Organisation, RoleName, Team
from voordeur.partners.setupfile import OrganisationText, RoleText, SetUpFile, TeamText


def set_up_file() -> SetUpFile:
    """Return organisations, departments, teams and names of roles that go on; four queries."""
    departments: dict[int, list[str]] = {}
    for row in Department.objects.filter(until=None).order_by("name", "pk"):
        departments.setdefault(row.organisation_id, []).append(row.name)
    teams: dict[int, list[TeamText]] = {}
    for team in Team.objects.filter(until=None).order_by("name", "pk"):
        found = TeamText(team.name, team.area, team.caseload_norm)
        teams.setdefault(team.organisation_id, []).append(found)
    return SetUpFile(
        tuple(
            OrganisationText(
                one.name,
                one.kind,
                one.agb or "",
                one.payer,
                one.phone,
                tuple(one.laws),
                tuple(departments.get(one.pk, ())),
                tuple(teams.get(one.pk, ())),
            )
            for one in Organisation.objects.filter(until=None).order_by("name", "pk")
        ),
        tuple(
            RoleText(role.name, tuple(role.functions), role.definition)
            for role in RoleName.objects.filter(until=None).order_by("name", "pk")
        ),
    )
