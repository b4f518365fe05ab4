# SPDX-License-Identifier: EUPL-1.2
"""Writing a batch of planned rows through the bulk form of the rooms' actions."""

import hmac
from collections.abc import Callable, Sequence
from hashlib import sha256

from voordeur.coordination.actions.bulk import open_many
from voordeur.door import access as door
from voordeur.door.reader import Reader, system
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.imports import planning
from voordeur.imports.models import HouseholdReference
from voordeur.imports.planning import Home, Known, Planned
from voordeur.partners.actions import add_organisation
from voordeur.partners.queries import colleagues, organisations, teams
from voordeur.people.actions.bulk import register_many
from voordeur.people.identity import lookup
from voordeur.people.queries import homes_by_number, stays
from voordeur.plan.actions.bulk import write_many
from voordeur.provisions.batch import record_many
from voordeur.provisions.tables import Row

IMPORTER = system("import")
BATCH = 150
"""Rows in one transaction: with their events they stay under what one batch may hold."""

type Made = dict[int, tuple[int, list[tuple[str, int]]]]
"""Per row number the household it is in and what it made, each as (model, number)."""


class Desk:
    """What a run looks up once: organisations, teams and professionals; and the source it reads."""

    def __init__(self, source: str, reader: Reader = IMPORTER) -> None:
        self.source, self.reader = source, reader
        known = organisations()
        self._organisations = {one.name.casefold(): one.id for one in known}
        self._agb = {one.agb: one.id for one in known if one.agb}
        self._teams = {one.name.casefold(): one.id for one in teams()}
        self._staff = {one.name.casefold(): one.id for one in colleagues()}

    def keyed(self, reference: str) -> str:
        """Return the keyed value of what the source calls a household."""
        text = f"household\0{self.source}\0{reference.casefold()}".encode()
        return hmac.new(keyring.lookup_key(), text, sha256).hexdigest()

    def known(self, rows: Sequence[Row]) -> Known:
        """Look up what is here of what these rows are about; three questions for all of them."""
        references = {
            self.keyed(text): text
            for row in rows
            if (text := str(row.values.get("household") or "").strip())
        }
        found = HouseholdReference.objects.filter(reference__in=references)
        numbers = {lookup(text): text for row in rows if (text := _number(row))}
        with door.scope():
            everywhere = door.for_system(self.reader)
            homes = homes_by_number(everywhere, numbers) if numbers else {}
            ids = [person for person, _home in homes.values()]
            stayed = stays(everywhere, ids) if ids else []
        return Known(
            homes={
                references[key]: home
                for key, home in found.values_list("reference", "household_id")
            },
            members={numbers[key]: pair for key, pair in homes.items()},
            stays={(one.person_id, one.household_id) for one in stayed},
            organisations=self._organisations,
            agb=self._agb,
            teams=self._teams,
            professionals=self._staff,
        )

    def meet_providers(self, rows: Sequence[Row]) -> None:
        """Add the organisations that rows name and nobody knew; they stay, whatever else happens."""
        own = Known(organisations=self._organisations, agb=self._agb)
        for row in rows:
            name = str(row.values.get("provider") or "").strip()
            if not name or planning.provider_of(row.values, own) is not None:
                continue
            agb = str(row.values.get("provider_agb") or "")
            made = add_organisation(self.reader, name=name, kind="provider", agb=agb or None)
            self._organisations[name.casefold()] = made.pk
            if agb:
                self._agb[agb] = made.pk


def _number(row: Row) -> str:
    return str(row.values.get("citizen_number") or "").strip()


def _homes(desk: Desk, planned: Planned[Home]) -> Made:
    homes = [home for _row, home in planned.lines]
    registered = register_many(desk.reader, new=[home.new for home in homes])
    references = HouseholdReference.objects.bulk_create(
        [
            HouseholdReference(reference=desk.keyed(home.reference), household_id=made.household_id)
            for home, made in zip(homes, registered, strict=True)
            if home.is_new
        ]
    )
    of = {row.household_id: row.pk for row in references}
    written: Made = {}
    for home, made in zip(homes, registered, strict=True):
        for place, row in enumerate(home.rows):
            own: list[tuple[str, int]] = []
            if home.is_new and place == 0:
                own.append(("people.Household", made.household_id))
                if made.address_id is not None:
                    own.append(("people.Address", made.address_id))
                own.append(("imports.HouseholdReference", of[made.household_id]))
            if made.person_ids:
                if made.fresh[place]:
                    own.append(("people.Person", made.person_ids[place]))
                own.append(("people.Membership", made.membership_ids[place]))
            written[row.number] = (made.household_id, own)
    return written


def _households(desk: Desk, rows: Sequence[Row]) -> tuple[Made, dict[int, Refusal]]:
    planned = planning.households(rows, desk.known(rows))
    return _homes(desk, planned), planned.refused


def _persons(desk: Desk, rows: Sequence[Row]) -> tuple[Made, dict[int, Refusal]]:
    planned = planning.persons(rows, desk.known(rows))
    return _homes(desk, planned), planned.refused


def _provisions(desk: Desk, rows: Sequence[Row]) -> tuple[Made, dict[int, Refusal]]:
    planned = planning.provisions(rows, desk.known(rows))
    given = [one for _row, one in planned.lines]
    ids = record_many(desk.reader, given=given, source="table")
    made = {
        row.number: (home, [("provisions.Provision", pk)])
        for (row, (home, _given)), pk in zip(planned.lines, ids, strict=True)
    }
    return made, planned.refused


def _cases(desk: Desk, rows: Sequence[Row]) -> tuple[Made, dict[int, Refusal]]:
    planned = planning.cases(rows, desk.known(rows))
    ids = open_many(desk.reader, new=[new for _row, new in planned.lines])
    made = {
        row.number: (new.household_id, [("coordination.Case", pk)])
        for (row, new), pk in zip(planned.lines, ids, strict=True)
    }
    return made, planned.refused


def _plans(desk: Desk, rows: Sequence[Row]) -> tuple[Made, dict[int, Refusal]]:
    planned = planning.plans(rows, desk.known(rows))
    written = write_many(desk.reader, lines=[line for _row, line in planned.lines])
    made: Made = {}
    for (row, line), one in zip(planned.lines, written, strict=True):
        own = [("plan.Goal", one.goal_id), ("plan.Step", one.step_id)]
        made[row.number] = (line.household_id, [(label, pk) for label, pk in own if pk is not None])
    return made, planned.refused


WRITERS: dict[str, Callable[[Desk, Sequence[Row]], tuple[Made, dict[int, Refusal]]]] = {
    "households": _households,
    "persons": _persons,
    "provisions": _provisions,
    "cases": _cases,
    "plans": _plans,
}
