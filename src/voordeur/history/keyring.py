# SPDX-License-Identifier: EUPL-1.2
"""Keys per (subject, compartment, retention class), and encryption with them.

Forgetting a person is destroying the keys: what was encrypted stays in the chain, unreadable.
AES-256-GCM; the place in the chain and the subject are associated data, so that a sealed part
cannot be moved to another event or person.
"""

import base64
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import IntegrityError, transaction

from voordeur.history import clock
from voordeur.history.asking import Shape
from voordeur.history.models import Shredded, Stream, SubjectKey

NONCE = 12


class Forgotten(Exception):
    """The key of this subject was destroyed: the content cannot be read by anyone."""


@cache
def _masters() -> tuple[tuple[str, bytes], ...]:
    from django.conf import settings

    ring = []
    for line in settings.MASTER_KEYS.splitlines():
        name, _, key = line.strip().partition(":")
        if name and key:
            ring.append((name, bytes.fromhex(key)))
    return tuple(ring)


def _master(name: str) -> bytes:
    for known, key in _masters():
        if known == name:
            return key
    raise KeyError(f"master key {name!r} is not in the ring: add its line to the master key file")


def lookup_key() -> bytes:
    """Return the secret for keyed lookups (citizen numbers), derived from the first master key."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"voordeur lookup").derive(
        _masters()[0][1]
    )


_kept: ContextVar[dict[tuple[str, str, str], bytes] | None] = ContextVar("kept", default=None)


@contextmanager
def kept() -> Iterator[None]:
    """Ask for each key once until the block ends, for a batch; a forgotten one is gone at once."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def key_for(subject: str, compartment: str, retention: str, *, make: bool) -> bytes:
    """Return the key; with `make`, create it when it is not there yet.

    Raises Forgotten when the subject was shredded, or when there is no key and `make` is False.
    """
    memory = _kept.get()
    if memory is None:
        return _key_for(subject, compartment, retention, make=make)
    name = (subject, compartment, retention)
    if name not in memory:
        memory[name] = _key_for(subject, compartment, retention, make=make)
    return memory[name]


def _key_for(subject: str, compartment: str, retention: str, *, make: bool) -> bytes:
    row = next(iter(_KEY(subject, compartment, retention)), None)
    if row is None:
        if not make or Shredded.objects.filter(subject=subject).exists():
            raise Forgotten(f"there is no key for {subject}/{compartment}")
        name, master = _masters()[-1]
        fresh = AESGCM.generate_key(256)
        nonce = os.urandom(NONCE)
        wrapped = nonce + AESGCM(master).encrypt(nonce, fresh, subject.encode())
        try:
            with transaction.atomic(using="keys"):
                SubjectKey.objects.create(
                    subject=subject,
                    compartment=compartment,
                    retention=retention,
                    master=name,
                    wrapped=wrapped,
                )
        except IntegrityError:
            return _key_for(subject, compartment, retention, make=False)
        return fresh
    return _opened(row)


_KEY = Shape(
    lambda subject, compartment, retention: SubjectKey.objects.filter(
        subject=subject, compartment=compartment, retention=retention
    )
)


def _opened(row: SubjectKey) -> bytes:
    wrapped, subject = bytes(row.wrapped), row.subject.encode()
    return AESGCM(_master(row.master)).decrypt(wrapped[:NONCE], wrapped[NONCE:], subject)


def found(names: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], bytes]:
    """Return the keys that are there for (subject, compartment, retention); one statement.

    Of somebody who was forgotten there is none.
    """
    wanted = set(names)
    if not wanted:
        return {}
    subjects = sorted({subject for subject, _part, _class in wanted})
    rows = SubjectKey.objects.filter(subject__in=subjects).order_by("pk")
    keyed = {(row.subject, row.compartment, row.retention): row for row in rows}
    return {name: _opened(row) for name, row in keyed.items() if name in wanted}


def keys_for(names: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], bytes]:
    """Make fresh keys for subjects that have none yet, in one statement; for planned batches.

    A name is (subject, compartment, retention). Raises Forgotten when one of the subjects was
    shredded. Names that have a key already are left out of the answer: `key_for` finds those.
    """
    wanted = sorted(set(names))
    if not wanted:
        return {}
    subjects = sorted({subject for subject, _part, _class in wanted})
    if Shredded.objects.filter(subject__in=subjects).exists():
        raise Forgotten("one of these subjects was forgotten")
    there = set(
        SubjectKey.objects.filter(subject__in=subjects).values_list(
            "subject", "compartment", "retention"
        )
    )
    name, master = _masters()[-1]
    wrapping = AESGCM(master)
    made: dict[tuple[str, str, str], bytes] = {}
    rows = []
    for one in wanted:
        if one in there:
            continue
        subject, compartment, retention = one
        made[one] = AESGCM.generate_key(256)
        nonce = os.urandom(NONCE)
        wrapped = nonce + wrapping.encrypt(nonce, made[one], subject.encode())
        rows.append(
            SubjectKey(
                subject=subject,
                compartment=compartment,
                retention=retention,
                master=name,
                wrapped=wrapped,
            )
        )
    with transaction.atomic(using="keys"):
        SubjectKey.objects.bulk_create(rows)
    return made


