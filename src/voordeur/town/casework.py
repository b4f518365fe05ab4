# SPDX-License-Identifier: EUPL-1.2
"""Draw the work for a household: signal, visits, case, coordinator, own words, problems, plan."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from voordeur.town import facts as f
from voordeur.town.chance import Weighted
from voordeur.town.people import Home
from voordeur.town.population import data

#: Chance of a case by the number of provisions, 3 standing for 3 and more (own choice; about
#: 2,900 cases in the full town, so about fourteen per wijkteam professional).
CASE_CHANCE = (0.004, 0.05, 0.15, 0.45)
#: Chance of an open signal in a household without a case.
SIGNAL_CHANCE = 0.012
#: How far a household with a case is.
STAGE = Weighted(("triage", "case", "plan"), (12, 30, 58))
#: How many days ago the signal came in, by how far the household is now: a case waits some weeks
#: for its plan, a plan runs for months. Triage takes at most 24 days.
RECEIVED = {"triage": (25, 40), "case": (32, 75), "plan": (40, 500)}
#: Contacts are drawn for this last stretch only; before it they would tell nothing new.
FOLLOWED = timedelta(days=90)
STEP_STATES = {
    0: Weighted(("done", "running", "planned"), (55, 35, 10)),
    1: Weighted(("running", "planned", "parked"), (30, 55, 15)),
}
MOSTLY_AGREED = ("agreed", "agreed", "seen")
SIGNAL_LIFE = timedelta(days=183)
SSM, LADDER = ("self-sufficiency-matrix", "2017"), ("participation-ladder", "1")
SSM_AREAS = (
    "finance",
    "work_education",
    "time",
    "housing",
    "domestic_relations",
    "mental_health",
    "physical_health",
    "substance_use",
    "basic_daily_living",
    "instrumental_daily_living",
    "social_network",
    "participation",
    "justice",
)


@cache
def _texts() -> dict[str, Any]:
    return data("casework.toml")


@dataclass(slots=True)
class Work:
    """The work for one home while it is being drawn; the names are those of `facts.Bundle`."""

    home: Home
    provisions: tuple[f.Provision, ...]
    professional: f.Professional
    today: date
    stage: str = "none"
    signals: list[f.Signal] = field(default_factory=list)
    attempts: list[f.OutreachAttempt] = field(default_factory=list)
    triages: list[f.Triage] = field(default_factory=list)
    cases: list[f.Case] = field(default_factory=list)
    coordinations: list[f.Coordination] = field(default_factory=list)
    involvements: list[f.Involvement] = field(default_factory=list)
    visits: list[f.Visit] = field(default_factory=list)
    own_words: list[f.OwnWords] = field(default_factory=list)
    problems: list[f.Problem] = field(default_factory=list)
    causes: list[f.CausalLink] = field(default_factory=list)
    plans: list[f.Plan] = field(default_factory=list)
    agreements: list[f.Agreement] = field(default_factory=list)
    goals: list[f.Goal] = field(default_factory=list)
    steps: list[f.Step] = field(default_factory=list)
    measurements: list[f.Measurement] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The key of the household."""
        return self.home.household.key

    def ago(self, low: int, high: int) -> date:
        """Return a day between `low` and `high` days before today."""
        return self.today - timedelta(days=self.home.dice.between(low, high))


def work(
    home: Home, provisions: tuple[f.Provision, ...], staff: list[f.Professional], today: date
) -> Work:
    """Draw how far the work for this home is and everything that goes with it."""
    dice = home.dice
    found = Work(home, provisions, dice.pick(staff), today)
    if dice.happens(CASE_CHANCE[min(len(provisions), 3)]):
        found.stage = STAGE.pick(dice)
        # Nobody signals about a household before the adults in it live together.
        _start(found, max(found.ago(*RECEIVED[found.stage]), _settled(home, today)))
    elif dice.happens(SIGNAL_CHANCE):
        found.stage = "signal"
        _signal(found, found.ago(0, 9), "open")
    return found


def _settled(home: Home, today: date) -> date:
    adults = {person.key for person in home.adults(today)}
    return max(member.since for member in home.memberships if member.person in adults)


