# SPDX-License-Identifier: EUPL-1.2
"""What a heap of messages amounts to, whatever order they came in.

Messages arrive late, twice and out of order. So nothing here depends on the order of arrival:
every line is kept under its own key, and of two lines with one key the later *by its own dates*
wins. Absorbing is commutative, associative and idempotent; the same messages always give the
same provisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from voordeur.provisions.istandaarden.facts import AssignmentFacts, Stamp, later, stamp
from voordeur.provisions.istandaarden.faults import Fault, Scope, Where, fault
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    Client,
    DeclaredService,
    Header,
    Law,
    Message,
    MessageIdentity,
    ProductLine,
    RequestedProduct,
    StartedProduct,
    StoppedProduct,
)
from voordeur.provisions.istandaarden.reading import Reading
from voordeur.provisions.istandaarden.states import ProvisionState, state_of


@dataclass(frozen=True, slots=True, order=True)
class AssignmentKey:
    """What an assignment is known by: law, municipality (CBS), number and client.

    `client` is the citizen number and never shows in a repr.
    """

    law: Law
    municipality: str
    number: int
    client: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lines kept until the message they belong to arrives.

    `what` is "start", "stop" or "service" (their 301 is missing) or "credit" (the service it
    takes back is missing). `since` is the earliest date of the messages that brought them.
    """

    key: AssignmentKey
    what: str
    lines: int
    since: date


@dataclass(frozen=True, slots=True)
class Request:
    """What a provider asks in a 315 or 317 that municipality and provider still have to settle.

    `reason` is the WJ758 code of a 317 and empty for a 315.
    """

    law: Law
    municipality: str
    provider: str
    client: str = field(repr=False)
    reference: str
    reason: str
    dated: date
    lines: tuple[ProductLine, ...]


@dataclass(frozen=True)
class Folded:
    """The outcome: provisions, requests, what is waiting, the clients and what is odd.

    Everything is sorted by key, so that equal input gives equal output.
    """

    provisions: tuple[ProvisionState[AssignmentKey], ...]
    requests: tuple[Request, ...]
    waiting: tuple[Waiting, ...]
    clients: tuple[Client, ...]
    faults: tuple[Fault, ...]


def assignment_lines(
    message: Message,
) -> Iterable[
    tuple[AssignmentKey, AssignedProduct | StartedProduct | StoppedProduct | DeclaredService]
]:
    """The lines of a 301, 305, 307 or 323 with the assignment each belongs to.

    A start or stop without an assignment number belongs nowhere and is left out here; `homeless`
    reports it. Lines of a 315 and 317 are requests and change nothing by themselves.
    """
    header = message.header
    for client in message.clients:
        for line in client.lines:
            if not isinstance(
                line, AssignedProduct | StartedProduct | StoppedProduct | DeclaredService
            ):
                continue
            if line.number is not None:
                yield (
                    AssignmentKey(header.law, header.municipality, line.number, client.client.bsn),
                    line,
                )


def homeless(message: Message, file: str) -> tuple[Fault, ...]:
    """A fault for each start or stop without an assignment number."""
    return tuple(
        fault("line_without_number", Scope.LINE, Where(file, line.line, "ToewijzingNummer"))
        for client in message.clients
        for line in client.lines
        if isinstance(line, StartedProduct | StoppedProduct) and line.number is None
    )


def requests_of(message: Message) -> Iterable[Request]:
    """The requests in a 315 (one per line, each with its own reference) or a 317 (one)."""
    header = message.header
    for client in message.clients:
        if message.change_request is not None:
            yield _request(
                header,
                client.client,
                message.change_request.reference,
                message.change_request.reason,
                client.lines,
            )
        for line in client.lines:
            if isinstance(line, RequestedProduct):
                yield _request(header, client.client, line.reference, "", (line,))


def _request(
    header: Header, client: Client, reference: str, reason: str, lines: tuple[ProductLine, ...]
) -> Request:
    return Request(
        law=header.law,
        municipality=header.municipality,
        provider=header.provider,
        client=client.bsn,
        reference=reference,
        reason=reason,
        dated=header.dated,
        lines=lines,
    )


class Fold:
    """Collects messages and answers what they amount to; holds everything in memory.

    An importer that keeps facts per assignment in a database uses `assignment_lines`,
    `AssignmentFacts` and `state_of` itself, one file at a time.
    """

    def __init__(self) -> None:
        self._facts: dict[AssignmentKey, AssignmentFacts] = {}
        self._requests: dict[tuple[str, ...], tuple[Stamp, Request]] = {}
        self._clients: dict[str, tuple[tuple[bool, Stamp], Client]] = {}
        self._identities: dict[MessageIdentity, tuple[set[str], set[str]]] = {}
        self._faults: set[Fault] = set()

    def add(self, reading: Reading) -> bool:
        """Take one file in; False when nothing was new (unusable, or the same bytes before).

        Another content under an identity seen before is taken in too and reported: nobody here
        can know which of the two the sender meant.
        """
        message = reading.message
        if message is None:
            return False
        hashes, files = self._identities.setdefault(message.header.identity, (set(), set()))
        files.add(reading.file)
        if reading.content_hash in hashes:
            return False
        hashes.add(reading.content_hash)
        self._take(message)
        self._faults.update(homeless(message, reading.file))
        return True

    def _take(self, message: Message) -> None:
        header = message.header
        for key, line in assignment_lines(message):
            facts = self._facts.get(key)
            if facts is None:
                facts = self._facts[key] = AssignmentFacts()
            facts.absorb(header, line)
        for request in requests_of(message):
            name = (request.law, request.municipality, request.provider, request.client)
            mark = stamp(header, request.lines)
            kept = self._requests.get((*name, request.reference))
            if kept is None or later(mark, kept[0]):
                self._requests[*name, request.reference] = (mark, request)
        for client in message.clients:
            # A 301 tells most about a person; a 317 or 323 nothing but the number.
            rank = (header.kind == "301", stamp(header, client.client))
            known = self._clients.get(client.client.bsn)
            if client.client.name is not None and (known is None or rank > known[0]):
                self._clients[client.client.bsn] = (rank, client.client)

    def folded(self) -> Folded:
        """Provisions and the rest as they stand now."""
        provisions = []
        waiting: list[Waiting] = []
        for key in sorted(self._facts):
            facts = self._facts[key]
            state = state_of(key, key.law, facts)
            if state is not None:
                provisions.append(state)
            waiting += [Waiting(key, what, lines, since) for what, lines, since in facts.waiting()]
        reused = {
            fault("identity_reused", Scope.FILE, Where(file), element="BerichtIdentificatie")
            for hashes, files in self._identities.values()
            if len(hashes) > 1
            for file in files
        }
        return Folded(
            provisions=tuple(provisions),
            requests=tuple(
                request
                for _, (_, request) in sorted(self._requests.items(), key=lambda item: item[0])
            ),
            waiting=tuple(waiting),
            clients=tuple(
                client for _, (_, client) in sorted(self._clients.items(), key=lambda item: item[0])
            ),
            faults=tuple(sorted(self._faults | reused, key=lambda f: (str(f.where), f.code))),
        )


def fold(readings: Iterable[Reading]) -> Folded:
    """What these files amount to together; the order and repetition of files make no odds."""
    collected = Fold()
    for reading in readings:
        collected.add(reading)
    return collected.folded()
