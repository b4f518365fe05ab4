# SPDX-License-Identifier: EUPL-1.2
"""Who decides by law in which matter: kinds of authority, ages, and one question over them.

The rules are data with their article of law (`authority.toml`). What is not known (a birth date,
who has authority) stays an open question in the answer; nothing is filled in by guessing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from voordeur.people.partialdate import PartialDate

ADULT = 18

# These let the holder see the child's part of the file and speak for the child.
OF_A_PARENT = frozenset({"parental_authority", "guardianship"})


class AuthorityError(ValueError):
    """A matter, kind or rule that is not there or not right: `what`, `where`, `remedy`."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class Over(StrEnum):
    """Whom a kind of authority is about."""

    MINOR = "minor"
    ADULT = "adult"
    ANY = "any"


class Who(StrEnum):
    """Who decides. TOGETHER: both say yes. EACH: either may. NOBODY_KNOWN: it must be found out."""

    PERSON = "person"
    AUTHORITY = "authority"
    TOGETHER = "together"
    EACH = "each"
    NOBODY_KNOWN = "nobody_known"


class OpenQuestion(StrEnum):
    """What must be found out before the answer is certain."""

    BIRTH_DATE = "birth_date"
    WHO_HAS_AUTHORITY = "who_has_authority"
    ABLE_TO_DECIDE = "able_to_decide"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can be decided about."""

    code: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuthorityKind:
    """One kind of legal authority: see `authority.toml` for what each field says."""

    code: str
    label: Mapping[str, str]
    over: Over
    always: frozenset[str]
    when_unable: frozenset[str]
    before: frozenset[str]
    urgent_only: bool
    source: str
    iwj_code: str
    reviewed: bool

    @property
    def matters(self) -> frozenset[str]:
        """All matters this kind can cover."""
        return self.always | self.when_unable


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Who decides in a matter at the ages [from_age, until_age); None: no upper age."""

    matter: str
    from_age: int
    who: Who
    source: str
    reviewed: bool
    until_age: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorityRules:
    """Everything in `authority.toml`."""

    matters: Mapping[str, Matter]
    kinds: Mapping[str, AuthorityKind]
    ages: tuple[AgeRule, ...]
    heard_from: int
    heard_source: str


@dataclass(frozen=True, slots=True)
class AuthorityFact:
    """`holder` has this kind of authority over the person for [from_, until).

    `matters` narrows it (an authorisation for money only); None: all that the kind covers.
    """

    kind: str
    holder: str
    from_: date
    until: date | None = None
    matters: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person. `able` per matter: True, False, or absent/None for not known.

    An adult, or a child old enough, is taken to be able until someone has found otherwise.
    """

    born: PartialDate | None
    authority: tuple[AuthorityFact, ...] = ()
    able: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way it can be: who decides, the holders concerned, and the article of law."""

    who: Who
    holders: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """The answer: one outcome when it is certain, several when it depends on what is not known.

    `must_be_heard` True: the person is asked before others decide; None: depends on the age.
    """

    outcomes: tuple[Outcome, ...]
    must_be_heard: bool | None
    open_questions: tuple[OpenQuestion, ...]

    @property
    def is_certain(self) -> bool:
        """True when there is one outcome and nobody is missing in it."""
        return len(self.outcomes) == 1 and self.outcomes[0].who is not Who.NOBODY_KNOWN


def parse_authority(text: str) -> AuthorityRules:
    """Read the rules (TOML, see `authority.toml`).

    Raises AuthorityError when a row names an unknown matter or kind, or when the ages of a matter
    overlap, leave a gap or do not start at birth.
    """
    data: dict[str, Any] = tomllib.loads(text)
    matters = {row["code"]: Matter(**row) for row in data["matter"]}
    kinds = {row["code"]: _kind(row) for row in data["authority"]}
    ages = tuple(AgeRule(**{**row, "who": Who(row["who"])}) for row in data["age_rule"])
    for kind in kinds.values():
        _known(kind.matters, matters, f"authority {kind.code}")
        _known(kind.before, kinds, f"authority {kind.code}")
    _known({rule.matter for rule in ages}, matters, "age rules")
    for matter in matters:
        edge: int | None = 0
        for rule in sorted((one for one in ages if one.matter == matter), key=_from_age):
            if rule.from_age != edge:
                raise AuthorityError(
                    "Ages overlap or leave a gap", matter, "Let each rule start where one ends."
                )
            edge = rule.until_age
        if edge is not None:
            raise AuthorityError("No rule holds for every age", matter, "Leave out until_age once.")
    heard = data["heard"]
    return AuthorityRules(matters, kinds, ages, heard["from_age"], heard["source"])


def _from_age(rule: AgeRule) -> int:
    return rule.from_age


def _kind(row: Mapping[str, Any]) -> AuthorityKind:
    sets = {name: frozenset(row[name]) for name in ("always", "when_unable", "before")}
    return AuthorityKind(**{**row, **sets, "over": Over(row["over"])})


def _known(given: Iterable[str], known: Iterable[str], where: str) -> None:
    strange = sorted(set(given) - set(known))
    if strange:
        raise AuthorityError(
            f"Unknown: {', '.join(strange)}", where, f"Use: {', '.join(sorted(known))}."
        )


