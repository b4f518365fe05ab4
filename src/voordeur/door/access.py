# SPDX-License-Identifier: EUPL-1.2
"""Opening the door: an `Access` says who sees what of which household, and is logged first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from voordeur.door.loglines import Line, lines_of, only_about, write
from voordeur.door.matrix import Purpose, bases, matrix
from voordeur.door.models import Standing
from voordeur.door.reader import Reader, member
from voordeur.door.refusal import NoEntry
from voordeur.history import clock
from voordeur.history.asking import Shape

# Standing in more pieces than this is not copied into statements; a team lead can have thousands.
MANY = 2000
_open: ContextVar[tuple["Access", ...]] = ContextVar("open_accesses", default=())
_answers: ContextVar[dict[object, Any] | None] = ContextVar("answers", default=None)


@dataclass(frozen=True, slots=True)
class Access:
    """What one reader may see, for one purpose: of one household, or of all in their standing.

    `household_id` is None for a list. The answer per piece is never worked out in Python: it is
    the expression of `masking.py`, over the table `standing`.
    """

    reader: Reader
    purpose: Purpose
    household_id: int | None
    relations: frozenset[str]
    basis: str
    at: datetime
    present: tuple[Reader, ...] = ()
    """Who else looks at the same screen: a piece is there only when it is shown to all of them."""
    everything: bool = False
    """True only for a system reader in an import or a demo: sees all, for writing."""
    openly: frozenset[str] = frozenset()
    """The relations that every member may know of: not that one let somebody in alone."""


def standing_now(reader: Reader, moment: datetime) -> QuerySet[Standing]:
    """Return the standing of a reader that is valid at a moment."""
    return standing_of(reader.keys, moment)


def standing_of(keys: Iterable[str], moment: datetime) -> QuerySet[Standing]:
    """Return the standing that is valid at a moment of whoever bears one of these keys."""
    return Standing.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=moment), reader__in=keys, valid_from__lte=moment
    )


class Place(NamedTuple):
    """Where a reader stands: relations to these households, limited where a value says to what."""

    households: tuple[int, ...]
    relations: tuple[str, ...]
    person_id: int | None
    compartment: str
    item: UUID | None


_FIELDS = ("relation", "person_id", "compartment", "item", "household_id")
_WHOLE = (None, "", None)
_STANDING = Shape(
    lambda keys, moment, household_id: (
        standing_of(keys, moment)
        .filter(household_id=household_id)
        .order_by("pk")
        .values_list(*_FIELDS, "basis")
    )
)


_AMONG = Shape(
    lambda keys, moment, households: (
        standing_of(keys, moment)
        .filter(household_id__in=households)
        .order_by("pk")
        .values_list("household_id", "person_id", "item", "compartment", "relation")
    )
)


def _places(rows: Iterable[tuple[Any, ...]]) -> tuple[Place, ...]:
    """Return rows of `_FIELDS` as places: what is the same for several households once.

    Standing that is limited to a member or a piece, and gives no more than other standing of this
    reader in the whole household, is left out; not that of who stands beside a member, because the
    log has to know beside whom.
    """
    relations: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for relation, *about in rows:
        relations[tuple(about)].add(relation)
    households: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for (*limits, household), names in relations.items():
        alike, whole = tuple(sorted(names)), relations.get((*_WHOLE, household), set())
        kept = tuple(limits) == _WHOLE or whole == {"supporter"}
        if kept or not _gives_no_more(alike, tuple(sorted(whole)), limits[1]):
            households[alike, *limits].append(household)
    return tuple(Place(tuple(sorted(ids)), *alike) for alike, ids in households.items())


@cache
def _gives_no_more(relations: tuple[str, ...], whole: tuple[str, ...], part: str) -> bool:
    """Say whether the matrix gives nothing for some relations that it does not for others."""
    known = matrix()
    return all(
        known.cells[one, each]
        <= known.answer(
            [other for other in whole if known.purposes[other] is known.purposes[one]], each
        )
        for one in relations
        for each in ([part] if part else known.compartments)
    )


def _memory_key(access: "Access", reader: Reader) -> tuple[object, ...]:
    return ("standing", reader, access.household_id, access.at)


def places_of(access: "Access", reader: Reader) -> tuple[Place, ...] | None:
    """Return where a reader stands in the households of an Access, read once per request.

    None where it may still change, which is everywhere but in a request that only looks, and for
    a list when it is too much: then each question looks in the table itself.
    """
    memory = _answers.get()
    if memory is None:
        return None
    key = _memory_key(access, reader)
    if key not in memory:
        rows = standing_now(reader, access.at)
        if access.household_id is not None:
            rows = rows.filter(household_id=access.household_id)
        found = list(rows.order_by("pk").values_list(*_FIELDS)[: MANY + 1])
        memory[key] = _places(found) if len(found) <= MANY else None
    known: tuple[Place, ...] | None = memory[key]
    return known


def _keep_places(access: "Access", reader: Reader, rows: Iterable[tuple[Any, ...]]) -> None:
    """Remember standing that was read already, as rows of `_FIELDS`."""
    memory = _answers.get()
    if memory is not None:
        found = list(rows)
        key = _memory_key(access, reader)
        memory[key], memory["rows", key] = _places(found), found


def own_standing(access: "Access") -> list[tuple[str, int | None]]:
    """Return what the reader is in the household of an Access, and of which member; oldest first.

    In a request that only looks this was read when the household was opened; else one query.
    """
    memory = _answers.get()
    known = memory and memory.get(("rows", _memory_key(access, access.reader)))
    if known:
        return [(row[0], row[1]) for row in known]
    rows = standing_now(access.reader, access.at).filter(household_id=access.household_id or 0)
    return list(rows.order_by("pk").values_list("relation", "person_id"))


def is_open() -> bool:
    """Say whether an Access is open; the test guard asks this at every SELECT of personal data."""
    return bool(_open.get())


def remember(access: Access) -> Access:
    """Note that an Access is open until the request or the action ends."""
    _open.set((*_open.get(), access))
    return access


def once[T](access: "Access", key: tuple[object, ...], ask: Callable[[], T]) -> T:
    """Ask a question once per request: panels of several rooms want the same members.

    Only in a scope that remembers, which is a GET: what cannot change need not be asked twice.
    """
    answers = _answers.get()
    if answers is None:
        return ask()
    if (access, key) not in answers:
        answers[access, key] = ask()
    answer: T = answers[access, key]
    return answer


def keep_ahead(access: "Access", question: tuple[object, ...], answer: list[Any]) -> None:
    """Let the answer to a question wait until it is asked, in a request that only looks."""
    answers = _answers.get()
    if answers is not None:
        answers["ahead", access, question] = answer


def asked_ahead(access: "Access", question: tuple[object, ...]) -> list[Any] | None:
    """Return the answer to a question that was asked ahead in this look, or None."""
    answers = _answers.get()
    found = None if answers is None else answers.get(("ahead", access, question))
    return None if found is None else list(found)


def looking() -> bool:
    """Say whether answers are remembered: this is a request that only looks."""
    return _answers.get() is not None


@contextmanager
def anew() -> Iterator[None]:
    """Ask inside as in an action: nothing is remembered, and standing is looked up where it lies.

    For a question over all households of a reader that gives a few rows: then reading their
    standing beforehand costs more than it saves.
    """
    memory = _answers.set(None)
    try:
        yield
    finally:
        _answers.reset(memory)


@contextmanager
def scope(*, remembering: bool = False) -> Iterator[None]:
    """Forget, at the end, every Access that was opened inside: one request, one action, one task."""
    token, memory = _open.set(()), _answers.set({} if remembering else None)
    try:
        yield
    finally:
        _open.reset(token)
        _answers.reset(memory)


def pieces_only(access: Access, household_ids: Iterable[int]) -> set[int]:
    """Return the households of which this reader may see single pieces and nothing else; one query."""
    wanted = set(household_ids)
    places = places_of(access, access.reader)
    if places is None:
        rows = standing_now(access.reader, access.at).filter(household_id__in=wanted)
        found = list(rows.order_by("pk").values_list("household_id", "item"))
    else:
        found = [(pk, one.item) for one in places for pk in one.households if pk in wanted]
    return wanted - {household_id for household_id, item in found if item is None}


def open_household(
    reader: Reader,
    household_id: int,
    *,
    activity: str,
    purpose: Purpose = Purpose.HELP,
    reason: str = "",
    only: frozenset[str] = frozenset(),
) -> Access:
    """Open one household for a reader: check standing, write the access log, then return Access.

    With `only` nothing but these relations count, also in the log: who answers what one member
    told looked at that member's part, whatever else they are here.

    Raises NoEntry, with the same words whether or not the household exists, when the reader has no
    standing for this purpose. A refused try is logged too.
    """
    now = clock.now()
    known = matrix().purposes
    everything = _STANDING(reader.keys, now, household_id)
    rows = [row for row in everything if known[row[0]] is purpose and (not only or row[0] in only)]
    relations = frozenset(row[0] for row in rows)
    basis = min((row[5] for row in rows), default="")
    access = Access(reader, purpose, household_id, relations, basis, now)
    _keep_places(access, reader, (row[:5] for row in everything))
    if not relations:
        write(access, activity=activity, reason=reason, outcome="refused")
        raise NoEntry(_("This household cannot be opened."), remedy=_("Ask the case coordinator."))
    lines = lines_of(household_id, [(row[1], row[3], row[2], row[0]) for row in rows])
    write(access, activity=activity, reason=reason, lines=lines)
    openly = (one.relations for one in lines if not one.persons)
    return remember(replace(access, openly=next(openly, relations)))


def at_table(access: Access, person_ids: Iterable[int], *, activity: str) -> Access:
    """Return the access for a screen that members look at together with the reader; logged.

    What one of them may not see is not there, not even as a masked piece.
    """
    present = tuple(member(person_id) for person_id in sorted(set(person_ids)))
    table = replace(access, present=present)
    if _answers.get() is not None and access.household_id is not None:
        theirs = Standing.objects.filter(
            Q(valid_until=None) | Q(valid_until__gt=access.at),
            reader__in=[reader.key for reader in present],
            valid_from__lte=access.at,
            household_id=access.household_id,
        )
        found = list(theirs.order_by("pk").values_list("reader", *_FIELDS))
        for reader in present:
            _keep_places(table, reader, [row for key, *row in found if key == reader.key])
    line = Line(access.openly)
    write(table, activity=activity, reason=",".join(reader.key for reader in present), lines=[line])
    return remember(table)


def open_list(reader: Reader, *, purpose: Purpose = Purpose.HELP, basis: str = "") -> Access:
    """Open all households in a reader's standing, for a list; the list logs its ids with `saw`."""
    chosen = basis or ("own_file" if "resident" in reader.roles else "avg_6_1_e")
    if purpose not in bases()[chosen].purposes:
        raise NoEntry(_("This purpose has no legal basis for you."))
    access = Access(reader, purpose, None, frozenset(), chosen, clock.now())
    return remember(access)


