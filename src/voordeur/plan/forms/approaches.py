# SPDX-License-Identifier: EUPL-1.2
"""Forms and words of what is tried."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member

LOGIC_WORDS: Mapping[str, Promise] = {
    "invest": gettext_lazy("invest in somebody in whom little was invested before"),
    "fit": gettext_lazy("offer the help itself in another way, so that it fits"),
    "attention": gettext_lazy("attention first: time, warmth, listening"),
    "businesslike": gettext_lazy("businesslike: clear agreements, each their own part"),
    "own_business": gettext_lazy("work of their own instead of a job"),
    "basis_first": gettext_lazy("the basis in order first, all else later"),
    "earn_first": gettext_lazy("do something first, and support follows"),
    "less_help": gettext_lazy("less help instead of more"),
}
WAY_WORDS: Mapping[str, Promise] = {
    "no_fair_chance": gettext_lazy("gets no fair chance: age, origin, disability, training"),
    "skills": gettext_lazy("still lacks something to be able to do it"),
    "too_much_at_once": gettext_lazy("has too much to deal with at once"),
    "wants_else": gettext_lazy("wants something else than what is on offer"),
}
WENT_WORDS: Mapping[str, Promise] = {
    "helped": gettext_lazy("it helped"),
    "partly": gettext_lazy("it helped partly"),
    "not": gettext_lazy("it did not help"),
}


class ApproachForm(forms.Form):
    """What is tried, with whom and why; what is in the way may stay empty."""

    logic = forms.ChoiceField(
        label=gettext_lazy("What do you try?"),
        help_text=gettext_lazy("Each of these can help. None always does."),
        widget=forms.RadioSelect,
        choices=list(LOGIC_WORDS.items()),
    )
    why = forms.CharField(label=gettext_lazy("Why should that fit here?"), max_length=300)
    about = forms.ChoiceField(label=gettext_lazy("With whom?"), required=False)
    in_the_way = forms.MultipleChoiceField(
        label=gettext_lazy("What is in the way, as you see it?"),
        help_text=gettext_lazy(
            "May stay empty. It stands beside the member's own words, never instead of them."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(WAY_WORDS.items()),
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.person_id), one.called) for one in members if one.called]
        choices = [("", _("all of us together")), *named]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """How it went with what was tried."""

    went = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        widget=forms.RadioSelect,
        choices=list(WENT_WORDS.items()),
    )
    learned = forms.CharField(
        label=gettext_lazy("What did you learn?"), max_length=300, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
