# SPDX-License-Identifier: EUPL-1.2
"""Draw a whole town from a seed: the same facts on every machine, household after household."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from voordeur.town.bsn import synthetic_numbers
from voordeur.town.casework import work
from voordeur.town.facts import Bundle, Professional, Town
from voordeur.town.frame import frame
from voordeur.town.given import provisions
from voordeur.town.people import Drawing
from voordeur.town.stories import tell

#: Households that are drawn per size; the story households come on top.
SIZES = {"small": 600, "full": 60_417}
#: The area of the wijkteam that the demo accounts are in.
DEMO_AREA = "oudewerf"
DEFAULT_TODAY = date(2026, 9, 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """A drawn town: what is there before the first household, and the households one by one."""

    town: Town

    def stories(self) -> Iterator[Bundle]:
        """Yield the story households, each with everything its story tells."""
        numbers = synthetic_numbers()
        yield from tell(self.town, numbers)

    def drawn(self) -> Iterator[Bundle]:
        """Yield the drawn households alone; the citizen numbers follow on those of the stories."""
        numbers = synthetic_numbers()
        for _ in tell(self.town, numbers):
            pass
        yield from _drawn(self.town, numbers)

    def bundles(self) -> Iterator[Bundle]:
        """Yield every household: the stories first, then the drawn ones; lazily, as often as asked.

        Nothing is kept between bundles except house numbers and children who wait for their other
        parent, so that a full town needs little memory.
        """
        numbers = synthetic_numbers()
        yield from tell(self.town, numbers)
        yield from _drawn(self.town, numbers)


def _caseworkers(town: Town) -> dict[str, list[Professional]]:
    """Return who carries the drawn cases of each area.

    The work of a small town is no more than that of one wijkteam: the team of the demo accounts
    carries it all, so that whoever signs in finds a caseload of the usual size.
    """
    staff: dict[str, list[Professional]] = {area.key: [] for area in town.areas}
    for professional in town.professionals:
        if professional.team and professional.role in ("professional", "case_coordinator"):
            staff[professional.team.removeprefix("team-")].append(professional)
    if town.size == "small":
        demo = [helper for helper in staff[DEMO_AREA] if "-" not in helper.key]
        return dict.fromkeys(staff, demo)
    return staff


def _drawn(town: Town, numbers: Iterator[str]) -> Iterator[Bundle]:
    staff = _caseworkers(town)
    drawing = Drawing(town.seed, town.today, numbers)
    for index in range(SIZES[town.size]):
        home = drawing.home(index)
        given = provisions(home, town.today)
        done = work(home, given, staff[home.household.area], town.today)
        yield Bundle(
            households=(replace(home.household, stage=done.stage),),
            addresses=(home.address,),
            persons=home.newcomers(),
            memberships=tuple(home.memberships),
            relations=tuple(home.relations),
            authorities=tuple(home.authorities),
            signals=tuple(done.signals),
            attempts=tuple(done.attempts),
            triages=tuple(done.triages),
            cases=tuple(done.cases),
            coordinations=tuple(done.coordinations),
            involvements=tuple(done.involvements),
            visits=tuple(done.visits),
            own_words=tuple(done.own_words),
            problems=tuple(done.problems),
            causes=tuple(done.causes),
            plans=tuple(done.plans),
            agreements=tuple(done.agreements),
            goals=tuple(done.goals),
            steps=tuple(done.steps),
            provisions=given,
            measurements=tuple(done.measurements),
        )


def draw(seed: int, size: str = "small", today: date = DEFAULT_TODAY) -> Facts:
    """Return the town for this seed, size (`small` or `full`) and day; ValueError for another size.

    All dates are relative to `today`, so a demo stays alive; the default day is fixed so that
    tests and screenshots do not change from one day to the next.
    """
    if size not in SIZES:
        raise ValueError(f"No town of size '{size}'. Choose one of: {', '.join(SIZES)}.")
    return Facts(frame(seed, size, today))
