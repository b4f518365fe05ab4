# SPDX-License-Identifier: EUPL-1.2
"""Forms: one line, sorting it, and paths around a rule."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.sorting import FOUND, KINDS, LEGALITY
from voordeur.leeway.words import BARRIER_WORDS, FOUND_WORDS, LEGALITY_WORDS, YES_NO
from voordeur.provisions.forms import EuroField


def rule_choices(rules: Iterable[RuleLine]) -> list[tuple[str, str]]:
    """Return the rules to choose from."""
    return [("", _("No rule")), *((str(one.uuid), one.title) for one in rules)]


class BarrierForm(forms.Form):
    """One line; nothing else has to be known."""

    text = forms.CharField(
        label=gettext_lazy("What stands in the way?"),
        max_length=300,
        widget=forms.TextInput(attrs={"autofocus": True, "enterkeyhint": "send"}),
        help_text=gettext_lazy("One line. Leave out names. What kind it is comes later."),
    )
    with_name = forms.BooleanField(
        label=gettext_lazy("My name may stand with it"),
        required=False,
        help_text=gettext_lazy(
            "Without your name, nobody can find who wrote it, management neither."
        ),
    )


class SortForm(forms.Form):
    """What kind of barrier it is, and which rule was found."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind is it?"), widget=forms.RadioSelect)
    law_claimed = forms.ChoiceField(
        label=gettext_lazy("Did somebody say that the law forbids it?"),
        choices=YES_NO,
        required=False,
    )
    found = forms.ChoiceField(label=gettext_lazy("And what was found?"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Which rule?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rules: Iterable[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, BARRIER_WORDS[one]) for one in KINDS]  # type: ignore[attr-defined]
        self.fields["found"].choices = [(one, FOUND_WORDS[one]) for one in ("", *FOUND)]  # type: ignore[attr-defined]
        self.fields["rule"].choices = rule_choices(rules)  # type: ignore[attr-defined]


class PathForm(forms.Form):
    """A path around a rule, with its marks."""

    what = forms.CharField(
        label=gettext_lazy("What do you do to get around it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leave out names. This is never used against anybody."),
    )
    rule = forms.ChoiceField(label=gettext_lazy("Around which rule?"), required=False)
    legality = forms.ChoiceField(label=gettext_lazy("Is it allowed?"), widget=forms.RadioSelect)
    against_will = forms.ChoiceField(
        label=gettext_lazy("Does it go against somebody's will?"),
        choices=YES_NO,
        required=False,
        help_text=gettext_lazy("Then a colleague looks at it too."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes does it take each time?"),
        required=False,
        min_value=0,
        max_value=10000,
    )
    cents = EuroField(label=gettext_lazy("And what does it cost each time, in euros?"))
    effect = forms.CharField(
        label=gettext_lazy("What comes of it?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, rules: Iterable[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legality"].choices = [(one, LEGALITY_WORDS[one]) for one in LEGALITY]  # type: ignore[attr-defined]
        self.fields["rule"].choices = rule_choices(rules)  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """What a colleague finds of a path against somebody's will."""

    review = forms.CharField(
        label=gettext_lazy("What do you find of it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Was there another way? Who should decide about it?"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
