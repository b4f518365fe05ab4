# SPDX-License-Identifier: EUPL-1.2
"""Play a drawn town into the product: every fact through the action of the reader who would do it.

`build(seed, size)` makes the town in the configured databases, which must be migrated and empty.
The history then tells when things happened, with real times in between; who may see what follows
from the actions alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction

from voordeur.door.refusal import Refusal
from voordeur.figures.actions import freeze_if_due
from voordeur.history import clock, keyring
from voordeur.history.record import events
from voordeur.money.actions.zero import calibrate_if_due
from voordeur.town.draw import Facts, draw
from voordeur.town.facts import Bundle
from voordeur.town.play import (
    analysis,
    budget,
    foresight,
    helping,
    leeway,
    meetings,
    money,
    paying,
    plans,
    provisions,
    safeguards,
    signals,
    together,
    watching,
)
from voordeur.town.play.background import Background, register_alone
from voordeur.town.play.cast import MAKER, Cast
from voordeur.town.play.doubles import join_one
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.households import write_down
from voordeur.town.play.script import Script
from voordeur.town.play.setting import mark_as_demo, open_for_residents, set_up
from voordeur.transitions.watching import look_ahead

MARK = "town.demo_marked"
#: Since when Waterveen works with Voordeur: older facts were told or imported on this day.
IN_USE = timedelta(days=730)


def is_played() -> bool:
    """Return whether these databases hold a demo town."""
    return events().filter(kind=MARK).exists()


def build(seed: int = 1, size: str = "small", today: date | None = None) -> Cast:
    """Build the demo town as it stands on `today`; return who is who in it.

    Without `today` it is the present day, so that the lists of what is due are alive. The same
    seed, size and day give the same facts. Raises Refusal when there is something in the
    databases already.
    """
    return play(draw(seed, size, today or clock.today()))


def play(facts: Facts) -> Cast:
    """Put drawn facts into the product; see `build`."""
    if events().exists():
        raise Refusal(
            "There is something in these databases already.",
            remedy="A demo town needs empty databases.",
        )
    town = facts.town
    cast = Cast(town, clock.now())
    start = town.today - IN_USE
    with _together(), clock.at(Script(cast.now).moment(start, 0)):
        set_up(cast)
        provisions.social_map(cast)
        provisions.describe_map(cast)
        leeway.set_rules(cast)
        leeway.set_ladder(cast, start)
    background, deliveries = Background(cast), provisions.Deliveries(cast)
    with _together(), clock.at(Script(cast.now).moment(start + timedelta(days=1), 0)):
        for bundle in facts.bundles():
            cast.meet(bundle)
            if not _has_work(bundle):
                for household in bundle.households:
                    background.add(bundle, household)
        background.write()
        for bundle in facts.bundles():
            if not _has_work(bundle):
                deliveries.add(bundle)
        deliveries.write()
    for bundle in facts.bundles():
        if bundle.signals:
            with _together():
                _play(cast, bundle, start)
    with _together(), clock.at(cast.now):
        join_one(cast)
        for story in facts.stories():
            for one in story.supported:
                # A town can be played with some of its stories only.
                if one.person in cast.persons:
                    together.stand_beside(cast, one)
        leeway.play_reports(cast)
        watching.play(cast)
        money.play(cast)
        paying.set_paying(town.today)
    with _together():
        analysis.play(cast)
    with _together():
        open_for_residents(cast)
        with clock.at(cast.now):
            look_ahead(MAKER)
            freeze_if_due()
            calibrate_if_due()
        mark_as_demo(MAKER, seed=town.seed, size=town.size)
    return cast


def _has_work(bundle: Bundle) -> bool:
    """Say whether the town works with the households of a bundle; a signal alone is not enough.

    The stories are told whole, also the one that begins with a signal: somebody in it has an
    account and writes in the own file.
    """
    return bool(bundle.triages) or any(household.story for household in bundle.households)


def _play(cast: Cast, bundle: Bundle, start: date) -> None:
    """Play one bundle: all its households together in the order in which things happened."""
    script = Script(cast.now, opened=start + timedelta(days=2))
    spoken_of = {signal.household: signal for signal in bundle.signals}
    for household in bundle.households:
        signal = spoken_of.get(household.key)
        if signal is None:
            register_alone(script, cast, bundle, household)
            continue
        file = HouseholdFile(cast, script, bundle, household)
        signals.play(file)
        if not _has_work(bundle):
            continue
        if file.triage is None:
            write_down(script, cast, bundle, household, MAKER, signal.received)
            provisions.play(file, signal.received, MAKER)
            meetings.play_own_notes(file)
            continue
        by = cast.acting(file.decided_by)
        write_down(script, cast, bundle, household, by, file.triage.on)
        helping.play(file)
        begins = plans.file_begins(file)
        provisions.play(file, begins, by)
        meetings.play(file, begins)
        together.play(file, plans.play(file))
        safeguards.play(file, begins)
        leeway.play(file, begins)
        budget.play(file, begins)
        foresight.play(file, begins)
    script.play()


@contextmanager
def _together() -> Iterator[None]:
    """One transaction on each of the three databases: a town in seconds instead of minutes."""
    with (
        transaction.atomic(),
        transaction.atomic("log"),
        transaction.atomic("keys"),
        keyring.kept(),
    ):
        yield
