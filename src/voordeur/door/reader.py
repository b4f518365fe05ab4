# SPDX-License-Identifier: EUPL-1.2
"""Who reads or acts: an account with its roles and teams, or a named system reader."""

from dataclasses import dataclass

from voordeur.door.models import Account


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of the house, as every question and action gets it."""

    key: str
    """`account:7` or `system:import`."""
    roles: frozenset[str]
    account_id: int | None = None
    organisation_id: int | None = None
    teams: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    person_id: int | None = None

    @property
    def keys(self) -> list[str]:
        """Return every key that standing can be given to: account, person, teams, teams it leads.

        `triage:3` are those of team 3 with the role triage: a signal is for them, not for every
        colleague.
        """
        return [
            self.key,
            *([f"person:{self.person_id}"] if self.person_id else []),
            *(f"team:{team}" for team in sorted(self.teams)),
            *(f"lead:{team}" for team in sorted(self.leads)),
            *(f"triage:{team}" for team in sorted(self.teams) if "triage" in self.roles),
        ]

    @property
    def holders(self) -> frozenset[str]:
        """Return the roles as the matrix names them."""
        return frozenset(f"role:{role}" for role in self.roles)

    @property
    def role(self) -> str:
        """Return the role the access log shows first."""
        return min(self.roles, default="")


def reader_of(account: Account) -> Reader:
    """Return the reader behind a signed-in account; no database query."""
    return Reader(
        key=f"account:{account.pk}",
        roles=frozenset(account.roles),
        account_id=account.pk,
        organisation_id=account.organisation_id,
        teams=frozenset(account.teams),
        leads=frozenset(account.leads),
        person_id=account.person_id,
    )


def member(person_id: int) -> Reader:
    """Return the reader a member is, with or without an account: for what is shown at the table."""
    return Reader(key=f"person:{person_id}", roles=frozenset({"resident"}))


def system(name: str) -> Reader:
    """Return the system reader of a task or an import; its name stands in history and log."""
    return Reader(key=f"system:{name}", roles=frozenset({"system"}))
