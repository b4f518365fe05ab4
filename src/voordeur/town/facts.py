# SPDX-License-Identifier: EUPL-1.2
"""The facts of the demo town: frozen records that refer to each other by key, nothing else.

A key is a readable string that is unique in its kind within one town (`hh-000123`,
`tom-angela/angela`). Dates are half-open: [since, until), `until` None = still so. Money is
whole eurocents; None is unknown and never 0. Codes (kinds, states, roles) are the words of the
glossary; `consistency` holds the closed lists. Free text is Dutch: it is what people in
Waterveen wrote.
"""

from dataclasses import dataclass
from datetime import date

# ---------------------------------------------------------------- the town: small, loaded whole


@dataclass(frozen=True, slots=True)
class Institution:
    """An organisation that helps, pays or watches. `kind` says what sort (police, shelter, …)."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Department:
    """A part of an institution."""

    key: str
    institution: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A wijkteam: professionals who share the caseload of one area."""

    key: str
    name: str
    department: str
    area: str


@dataclass(frozen=True, slots=True)
class Law:
    """A law under which help is given; `none` is the municipality's or a party's own policy."""

    key: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Payer:
    """A party a euro comes from."""

    key: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PayerPeriod:
    """Who pays for a product within [since, until); None is open at that side."""

    payer: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Product:
    """A provision type: what can be had, under which law, who pays when, from which providers."""

    key: str
    name_nl: str
    name_en: str
    law: str
    code: str | None  # product category of iWmo (WMO020) or iJw (JZ020)
    payers: tuple[PayerPeriod, ...]
    providers: tuple[str, ...]
    subject: str  # child, adult, senior or household
    age_from: int | None
    age_until: int | None

    def payer_on(self, day: date) -> str:
        """Return the key of the payer on that day."""
        for period in self.payers:
            if (period.since is None or period.since <= day) and (
                period.until is None or day < period.until
            ):
                return period.payer
        raise ValueError(f"Nobody pays for {self.key} on {day}: add a payer for that time.")


@dataclass(frozen=True, slots=True)
class Area:
    """A part of town with a wijkteam of its own."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A neighbourhood with the four digits of its postcode."""

    key: str
    name: str
    area: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Professional:
    """A paid person who helps or steers. `team` only for those in a wijkteam."""

    key: str
    first_name: str
    prefix: str
    surname: str
    role: str  # one of the roles of the demo sign-in
    institution: str
    department: str | None
    team: str | None
    email: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One choice on the demo sign-in: a role, played by a professional or by a resident."""

    key: str
    role: str
    professional: str | None
    person: str | None
    label_nl: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Town:
    """Everything that is there before the first household."""

    name: str
    seed: int
    size: str
    today: date
    institutions: tuple[Institution, ...]
    departments: tuple[Department, ...]
    areas: tuple[Area, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    teams: tuple[Team, ...]
    laws: tuple[Law, ...]
    payers: tuple[Payer, ...]
    products: tuple[Product, ...]
    professionals: tuple[Professional, ...]
    accounts: tuple[DemoAccount, ...]


# ---------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class Address:
    """A place to live. `protected`: nobody outside the door's own rules may see it."""

    key: str
    street: str
    number: int
    postcode: str
    city: str
    neighbourhood: str
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """The people one plan is about. `kind` is the CBS kind; `stage` how far the work is.

    `stage` is none, signal, triage, case or plan; `story` names the story file it comes from.
    `address` is None for who has no roof.
    """

    key: str
    kind: str
    area: str
    neighbourhood: str
    address: str | None
    stage: str
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A resident. `bsn` is synthetic (see `bsn`); None for who has none."""

    key: str
    first_name: str
    prefix: str
    surname: str
    born: date
    sex: str  # f, m or x
    bsn: str | None

    def age_on(self, day: date) -> int:
        """Return the age in whole years on that day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's place in one household. At most one at a time is `registered` (BRP)."""

    person: str
    household: str
    role: str  # adult, partner, parent, child, other
    since: date
    until: date | None
    registered: bool
    address: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """`person` is the `kind` of `other`: read it as a sentence."""

    person: str
    other: str
    kind: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class LegalAuthority:
    """Who decides by law for a person: exactly one of holder_person, holder_institution."""

    person: str
    kind: str  # parental, guardianship, supervision_order, administration, mentorship
    holder_person: str | None
    holder_institution: str | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """Someone the household itself names. An offer is an offer until the member says yes.

    `offer` is None when nothing was offered; then `offer_state` is none.
    """

    key: str
    household: str
    named_by: str
    first_name: str
    bond: str
    does: str | None
    offer: str | None
    offer_state: str  # none, open, accepted, declined