def _signal(found: Work, received: date, state: str) -> f.Signal:
    dice = found.home.dice
    kinds = [
        row
        for row in _texts()["signal"]
        if row["institution"] not in ("leerplicht", "jgz") or found.home.children(found.today)
    ]
    row = dice.pick(kinds)
    signal = f.Signal(
        key=f"{found.key}/s{len(found.signals) + 1}",
        household=found.key,
        institution=row["institution"],
        professional=None,
        life_area=row["life_area"],
        text=row["text"],
        legal_basis=row["legal_basis"],
        received=received,
        expires=received + SIGNAL_LIFE,
        state=state,
        informed=dice.happens(0.8),
    )
    found.signals.append(signal)
    return signal


def _start(found: Work, received: date) -> None:
    """Lead from the signal to the triage, and on when the stage is further."""
    dice, helper = found.home.dice, found.professional.key
    signal = _signal(found, received, "handled")
    day = received
    for _ in range(dice.between(0, 2)):
        day += timedelta(days=dice.between(1, 6))
        channel = dice.pick(("phone", "visit", "letter"))
        found.attempts.append(
            f.OutreachAttempt(found.key, helper, day, channel, "not_reached", None)
        )
    day += timedelta(days=dice.between(1, 5))
    found.attempts.append(f.OutreachAttempt(found.key, helper, day, "visit", "reached", None))
    present = tuple(person.key for person in found.home.adults(found.today)[:2])
    found.visits.append(
        f.Visit(found.key, helper, day, "home", present, "Kennisgemaakt en afgesproken hoe verder.")
    )
    day += timedelta(days=dice.between(1, 7))
    found.triages.append(
        f.Triage(signal.key, helper, day, "open_case", "Er speelt meer dan één ding tegelijk.")
    )
    if found.stage != "triage":
        _case(found, day + timedelta(days=dice.between(0, 5)))


def _case(found: Work, opened: date) -> None:
    dice, helper = found.home.dice, found.professional
    case = f.Case(f"{found.key}/case", found.key, helper.team or "", opened, None)
    found.cases.append(case)
    if dice.happens(0.93):
        since = opened + timedelta(days=dice.between(0, 4))
        found.coordinations.append(f.Coordination(case.key, "case", helper.key, since, None))
    found.involvements.append(
        f.Involvement(
            household=found.key,
            person=None,
            institution=helper.institution,
            professional=helper.key,
            task="Houdt de hulp bij elkaar",
            law="wmo",
            since=opened,
            until=None,
            why_in="Casus geopend",
            why_out=None,
        )
    )
    for provision in found.provisions:
        found.involvements.append(
            f.Involvement(
                household=found.key,
                person=provision.person,
                institution=provision.provider,
                professional=None,
                task="Levert een voorziening",
                law=provision.law,
                since=provision.since,
                until=provision.until,
                why_in=provision.admission_ground,
                why_out=provision.exit_reason,
            )
        )
    _voices(found, opened)
    _problems(found, opened)
    _measure(found, opened)
    if found.stage == "plan":
        _plan(found, case, opened)
    _follow_up(found, opened)


def _follow_up(found: Work, opened: date) -> None:
    """Draw the contacts of the last months; with some households they stopped too early."""
    dice, adults = found.home.dice, found.home.adults(found.today)
    day = max(opened, found.today - FOLLOWED)
    last = found.today - timedelta(days=dice.between(40, 60) if dice.happens(0.15) else 0)
    while (day := day + timedelta(days=dice.between(9, 26))) <= last:
        kind = dice.pick(("home", "home", "office", "phone"))
        text = dice.pick(_texts()["follow_up"][kind])
        present = (dice.pick(adults).key,)
        found.visits.append(f.Visit(found.key, found.professional.key, day, kind, present, text))


def _voices(found: Work, opened: date) -> None:
    dice = found.home.dice
    for person in found.home.newcomers():
        age = person.age_on(found.today)
        if age < 8 or not dice.happens(0.8):
            continue
        text, first = dice.pick(_texts()["own_words"]["child" if age < 18 else "adult"])
        by = found.professional.key if dice.happens(0.7) else None
        found.own_words.append(f.OwnWords(person.key, found.key, text, first, by, opened))


