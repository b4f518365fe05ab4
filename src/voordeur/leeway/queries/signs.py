# SPDX-License-Identifier: EUPL-1.2
"""What stands out over all households: rises, and help that goes badly together; for people to weigh."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from voordeur.door.access import for_system
from voordeur.door.reader import system
from voordeur.history import clock
from voordeur.leeway.anonymity import Report, batches, monday_of
from voordeur.leeway.combining import Combination, Household, combinations_of
from voordeur.leeway.models import Barrier, Escalation, Impasse, TurnedAway
from voordeur.leeway.rising import Rise, rise_of
from voordeur.provisions.queries import provisions
from voordeur.safety.catalogue import catalogue
from voordeur.safety.queries import measures_that_run


@dataclass(frozen=True, slots=True)
class RiseLine:
    """A rule, or a kind of barrier without one, that practice runs into more often than before."""

    rule_uuid: UUID | None
    rule: str
    kind: str
    rise: Rise


def rises() -> list[RiseLine]:
    """Return what practice runs into more often than before, by name; one query.

    Only of lines without a name that came out in a batch of at least five people.
    """
    monday = monday_of(clock.today())
    groups: dict[tuple[int | None, str], list[Barrier]] = defaultdict(list)
    rows = Barrier.objects.select_related("rule").filter(named_account=None).order_by("uuid")
    for row in rows:
        groups[row.rule_id, "" if row.rule_id else row.kind].append(row)
    found = []
    for (_rule, kind), lines in groups.items():
        out = batches((Report(one.pk, one.grouped, one.author_mark) for one in lines), monday)
        rise = rise_of(out, monday)
        if rise is not None:
            rule = lines[0].rule
            title = rule.title if rule else ""
            found.append(RiseLine(rule.uuid if rule else None, title, kind, rise))
    return sorted(found, key=lambda one: (one.rule, one.kind))


def combined(language: str) -> tuple[Combination, ...]:
    """Return help and measures that go badly together, never below five households; five queries.

    Asked as a system reader for figures. A household is stuck when it waits behind a rule, was
    brought higher up or was turned away. No money is read.
    """
    access, day = for_system(system("leeway.figures")), clock.today()
    kinds: dict[int, set[str]] = defaultdict(set)
    for line in provisions(access, past=False):
        if not line.masked and line.runs_on(day):
            kinds[line.household_id].add(line.name)
    for home, kind in measures_that_run(access):
        kinds[home].add(catalogue().measures[kind].item.text(language))
    stuck: set[int] = set()
    for rows in (
        Impasse.objects.through(access).shown().filter(state="open"),
        Escalation.objects.through(access).shown().filter(decision=""),
        TurnedAway.objects.through(access).shown(),
    ):
        stuck |= set(rows.order_by("pk").values_list("household_id", flat=True))
    return combinations_of(Household(frozenset(had), home in stuck) for home, had in kinds.items())
