# SPDX-License-Identifier: EUPL-1.2
"""A form that is sent keeps what was typed, whatever comes of it."""

import pytest
from django import forms
from django.http import Http404, QueryDict
from django.test import RequestFactory

from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal, TooMany
from voordeur.door.submitting import number_sent, posted, submit, uuid_sent


class Letter(forms.Form):
    """A form with a text, a choice and the version it was made from."""

    text = forms.CharField(label="Text", max_length=20)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "First"), ("b", "Second")])
    version = forms.IntegerField(widget=forms.HiddenInput)


def sent(version: int = 1, *, now: int = 2, text: str = "Mine") -> Letter:
    data = QueryDict(mutable=True)
    data.update({"text": text, "kind": "a", "version": version})
    return Letter(data, initial={"version": now})


def refuse(refusal: Refusal):
    def act() -> None:
        raise refusal

    return act


def test_a_form_that_was_only_opened_does_nothing():
    assert submit(Letter(), refuse(Refusal("never asked"))).status == 200


def test_what_is_not_valid_never_reaches_the_action():
    form = sent(text="far too long for this field")
    assert submit(form, refuse(Refusal("never asked"))).status == 422
    assert form["text"].value() == "far too long for this field"


def test_what_is_done_goes_on():
    done = []
    outcome = submit(sent(), lambda: done.append(1))
    assert (outcome.done, outcome.status, done) == (True, 303, [1])


@pytest.mark.parametrize(("where", "place"), [("text", "text"), ("elsewhere", "__all__")])
def test_a_refusal_stands_at_its_field_or_above_the_form(where, place):
    form = sent()
    assert submit(form, refuse(Refusal("Not so.", where, "Do this."))).status == 422
    assert form.errors == {place: ["Not so. Do this."]}
    assert form["text"].value() == "Mine"


def test_a_conflict_gives_both_texts_in_the_words_of_the_form_and_lets_the_second_decide():
    form = sent(version=1, now=2)
    conflict = Conflict(
        "Changed.",
        mine={"text": "Mine", "kind": "a", "same": "x"},
        theirs={"text": "Theirs", "kind": "b", "same": "x"},
    )
    outcome = submit(form, refuse(conflict))
    assert outcome.status == 409
    assert [(one.label, one.mine, one.theirs) for one in outcome.both] == [
        ("Text", "Mine", "Theirs"),
        ("Kind", "First", "Second"),
    ]
    # Who has seen both sends the form again: it goes on from what is there now.
    assert str(form["version"].value()) == "2"
    assert form["text"].value() == "Mine"


@pytest.mark.parametrize("refusal", [NoEntry("x"), NotAllowed("x"), TooMany("x")])
def test_who_may_not_do_it_at_all_gets_the_page_that_says_so(refusal):
    with pytest.raises(type(refusal)):
        submit(sent(), refuse(refusal))


def test_a_button_carries_numbers_and_outside_names_and_nothing_else():
    make = RequestFactory()
    assert posted(make.get("/")) is None
    assert posted(make.post("/")) is not None
    for raw, number in (("3", 3), ("", 0), ("-1", 0), ("1e3", 0), ("٣", 0), ("9" * 30, 0)):
        assert number_sent(make.post("/", {"version": raw})) == number
    with pytest.raises(Http404):
        uuid_sent(make.post("/", {"step": "1"}), "step")
