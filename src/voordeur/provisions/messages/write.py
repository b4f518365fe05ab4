# SPDX-License-Identifier: EUPL-1.2
"""The one writer of messages: a batch of at most 500 lines is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from voordeur.door import access as door
from voordeur.door.access import Access
from voordeur.door.deed import in_bulk
from voordeur.door.reader import Reader
from voordeur.history import clock, record
from voordeur.history.record import Draft
from voordeur.partners.queries import organisations_by_agb
from voordeur.people.queries import homes_by_number
from voordeur.provisions.istandaarden.lines import Header, MessageIdentity
from voordeur.provisions.messages.plan import Columns, Held, Home, Key, Line, Outcome, plan
from voordeur.provisions.models import (
    ImportedAssignment,
    ImportedMessage,
    ImportedRequest,
    Provision,
)

BATCH = 500
STREAM = ("system", 2)
"""The stream of imports; its lock keeps two imports from writing at the same time."""
_OF_THE_FILE = ("household_id", "person_id", "compartment")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message by what makes it the same message, and the hash of its bytes."""

    header: Header
    content_hash: str

    @property
    def name(self) -> tuple[MessageIdentity, str]:
        """Return identity and hash: what is taken in at most once."""
        return (self.header.identity, self.content_hash)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a provider asks in a 315 or 317, with the keyed value of the client's number."""

    law: str
    municipality: str
    provider: str
    client: str = field(repr=False)
    reference: str
    reason: str
    dated: Any
    lines: int

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what makes it the same request."""
        return (self.client, self.provider, self.reference, self.law, self.municipality)


@dataclass(slots=True)
class Batch:
    """Lines with the message each is from, the messages that end here, and requests.

    A message of more lines than fit is spread over batches and counts as taken in with its last
    line; until then it is read again after a kill, which changes nothing.
    """

    lines: list[tuple[Sent, Line]] = field(default_factory=list)
    messages: list[Sent] = field(default_factory=list)
    requests: list[tuple[Sent, Asked]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one batch did: messages new and seen before, assignments new, changed and withdrawn."""

    messages: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    reused: tuple[MessageIdentity, ...] = ()
    """Identities that came with another content before."""


def take_in(reader: Reader, batch: Batch, providers: Mapping[str, int] | None = None) -> Taken:
    """Write one batch; raises NotAllowed when this reader may not import.

    Rows, events and the record of the messages are one transaction: killed at any moment, all of
    the batch is there or nothing.
    """
    if len(batch.lines) > BATCH:
        raise ValueError(f"a batch holds at most {BATCH} lines: split it")
    with door.scope(), transaction.atomic():
        access = door.for_system(reader)
        clients = {line.key.client for _, line in batch.lines}
        homes = homes_of(access, clients)
        households = {("household", home.household_id) for home in homes.values()}
        record.lock([*households, STREAM])
        known, reused = known_messages(batch.messages, batch.lines)
        lines = [line for sent, line in batch.lines if sent.name not in known]
        outcomes = plan(
            lines,
            held_of(access, {line.key for line in lines}),
            homes,
            providers_of(lines) if providers is None else providers,
        )
        drafts = write(outcomes)
        fresh = {sent.name: sent for sent in batch.messages if sent.name not in known}
        _write_messages(fresh.values())
        _write_requests([(s, asked) for s, asked in batch.requests if s.name not in known])
        counts = {"messages": len(fresh), "lines": len(lines)}
        if fresh or lines:
            drafts.append(Draft(STREAM, "provisions.messages_taken_in", counts))
        in_bulk(reader, "import.run", drafts)
        return tally(outcomes, len(fresh), len(batch.messages) - len(fresh), reused)


def tally(
    outcomes: Sequence[Outcome], fresh: int, seen: int, reused: tuple[MessageIdentity, ...]
) -> Taken:
    """Count what a batch does; a withdrawal counts when it is new, not again with each message."""
    return Taken(
        messages=fresh,
        seen=seen,
        new=sum(one.fresh for one in outcomes),
        changed=sum(one.changed for one in outcomes),
        withdrawn=sum(one.withdrawn and (one.fresh or one.changed) for one in outcomes),
        reused=reused,
    )


def homes_of(access: Access, clients: Iterable[str]) -> dict[str, Home]:
    """Return person and household of the clients that are members of a household here."""
    found = homes_by_number(access, set(clients))
    return {client: Home(*pair) for client, pair in found.items()}


def providers_of(lines: Iterable[Line]) -> dict[str, int]:
    """Return the organisations behind the providers these lines name."""
    return organisations_by_agb({line.header.provider for line in lines})


def known_messages(
    messages: Sequence[Sent], lines: Iterable[tuple[Sent, Line]]
) -> tuple[set[tuple[MessageIdentity, str]], tuple[MessageIdentity, ...]]:
    """Return which messages were taken in before, and which identities came with other content."""
    sents = {sent.name: sent for sent in messages} | {sent.name: sent for sent, _ in lines}
    identities = {sent.header.identity for sent in sents.values()}
    rows = ImportedMessage.objects.filter(
        identification__in={identity.identification for identity in identities}
    ).values_list("sender", "identification", "code", "content_hash")
    stored: dict[MessageIdentity, set[str]] = {}
    for sender, identification, code, content_hash in rows:
        identity = MessageIdentity(sender, identification, code)
        if identity in identities:
            stored.setdefault(identity, set()).add(content_hash)
    known = {name for name in sents if name[1] in stored.get(name[0], ())}
    hashes = {identity: set(found) for identity, found in stored.items()}
    for identity, content_hash in sents:
        hashes.setdefault(identity, set()).add(content_hash)
    return known, tuple(sorted(one for one, found in hashes.items() if len(found) > 1))


