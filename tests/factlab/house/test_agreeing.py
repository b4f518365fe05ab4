# SPDX-License-Identifier: EUPL-1.2
"""What looks at the same two rows come to: never more than people said, and the same for any order."""

from hypothesis import given
from hypothesis import strategies as st

from voordeur.factlab.agreeing import Said, decision, is_asked, looked_at_twice, state

says = st.sampled_from(["same", "different", "unsure"])
looks = st.dictionaries(st.sampled_from("abcd"), says).map(
    lambda found: [Said(by, one) for by, one in found.items()]
)
marks = st.integers(0, 2**32 - 1).map(lambda number: f"{number:08x}" + "0" * 56)


@given(looks, st.randoms())
def test_nothing_is_decided_that_nobody_said_and_order_does_not_matter(some, chance):
    found = decision(some)
    clear = {one.says for one in some} - {"unsure"}
    assert (found is None) == (len(clear) != 1)
    assert (state(some) == "settled") == (found is not None)
    assert found is None or ("same" in clear) is found
    mixed = chance.sample(some, len(some))
    assert (decision(mixed), state(mixed)) == (found, state(some))


@given(looks, st.sampled_from(["same", "different"]))
def test_a_second_look_settles_whatever_was_said(some, word):
    settled = [*some, Said("z", word, second=True)]
    assert state(settled) == "settled"
    assert decision(settled) is (word == "same")


@given(looks, marks, st.sampled_from("abcd"))
def test_nobody_is_asked_twice_and_one_in_five_is_asked_of_two(some, mark, reader):
    asked = is_asked(mark, some, reader)
    mine = [one for one in some if one.by == reader]
    assert not (asked and mine)
    if not mine and len(some) == 1 and state(some) == "settled":
        assert asked is looked_at_twice(mark)
    if not mine and state(some) in ("open", "unsure"):
        assert asked
    if state(some) == "disagreed":
        assert not asked
