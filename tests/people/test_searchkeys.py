# SPDX-License-Identifier: EUPL-1.2
"""A name is found although it is written or heard a little differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.people.searchkeys import (
    Candidate,
    candidates,
    deletions,
    fold,
    keys,
    score,
    sound_of,
    tokens,
)

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Çelik", "celik"),
        ("  José-María ", "jose maria"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("d'Hont", "d hont"),
        ("ĲSBRAND", "ijsbrand"),
        ("Yıldız", "yildiz"),
    ],
)
def test_marks_capitals_and_signs_do_not_matter(written, folded):
    assert fold(written) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("van der Berg", ("berg",)),
        ("Tom van 't Hof", ("tom", "hof")),
        ("Al", ("al",)),
        ("", ()),
    ],
)
def test_prefixes_are_left_out_unless_there_is_nothing_else(name, expected):
    assert tokens(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meijer", "meyer"),
        ("meijer", "meier"),
        ("dijk", "dyk"),
        ("bouwman", "bauman"),
        ("claes", "klaas"),
        ("kuyper", "kuiper"),
        ("jansen", "janssen"),
        ("philip", "filip"),
        ("visser", "fisser"),
        ("zanten", "santen"),
        ("schmidt", "smit"),
        ("schipper", "sgipper"),
        ("quirine", "kwirine"),
        ("bosch", "bos"),
        ("theo", "teo"),
        ("gerrit", "gerit"),
        ("peters", "peter"),
        ("cees", "sees"),
        ("arend", "arent"),
    ],
)
def test_spellings_of_one_sound_fall_together(one, other):
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bakker", "visser"), ("jansen", "hansen"), ("dijk", "dam"), ("smit", "smeets")],
)
def test_names_that_sound_otherwise_stay_apart(one, other):
    assert sound_of(one) != sound_of(other)


@given(words)
def test_every_word_sounds_like_something(word):
    assert sound_of(word)


@given(words, st.data())
def test_one_letter_left_out_added_or_changed_still_finds_the_name(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    mistakes = [
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
    ]
    if len(word) > 4:
        mistakes.append(word[:place] + word[place + 1 :])
    for mistake in mistakes:
        assert deletions(word) & deletions(mistake)


@given(words, st.data())
def test_two_letters_that_changed_places_still_find_the_name(word, data):
    place = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert deletions(word) & deletions(swapped)


def test_three_letters_get_no_forms_with_one_left_out():
    assert deletions("tom") == {"tom"}
    assert deletions("anna") == {"anna", "nna", "ana", "ann"}


@given(st.lists(words, min_size=1, max_size=4), st.randoms())
def test_the_order_of_the_words_does_not_matter(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert keys(" ".join(parts)) == keys(" ".join(shuffled))


@given(st.text(max_size=30))
def test_whoever_is_asked_for_by_their_own_name_scores_full(name):
    assert score(name, keys(name)) == (100 if tokens(name) else 0)


def test_the_same_name_comes_before_one_that_sounds_alike_before_one_with_a_letter_wrong():
    stored = {
        "d": keys("Kim Bakker"),
        "c": keys("Kim de Jang"),
        "b": keys("Kim Jonch"),
        "a": keys("Kim de Jong"),
    }
    found = candidates("de Jong, Kim", stored, at_least=60)
    assert found == (
        Candidate("a", 100, True),
        Candidate("b", 87, False),
        Candidate("c", 80, False),
    )


def test_an_empty_question_finds_nobody():
    assert candidates("", {"a": keys("Kim")}, at_least=0) == ()
    assert candidates("Zzyzx", {"a": keys("Kim")}, at_least=0) == ()
