# SPDX-License-Identifier: EUPL-1.2
"""One bundle: everything known about one household, or a few that belong together."""

from dataclasses import dataclass

from voordeur.town.facts.given import Measurement, OtherWay, Provision, UncountedCost
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
from voordeur.town.facts.plan import (
    Agreement,
    Barrier,
    CausalLink,
    Closing,
    CoerciveMeasure,
    Debt,
    Evaluation,
    Goal,
    HelpersNote,
    Letter,
    MonthPiece,
    OwnNote,
    OwnWords,
    Plan,
    Problem,
    SafetyConcern,
    Step,
    Supported,
    Tried,
)
from voordeur.town.facts.together import Advice, Asked, PartAsked, SubPlan, Talk, TalkItem


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
    notes: tuple[HelpersNote, ...] = ()
    tried: tuple[Tried, ...] = ()
    letters: tuple[Letter, ...] = ()
    supported: tuple[Supported, ...] = ()
    problems: tuple[Problem, ...] = ()
    causes: tuple[CausalLink, ...] = ()
    debts: tuple[Debt, ...] = ()
    pieces: tuple[MonthPiece, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    measures: tuple[CoerciveMeasure, ...] = ()
    concerns: tuple[SafetyConcern, ...] = ()
    plans: tuple[Plan, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    goals: tuple[Goal, ...] = ()
    steps: tuple[Step, ...] = ()
    provisions: tuple[Provision, ...] = ()
    uncounted: tuple[UncountedCost, ...] = ()
    other_ways: tuple[OtherWay, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    closings: tuple[Closing, ...] = ()
    asked: tuple[Asked, ...] = ()
    advice: tuple[Advice, ...] = ()
    parts_asked: tuple[PartAsked, ...] = ()
    talks: tuple[Talk, ...] = ()
    talk_items: tuple[TalkItem, ...] = ()
    sub_plans: tuple[SubPlan, ...] = ()
