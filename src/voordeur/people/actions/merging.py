# SPDX-License-Identifier: EUPL-1.2
"""Joining two files that are about one person or one household, and undoing it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import widening
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import record
from voordeur.history.record import Private
from voordeur.people import identity, joining
from voordeur.people.joining import Listing, Of
from voordeur.people.models import Household, Membership, Merge, Person
from voordeur.people.sameness import (
    FACTS,
    homes_of,
    refuse_two_households,
    refuse_two_persons,
    two_homes,
)

MAY = frozenset({"case_coordinator", "triage"})
SHORTEST_GROUND = 10


def _enter_all(deed: Deed, homes: Iterable[int]) -> None:
    """Enter each household, as one who sees the same of all; raises NotAllowed otherwise.

    Who coordinates one and only triages the other would see more of one of them by joining them.
    """
    homes = sorted(set(homes))
    record.lock(("household", home) for home in homes)
    common = MAY
    for home in homes:
        try:
            access = deed.enter(home)
        except NoEntry as error:
            raise _not_yours() from error
        if not access.everything:
            common = common & access.relations
    if not common:
        raise _not_yours()


def _not_yours() -> NotAllowed:
    return NotAllowed(
        _("You can join these only when you may see the whole of both."),
        remedy=_("Ask triage, or the case coordinator of the other household."),
    )


def _ground(ground: str) -> str:
    if len(ground.strip()) < SHORTEST_GROUND:
        raise Refusal(_("Write how you know that the two are the same."), "ground")
    return ground.strip()[:300]


def _may_move(deed: Deed, of: Of, source: int, target: int) -> None:
    if widening.held([f"{of}:{source}", f"{of}:{target}"], deed.now):
        raise Refusal(
            _("A legal hold lies on one of the two files."),
            "",
            _("Join them when the hold has ended."),
        )


def _write_merge(
    deed: Deed, of: Of, home: int, ids: tuple[int, int], ground: str, part: tuple[int | None, str]
) -> Merge:
    row = Merge(
        household_id=home,
        person_id=part[0],
        compartment=part[1],
        of=of,
        source=ids[0],
        target=ids[1],
        ground=ground,
        made_at=deed.now,
        made_by=deed.reader.key,
        operation_id=deed.operation_id,
    )
    row.save(force_insert=True)
    return row


def _one_number(listing: Listing, source: Person, target: Person) -> None:
    """Give the target the citizen number of the source, sealed with the target's own key."""
    if not source.citizen_number_sealed or target.citizen_number_sealed:
        return
    number, lookup = identity.unseal(source.pk, source.citizen_number_sealed), None
    lookup = source.citizen_number_lookup
    listing.change(source, citizen_number_lookup=None)
    listing.change(
        target,
        citizen_number_lookup=lookup,
        citizen_number_sealed=identity.seal(target.pk, number),
    )


def _homes_of_both(given: Mapping[str, Any]) -> list[int]:
    return [home for homes in homes_of(given["source_id"], given["target_id"]) for home in homes]


@action("file.join", beside=_homes_of_both)
def merge_persons(
    deed: Deed,
    *,
    household_id: int,
    source_id: int,
    target_id: int,
    ground: str,
    take: Collection[str] = (),
    expected_versions: tuple[int, int] | None = None,
) -> Merge:
    """Let one person take the place of another who turned out to be the same; can be undone.

    No event moves. Rows go under the target's number, and the list of that is kept sealed. `take`
    names what is taken over from the source of name, birth and language. Nobody sees more by it:
    who was let in to only one of the two, where a household knew both, is let go. Needs the same
    place (case coordinator or triage) in every household of both.

    Raises Refusal when the two have different citizen numbers, both sign in, or both hold
    something of which there can be only one.
    """
    ground = _ground(ground)
    both = [source_id, target_id]
    homes, theirs = homes_of(*both)
    if household_id not in homes and household_id not in theirs:
        raise NoEntry(_("This member is not in the household."))
    _enter_all(deed, {*homes, *theirs})
    deed.enter(household_id)
    source, target = Person._plain.get(pk=source_id), Person._plain.get(pk=target_id)
    if expected_versions is not None and expected_versions != (source.version, target.version):
        raise Refusal(_("One of the two was changed meanwhile. Look again."), "")
    accounts = widening.accounts_of(both)
    refuse_two_persons(source, target, accounts)
    _may_move(deed, "person", source_id, target_id)
    listing = Listing()
    for given in widening.by_persons(both, accounts, set(homes) & set(theirs), deed.now):
        widening.let_go(deed, given)
        listing.change(given, valid_until=deed.now)
    _one_number(listing, source, target)
    joining.put_under("person", source_id, target_id, {*homes, *theirs}, listing)
    facts = {name: getattr(source, name) for name in FACTS if name in take}
    listing.change(target, **facts, version=target.version + 1)
    listing.change(source, merged_into_id=target_id)
    identity.drop_keys(source_id)
    identity.write_keys(target)
    record.merge(("person", source_id), ("person", target_id))
    part = (target_id, "where")
    row = _write_merge(deed, "person", household_id, (source_id, target_id), ground, part)
    # Where the other file lies is not for a household to learn: who reads the part `where` may.
    for home in sorted({*homes, *theirs}):
        deed.happened(
            "people.persons_merged", {"merge": row.pk}, about=part, stream=("household", home)
        )
    deed.happened(
        "people.persons_merged",
        {"merge": row.pk, "into": target_id},
        about=(source_id, "where"),
        stream=("person", source_id),
    )
    deed.happened(
        "people.persons_merged",
        {"merge": row.pk, "from": source_id},
        Private(f"person:{target_id}", "where", listing.body()),
        stream=("person", target_id),
    )
    return row


