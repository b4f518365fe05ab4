# SPDX-License-Identifier: EUPL-1.2
"""What a batch of message lines changes: pure, so that a rehearsal and the writer are the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, NamedTuple

from voordeur.provisions.given import Price, compartment_of
from voordeur.provisions.istandaarden.codes import term
from voordeur.provisions.istandaarden.facts import AssignmentFacts
from voordeur.provisions.istandaarden.ingredients import ingredients
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    DeclaredService,
    Header,
    Law,
    StartedProduct,
    StoppedProduct,
)
from voordeur.provisions.istandaarden.states import ProvisionState, state_of

TEMPORARY = "20"
"""Exit reason of a delivery that stops for the time being (WMO588, JZ588)."""
UNITS = {
    "01": "minute",
    "04": "hour",
    "14": "day",
    "16": "half_day",
    "82": "piece",
    "83": "euro",
    "84": "piece",
}

type AnyLine = AssignedProduct | StartedProduct | StoppedProduct | DeclaredService
type Data = list[list[Any]]
type Columns = dict[str, Any]


class Key(NamedTuple):
    """An assignment: law, municipality (CBS), number, and the keyed value of the client's number."""

    law: str
    municipality: str
    number: int
    client: str


class Line(NamedTuple):
    """One line of a message and the assignment it is about."""

    key: Key
    header: Header
    line: AnyLine


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of an assignment already: its facts, and the provision it became, if any."""

    facts: Data
    provision_id: int | None = None
    provision: Columns | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where the client of an assignment is known: person and household."""

    person_id: int
    household_id: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one assignment; `fresh` and `changed` are about what is kept of it.

    `columns` are those of its provision, None as long as it waits. `deed` is "recorded",
    "changed" or "withdrawn", empty when the provision stays as it is.
    """

    key: Key
    facts: Data
    granted: bool
    fresh: bool
    changed: bool
    withdrawn: bool
    home: Home | None
    provision_id: int | None
    columns: Columns | None
    deed: str


def plan(
    lines: Iterable[Line],
    held: Mapping[Key, Held],
    homes: Mapping[str, Home],
    providers: Mapping[str, int],
) -> list[Outcome]:
    """Return what these lines make of their assignments, and of those in `held` that got none.

    `providers` are organisations by AGB code. An assignment of somebody who is in no household
    here keeps its facts and waits. The same lines again give outcomes that change nothing.
    """
    by_key: dict[Key, list[Line]] = {key: [] for key in held}
    for line in lines:
        by_key.setdefault(line.key, []).append(line)
    found = []
    for key, own in by_key.items():
        before = held.get(key)
        facts = AssignmentFacts.from_data(before.facts) if before else AssignmentFacts()
        for one in own:
            facts.absorb(one.header, _without_comment(one.line))
        found.append(_outcome(key, facts, before, homes.get(key.client), providers))
    return found


def _without_comment(line: AnyLine) -> AnyLine:
    """Leave out what is free text about a person: nothing here uses it, so it is not kept."""
    if isinstance(line, AssignedProduct) and line.comment:
        return replace(line, comment="")
    return line


def _outcome(
    key: Key,
    facts: AssignmentFacts,
    before: Held | None,
    home: Home | None,
    providers: Mapping[str, int],
) -> Outcome:
    data = facts.to_data()
    state = state_of(key, Law(key.law), facts)
    columns: Columns | None = None
    deed = ""
    given = before.provision if before else None
    if given is not None:
        # What stands in a file stays in that file, also when the person moved on.
        home = Home(given["person_id"], given["household_id"])
    if state is not None and home is not None:
        columns = columns_of(state, home, providers)
        if given is None:
            deed = "recorded"
        elif any(given[name] != value for name, value in columns.items()):
            deed = "withdrawn" if state.withdrawn and not given["withdrawn"] else "changed"
    return Outcome(
        key=key,
        facts=data,
        granted=state is not None,
        fresh=before is None,
        changed=before is not None and before.facts != data,
        withdrawn=state is not None and state.withdrawn,
        home=home,
        provision_id=before.provision_id if before else None,
        columns=columns,
        deed=deed,
    )


def columns_of(state: ProvisionState[Key], home: Home, providers: Mapping[str, int]) -> Columns:
    """Return the columns of the provision an assignment is; amounts stay unknown when they are.

    Help that a provider ended for good ends on that day, also when more was granted.
    """
    price = ingredients(state)
    volume = price.volume
    granted = state.price.volume
    until, exit_reason = _end(state)
    category = state.product.category if state.product else ""
    words = term("category", state.law, category)
    return {
        "household_id": home.household_id,
        "person_id": home.person_id,
        "compartment": compartment_of(state.law.value, home.person_id),
        "name": (words.nl if words else "Maatwerk")[:160],
        "law": state.law.value,
        "category": category,
        "code": state.product.code if state.product else "",
        "provider_id": providers.get(state.provider),
        "provider_agb": state.provider,
        "from_date": state.since,
        "until": until,
        "exit_reason": exit_reason,
        "withdrawn": state.withdrawn,
        **Price(
            declared=price.declared,
            budget=price.budget,
            units=volume.units if volume else granted.amount if granted else None,
            unit=UNITS.get(granted.unit, "") if granted else "",
            per=volume.per if volume else None,
            unit_cents=volume.unit_price if volume else None,
        ).columns(),
    }


def _end(state: ProvisionState[Key]) -> tuple[Any, str]:
    """Return the first day without this help (None: not known) and why it stopped."""
    until, reason = state.until, ""
    last = state.deliveries[-1] if state.deliveries else None
    if last is not None and last.until is not None and last.exit_reason != TEMPORARY:
        until = last.until if until is None else min(until, last.until)
        words = term("exit_reason", state.law, last.exit_reason)
        reason = words.nl if words else last.exit_reason
    if until is not None and until <= state.since:
        until = state.since + timedelta(days=1)
    return until, reason
