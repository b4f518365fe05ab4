# SPDX-License-Identifier: EUPL-1.2
"""Forms of own words and of what goes well."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.people.words import HOWS
from voordeur.plan import wording
from voordeur.plan.forms.fields import (
    WAYS,
    fill,
    long_text,
    one_line,
    one_of,
    people,
)


class WordsForm(forms.Form):
    """What a member says, and what must come first."""

    person = one_of(gettext_lazy("Who says this?"))
    text = long_text(
        gettext_lazy("In their own words"),
        help_text=gettext_lazy("Write it down as it was said. Do not make it nicer or shorter."),
    )
    first_priority = one_line(gettext_lazy("What must come first?"), required=False, longest=200)
    how = one_of(gettext_lazy("How did it come in?"), required=False)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "person", people(members))
        fill(self, "how", wording.options(HOWS, WAYS))


class WordsChangeForm(forms.Form):
    """A correction of words that were written down wrongly."""

    text = long_text(gettext_lazy("In their own words"))
    first_priority = one_line(gettext_lazy("What must come first?"), required=False, longest=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StrengthForm(forms.Form):
    """What goes well, or what somebody is good at."""

    person = one_of(gettext_lazy("Of whom?"), required=False)
    text = one_line(gettext_lazy("What goes well, or what is somebody good at?"), longest=200)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "person", people(members, together=True))
