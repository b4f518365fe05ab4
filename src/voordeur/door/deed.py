# SPDX-License-Identifier: EUPL-1.2
"""The one decorator of all verbs: transaction, permission, lock, events, projections, reactions."""

import functools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door.access import Access
from voordeur.door.matrix import Purpose, matrix
from voordeur.door.reader import Reader
from voordeur.door.refusal import Conflict, NoEntry, NotAllowed
from voordeur.history import clock, projections, reactions, record
from voordeur.history.record import Draft, Private, Streams

P = ParamSpec("P")
R = TypeVar("R")


UNSIGNED = "system:unsigned"
"""Who an event names when it may name nobody."""


@dataclass(slots=True)
class Deed:
    """One doing of one action: who, when, in which household, and the events it leaves."""

    reader: Reader
    name: str
    needs: str
    now: datetime
    operation_id: uuid.UUID = field(default_factory=uuid.uuid4)
    access: Access | None = None
    drafts: list[Draft] = field(default_factory=list)
    streams: Streams = field(default_factory=dict)
    """What it has locked so far; its events go to these without asking again."""
    how: str = ""
    """How an act of a resident came in (`door.voice`); stands in each of its events."""
    unsigned: bool = False

    @property
    def signature(self) -> str:
        """Return who the events say did it; of a deed without a name nobody."""
        return UNSIGNED if self.unsigned else self.reader.key

    def leave_unsigned(self, moment: datetime) -> None:
        """Let the events name nobody, and a rough moment in the place of the exact one.

        For what may not lead back to whoever did it. It is about no household: that would tell.
        """
        if self.access is not None:
            raise RuntimeError(f"{self.name} has entered a household, which would name its reader")
        self.unsigned, self.now = True, moment

    @property
    def household_id(self) -> int:
        """Return the household of this deed; raises when it has none."""
        if self.access is None or self.access.household_id is None:
            raise RuntimeError(f"{self.name} is not about one household")
        return self.access.household_id

    @property
    def inside(self) -> Access:
        """Return the Access of this deed; raises when no household was entered."""
        if self.access is None:
            raise RuntimeError(f"{self.name} has not entered a household")
        return self.access

    def enter(self, household_id: int, only: frozenset[str] = frozenset()) -> Access:
        """Lock the household's stream, check standing and permission, and open it for this deed."""
        self.streams |= record.lock([("household", household_id)])
        if "system" in self.reader.roles:
            self.access = door.for_system(self.reader, household_id)
            return self.access
        opened = door.open_household(self.reader, household_id, activity=self.name, only=only)
        if not matrix().may(self.needs, opened.relations | self.reader.holders):
            raise NotAllowed(
                _("You may not do this in this household."),
                remedy=_("Ask the case coordinator to do it, or to give you the task."),
            )
        self.access = opened
        return opened

    def found(self, household_id: int) -> Access:
        """Enter a household that this very deed has just made: nobody has standing in it yet."""
        self.streams |= record.lock([("household", household_id)])
        self.access = door.remember(
            Access(
                self.reader,
                Purpose.HELP,
                household_id,
                frozenset(),
                "avg_6_1_e",
                self.now,
                everything=True,
            )
        )
        return self.access

    def happened(
        self,
        kind: str,
        facts: dict[str, Any] | None = None,
        *private: Private,
        about: tuple[int | None, str] | None = None,
        stream: tuple[str, int] | None = None,
        occurred_at: datetime | None = None,
    ) -> None:
        """Note an event: ids and codes in `facts`, personal before/after only in `private`.

        `about` is the (member or None, compartment) of the noun it changes: who may not see that,
        does not see the event. It follows from the first private part; without one it is the
        household's `common` part. Without `stream` it goes to the household's own stream.
        """
        inside = self.access.household_id if self.access else None
        chosen = stream or ("household", self.household_id)
        if about is None and private:
            kind_of, _, number = private[0].subject.partition(":")
            about = (int(number) if kind_of == "person" else None, private[0].compartment)
        person_id, compartment = about or (None, "common")
        self.drafts.append(
            Draft(
                chosen,
                kind,
                facts or {},
                private,
                occurred_at,
                household_id=chosen[1] if chosen[0] == "household" else inside,
                person_id=person_id,
                compartment=compartment,
            )
        )