def saw(
    access: Access,
    household_ids: Iterable[int],
    *,
    activity: str,
    about: Mapping[int, Iterable[int]] | None = None,
) -> None:
    """Write the one log record of a list, before the page goes out; no ids, no record.

    `about` names, for a household of which only pieces of certain members were on the page, those
    members: the others do not read in the log that somebody looked.
    """
    households = sorted(set(household_ids))
    if not households:
        return
    places = places_of(access, access.reader)
    if places is None:
        found = _AMONG(access.reader.keys, access.at, households)
    else:
        listed = set(households)
        found = [
            (pk, one.person_id, one.item, one.compartment, relation)
            for one in places
            for pk in one.households
            if pk in listed
            for relation in one.relations
        ]
    persons = only_about(found)
    for household_id, ids in (about or {}).items():
        persons[household_id] = sorted(set(ids))
    line = Line(access.relations, persons)
    write(access, activity=activity, households=households, lines=[line])


def open_log(reader: Reader, *, activity: str, reason: str) -> Access:
    """Open the access log of one reader for supervision; that and why is in the log first."""
    access = Access(
        reader, Purpose.SUPERVISION, None, frozenset({"inspector"}), "avg_39", clock.now()
    )
    write(access, activity=activity, reason=reason)
    return remember(access)


def open_deliveries(reader: Reader, *, activity: str) -> Access:
    """Open rows of data deliveries, to say which are about one person; that is in the log first.

    For figures only, and of no household: nothing of the house is opened by it.
    """
    access = Access(reader, Purpose.FIGURES, None, frozenset(), "avg_6_1_e", clock.now())
    write(access, activity=activity)
    return remember(access)


def for_system(
    reader: Reader, household_id: int | None = None, *, purpose: Purpose = Purpose.HELP
) -> Access:
    """Open everything for a named system reader (import, demo, task); raises for anyone else."""
    if "system" not in reader.roles:
        raise NoEntry(_("Only a system task enters this way."))
    return remember(
        Access(
            reader,
            purpose,
            household_id,
            frozenset(),
            "avg_6_1_e",
            clock.now(),
            everything=True,
        )
    )
