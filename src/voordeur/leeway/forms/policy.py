# SPDX-License-Identifier: EUPL-1.2
"""Forms: asking policy, answering, trying a small step, closing, and putting one rule before another."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.leeway.answers import KINDS
from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.words import ANSWER_WORDS

AREA = forms.Textarea(attrs={"rows": 3})


class AskForm(forms.Form):
    """What practice asks of the owner of a rule."""

    question = forms.CharField(
        label=gettext_lazy("What do you ask the owner of the rule?"), max_length=300, widget=AREA
    )


class AnswerForm(forms.Form):
    """The answer of the owner."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of answer is it?"), widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("The answer, for practice to go on with"),
        max_length=2000,
        widget=AREA,
        help_text=gettext_lazy("'Be braver' or 'take more room' is no answer."),
    )
    passed_to = forms.CharField(
        label=gettext_lazy("Passed on: to whom?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Another department, a national body, an insurer."),
    )
    due = forms.DateField(label=gettext_lazy("Passed on: until when do they have?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, ANSWER_WORDS[one]) for one in KINDS]  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A small step as a hypothesis with a day."""

    step = forms.CharField(
        label=gettext_lazy("Which small step is tried?"), max_length=300, widget=AREA
    )
    expected = forms.CharField(
        label=gettext_lazy("What do you expect of it?"), max_length=300, widget=AREA
    )
    unexpected = forms.CharField(
        label=gettext_lazy("What might happen besides?"), max_length=300, widget=AREA
    )
    look_on = forms.DateField(label=gettext_lazy("When do you look whether it is so?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """What was seen since."""

    evidence = forms.CharField(
        label=gettext_lazy("What was seen since?"), max_length=2000, widget=AREA
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OrderForm(forms.Form):
    """Which rule gives way to this one."""

    gives_way = forms.ChoiceField(label=gettext_lazy("Which rule gives way to this one?"))
    set_by = forms.CharField(label=gettext_lazy("Who put them in this order?"), max_length=160)
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=300, widget=AREA)

    def __init__(self, *args: Any, rules: Iterable[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gives_way"].choices = [(str(one.uuid), one.title) for one in rules]  # type: ignore[attr-defined]
