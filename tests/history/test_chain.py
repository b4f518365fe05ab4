# SPDX-License-Identifier: EUPL-1.2
"""The chain of hashes: any change, gap or swap shows, and is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.history.chain import Link, digest, first_break, root

texts = st.text(max_size=20)
facts = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
parts = st.builds(
    Link,
    stream=st.just("household:1"),
    seq=st.just(0),
    kind=texts,
    version=st.integers(1, 9),
    operation_id=texts,
    actor=texts,
    purpose=texts,
    household_id=st.none() | st.integers(),
    person_id=st.none() | st.integers(),
    compartment=texts,
    occurred_at=texts,
    recorded_at=texts,
    facts=facts,
    sealed=facts,
    prev=st.just(""),
)
FIELDS = [name for name in Link.__dataclass_fields__ if name not in {"seq", "prev", "stream"}]


def chained(links: list[Link]) -> list[tuple[Link, str]]:
    """Put links in one chain, each with its hash."""
    chain: list[tuple[Link, str]] = []
    prev = ""
    for seq, link in enumerate(links, start=1):
        placed = replace(link, seq=seq, prev=prev)
        prev = digest(placed)
        chain.append((placed, prev))
    return chain


chains = st.lists(parts, min_size=1, max_size=6).map(chained)


@given(chains)
def test_a_chain_as_it_was_written_holds(chain):
    assert first_break(chain) is None


@given(chains, st.data())
def test_changing_any_field_of_any_event_breaks_the_chain_there(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    link, stored = chain[place]
    other = data.draw(
        st.sampled_from([None, 0, "other", {"a": 1}]).filter(
            lambda value: value != getattr(link, field)
        )
    )
    forged = [*chain[:place], (replace(link, **{field: other}), stored), *chain[place + 1 :]]
    found = first_break(forged)
    assert found is not None
    assert (found.seq, found.reason) == (place + 1, "was altered after it was written")


@given(chains, st.data())
def test_changing_an_event_with_its_hash_breaks_the_next(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    link, _ = chain[place]
    forged_link = replace(link, actor=link.actor + "x")
    forged = [*chain[:place], (forged_link, digest(forged_link)), *chain[place + 1 :]]
    found = first_break(forged)
    if place == len(chain) - 1:
        assert found is None, "the last event is held by the seal, not by the chain"
    else:
        assert found is not None
        assert found.seq == place + 2


@given(chains.filter(lambda chain: len(chain) > 1), st.data())
def test_a_missing_event_is_named(chain, data):
    place = data.draw(st.integers(0, len(chain) - 2))
    found = first_break(chain[:place] + chain[place + 1 :])
    assert found is not None
    assert (found.seq, found.reason) == (place + 1, "this event is missing")


@given(chains.filter(lambda chain: len(chain) > 1), st.data())
def test_two_swapped_events_break_the_chain_at_the_first(chain, data):
    place = data.draw(st.integers(0, len(chain) - 2))
    (one, one_hash), (two, two_hash) = chain[place], chain[place + 1]
    swapped = [
        *chain[:place],
        (replace(two, seq=one.seq), two_hash),
        (replace(one, seq=two.seq), one_hash),
        *chain[place + 2 :],
    ]
    found = first_break(swapped)
    assert found is not None
    assert found.seq == place + 1


ends = st.lists(
    st.tuples(st.integers(1, 99), st.integers(1, 99), texts), unique_by=lambda end: end[0]
)


@given(texts, ends, st.randoms())
def test_a_seal_does_not_depend_on_the_order_of_the_ends(previous, some_ends, chance):
    shuffled = list(some_ends)
    chance.shuffle(shuffled)
    assert root(previous, shuffled) == root(previous, some_ends)


@given(texts, ends.filter(bool), st.data())
def test_another_end_gives_another_seal(previous, some_ends, data):
    place = data.draw(st.integers(0, len(some_ends) - 1))
    stream, seq, head = some_ends[place]
    forged = [*some_ends[:place], (stream, seq, head + "x"), *some_ends[place + 1 :]]
    assert root(previous, forged) != root(previous, some_ends)
    assert root(previous + "x", some_ends) != root(previous, some_ends)


def test_a_break_says_where_in_words():
    with pytest.raises(AttributeError):
        first_break([("no link", "hash")])
    link = chained([Link("household:3", 0, "k", 1, "", "", "", None, None, "", "", "", {}, [], "")])
    forged = [(replace(link[0][0], kind="other"), link[0][1])]
    assert str(first_break(forged)) == "household:3, event 1: was altered after it was written"