# ---------------------------------------------------------------- from signal to case


@dataclass(frozen=True, slots=True)
class Signal:
    """A message that something may be wrong. `state`: open, handled, malicious or expired."""

    key: str
    household: str
    institution: str
    professional: str | None
    life_area: str
    text: str
    legal_basis: str
    received: date
    expires: date
    state: str
    informed: bool


@dataclass(frozen=True, slots=True)
class OutreachAttempt:
    """One try to get in touch, with why help was refused if it was."""

    household: str
    professional: str
    on: date
    channel: str  # visit, phone, letter, message
    outcome: str  # reached, not_reached, refused
    reason: str | None


@dataclass(frozen=True, slots=True)
class Triage:
    """What was decided about a signal."""

    signal: str
    professional: str
    on: date
    decision: str  # open_case, refer, advice, no_action
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """The work for one household by one team."""

    key: str
    household: str
    team: str
    opened: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Coordination:
    """An appointed case or process coordinator; at most one of each at a time."""

    case: str
    kind: str  # case, process
    professional: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class CoordinationClaim:
    """An institution that says it coordinates without having been appointed."""

    household: str
    institution: str
    professional: str | None
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """One institution or professional that helps this household or one member of it.

    `member_knows` is False when the person does not know that this party is at work.
    """

    household: str
    person: str | None
    institution: str
    professional: str | None
    task: str
    law: str
    since: date
    until: date | None
    why_in: str
    why_out: str | None
    member_knows: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact with a household, with who was there."""

    household: str
    professional: str
    on: date
    kind: str  # home, office, phone
    present: tuple[str, ...]
    note: str


# ---------------------------------------------------------------- what is going on, and the plan


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a member says, unedited, and what must come first. `written_by` None = the member."""

    person: str
    household: str
    text: str
    first_priority: str
    written_by: str | None
    on: date


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note on the page that only this member sees: no professional and no other member does."""

    person: str
    household: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, seen by someone; it needs no provision and no solution.

    `seen_by` and `denied_by` hold keys of persons and professionals. When `told` is False the
    professionals do not know it: it may only be played into the own compartment of its seers.
    """

    key: str
    household: str
    person: str | None
    life_area: str
    text: str
    seen_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    opened: date
    solved: date | None
    told: bool = True


@dataclass(frozen=True, slots=True)
class CausalLink:
    """One problem leads to another in the same household."""

    cause: str
    effect: str


@dataclass(frozen=True, slots=True)
class Debt:
    """An amount owed; `amount` None when nobody has added it up."""

    household: str
    person: str | None
    creditor: str
    amount: int | None
    arranged: bool


@dataclass(frozen=True, slots=True)
class Barrier:
    """One line about what stands in the way, unclassified."""

    household: str
    professional: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class CoerciveMeasure:
    """A measure against the will: threatened, in_force, averted or lifted."""

    household: str
    person: str | None
    kind: str
    state: str
    since: date
    until: date | None
    institution: str