def _problems(found: Work, opened: date) -> None:
    dice = found.home.dice
    children = bool(found.home.children(found.today))
    rows = [row for row in _texts()["problem"] if row["life_area"] != "parenting" or children]
    adults = [person.key for person in found.home.adults(found.today)]
    chosen = dice.some(rows, dice.between(2, 5))
    for number, row in enumerate(chosen, 1):
        seen = [*dice.some(adults, 1), *([found.professional.key] if dice.happens(0.8) else [])]
        solved = None
        if dice.happens(0.2):
            solved = opened + (found.today - opened) * dice.between(20, 95) // 100
        found.problems.append(
            f.Problem(
                key=f"{found.key}/k{number}",
                household=found.key,
                person=None,
                life_area=row["life_area"],
                text=row["text"],
                seen_by=tuple(seen),
                denied_by=(),
                opened=opened,
                solved=solved,
            )
        )
    for cause, row in zip(found.problems, chosen, strict=True):
        for effect in found.problems:
            back = f.CausalLink(effect.key, cause.key)
            if (
                effect is not cause
                and effect.life_area in row["causes"]
                and back not in found.causes
            ):
                found.causes.append(f.CausalLink(cause.key, effect.key))


def _measure(found: Work, opened: date) -> None:
    dice = found.home.dice
    person = found.home.adults(found.today)[0]
    levels = {area: dice.between(1, 5) for area in SSM_AREAS if dice.happens(0.7)}
    for day in (opened, opened + (found.today - opened) * 3 // 4):
        ratings = tuple(levels.items())
        found.measurements.append(
            f.Measurement(person.key, found.key, *SSM, found.professional.key, day, ratings)
        )
        levels = {
            area: min(5, max(1, level + dice.pick((-1, 0, 0, 1)))) for area, level in levels.items()
        }
    found.measurements.append(
        f.Measurement(
            person=person.key,
            household=found.key,
            instrument=LADDER[0],
            version=LADDER[1],
            rater=found.professional.key,
            on=opened,
            ratings=(("participation", dice.between(1, 5)),),
        )
    )


def _plan(found: Work, case: f.Case, opened: date) -> None:
    dice = found.home.dice
    made = opened + (found.today - opened) // 5
    agreed = opened + (found.today - opened) // 4 if dice.happens(0.85) else None
    plan = f.Plan(f"{found.key}/plan", found.key, case.key, made, agreed)
    found.plans.append(plan)
    if agreed:
        for person in found.home.newcomers():
            if person.age_on(agreed) >= 12:
                found.agreements.append(
                    f.Agreement(plan.key, person.key, dice.pick(MOSTLY_AGREED), agreed)
                )
    areas = {problem.life_area for problem in found.problems}
    goals = [row for row in _texts()["goal"] if row["life_area"] in areas] or _texts()["goal"][:1]
    for number, row in enumerate(goals[:3], 1):
        goal = f.Goal(f"{plan.key}/g{number}", plan.key, None, row["life_area"], row["text"])
        found.goals.append(goal)
        _steps(found, goal, row["steps"], agreed)


def _steps(found: Work, goal: f.Goal, rows: list[list[str]], agreed: date | None) -> None:
    dice = found.home.dice
    after: tuple[str, ...] = ()
    for number, (own, network, professional, stance, kind) in enumerate(rows):
        state = STEP_STATES[min(number, 1)].pick(dice) if agreed else "planned"
        parked = state == "parked"
        step = f.Step(
            key=f"{goal.key}/{number + 1}",
            goal=goal.key,
            household_does=own,
            network_does=network or None,
            professional_does=professional,
            professional=found.professional.key,
            stance=stance,
            kind=kind,
            state=state,
            due=None if parked else found.today + timedelta(days=dice.between(-10, 60)),
            after=after,
            parked_reason="Eerst moet het rustiger zijn." if parked else None,
            parked_by=found.home.adults(found.today)[0].key if parked else None,
            look_again=found.today + timedelta(days=dice.between(7, 60)) if parked else None,
        )
        found.steps.append(step)
        after = (step.key,)