@action("file.join", beside=lambda given: [given["source_id"]])
def merge_households(
    deed: Deed,
    *,
    household_id: int,
    source_id: int,
    ground: str,
    let_in: Collection[str] = (),
) -> Merge:
    """Let a household take the place of one that is the same, registered twice; can be undone.

    The same people must be in both. Who may look at one of the two only (reader keys), is let go,
    unless named in `let_in`: then they may look at the whole, and whoever joins answers for it.
    The members see that the files were joined.
    """
    ground = _ground(ground)
    _enter_all(deed, {household_id, source_id})
    deed.enter(household_id)
    both = two_homes(source_id, household_id)
    refuse_two_households(both)
    _may_move(deed, "household", source_id, household_id)
    listing = Listing()
    for given in widening.by_households(source_id, household_id, both.shared, deed.now):
        if given.reader not in let_in:
            widening.let_go(deed, given)
            listing.change(given, valid_until=deed.now)
    joining.put_under("household", source_id, household_id, [source_id, household_id], listing)
    source = Household.objects.get(pk=source_id)
    target = Household.objects.get(pk=household_id)
    if target.capacity is None and source.capacity is not None:
        listing.change(target, capacity=source.capacity)
    listing.change(target, version=target.version + 1)
    listing.change(source, merged_into_id=household_id)
    record.merge(("household", source_id), ("household", household_id))
    row = _write_merge(
        deed, "household", household_id, (source_id, household_id), ground, (None, "name")
    )
    deed.happened(
        "people.household_merged",
        {"merge": row.pk, "into": household_id},
        about=(None, "name"),
        stream=("household", source_id),
    )
    deed.happened(
        "people.household_merged",
        {"merge": row.pk, "from": source_id, "let_in": sorted(let_in)},
        Private(f"household:{household_id}", "name", listing.body()),
        about=(None, "name"),
    )
    return row


def the_merge(deed: Deed, merge: UUID) -> Merge:
    """Return a merge that is not undone and that this reader may know of."""
    row = Merge.objects.through(deed.inside).shown().filter(uuid=merge, undone_at=None).first()
    if row is None:
        raise Refusal(_("This was undone already, or it is not here."), "merge")
    return row


def _homes_of_joined(given: Mapping[str, Any]) -> list[int]:
    joined = Merge._plain.filter(uuid=given["merge"], of="person")
    rows = Membership._plain.filter(person_id__in=joined.values("target"))
    return list(rows.values_list("household_id", flat=True))


@action("file.join", beside=_homes_of_joined)
def undo_merge(
    deed: Deed,
    *,
    household_id: int,
    merge: UUID,
    expected_version: int,
    back: Collection[tuple[str, int]] = (),
) -> Merge:
    """Take two files apart again: each row back to where it was, with what was written in it since.

    `back` names rows made since the merge (model, number) that belong to the one that was joined;
    the others stay. What hangs on a row goes with it. Who was let go by the merge may look again.
    """
    deed.enter(household_id)
    row = the_merge(deed, merge)
    if row.version != expected_version:
        raise Refusal(_("This was changed meanwhile. Look again."), "merge")
    source, target = row.source, row.target
    of: Of = "person" if row.of == "person" else "household"
    homes = homes_of(target)[0] if of == "person" else [household_id]
    _enter_all(deed, homes)
    deed.enter(household_id)
    model = Person if of == "person" else Household
    stands = model._base_manager.filter(pk=target).values_list("merged_into_id", flat=True).get()
    if stands is not None:
        raise Refusal(_("This was joined to yet another since: undo that first."), "merge")
    kept = joining.kept_list(row.operation_id)
    since = joining.made_since(of, target, kept)
    record.part((of, source))
    joining.put_back(of, source, target, kept)
    moved = joining.give_back(of, source, target, since, back)
    if of == "person":
        for number in (source, target):
            identity.write_keys(Person._plain.get(pk=number))
    row.undone_at, row.version = deed.now, row.version + 1
    row.save(update_fields=["undone_at", "version"])
    part = (row.person_id, row.compartment)
    facts = {"merge": row.pk, "rows_since": moved}
    streams = {(of, source), (of, target), *(("household", home) for home in homes)}
    for stream in sorted(streams):
        about = (stream[1], "where") if stream[0] == "person" else part
        deed.happened("people.merge_undone", facts, about=about, stream=stream)
    return row
