# SPDX-License-Identifier: EUPL-1.2
"""Check that facts hang together: every fault is one sentence that names the record.

A story that is edited by hand and a generator that is changed go wrong in the same ways: a key
that leads nowhere, a plan before its case, a parent younger than the child. `faults` reads the
bundles once, in order, and keeps only keys and dates.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from voordeur.town import bsn
from voordeur.town.facts import (
    Bundle,
    CoordinationClaim,
    Involvement,
    Membership,
    Person,
    Price,
    Signal,
    Town,
)
from voordeur.town.people import POSTCODE_LETTERS

#: Closed lists: the codes that may stand in a field, by record and field name.
CODES: dict[tuple[str, str], frozenset[str]] = {
    (record, name): frozenset(codes.split())
    for record, name, codes in (
        ("Household", "kind", "single couple other lone_parent couple_children"),
        ("Household", "stage", "none signal triage case plan"),
        ("Person", "sex", "female male other unknown"),
        ("Membership", "role", "adult partner parent child other"),
        ("Relation", "kind", "partner ex_partner parent housemate"),
        (
            "LegalAuthority",
            "kind",
            "parental_authority guardianship administration mentorship curatorship",
        ),
        ("NetworkMember", "offer_state", "none open accepted declined"),
        ("Signal", "state", "open handled malicious expired"),
        ("OutreachAttempt", "channel", "visit phone letter message"),
        ("OutreachAttempt", "outcome", "reached not_reached refused"),
        ("Triage", "decision", "open_case refer advice no_action"),
        ("Coordination", "kind", "case process"),
        ("Visit", "kind", "home office phone"),
        ("SafetyConcern", "urgency", "acute lasting"),
        ("MonthPiece", "per", "week four_weeks month quarter year"),
        ("CoerciveMeasure", "state", "threatened in_force averted lifted"),
        ("CoerciveMeasure", "kind", "supervision_order eviction detention exclusion_order"),
        ("Step", "stance", "hands_off beside doing"),
        ("Step", "kind", "base upper crisis psychiatric child_care"),
        ("Step", "state", "planned running parked done"),
        ("Agreement", "word", "agreed not_agreed seen"),
        ("Price", "basis", "declared budget volume_price unknown"),
        *(
            (
                record,
                "life_area",
                "money work_and_learning daytime home relations_at_home parenting mental_health "
                "physical_health substance_use daily_living social_network participation meaning "
                "getting_around papers safety justice",
            )
            for record in ("Signal", "Problem", "Goal")
        ),
    )
}
#: Which table of the town or of the bundles a field points into.
POINTS_AT = {
    "household": "households",
    "address": "addresses",
    "person": "persons",
    "other": "persons",
    "holder_person": "persons",
    "named_by": "persons",
    "parked_by": "persons",
    "present": "persons",
    "institution": "institutions",
    "holder_institution": "institutions",
    "provider": "institutions",
    "professional": "professionals",
    "written_by": "professionals",
    "team": "teams",
    "signal": "signals",
    "case": "cases",
    "plan": "plans",
    "goal": "goals",
    "cause": "problems",
    "effect": "problems",
    "after": "steps",
    "law": "laws",
    "payer": "payers",
    "payer_before_2015": "payers",
    "product": "products",
    "neighbourhood": "neighbourhoods",
    "area": "areas",
    "department": "departments",
}
#: The tables of the town whose records have a key that others point at.
TOWN_TABLES = (
    "institutions",
    "departments",
    "areas",
    "neighbourhoods",
    "teams",
    "laws",
    "payers",
    "products",
    "professionals",
)
#: Days that may lie after today; all other dates are of things that have happened.
AHEAD = frozenset({"until", "expires", "due", "look_again", "planned"})
#: What must be there, and what may not, at each stage of the work.
STAGES = {
    "none": ((), ("triages", "cases", "plans")),
    "signal": (("signals",), ("triages", "cases", "plans", "problems", "own_words")),
    "triage": (("signals", "triages"), ("cases", "plans")),
    "case": (("signals", "triages", "cases"), ("plans",)),
    "plan": (("signals", "triages", "cases", "plans", "steps"), ()),
}
ADULT, YOUNGEST_PARENT = 18, 14


def faults(town: Town, bundles: Iterable[Bundle]) -> list[str]:
    """Return everything that is wrong with these facts, one sentence each; empty when all is well.

    A bundle may refer to the town, to itself and to earlier bundles only.
    """
    checking = Checking(town)
    found = list(checking.town_faults())
    for bundle in bundles:
        found.extend(checking.of(bundle))
    return found


class Checking:
    """The keys and dates seen so far, and the checks that need them."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._today = town.today
        self._known: dict[str, set[str]] = {
            name: {row.key for row in getattr(town, name)} for name in TOWN_TABLES
        }
        self._works_for = {row.key: row.institution for row in town.professionals}
        self._products = {row.key: row for row in town.products}
        self._born: dict[str, date] = {}
        self._numbers: set[str] = set()
        self._registered: dict[str, list[tuple[date, date]]] = {}

    def town_faults(self) -> Iterator[str]:
        """Yield what is wrong in the town itself."""
        for product in self._town.products:
            for provider in product.providers:
                if provider not in self._known["institutions"]:
                    yield f"Product {product.key}: no institution {provider}."
        for row in (*self._town.professionals, *self._town.departments, *self._town.teams):
            yield from self._pointers(row)

    def of(self, bundle: Bundle) -> Iterator[str]:
        """Yield what is wrong in one bundle."""
        yield from self._learn(bundle)
        for record in records(bundle):
            yield from self._pointers(record)
            yield from self._codes(record)
            yield from self._dates(record)
        yield from self._people(bundle)
        yield from self._stages(bundle)
        yield from self._work(bundle)
        yield from self._plans(bundle)
        yield from self._provisions(bundle)

    def _learn(self, bundle: Bundle) -> Iterator[str]:
        for field in fields(bundle):
            known = self._known.setdefault(field.name, set())
            for record in getattr(bundle, field.name):
                key = getattr(record, "key", None)
                if key is None:
                    continue
                if key in known:
                    yield f"{type(record).__name__} {key} is there twice."
                known.add(key)
        self._born.update((person.key, person.born) for person in bundle.persons)

    def _pointers(self, record: Any) -> Iterator[str]:
        for field in fields(record):
            table = POINTS_AT.get(field.name)
            value = getattr(record, field.name)
            if table is None or value is None:
                continue
            for key in value if isinstance(value, tuple) else (value,):
                if key not in self._known.get(table, ()):
                    yield f"{name_of(record)}: {field.name} '{key}' leads nowhere."
        for key in (*getattr(record, "seen_by", ()), *getattr(record, "denied_by", ())):
            if key not in self._known["persons"] and key not in self._known["professionals"]:
                yield f"{name_of(record)}: seen or denied by '{key}', who does not exist."

    def _codes(self, record: Any) -> Iterator[str]:
        for field in fields(record):
            allowed = CODES.get((type(record).__name__, field.name))
            if allowed is not None and getattr(record, field.name) not in allowed:
                yield f"{name_of(record)}: {field.name} cannot be '{getattr(record, field.name)}'."

    def _dates(self, record: Any) -> Iterator[str]:
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, date) and field.name not in AHEAD and value > self._today:
                yield f"{name_of(record)}: {field.name} {value} is still to come."
        for first, then in (
            ("since", "until"),
            ("received", "expires"),
            ("opened", "closed"),
            ("opened", "solved"),
            ("made", "agreed"),
            ("since", "closed"),
        ):
            start, end = getattr(record, first, None), getattr(record, then, None)
            if start is not None and end is not None and end < start:
                yield f"{name_of(record)}: {then} {end} lies before {first} {start}."

    def _people(self, bundle: Bundle) -> Iterator[str]:
        for address in bundle.addresses:
            if address.postcode[-2:] not in POSTCODE_LETTERS:
                yield f"Address {address.key}: postcode {address.postcode} could exist."
        for person in bundle.persons:
            yield from self._number(person)
        for member in bundle.memberships:
            yield from self._member(member)
        for relation in bundle.relations:
            if relation.kind == "parent":
                gap = (self._born[relation.other] - self._born[relation.person]).days / 365.25
                if gap < YOUNGEST_PARENT:
                    yield f"{relation.person} is too young to be a parent of {relation.other}."
        for authority in bundle.authorities:
            if (authority.holder_person is None) == (authority.holder_institution is None):
                yield f"Authority over {authority.person} needs one holder."

    def _number(self, person: Person) -> Iterator[str]:
        if person.bsn is None:
            return
        if not bsn.passes(person.bsn) or not person.bsn.startswith("99"):
            yield f"{person.key}: {person.bsn} is no synthetic citizen number."
        if person.bsn in self._numbers:
            yield f"{person.key}: citizen number {person.bsn} is somebody else's too."
        self._numbers.add(person.bsn)

    def _member(self, member: Membership) -> Iterator[str]:
        born = self._born[member.person]
        if member.since < born:
            yield f"{member.person} is a member of {member.household} before being born."
        years = (self._today - born).days / 365.25
        if member.role in ("adult", "partner", "parent") and years < ADULT:
            yield f"{member.person} is {member.role} in {member.household} at {years:.0f}."
        if not member.registered:
            return
        until = member.until or date.max
        periods = self._registered.setdefault(member.person, [])
        if any(member.since < end and start < until for start, end in periods):
            yield f"{member.person} is registered in two households at once."
        periods.append((member.since, until))

    def _stages(self, bundle: Bundle) -> Iterator[str]:
        if all(household.stage == "none" for household in bundle.households):
            stage = "none"
        else:
            stage = next(row.stage for row in bundle.households if row.stage != "none")
        needed, barred = STAGES[stage]
        key = bundle.households[0].key
        for table in needed:
            if not getattr(bundle, table):
                yield f"{key} is at stage {stage} but has no {table}."
        for table in barred:
            if getattr(bundle, table):
                yield f"{key} is at stage {stage} but has {table}."

    def _work(self, bundle: Bundle) -> Iterator[str]:
        received = {signal.key: signal.received for signal in bundle.signals}
        for triage in bundle.triages:
            if triage.on < received[triage.signal]:
                yield f"Triage of {triage.signal} is before the signal."
        opened = {case.key: case.opened for case in bundle.cases}
        terms: dict[tuple[str, str], list[tuple[date, date]]] = {}
        for term in sorted(bundle.coordinations, key=lambda term: term.since):
            until = term.until or date.max
            taken = terms.setdefault((term.case, term.kind), [])
            if any(term.since < end and start < until for start, end in taken):
                yield f"{term.case} has two {term.kind} coordinators on {term.since}."
            taken.append((term.since, until))
            if term.since < opened[term.case]:
                yield f"{term.case} has a coordinator before it was opened."
        helpers: list[Involvement | CoordinationClaim | Signal] = [
            *bundle.involvements,
            *bundle.claims,
            *bundle.signals,
        ]
        for record in helpers:
            helper = record.professional
            if helper and self._works_for.get(helper) != record.institution:
                yield f"{name_of(record)}: {helper} does not work for {record.institution}."
        place = {problem.key: problem.household for problem in bundle.problems}
        for link in bundle.causes:
            if link.cause == link.effect or place[link.cause] != place[link.effect]:
                yield f"{link.cause} cannot be the cause of {link.effect}."
        for member in bundle.network:
            if (member.offer is None) != (member.offer_state == "none"):
                yield f"{member.key}: an offer and its state go together."

    def _plans(self, bundle: Bundle) -> Iterator[str]:
        opened = {case.key: case.opened for case in bundle.cases}
        for plan in bundle.plans:
            if plan.made < opened[plan.case]:
                yield f"{plan.key} was made before its case was opened."
        drafts = {plan.key for plan in bundle.plans if plan.agreed is None}
        for agreement in bundle.agreements:
            if agreement.plan in drafts:
                yield f"{agreement.person} agreed to {agreement.plan}, which is a draft."
        plan_of = {goal.key: goal.plan for goal in bundle.goals}
        before: set[str] = set()
        for step in bundle.steps:
            if not before.issuperset(step.after):
                yield f"{step.key} comes after a step that comes later."
            before.add(step.key)
            parked = (step.parked_reason, step.parked_by, step.look_again)
            if (step.state == "parked") != all(parked) or (step.state != "parked" and any(parked)):
                yield f"{step.key}: parked needs a reason, who agreed and a date, and only then."
            if plan_of[step.goal] in drafts and step.state != "planned":
                yield f"{step.key} runs in a plan that is a draft."

    def _provisions(self, bundle: Bundle) -> Iterator[str]:
        for provision in bundle.provisions:
            yield from price_faults(provision.key, provision.price)
            if (provision.exit_reason is None) != (provision.until is None):
                yield f"{provision.key}: an end and its reason go together."
            if provision.person is None:
                continue
            if provision.since < self._born[provision.person]:
                yield f"{provision.key} starts before {provision.person} was born."
            if self._products[provision.product].subject == "child":
                start = provision.since.year - self._born[provision.person].year
                if start > ADULT:
                    yield f"{provision.key}: youth care for somebody of {start}."


def records(bundle: Bundle) -> Iterator[Any]:
    """Yield every record of a bundle, and the price within each provision."""
    for field in fields(bundle):
        for record in getattr(bundle, field.name):
            yield record
            if field.name == "provisions":
                yield record.price


def name_of(record: Any) -> str:
    """Return what to call a record in a sentence."""
    key = getattr(record, "key", None) or getattr(record, "household", None)
    return f"{type(record).__name__} {key or getattr(record, 'person', '')}".strip()


def price_faults(key: str, price: Price) -> Iterator[str]:
    """Yield what is missing or too much in a price on its ground."""
    volume = (price.units, price.unit, price.frequency, price.unit_price)
    amount = price.amount is not None
    if amount != (price.basis in ("declared", "budget")):
        yield f"{key}: an amount belongs to declared and budget, not to {price.basis}."
    if (price.basis == "volume_price") != all(part is not None for part in volume):
        yield f"{key}: a volume price needs units, unit, frequency and price, and only then."
    if amount and price.amount is not None and price.amount <= 0:
        yield f"{key}: unknown is not 0; leave the price unknown."
