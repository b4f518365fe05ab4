# SPDX-License-Identifier: EUPL-1.2
"""Who is meant by an id or a reader key, looked up once for a whole page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.partners.queries import Colleague, staff
from voordeur.people.queries import Member, members, network


@dataclass(frozen=True, slots=True)
class Names:
    """The people of one household and the professionals named in it, as this reader knows them."""

    members: tuple[Member, ...]
    accounts: dict[int, Colleague]
    professionals: dict[int, Colleague]
    network: dict[int, str]
    carries: dict[int, int | None]
    """How many things at once each of the network says they can help with; None: not said."""

    def person(self, person_id: int | None) -> str:
        """Return what a member is called; joint things are of us together."""
        if person_id is None:
            return _("all of us")
        for one in self.members:
            if one.person_id == person_id and one.called:
                return one.called
        return _("a member of the household")

    def professional(self, number: int) -> str:
        """Return a professional's name with where they work."""
        one = self.professionals.get(number)
        return f"{one.name} ({one.organisation})" if one else _("a professional who left")

    def writer(self, key: str) -> str:
        """Return who is behind a reader key that wrote something down."""
        kind, _colon, number = key.partition(":")
        if kind == "account" and number.isdigit() and int(number) in self.accounts:
            one = self.accounts[int(number)]
            return f"{one.name} ({one.organisation})"
        return _("somebody of the household") if kind in ("account", "person") else _("the system")

    def observer(self, key: str) -> str:
        """Return who is behind `person:5` or `professional:3`."""
        kind, _colon, number = key.partition(":")
        if kind == "person":
            return self.person(int(number))
        if kind == "professional":
            return self.professional(int(number))
        return self.writer(key)


def names(
    access: Access, *, keys: Iterable[str | None] = (), professionals: Iterable[int | None] = ()
) -> Names:
    """Look up the members, the network and the professionals behind keys and ids; two queries.

    Who was looked up for one part of a page is not asked for again for another.
    """
    meant = [key.partition(":") for key in keys if key]
    accounts = {int(number) for kind, _colon, number in meant if kind == "account"}
    wanted = {number for number in professionals if number}
    wanted |= {int(number) for kind, _colon, number in meant if kind == "professional"}
    around, known = network(access), staff(access, account_ids=accounts, ids=wanted)
    return Names(
        tuple(members(access, past=True)),
        {one.account_id: one for one in known if one.account_id in accounts},
        {one.id: one for one in known if one.id in wanted},
        {one.id: one.first_name for one in around},
        {one.id: one.can_carry for one in around},
    )