@dataclass(frozen=True, slots=True)
class SafetyConcern:
    """What was seen about someone's safety; open until someone records why it closes."""

    household: str
    about: str
    institution: str
    text: str
    since: date
    closed: date | None
    why_closed: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest thing in a plan. `after` holds keys of steps that come first.

    A parked step has `parked_reason`, `parked_by` (who agreed) and `look_again`.
    """

    key: str
    goal: str
    household_does: str
    network_does: str | None
    professional_does: str
    professional: str | None
    stance: str  # hands_behind_back, beside, do
    layer: str  # basics, base, upper
    state: str  # to_do, doing, done, parked
    due: date | None
    after: tuple[str, ...]
    parked_reason: str | None = None
    parked_by: str | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The situation a member (or, when `person` is None, the household) wants to reach."""

    key: str
    plan: str
    person: str | None
    life_area: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One member's word on the plan: agreed, not_agreed or seen; it has no consequences."""

    plan: str
    person: str
    word: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The one plan of a household; `agreed` None while it is a draft."""

    key: str
    household: str
    case: str
    made: date
    agreed: date | None


# ---------------------------------------------------------------- provisions and measurements


@dataclass(frozen=True, slots=True)
class Price:
    """What a provision costs and on what ground we say so.

    basis `declared` or `budget`: `amount` (eurocents) for `year` = the calendar year before or of
    the demo's today; `volume`: `units` of `unit` per `frequency` at `unit_price`; `unknown`:
    nothing is filled in.
    """

    basis: str  # declared, budget, volume, unknown
    amount: int | None = None
    units: int | None = None
    unit: str | None = None
    frequency: str | None = None
    unit_price: int | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """What this person, or (person None) this household gets.

    `amount_is_ours` marks a story amount that the source does not give and we chose.
    """

    key: str
    household: str
    person: str | None
    product: str
    law: str
    payer: str
    provider: str
    since: date
    until: date | None
    price: Price
    admission_ground: str
    exit_reason: str | None
    payer_before_2015: str | None = None
    amount_is_ours: bool = False


@dataclass(frozen=True, slots=True)
class UncountedCost:
    """A cost that is known to be there and is not in the sum, with the reason."""

    household: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """One rating occasion; an area that was skipped is absent from `ratings`.

    `instrument` is ssm-2017 (levels 1-5) or participation-ladder (1-6).
    """

    person: str
    household: str
    instrument: str
    rater: str
    on: date
    ratings: tuple[tuple[str, int], ...]


# ---------------------------------------------------------------- one bundle


@dataclass(frozen=True, slots=True)
class Bundle:
    """One or more households with everything known about them, to be played as one.

    A bundle refers only to the town, to itself and to bundles before it (a child who also
    lives with the other parent is a person of an earlier bundle).
    """

    households: tuple[Household, ...] = ()
    addresses: tuple[Address, ...] = ()
    persons: tuple[Person, ...] = ()
    memberships: tuple[Membership, ...] = ()
    relations: tuple[Relation, ...] = ()
    authorities: tuple[LegalAuthority, ...] = ()
    network: tuple[NetworkMember, ...] = ()
    signals: tuple[Signal, ...] = ()
    attempts: tuple[OutreachAttempt, ...] = ()
    triages: tuple[Triage, ...] = ()
    cases: tuple[Case, ...] = ()
    coordinations: tuple[Coordination, ...] = ()
    claims: tuple[CoordinationClaim, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    visits: tuple[Visit, ...] = ()
    own_words: tuple[OwnWords, ...] = ()
    own_notes: tuple[OwnNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    causes: tuple[CausalLink, ...] = ()
    debts: tuple[Debt, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    measures: tuple[CoerciveMeasure, ...] = ()
    concerns: tuple[SafetyConcern, ...] = ()
    plans: tuple[Plan, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    goals: tuple[Goal, ...] = ()
    steps: tuple[Step, ...] = ()
    provisions: tuple[Provision, ...] = ()
    uncounted: tuple[UncountedCost, ...] = ()
    measurements: tuple[Measurement, ...] = ()
