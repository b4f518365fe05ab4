# SPDX-License-Identifier: EUPL-1.2
"""What households get: in batches where nobody works, else by who keeps the file."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from voordeur.door.reader import Reader
from voordeur.provisions import actions as provisions
from voordeur.provisions.batch import MOST, record_many
from voordeur.provisions.given import Given
from voordeur.provisions.social_map.actions import describe_on_map
from voordeur.provisions.social_map.queries import entry_of
from voordeur.town import facts as f
from voordeur.town.facts import Bundle
from voordeur.town.play.cast import MAKER, Cast
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.prices import given, payer_code
from voordeur.town.play.script import Rank
from voordeur.town.play.words import law_code
from voordeur.town.population import data

#: Kinds of cost that are known to be there and are not in the sum, by how the reason begins.
NOT_COUNTED = {"Medische kosten": ("medical", "zvw", "insurer")}


def social_map(cast: Cast) -> None:
    """Put every product of the town on the social map."""
    for product in cast.town.products:
        cast.products[product.key] = product
        cast.types[product.key] = provisions.add_provision_type(
            MAKER,
            name=product.name_nl,
            law=law_code(product.law),
            category=product.code or "",
            payer=payer_code(product.payer_on(cast.today)),
        ).pk


def describe_map(cast: Cast) -> None:
    """Describe what exists as the town does: for whom, from when, what it costs and how to ask."""
    for key, said in data("social_map.toml").items():
        product = cast.products[key]
        describe_on_map(
            MAKER,
            entry=entry_of(cast.types[key]),
            expected_version=1,
            name=product.name_nl,
            law=law_code(product.law),
            kind=said.get("kind", "formal"),
            for_whom=said["for_whom"],
            groups=said.get("groups", ()),
            life_areas=said["areas"],
            from_when=said["from_when"],
            least=said.get("least", ""),
            costs_resident=said["costs"],
            wait_days=said.get("wait_days"),
            how=said["how"],
        )


def as_given(cast: Cast, fact: f.Provision, until: date | None) -> Given:
    """Return a provision as it is recorded in this town."""
    return given(
        fact,
        product=cast.products[fact.product],
        person_id=cast.persons[fact.person] if fact.person else None,
        type_id=cast.types[fact.product],
        provider_id=cast.organisations[fact.provider].pk,
        until=until,
        today=cast.today,
    )


class Deliveries:
    """Provisions that came in by import, of households nobody works on; written when full."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._waiting: list[tuple[int, Given]] = []

    def add(self, bundle: Bundle) -> None:
        """Let the provisions of a bundle wait for their batch; its households are there."""
        for fact in bundle.provisions:
            home = self._cast.households[fact.household]
            self._waiting.append((home, as_given(self._cast, fact, fact.until)))
            if len(self._waiting) == MOST:
                self.write()

    def write(self) -> None:
        """Record everything that waits."""
        record_many(MAKER, given=self._waiting)
        self._waiting.clear()


def play(file: HouseholdFile, begins: date, by: Reader) -> None:
    """Write the moves down for what a household with work gets; `by` records it from `begins`."""
    for fact in file.about(file.bundle.provisions):
        _Given(file, fact, begins, by).write_down()
    for cost in file.about(file.bundle.uncounted):
        file.script.on(begins, Rank.GIVEN, partial(_uncounted, file, cost, by, begins))
    for way in file.about(file.bundle.other_ways):
        file.script.on(max(way.on, begins), Rank.GIVEN, partial(_other_way, file, way))


def _other_way(file: HouseholdFile, fact: f.OtherWay) -> None:
    provisions.note_alternative(
        file.writer(fact.on),
        household_id=file.id,
        name=fact.name,
        outcome=fact.outcome,
        cents=None if fact.euros is None else fact.euros * 100,
        helps=fact.helps,
    )


@dataclass
class _Given:
    """Help that was given: recorded when the file begins or when it started, ended when it ended."""

    file: HouseholdFile
    fact: f.Provision
    begins: date
    by: Reader
    uuid: UUID | None = None

    def write_down(self) -> None:
        """Write down that it was recorded and, when it stopped after that, that it ended."""
        start, until = max(self.fact.since, self.begins), self.fact.until
        over = until if until is not None and until <= start else None
        self.file.script.on(start, Rank.GIVEN, partial(self._record, over))
        if until is not None and start < until <= self.file.cast.today:
            self.file.script.on(until, Rank.ENDS, partial(self._end, until))

    def _record(self, until: date | None) -> None:
        self.uuid = provisions.record_provision(
            self.by,
            household_id=self.file.id,
            given=as_given(self.file.cast, self.fact, until),
        ).uuid

    def _end(self, until: date) -> None:
        if self.uuid is None:
            raise LookupError(f"{self.fact.key} was not recorded yet")
        provisions.end_provision(
            self.by,
            household_id=self.file.id,
            provision=self.uuid,
            expected_version=1,
            until=until,
            exit_reason=self.fact.exit_reason or "In overleg gestopt",
        )


def _uncounted(file: HouseholdFile, fact: f.UncountedCost, by: Reader, since: date) -> None:
    """Record a cost that is there and is left out of the sum, with the kind of cost it is."""
    kind, law, payer = next(
        value for start, value in NOT_COUNTED.items() if fact.reason.startswith(start)
    )
    provisions.record_provision(
        by,
        household_id=file.id,
        given=Given(
            name=fact.about,
            law=law,
            from_date=since - timedelta(days=1),
            payer=payer,
            not_counted=kind,
        ),
    )