def seal(key: bytes, plain: bytes, bound_to: str) -> str:
    """Encrypt bytes to base64 text, bound to a place."""
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())).decode()


def unseal(key: bytes, sealed: str, bound_to: str) -> bytes:
    """Decrypt what `seal` made; raises ValueError when it was altered or moved."""
    raw = base64.b64decode(sealed)
    try:
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound_to.encode())
    except InvalidTag as error:
        raise ValueError("this sealed part was altered or moved") from error


def ring(subject: str) -> list[str]:
    """Return whose keys a subject holds: its own, and of everyone who was merged into it.

    What was sealed before a merge stays sealed with the key it had; one query without merges.
    """
    kind, _, number = subject.partition(":")
    held, layer = [subject], [int(number)]
    while layer:
        rows = Stream.objects.filter(
            kind=kind, merged_into__kind=kind, merged_into__subject_id__in=layer
        )
        layer = sorted(rows.values_list("subject_id", flat=True))
        held += [f"{kind}:{one}" for one in layer]
    return held


def known(subject: str) -> bool:
    """Say whether there is a key of this subject: whether anything sealed about it can be read."""
    return SubjectKey.objects.filter(subject=subject).exists()


def forget(subject: str) -> int:
    """Destroy every key of a subject and write it on the list of the shredded; return how many."""
    with transaction.atomic(using="keys"):
        Shredded.objects.get_or_create(subject=subject, defaults={"at": clock.now()})
        count, _ = SubjectKey.objects.filter(subject=subject).delete()
    memory = _kept.get() or {}
    for name in [one for one in memory if one[0] == subject]:
        del memory[name]
    return count


def forget_part(subject: str, retention: str) -> int:
    """Destroy the keys of one retention class of a subject that itself goes on; return how many.

    It stands on the list as `household:3#signal`. A later text of that class gets a fresh key.
    """
    with transaction.atomic(using="keys"):
        Shredded.objects.update_or_create(
            subject=f"{subject}#{retention}", defaults={"at": clock.now()}
        )
        count, _ = SubjectKey.objects.filter(subject=subject, retention=retention).delete()
    return count


def is_shredded(subject: str) -> bool:
    """Say whether the keys of a subject were destroyed for good."""
    return Shredded.objects.filter(subject=subject).exists()


def shredded() -> list[str]:
    """Return every subject that was forgotten; the list is kept outside the backups as well."""
    return list(Shredded.objects.order_by("subject").values_list("subject", flat=True))


def replay_shredding(also: Iterable[str] = ()) -> int:
    """After a restore: destroy again the keys of everybody on the list; return how many keys.

    `also` is the list as it was kept elsewhere: a backup of the keys can be older than the last
    forgetting.
    """
    with transaction.atomic(using="keys"):
        Shredded.objects.bulk_create(
            [Shredded(subject=subject, at=clock.now()) for subject in sorted(set(also))],
            ignore_conflicts=True,
        )
        subjects = shredded()
        count, _ = SubjectKey.objects.filter(subject__in=subjects).delete()
        for subject in subjects:
            whole, _hash, retention = subject.partition("#")
            if retention:
                gone = SubjectKey.objects.filter(subject=whole, retention=retention).delete()
                count += gone[0]
    return count


def rewrap() -> int:
    """Wrap every subject key anew with the last master key of the ring; return how many."""
    name, master = _masters()[-1]
    count = 0
    for row in SubjectKey.objects.exclude(master=name).iterator():
        wrapped = bytes(row.wrapped)
        plain = AESGCM(_master(row.master)).decrypt(
            wrapped[:NONCE], wrapped[NONCE:], row.subject.encode()
        )
        nonce = os.urandom(NONCE)
        row.wrapped = nonce + AESGCM(master).encrypt(nonce, plain, row.subject.encode())
        row.master = name
        row.save(update_fields=["wrapped", "master"])
        count += 1
    return count
