# SPDX-License-Identifier: EUPL-1.2
"""From rows of a table and what is here already to what is to be written; asks and writes nothing.

A row that cannot be is refused by itself; the others of the batch go on. The writers are in
`writing.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from voordeur.coordination.actions.bulk import NewCase
from voordeur.door.refusal import Refusal
from voordeur.instruments.words import LifeArea
from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.people.actions.bulk import NewHousehold
from voordeur.plan.actions import NewStep
from voordeur.plan.actions.bulk import NewLine
from voordeur.provisions.given import Given, GivenError, Price
from voordeur.provisions.pricing import AmountOver, Per
from voordeur.provisions.tables import Row

STATES = {"open": "planned", "running": "running", "done": "done", "parked": "planned"}
STANCES = {"hands_off": "hands_off", "beside": "beside", "do": "doing"}
AREAS: Mapping[str, str] = {
    word.casefold(): one.value
    for one in LifeArea
    for word in (one.value, one.label.nl, one.label.en)
}

type Values = Mapping[str, Any]


@dataclass(slots=True)
class Known:
    """What is here already of what the rows of one batch are about, and what a run looked up."""

    homes: dict[str, int] = field(default_factory=dict)
    """Households by what this source calls them."""
    members: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Person and household by citizen number."""
    stays: set[tuple[int, int]] = field(default_factory=set)
    """(person, household) of those persons, past ones too."""
    organisations: dict[str, int] = field(default_factory=dict)
    agb: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    professionals: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Planned[What]:
    """What each row becomes, in the order of the rows, and which rows cannot be."""

    lines: list[tuple[Row, What]] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


@dataclass(slots=True)
class Home:
    """A household with the rows that came for it: one row per member, or one for its address."""

    reference: str
    new: NewHousehold
    rows: list[Row]

    @property
    def is_new(self) -> bool:
        """Say whether no row before this batch brought it."""
        return self.new.household_id is None


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "").strip()


def _needed(values: Values, known: Known) -> int:
    home = known.homes.get(_text(values, "household"))
    if home is None:
        raise Refusal(
            _("No household of this source has this reference."),
            "household",
            _("Bring in the households or their members first."),
        )
    return home


def households(rows: Sequence[Row], known: Known) -> Planned[Home]:
    """Plan households of which only the address comes in."""
    planned: Planned[Home] = Planned()
    met = set(known.homes)
    for row in rows:
        reference = _text(row.values, "household")
        if reference in met:
            planned.refused[row.number] = Refusal(_("This household is here already."), "household")
            continue
        met.add(reference)
        address = _address(row.values)
        planned.lines.append((row, Home(reference, NewHousehold([], address=address), [row])))
    return planned


def _address(values: Values) -> NewAddress | None:
    given = {key: _text(values, key) for key in ("street", "postcode", "town")}
    if not any(given.values()):
        return None
    return NewAddress(
        street=given["street"],
        number=f"{_text(values, 'house_number')} {_text(values, 'addition')}".strip(),
        postcode=given["postcode"],
        place=given["town"],
        from_date=values.get("since"),
    )


def persons(rows: Sequence[Row], known: Known) -> Planned[Home]:
    """Plan members: rows with the same reference are one household; each line is a household."""
    planned: Planned[Home] = Planned()
    homes: dict[str, Home] = {}
    met: set[tuple[str, str]] = set()
    for row in rows:
        reference, number = _text(row.values, "household"), _text(row.values, "citizen_number")
        try:
            if number and (reference, number) in met:
                raise Refusal(_("This person is in the household already."), "given_names")
            member = _member(row.values)
        except Refusal as refusal:
            planned.refused[row.number] = refusal
            continue
        met.add((reference, number))
        if reference not in homes:
            new = NewHousehold([], household_id=known.homes.get(reference))
            homes[reference] = Home(reference, new, [])
            planned.lines.append((row, homes[reference]))
        home = homes[reference]
        home.new = NewHousehold([*home.new.members, member], household_id=home.new.household_id)
        home.rows.append(row)
    return planned


def _member(values: Values) -> NewPerson:
    if values.get("protected_address"):
        raise Refusal(
            _("The address of this member is secret, and a table cannot keep it so."),
            "protected_address",
            _("Write this member down by hand, with the protected address."),
        )
    born = values.get("born")
    return NewPerson(
        given_names=_text(values, "given_names"),
        surname=_text(values, "surname"),
        prefix=_text(values, "prefix"),
        called=_text(values, "called"),
        born=born.iso if born else "",
        gender=_text(values, "gender") or "unknown",
        role=_text(values, "role") or "adult",
        from_date=values.get("since"),
        until=values.get("until"),
        citizen_number=_text(values, "citizen_number"),
    )


def provider_of(values: Values, known: Known) -> int | None:
    """Return the organisation a row names, by AGB code or by name; None when nobody knows it."""
    agb = known.agb.get(_text(values, "provider_agb"))
    return agb or known.organisations.get(_text(values, "provider").casefold())