def held_of(access: Access, keys: set[Key]) -> dict[Key, Held]:
    """Return what is kept of these assignments, with the provisions they became; two queries."""
    rows = ImportedAssignment.objects.filter(
        client__in={key.client for key in keys}, number__in={key.number for key in keys}
    )
    kept = {
        key: (facts, provision_id)
        for law, municipality, number, client, facts, provision_id in rows.values_list(
            "law", "municipality", "number", "client", "facts", "provision_id"
        )
        if (key := Key(law, municipality, number, client)) in keys
    }
    ids = [provision_id for _, provision_id in kept.values() if provision_id]
    provisions = given_now(access, ids) if ids else {}
    return {
        key: Held(facts, provision_id, provisions.get(provision_id or 0))
        for key, (facts, provision_id) in kept.items()
    }


def given_now(access: Access, ids: Iterable[int]) -> dict[int, Columns]:
    """Return the columns of provisions that messages can change, as they are now."""
    rows = Provision.objects.through(access).shown().filter(pk__in=list(ids))
    return {row["pk"]: row for row in rows.values("pk", *_OF_THE_FILE, *_FROM_MESSAGES)}


_FROM_MESSAGES = (
    "name",
    "law",
    "category",
    "code",
    "provider_id",
    "provider_agb",
    "from_date",
    "until",
    "exit_reason",
    "withdrawn",
    "declared",
    "budget_cents",
    "budget_from",
    "budget_until",
    "units",
    "unit",
    "per",
    "unit_cents",
    "average_price",
)


def write(outcomes: Iterable[Outcome]) -> list[Draft]:
    """Write what a plan says and return its events; needs the caller's transaction.

    What people said of a provision here (stacking, whether it counts, why it began, who pays) is
    left as it is: messages do not know it.
    """
    outcomes = list(outcomes)
    new = [one for one in outcomes if one.deed == "recorded"]
    rows = [
        Provision(**one.columns, payer="municipality", flow="in_kind", source="import")
        for one in new
        if one.columns
    ]
    Provision._plain.bulk_create(rows)
    ids = {one.key: row.pk for one, row in zip(new, rows, strict=True)}
    _change([one for one in outcomes if one.deed in ("changed", "withdrawn")])
    now = clock.now()
    ImportedAssignment.objects.bulk_create(
        [
            ImportedAssignment(
                **one.key._asdict(),
                facts=one.facts,
                granted=one.granted,
                provision_id=ids.get(one.key, one.provision_id),
                changed_at=now,
            )
            for one in outcomes
            if one.fresh or one.changed or one.deed
        ],
        update_conflicts=True,
        unique_fields=["client", "number", "law", "municipality"],
        update_fields=["facts", "granted", "provision", "changed_at"],
    )
    return [
        Draft(
            ("household", one.home.household_id),
            f"provisions.{one.deed}",
            {
                "provision": ids.get(one.key, one.provision_id),
                "law": one.key.law,
                "source": "import",
            },
            household_id=one.home.household_id,
            person_id=one.home.person_id,
            compartment=one.columns["compartment"],
        )
        for one in outcomes
        if one.deed and one.home and one.columns
    ]


def _change(outcomes: Sequence[Outcome]) -> None:
    """Bring provisions up to what the messages say now; the file they stand in stays."""
    if not outcomes:
        return
    by_id = {one.provision_id: one for one in outcomes if one.provision_id is not None}
    rows = list(Provision._plain.filter(pk__in=by_id))
    for row in rows:
        columns = by_id[row.pk].columns or {}
        for name in _FROM_MESSAGES:
            if name != "average_price":
                setattr(row, name, columns[name])
        row.version += 1
    fields = [name.removesuffix("_id") for name in _FROM_MESSAGES if name != "average_price"]
    Provision._plain.bulk_update(rows, [*fields, "version"])


def _write_messages(messages: Iterable[Sent]) -> None:
    now = clock.now()
    ImportedMessage.objects.bulk_create(
        [
            ImportedMessage(
                sender=sent.header.sender,
                identification=sent.header.identification,
                code=sent.header.code,
                content_hash=sent.content_hash,
                kind=sent.header.kind,
                dated=sent.header.dated,
                taken_at=now,
            )
            for sent in messages
        ],
        ignore_conflicts=True,
    )


def _write_requests(requests: Sequence[tuple[Sent, Asked]]) -> None:
    """Keep of each request the later one by its own date; the hash decides between equals."""
    if not requests:
        return
    latest: dict[tuple[str, ...], tuple[Sent, Asked]] = {}
    for sent, asked in requests:
        kept = latest.get(asked.key)
        if kept is None or _rank(sent, asked) > _rank(*kept):
            latest[asked.key] = (sent, asked)
    stored = {
        (row.client, row.provider, row.reference, row.law, row.municipality): row
        for row in ImportedRequest.objects.filter(client__in={key[0] for key in latest})
    }
    ImportedRequest.objects.bulk_create(
        [
            ImportedRequest(
                law=asked.law,
                municipality=asked.municipality,
                provider=asked.provider,
                client=asked.client,
                reference=asked.reference,
                reason=asked.reason,
                dated=asked.dated,
                lines=asked.lines,
                content_hash=sent.content_hash,
            )
            for key, (sent, asked) in latest.items()
            if key not in stored
            or _rank(sent, asked) > (stored[key].dated, stored[key].content_hash)
        ],
        update_conflicts=True,
        unique_fields=["client", "provider", "reference", "law", "municipality"],
        update_fields=["reason", "dated", "lines", "content_hash"],
    )


def _rank(sent: Sent, asked: Asked) -> tuple[Any, str]:
    return (asked.dated, sent.content_hash)
