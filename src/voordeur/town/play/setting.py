# SPDX-License-Identifier: EUPL-1.2
"""Set up what is there before the first household: institutions, teams, staff, accounts, the mark."""

from voordeur.door.deed import Deed, action
from voordeur.partners.actions import (
    add_department,
    add_organisation,
    add_professional,
    add_team,
    open_account,
    write_accessibility,
)
from voordeur.town.facts import DemoAccount, Institution, Professional
from voordeur.town.play.cast import MAKER, Cast, full_name
from voordeur.town.play.words import FUNCTIONS, IN_THE_TEAM, ROLES

#: Households per professional that a wijkteam plans for (own choice).
CASELOAD_NORM = 14
#: A telephone number of nobody: no Dutch area code is 0000.
NOBODYS_NUMBER = "0000-{:06}"
#: Roles that a wijkteam professional has on top: signals of the team are theirs to decide on.
TEAM_ROLES = ("triage",)


@action("set.up", household=False)
def mark_as_demo(deed: Deed, *, seed: int, size: str) -> None:
    """Mark the database as a demo town, once and for good: the demo sign-in asks for this mark."""
    deed.happened("town.demo_marked", {"seed": seed, "size": size}, stream=("system", 1))


def set_up(cast: Cast) -> None:
    """Play institutions, departments, teams and professionals, each with an account.

    Only the accounts of the demo sign-in can be entered: the others have no password and are no
    demo account, and are there because what they did in the stories needs somebody who did it.
    """
    town = cast.town
    for number, institution in enumerate(town.institutions, 1):
        cast.organisations[institution.key] = add_organisation(
            MAKER,
            name=institution.name,
            kind=institution.kind,
            payer=_pays(institution),
            phone=NOBODYS_NUMBER.format(number * 1000),
        )
    for department in town.departments:
        add_department(
            MAKER,
            organisation=cast.organisations[department.institution],
            name=department.name,
        )
    areas = {area.key: area.name for area in town.areas}
    homes = {department.key: department.institution for department in town.departments}
    for team in town.teams:
        cast.teams[team.key] = add_team(
            MAKER,
            organisation=cast.organisations[homes[team.department]],
            name=team.name,
            area=areas[team.area],
            caseload_norm=CASELOAD_NORM,
        )
    chosen = {account.professional: account for account in town.accounts if account.professional}
    for professional in town.professionals:
        _staff(cast, professional, chosen.get(professional.key))
    write_accessibility(
        MAKER,
        status="partial",
        email="toegankelijk@waterveen.example",
        phone=NOBODYS_NUMBER.format(1),
        answer_days=14,
        known="Oude papieren die gescand zijn, zijn niet voor te lezen. Bel ons, dan lezen we ze voor.",
        expected_version=0,
    )


def _pays(institution: Institution) -> str:
    """Return the budget an institution pays from, where its kind says so; else unknown."""
    return {
        "municipality": "municipality",
        "health_insurer": "insurer",
        "care_office": "care_office",
        "housing_corporation": "corporation",
        "school_board": "school",
    }.get(institution.kind, "")


def _staff(cast: Cast, fact: Professional, chosen: DemoAccount | None) -> None:
    team = cast.teams[fact.team] if fact.team else None
    carries = fact.role in ("professional", "case_coordinator") and team is not None
    function = IN_THE_TEAM if carries and fact.role == "professional" else FUNCTIONS[fact.role]
    row = add_professional(
        MAKER,
        organisation=cast.organisations[fact.institution],
        team=team,
        name=full_name(fact.first_name, fact.prefix, fact.surname),
        function=function,
        phone=NOBODYS_NUMBER.format(len(cast.professionals) + 1),
        email=fact.email,
    )
    cast.professionals[fact.key] = row
    cast.accounts[fact.key] = open_account(
        MAKER,
        email=fact.email,
        name=row.name,
        roles=[*ROLES[fact.role], *(TEAM_ROLES if carries else ())],
        professional=row,
        leads=[team.pk] if team is not None and fact.role == "team_lead" else [],
        demo=chosen is not None,
    )


def open_for_residents(cast: Cast) -> None:
    """Open the demo accounts of residents whose persons have been played and who have none yet."""
    for account in cast.town.accounts:
        if account.person in cast.persons and account.key not in cast.accounts:
            cast.accounts[account.key] = open_account(
                MAKER,
                email=f"{account.person.split('/')[1]}@inwoner.example",
                name=cast.name(account.person),
                roles=ROLES[account.role],
                person_id=cast.persons[account.person],
                demo=True,
            )