@cache
def authority_rules() -> AuthorityRules:
    """Return the rules that come with the product."""
    return parse_authority(files(__package__).joinpath("authority.toml").read_text("utf-8"))


def who_decides(
    person: PersonFacts,
    matter: str,
    on: date,
    urgent: bool = False,
    rules: AuthorityRules | None = None,
) -> Deciding:
    """Say who decides for or with a person in a matter on a day.

    Several holders of one kind decide together (two parents). `urgent`: it cannot wait, so that
    someone who looks after things (zaakwaarneming) may act when nobody else can. An unknown or
    partial birth date gives every outcome that is possible. Raises AuthorityError for an unknown
    matter or kind, PartialDateError for a birth after `on`.
    """
    rules = rules or authority_rules()
    _known({matter}, rules.matters, "matter")
    _known({fact.kind for fact in person.authority}, rules.kinds, "authority of the person")
    questions: list[OpenQuestion] = []
    ages = _possible_ages(person.born, on, rules)
    outcomes: list[Outcome] = []
    for age in ages:
        rule = next(
            one
            for one in rules.ages
            if one.matter == matter
            and one.from_age <= age
            and (one.until_age is None or age < one.until_age)
        )
        outcome, question = _at_age(person, rule, age, on, urgent, rules)
        if outcome not in outcomes:
            outcomes.append(outcome)
        if question is not None and question not in questions:
            questions.append(question)
    if len(outcomes) > 1:
        questions.insert(0, OpenQuestion.BIRTH_DATE)
    return Deciding(tuple(outcomes), _heard(ages, outcomes, rules), tuple(questions))


def _possible_ages(born: PartialDate | None, on: date, rules: AuthorityRules) -> tuple[int, ...]:
    """Return ages that stand for every stretch in which the rules can differ."""
    edges = {rule.from_age for rule in rules.ages} | {ADULT, rules.heard_from}
    low, high = (0, max(edges)) if born is None else born.age_range(on)
    return tuple(sorted({low} | {edge for edge in edges if low <= edge <= high}))


def _heard(
    ages: tuple[int, ...], outcomes: Iterable[Outcome], rules: AuthorityRules
) -> bool | None:
    if all(outcome.who is Who.PERSON for outcome in outcomes):
        return False
    old_enough = {age >= rules.heard_from for age in ages}
    return old_enough.pop() if len(old_enough) == 1 else None


def _at_age(
    person: PersonFacts, rule: AgeRule, age: int, on: date, urgent: bool, rules: AuthorityRules
) -> tuple[Outcome, OpenQuestion | None]:
    """Return who decides when the person has this age, and what would have to be found out."""
    matter = rule.matter
    unable = person.able.get(matter) is False
    over = Over.MINOR if age < ADULT else Over.ADULT
    always = _holders(person, matter, on, over, rules, unable=False)
    with_inability = _holders(person, matter, on, over, rules, unable=True)
    who = rule.who
    if who is Who.PERSON and over is Over.ADULT and always:
        return _by(always, Who.AUTHORITY, rules), None
    if who is Who.PERSON and not unable:
        open_question = (
            OpenQuestion.ABLE_TO_DECIDE
            if with_inability and person.able.get(matter) is None and over is Over.ADULT
            else None
        )
        return Outcome(Who.PERSON, (), rule.source), open_question
    if unable:
        who = Who.AUTHORITY
    deciding = with_inability if unable else always
    if not deciding and urgent:
        deciding = _holders(person, matter, on, Over.ANY, rules, unable=True)
        who = Who.AUTHORITY
    if deciding:
        return _by(deciding, who, rules, "" if unable else rule.source), None
    missing = OpenQuestion.WHO_HAS_AUTHORITY if over is Over.MINOR else OpenQuestion.REPRESENTATIVE
    return Outcome(Who.NOBODY_KNOWN, (), rule.source), missing


def _holders(
    person: PersonFacts, matter: str, on: date, over: Over, rules: AuthorityRules, unable: bool
) -> tuple[AuthorityFact, ...]:
    """Return the facts that hold in this matter on this day, without those another goes before."""
    holding = []
    for fact in person.authority:
        kind = rules.kinds[fact.kind]
        covers = kind.matters if unable else kind.always
        if (
            kind.over is over
            and kind.urgent_only == (over is Over.ANY)
            and matter in covers
            and (fact.matters is None or matter in fact.matters)
            and fact.from_ <= on
            and (fact.until is None or on < fact.until)
        ):
            holding.append(fact)
    behind = {code for fact in holding for code in rules.kinds[fact.kind].before}
    return tuple(fact for fact in holding if fact.kind not in behind)


def _by(
    facts: Iterable[AuthorityFact], who: Who, rules: AuthorityRules, source: str = ""
) -> Outcome:
    found = tuple(facts)
    sources = sorted({rules.kinds[fact.kind].source for fact in found} | ({source} - {""}))
    holders = tuple(sorted({fact.holder for fact in found}))
    return Outcome(who, holders, "; ".join(sources))