def action(
    needs: str,
    *,
    household: bool = True,
    only: frozenset[str] = frozenset(),
    beside: Callable[[Mapping[str, Any]], Iterable[int]] | None = None,
) -> Callable[[Callable[Concatenate[Deed, P], R]], Callable[Concatenate[Reader, P], R]]:
    """Make a verb: called with a Reader first, its body gets a Deed.

    With `household` the caller passes `household_id=`; the decorator locks its stream, checks the
    reader's standing against the matrix and logs the access before the body runs. Without it the
    reader's roles alone are checked. Everything the body does and all its events are one
    transaction. Actions never call actions. With `only` the reader acts in these relations and no
    other, and the access log says so. `beside` tells from the arguments which other households the
    body enters: all are locked first, in order, so that two acts on the same two never wait for
    each other.
    """

    def decorate(
        body: Callable[Concatenate[Deed, P], R],
    ) -> Callable[Concatenate[Reader, P], R]:
        name = f"{body.__module__.split('.')[1]}.{body.__name__}"
        if needs not in matrix().acts:
            raise KeyError(f"{name} needs {needs!r}, which the matrix does not know")

        @functools.wraps(body)
        def done(reader: Reader, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keyword arguments only")
            with door.scope(), transaction.atomic():
                deed = Deed(reader, name, needs, clock.now())
                if household:
                    home = int(str(kwargs["household_id"]))
                    if beside is not None:
                        every = {home, *beside(kwargs)}
                        deed.streams |= record.lock(("household", one) for one in every)
                    deed.enter(home, only)
                elif "system" not in reader.roles and not matrix().may(needs, reader.holders):
                    raise NotAllowed(_("Your role does not allow this."))
                result = body(deed, *args, **kwargs)
                if not deed.drafts:
                    raise RuntimeError(f"{name} left no event: every action leaves one")
                if deed.how:
                    for draft in deed.drafts:
                        draft.facts["how"] = deed.how
                events = record.append(
                    deed.drafts,
                    actor=deed.signature,
                    purpose=deed.access.purpose if deed.access else Purpose.HELP,
                    operation_id=deed.operation_id,
                    now=deed.now,
                    held=deed.streams,
                )
                projections.apply(events)
                reactions.owe(events, deed.now)
                return result

        done.needs = needs  # type: ignore[attr-defined]
        done.takes_household = household  # type: ignore[attr-defined]
        done.only = only  # type: ignore[attr-defined]
        ACTIONS[name] = done
        return done

    return decorate


ACTIONS: dict[str, Callable[..., Any]] = {}
MOST_EVENTS = 2000
"""In one planned batch."""


def in_bulk(
    reader: Reader,
    needs: str,
    drafts: Iterable[Draft],
    *,
    keys: dict[tuple[str, str, str], bytes] | None = None,
) -> int:
    """Write the events of a planned batch (at most 500 lines) in the caller's transaction.

    The bulk form of `action` for importers: same permission, one chain computation, one insert.
    Returns how many events were written. `keys` are those of `keyring.keys_for`, made beforehand.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("in_bulk needs the transaction that writes the rows")
    if "system" not in reader.roles and not matrix().may(needs, reader.holders):
        raise NotAllowed(_("Your role does not allow this."))
    drafts = list(drafts)
    if len(drafts) > MOST_EVENTS:
        raise ValueError(f"a batch holds at most {MOST_EVENTS} events: split it")
    now = clock.now()
    events = record.append(
        drafts,
        actor=reader.key,
        purpose=Purpose.HELP,
        operation_id=uuid.uuid4(),
        now=now,
        keys=keys,
    )
    projections.apply(events)
    reactions.owe(events, now)
    return len(events)


def expect(row: Any, version: int, mine: dict[str, object]) -> None:
    """Check the version a form was made from; raises Conflict with both texts when it moved on."""
    if row.version != version:
        theirs = {name: getattr(row, name) for name in mine}
        raise Conflict(
            _("Somebody else changed this while you were writing."), mine=mine, theirs=theirs
        )


__all__ = [
    "ACTIONS",
    "Conflict",
    "Deed",
    "NoEntry",
    "NotAllowed",
    "Private",
    "action",
    "expect",
    "in_bulk",
]
