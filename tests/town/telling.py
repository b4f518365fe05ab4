# SPDX-License-Identifier: EUPL-1.2
"""Hold a played story against its facts, as the one who keeps the file reads it."""

from tests.town.playing import NOON, opened
from voordeur.contact.queries import contacts
from voordeur.coordination.queries import claims, holders, involved
from voordeur.door.access import Access
from voordeur.intake.queries import household_signals
from voordeur.people.queries import members, network
from voordeur.plan.queries.plan import plan_of
from voordeur.plan.queries.problems import problems
from voordeur.plan.queries.versions import signatures
from voordeur.plan.queries.voice import voices
from voordeur.provisions.queries import provisions
from voordeur.town import facts as f
from voordeur.town.facts import Bundle
from voordeur.town.play.cast import Cast


def keeper(bundle: Bundle, household: str) -> str:
    """Return who keeps the file of a household now: the case coordinator, else who decided."""
    cases = {case.key for case in bundle.cases if case.household == household}
    for one in bundle.coordinations:
        if one.case in cases and one.kind == "case" and one.until is None:
            return one.professional
    return bundle.triages[0].professional


def holds(cast: Cast, bundle: Bundle) -> None:
    """Check every household of a story that somebody works on."""
    spoken_of = {signal.household for signal in bundle.signals}
    for household in bundle.households:
        if household.key in spoken_of:
            reader = cast.acting(keeper(bundle, household.key))
            with opened(cast, reader, household.key) as access:
                _people(cast, bundle, household, access)
                _help(cast, bundle, household, access)
                _work(cast, bundle, household, access)


def _mine[T](table: tuple[T, ...], household: f.Household) -> list[T]:
    return [row for row in table if row.household == household.key]  # type: ignore[attr-defined]


def _people(cast: Cast, bundle: Bundle, home: f.Household, access: Access) -> None:
    now = {one.person for one in _mine(bundle.memberships, home) if one.until is None}
    assert {one.name for one in members(access)} == {cast.name(key) for key in now}
    named = {one.first_name for one in _mine(bundle.network, home)}
    assert {one.first_name for one in network(access)} == named
    said = {(one.text, one.first_priority) for one in _mine(bundle.own_words, home)}
    heard = {
        (words.text, words.first_priority)
        for member in voices(access).members
        for words in member.words
    }
    assert heard == said


def _help(cast: Cast, bundle: Bundle, home: f.Household, access: Access) -> None:
    names = {one.key: one.name for one in cast.town.institutions}
    helps = _mine(bundle.involvements, home) if bundle.cases else []
    assert {(line.organisation, line.task) for line in involved(access, past=True)} == {
        (names[one.institution], one.task) for one in helps
    }
    claimed = {names[one.institution] for one in _mine(bundle.claims, home)}
    assert {line.organisation for line in claims(access)} == claimed
    products = {one.key: one.name_nl for one in cast.town.products}
    given = [products[one.product] for one in _mine(bundle.provisions, home)]
    given += [one.about for one in _mine(bundle.uncounted, home)]
    lines = provisions(access)
    assert len(lines) == len(given)
    assert {line.name for line in lines if not line.masked} <= set(given)
    held = {one.on for one in _mine(bundle.visits, home)}
    assert {line.on for line in contacts(access)} == held


def _work(cast: Cast, bundle: Bundle, home: f.Household, access: Access) -> None:
    signals = {one.text for one in _mine(bundle.signals, home)}
    assert {line.what for line in household_signals(access)} == signals
    cases = {case.key for case in bundle.cases if case.household == home.key}
    steering = {
        (one.kind, cast.professionals[one.professional].pk)
        for one in bundle.coordinations
        if one.case in cases and one.until is None
    }
    assert {(one.layer, one.professional_id) for one in holders(access)} == steering
    known = [one for one in _mine(bundle.problems, home) if one.told]
    found = problems(access)
    assert {line.text for line in found.lines} == {one.text for one in known}
    assert {line.text for line in found.lines if line.is_open} == {
        one.text for one in known if one.solved is None
    }
    keys = {one.key for one in known}
    links = [one for one in bundle.causes if {one.cause, one.effect} <= keys]
    assert len(found.causes.links) == len(links)
    plans = {one.key for one in _mine(bundle.plans, home)}
    goals = {one.key: one for one in bundle.goals if one.plan in plans}
    steps = {one for one in bundle.steps if one.goal in goals}
    picture = plan_of(access)
    assert {goal.text for goal in picture.goals} == {one.text for one in goals.values()}
    assert {(step.household_does, str(step.state)) for step in picture.steps} == {
        (one.household_does, one.state) for one in steps
    }
    words = {(cast.persons[one.person], one.word) for one in bundle.agreements if one.plan in plans}
    assert {(one.person_id, one.word) for one in signatures(access)} == words
    assert access.at == NOON
