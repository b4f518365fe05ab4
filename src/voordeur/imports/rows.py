# SPDX-License-Identifier: EUPL-1.2
"""From one row of a table to the actions of the rooms: what a person would have done by hand."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from voordeur.coordination.actions import open_case
from voordeur.door import access as door
from voordeur.door.deed import Deed, action
from voordeur.door.reader import Reader, system
from voordeur.door.refusal import Refusal
from voordeur.history import keyring
from voordeur.imports.models import HouseholdReference
from voordeur.instruments.words import LifeArea
from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError
from voordeur.partners.actions import add_organisation
from voordeur.partners.queries import colleagues, organisations, teams
from voordeur.people.actions import NewAddress, NewPerson, add_member, found, register_household
from voordeur.people.actions.reaching import write_address
from voordeur.people.identity import lookup
from voordeur.people.queries import homes_by_number, stays
from voordeur.plan.actions import NewStep, add_step, set_goal
from voordeur.plan.queries import plan_of
from voordeur.provisions.actions import record_provision
from voordeur.provisions.given import Given, GivenError, Price
from voordeur.provisions.pricing import AmountOver, Per

IMPORTER = system("import")
STATES = {"open": "planned", "running": "running", "done": "done", "parked": "planned"}
STANCES = {"hands_off": "hands_off", "beside": "beside", "do": "doing"}

type Made = list[tuple[str, int]]


@dataclass(slots=True)
class Desk:
    """What a run looks up once: organisations, teams, professionals, and the source it reads."""

    source: str
    reader: Reader = IMPORTER
    organisations: dict[str, int] = field(default_factory=dict)
    agb: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    professionals: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str) -> "Desk":
        """Look everything up; four queries."""
        known = organisations()
        return cls(
            source,
            organisations={one.name.casefold(): one.id for one in known},
            agb={one.agb: one.id for one in known if one.agb},
            teams={one.name.casefold(): one.id for one in teams()},
            professionals={one.name.casefold(): one.id for one in colleagues()},
        )

    def keyed(self, reference: str) -> str:
        """Return the keyed value of what the source calls a household."""
        text = f"household\0{self.source}\0{reference.casefold()}".encode()
        return hmac.new(keyring.lookup_key(), text, sha256).hexdigest()

    def household(self, reference: str) -> int | None:
        """Return the household behind a reference of this source, or None."""
        rows = HouseholdReference.objects.filter(reference=self.keyed(reference))
        return rows.values_list("household_id", flat=True).first()

    def remember(self, reference: str, household_id: int) -> int:
        """Keep what the source calls a household; return the number of that row."""
        row = HouseholdReference.objects.create(
            reference=self.keyed(reference), household_id=household_id
        )
        return row.pk


def _needed(desk: Desk, values: dict[str, Any]) -> int:
    reference = str(values["household"])
    household_id = desk.household(reference)
    if household_id is None:
        raise Refusal(
            _("No household of this source has this reference."),
            "household",
            _("Bring in the households or their members first."),
        )
    return household_id


@action("import.run", household=False)
def bring_household(deed: Deed, *, address: NewAddress | None) -> tuple[int, int | None]:
    """Make a household without members yet, with its address; return both numbers."""
    household = found(deed)
    row = write_address(deed, address) if address else None
    return household.pk, row.pk if row else None


def _households(desk: Desk, values: dict[str, Any]) -> tuple[int, Made]:
    reference = str(values["household"])
    if desk.household(reference) is not None:
        raise Refusal(_("This household is here already."), "household")
    number = " ".join(str(values.get(key) or "") for key in ("house_number", "addition")).strip()
    given = {key: str(values.get(key) or "") for key in ("street", "postcode", "town")}
    address = None
    if any(given.values()):
        address = NewAddress(
            street=given["street"],
            number=number,
            postcode=given["postcode"],
            place=given["town"],
            from_date=values.get("since"),
        )
    household_id, address_id = bring_household(desk.reader, address=address)
    made: Made = [("people.Household", household_id)]
    if address_id is not None:
        made.append(("people.Address", address_id))
    made.append(("imports.HouseholdReference", desk.remember(reference, household_id)))
    return household_id, made


def _persons(desk: Desk, values: dict[str, Any]) -> tuple[int, Made]:
    born = values.get("born")
    new = NewPerson(
        given_names=str(values["given_names"]),
        surname=str(values.get("surname") or ""),
        prefix=str(values.get("prefix") or ""),
        called=str(values.get("called") or ""),
        born=born.iso if born else "",
        gender=str(values.get("gender") or "unknown"),
        role=str(values.get("role") or "adult"),
        from_date=values.get("since"),
        until=values.get("until"),
        citizen_number=str(values.get("citizen_number") or ""),
    )
    reference = str(values["household"])
    household_id = desk.household(reference)
    made: Made = []
    with door.scope():
        everywhere = door.for_system(desk.reader)
        number = lookup(new.citizen_number) if new.citizen_number else None
        known = homes_by_number(everywhere, [number]) if number else {}
    if household_id is None:
        household = register_household(desk.reader, members=[new])
        household_id = household.pk
        made.append(("people.Household", household_id))
        made.append(("imports.HouseholdReference", desk.remember(reference, household_id)))
        with door.scope():
            inside = door.for_system(desk.reader, household_id)
            member = apps.get_model("people.Membership").objects.through(inside).shown().get()
    else:
        member = add_member(desk.reader, household_id=household_id, new=new)
    if not known:
        made.append(("people.Person", member.person_id))
    made.append(("people.Membership", member.pk))
    return household_id, made


def _provider(desk: Desk, values: dict[str, Any]) -> int:
    """Return the organisation a row names, by AGB code or name; one nobody knew is added."""
    agb, name = str(values.get("provider_agb") or ""), str(values["provider"]).strip()
    if agb in desk.agb:
        return desk.agb[agb]
    if name.casefold() not in desk.organisations:
        row = add_organisation(desk.reader, name=name, kind="provider", agb=agb or None)
        desk.organisations[name.casefold()] = row.pk
    return desk.organisations[name.casefold()]


def _subject(desk: Desk, values: dict[str, Any]) -> tuple[int, int | None]:
    """Return household and member of a row that names either or both."""
    number = values.get("citizen_number")
    person_id = home = None
    if number:
        with door.scope():
            everywhere = door.for_system(desk.reader)
            key = lookup(str(number))
            pair = homes_by_number(everywhere, [key]).get(key)
            if pair is None:
                raise Refusal(
                    _("Nobody here has this citizen number."),
                    "citizen_number",
                    _("Bring in the households or their members first."),
                )
            person_id, home = pair
            if values.get("household"):
                wanted = _needed(desk, values)
                if wanted not in {one.household_id for one in stays(everywhere, [person_id])}:
                    raise Refusal(_("This member is not in the household."), "household")
                home = wanted
    if home is None:
        if not values.get("household"):
            raise Refusal(_("Say of which household or member this is."), "household")
        home = _needed(desk, values)
    return home, person_id


def _amount(cents: int | None, since: date, until: date | None, where: str) -> AmountOver | None:
    if cents is None:
        return None
    if until is None:
        raise Refusal(
            _("This amount has no end date, so nobody knows for which days it is."),
            where,
            _("Fill in the last day."),
        )
    try:
        return AmountOver(cents, Period(since, until))
    except MoneyError as error:
        raise Refusal(_("The end lies before the start."), "until") from error


def _provisions(desk: Desk, values: dict[str, Any]) -> tuple[int, Made]:
    household_id, person_id = _subject(desk, values)
    since: date = values["since"]
    last: date | None = values.get("until")
    until = last + timedelta(days=1) if last else None
    bill = _amount(values.get("declared"), since, until, "declared")
    try:
        given = Given(
            name=str(values["provision_type"]),
            law=str(values["law"]),
            from_date=since,
            until=until,
            person_id=person_id,
            provider_id=_provider(desk, values),
            payer=str(values.get("payer") or "unknown"),
            flow="personal_budget" if values.get("personal_budget") else "",
            admission_ground=str(values.get("admission_ground") or ""),
            exit_reason=str(values.get("exit_reason") or ""),
            price=Price(
                declared=(bill,) if bill else (),
                budget=_amount(values.get("budget"), since, until, "budget"),
                units=values.get("volume"),
                per=Per(str(values["per"])) if values.get("per") else None,
                unit_cents=values.get("unit_price"),
            ),
        )
    except GivenError as error:
        raise Refusal(_(error.what), error.where) from error
    row = record_provision(desk.reader, household_id=household_id, given=given, source="table")
    return household_id, [("provisions.Provision", row.pk)]


def _cases(desk: Desk, values: dict[str, Any]) -> tuple[int, Made]:
    household_id = _needed(desk, values)
    if values.get("closed_on"):
        raise Refusal(_("Only running cases are brought in."), "closed_on")
    team = desk.teams.get(str(values["team"]).casefold())
    if team is None:
        raise Refusal(_("There is no team of this name."), "team", _("Set up the team first."))
    named = values.get("case_coordinator")
    coordinator = desk.professionals.get(str(named).casefold()) if named else None
    if named and coordinator is None:
        raise Refusal(
            _("No professional has this name."), "case_coordinator", _("Set them up first.")
        )
    asked = datetime.combine(values["opened_on"], time(), UTC)
    row = open_case(
        desk.reader,
        household_id=household_id,
        team_id=team,
        coordinator=coordinator,
        asked_at=asked,
    )
    return household_id, [("coordination.Case", row.pk)]


def _plans(desk: Desk, values: dict[str, Any]) -> tuple[int, Made]:
    household_id = _needed(desk, values)
    text = str(values["goal"]).strip()
    step = _step(values)
    with door.scope():
        picture = plan_of(door.for_system(desk.reader, household_id))
    same = next((goal for goal in picture.goals if goal.text == text), None)
    if same is not None:
        if step is None:
            raise Refusal(_("This goal is in the plan already."), "goal")
        row = add_step(desk.reader, household_id=household_id, goal=same.uuid, new=step)
        return household_id, [("plan.Step", row.pk)]
    area = str(values.get("life_area") or "").casefold()
    areas = {
        word.casefold(): one.value
        for one in LifeArea
        for word in (one.value, one.label.nl, one.label.en)
    }
    goal = set_goal(
        desk.reader, household_id=household_id, text=text, life_area=areas.get(area, "")
    )
    made: Made = [("plan.Goal", goal.pk)]
    if step is not None:
        row = add_step(desk.reader, household_id=household_id, goal=goal.uuid, new=step)
        made.append(("plan.Step", row.pk))
    return household_id, made


def _step(values: dict[str, Any]) -> NewStep | None:
    what = values.get("step")
    if not what:
        return None
    by = str(values.get("by") or "household")
    texts = {
        who: str(what) if who == by else "" for who in ("household", "network", "professional")
    }
    return NewStep(
        household_does=texts["household"],
        network_does=texts["network"],
        professional_does=texts["professional"],
        stance=STANCES[str(values.get("stance") or "beside")],
        due=values.get("due"),
        state=STATES[str(values.get("status") or "open")],
    )


BRING: dict[str, Callable[[Desk, dict[str, Any]], tuple[int, Made]]] = {
    "households": _households,
    "persons": _persons,
    "provisions": _provisions,
    "cases": _cases,
    "plans": _plans,
}
