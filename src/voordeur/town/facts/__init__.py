# SPDX-License-Identifier: EUPL-1.2
"""The facts of the demo town: frozen records that refer to each other by key, nothing else.

A key is a readable string that is unique in its kind within one town (`hh-000123`,
`tom-angela/angela`). Dates are half-open: [since, until), `until` None = still so. Money is
whole eurocents; None is unknown and never 0. Codes (kinds, states, roles) are the words of the
glossary; `consistency` holds the closed lists. Free text is Dutch: it is what people in
Waterveen wrote.
"""

from voordeur.town.facts.bundle import Bundle
from voordeur.town.facts.given import Measurement, Price, Provision, UncountedCost
from voordeur.town.facts.intake import (
    Case,
    Coordination,
    CoordinationClaim,
    Involvement,
    OutreachAttempt,
    Signal,
    Triage,
    Visit,
)
from voordeur.town.facts.people import (
    Address,
    Household,
    LegalAuthority,
    Membership,
    NetworkMember,
    Person,
    Relation,
)
from voordeur.town.facts.place import (
    Area,
    DemoAccount,
    Department,
    Institution,
    Law,
    Neighbourhood,
    Payer,
    PayerPeriod,
    Product,
    Professional,
    Team,
    Town,
)
from voordeur.town.facts.plan import (
    Agreement,
    Barrier,
    CausalLink,
    Closing,
    CoerciveMeasure,
    Debt,
    Evaluation,
    Goal,
    MonthPiece,
    OwnNote,
    OwnWords,
    Plan,
    Problem,
    SafetyConcern,
    Step,
)
from voordeur.town.facts.together import Advice, Asked, SubPlan, Talk, TalkItem

__all__ = [
    "Address",
    "Advice",
    "Agreement",
    "Area",
    "Asked",
    "Barrier",
    "Bundle",
    "Case",
    "CausalLink",
    "Closing",
    "CoerciveMeasure",
    "Coordination",
    "CoordinationClaim",
    "Debt",
    "DemoAccount",
    "Department",
    "Evaluation",
    "Goal",
    "Household",
    "Institution",
    "Involvement",
    "Law",
    "LegalAuthority",
    "Measurement",
    "Membership",
    "MonthPiece",
    "Neighbourhood",
    "NetworkMember",
    "OutreachAttempt",
    "OwnNote",
    "OwnWords",
    "Payer",
    "PayerPeriod",
    "Person",
    "Plan",
    "Price",
    "Problem",
    "Product",
    "Professional",
    "Provision",
    "Relation",
    "SafetyConcern",
    "Signal",
    "Step",
    "SubPlan",
    "Talk",
    "TalkItem",
    "Team",
    "Town",
    "Triage",
    "UncountedCost",
    "Visit",
]
