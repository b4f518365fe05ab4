# SPDX-License-Identifier: EUPL-1.2
"""The sums of counsel: plain words, the time box, a calendar file that gives nothing away."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.counsel.ics import calendar_file
from voordeur.counsel.plain import LONGEST_SENTENCE, LONGEST_WORD, plainness
from voordeur.counsel.timebox import time_box

START = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
words = st.text(alphabet="abcdefghij", min_size=1, max_size=LONGEST_WORD)


@given(st.lists(st.lists(words, min_size=1, max_size=LONGEST_SENTENCE), max_size=5))
def test_short_sentences_of_short_words_are_plain(sentences):
    assert plainness(". ".join(" ".join(one) for one in sentences)).plain


@given(st.lists(words, min_size=LONGEST_SENTENCE + 1, max_size=40))
def test_one_long_sentence_is_named_whole(sentence):
    text = " ".join(sentence)
    assert plainness(f"Kort. {text}.").sentences == (text,)


def test_a_long_word_is_named_once():
    found = plainness("De schuldhulpverleningsovereenkomst. De schuldhulpverleningsovereenkomst.")
    assert found.words == ("schuldhulpverleningsovereenkomst",)


@given(st.lists(st.integers(1, 120), max_size=20), st.integers(1, 600))
def test_items_follow_each_other_without_gap_and_what_does_not_fit_is_counted(boxes, room):
    found = time_box(START, START + timedelta(minutes=room), boxes)
    assert found.minutes == sum(boxes)
    assert found.over == max(0, sum(boxes) - room)
    at = START
    for slot, box in zip(found.slots, boxes, strict=True):
        assert slot.start == at
        assert slot.end - slot.start == timedelta(minutes=box)
        at = slot.end


@pytest.mark.parametrize(("end", "boxes"), [(START, []), (START + timedelta(hours=1), [0])])
def test_a_box_of_nothing_is_refused(end, boxes):
    with pytest.raises(ValueError, match=r"."):
        time_box(START, end, boxes)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_of_a_calendar_file_can_start_a_line_of_its_own(word, place):
    file = calendar_file(
        uid="u", start=START, end=START + timedelta(hours=1), made=START, word=word, place=place
    ).decode()
    lines = file.split("\r\n")
    unfolded = file.replace("\r\n ", "").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert [line.split(":")[0] for line in unfolded if line] == [
        *("BEGIN", "VERSION", "PRODID", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND"),
        *("SUMMARY", "LOCATION", "CLASS", "END", "END"),
    ]
