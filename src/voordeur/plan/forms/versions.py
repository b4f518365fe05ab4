# SPDX-License-Identifier: EUPL-1.2
"""Forms of setting a version down and of the word on it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.people.words import HOWS, WORDS
from voordeur.plan import wording
from voordeur.plan.forms.fields import (
    WAYS,
    a_day,
    fill,
    one_line,
    one_of,
    people,
)


class SetDownForm(forms.Form):
    """Setting the plan down as a version."""

    why = one_line(
        gettext_lazy("What is different in this version?"),
        required=False,
        help_text=gettext_lazy("May stay empty."),
    )
    review_on = a_day(
        gettext_lazy("When do you look back together?"),
        help_text=gettext_lazy("You are reminded on that day, and the household sees it too."),
    )


class SignForm(forms.Form):
    """A member's word on a version."""

    person = one_of(gettext_lazy("Who?"))
    word = forms.ChoiceField(
        label=gettext_lazy("What do they say?"),
        widget=forms.RadioSelect,
        choices=wording.options(WORDS),
    )
    spoke = forms.ChoiceField(
        label=gettext_lazy("Who said it?"),
        widget=forms.RadioSelect,
        choices=[
            ("self", gettext_lazy("The member")),
            ("parent", gettext_lazy("A parent with authority, for this child")),
        ],
        initial="self",
        required=False,
    )
    how = one_of(gettext_lazy("How did it come in?"), required=False)
    remark = one_line(gettext_lazy("Anything to add?"), required=False)
    shared = forms.BooleanField(
        label=gettext_lazy("The others in the household may see this answer"), required=False
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "person", people(members))
        fill(self, "how", wording.options(HOWS, WAYS))

    def clean_spoke(self) -> str:
        """Without an answer it is the member's own word."""
        return self.cleaned_data["spoke"] or "self"
