# SPDX-License-Identifier: EUPL-1.2
"""Forms of transitions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.partners.laws import laws
from voordeur.people.queries import Member
from voordeur.transitions.calendar import catalogue
from voordeur.transitions.words import law_words

SHORT = {"rows": 2}
BY_HAND = ("school_ends", "other")


class NoteForm(forms.Form):
    """A transition that nobody can see coming from the file."""

    kind = forms.ChoiceField(label=gettext_lazy("What changes?"), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    what = forms.CharField(label=gettext_lazy("In a few words"), max_length=200, required=False)
    on = forms.DateField(label=gettext_lazy("On which day?"))

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = catalogue().kinds
        people = [(str(one.person_id), one.called) for one in around if one.called]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, known[kind].title.text(language()).capitalize()) for kind in BY_HAND
        ]
        self.fields["about"].choices = [("", _("The whole household")), *people]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What was arranged, or why nothing has to be."""

    words = forms.CharField(
        label=gettext_lazy("In one line"), max_length=500, widget=forms.Textarea(attrs=SHORT)
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FollowForm(forms.Form):
    """What follows on one piece of help."""

    provision = forms.TypedChoiceField(label=gettext_lazy("On which help?"), coerce=int)
    law = forms.ChoiceField(label=gettext_lazy("Under which law does it go on?"))
    what = forms.CharField(
        label=gettext_lazy("What follows, and who sees to it?"),
        max_length=300,
        widget=forms.Textarea(attrs=SHORT),
    )

    def __init__(self, *args: Any, services: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        known = [code for code, law in laws().items() if law.in_force(today)]
        self.fields["provision"].choices = [  # type: ignore[attr-defined]
            (str(pk), name) for pk, name in services
        ]
        self.fields["law"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *((code, law_words(code)) for code in known),
        ]