def provisions(rows: Sequence[Row], known: Known) -> Planned[tuple[int, Given]]:
    """Plan what is given, each as (household, what)."""
    planned: Planned[tuple[int, Given]] = Planned()
    for row in rows:
        try:
            home, person = _subject(row.values, known)
            planned.lines.append((row, (home, _given(row.values, person, known))))
        except GivenError as error:
            planned.refused[row.number] = Refusal(_(error.what), error.where)
        except Refusal as refusal:
            planned.refused[row.number] = refusal
    return planned


def _subject(values: Values, known: Known) -> tuple[int, int | None]:
    """Return household and member of a row that names either or both."""
    number = _text(values, "citizen_number")
    if not number:
        if not values.get("household"):
            raise Refusal(_("Say of which household or member this is."), "household")
        return _needed(values, known), None
    if number not in known.members:
        raise Refusal(
            _("Nobody here has this citizen number."),
            "citizen_number",
            _("Bring in the households or their members first."),
        )
    person_id, home = known.members[number]
    if values.get("household"):
        home = _needed(values, known)
        if (person_id, home) not in known.stays:
            raise Refusal(_("This member is not in the household."), "household")
    return home, person_id


def _given(values: Values, person_id: int | None, known: Known) -> Given:
    since: date = values["since"]
    last: date | None = values.get("until")
    until = last + timedelta(days=1) if last else None
    bill = _amount(values.get("declared"), since, until, "declared")
    return Given(
        name=_text(values, "provision_type"),
        law=_text(values, "law"),
        from_date=since,
        until=until,
        person_id=person_id,
        provider_id=provider_of(values, known),
        payer=_text(values, "payer") or "unknown",
        flow="personal_budget" if values.get("personal_budget") else "",
        admission_ground=_text(values, "admission_ground"),
        exit_reason=_text(values, "exit_reason"),
        price=Price(
            declared=(bill,) if bill else (),
            budget=_amount(values.get("budget"), since, until, "budget"),
            units=values.get("volume"),
            per=Per(_text(values, "per")) if values.get("per") else None,
            unit_cents=values.get("unit_price"),
        ),
    )


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


def cases(rows: Sequence[Row], known: Known) -> Planned[NewCase]:
    """Plan running cases."""
    planned: Planned[NewCase] = Planned()
    met: set[int] = set()
    for row in rows:
        try:
            new = _case(row.values, known)
            if new.household_id in met:
                raise Refusal(_("This household has an open case already."), "household")
            met.add(new.household_id)
            planned.lines.append((row, new))
        except Refusal as refusal:
            planned.refused[row.number] = refusal
    return planned


def _case(values: Values, known: Known) -> NewCase:
    home = _needed(values, known)
    if values.get("closed_on"):
        raise Refusal(_("Only running cases are brought in."), "closed_on")
    team = known.teams.get(_text(values, "team").casefold())
    if team is None:
        raise Refusal(_("There is no team of this name."), "team", _("Set up the team first."))
    return NewCase(
        household_id=home,
        team_id=team,
        asked_at=datetime.combine(values["opened_on"], time(), UTC),
        case_coordinator=_professional(values, "case_coordinator", known),
        process_coordinator=_professional(values, "process_coordinator", known),
    )


def _professional(values: Values, field_name: str, known: Known) -> int | None:
    """Return who is named; None when nobody is."""
    named = _text(values, field_name).casefold()
    if named and named not in known.professionals:
        raise Refusal(_("No professional has this name."), field_name, _("Set them up first."))
    return known.professionals.get(named)


def plans(rows: Sequence[Row], known: Known) -> Planned[NewLine]:
    """Plan lines of running plans: a goal, and a step of it when the row has one."""
    planned: Planned[NewLine] = Planned()
    for row in rows:
        try:
            area = _text(row.values, "life_area")
            if area and area.casefold() not in AREAS:
                raise Refusal(
                    _("This is no part of life that is known here."),
                    "life_area",
                    _("Use one of the parts of life of Voordeur, or leave it empty."),
                )
            new = NewLine(
                household_id=_needed(row.values, known),
                goal=_text(row.values, "goal"),
                life_area=AREAS.get(area.casefold(), ""),
                step=_step(row.values),
            )
            planned.lines.append((row, new))
        except Refusal as refusal:
            planned.refused[row.number] = refusal
    return planned


def _step(values: Values) -> NewStep | None:
    what = _text(values, "step")
    if not what:
        return None
    state = STATES[_text(values, "status") or "open"]
    if state == "done":
        raise Refusal(_("Only steps that are still to be done are brought in."), "status")
    by = _text(values, "by") or "household"
    return NewStep(
        household_does=what if by == "household" else "",
        network_does=what if by == "network" else "",
        professional_does=what if by == "professional" else "",
        stance=STANCES[_text(values, "stance") or "beside"],
        due=values.get("due"),
        state=state,
    )
