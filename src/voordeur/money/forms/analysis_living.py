# SPDX-License-Identifier: EUPL-1.2
"""Forms of an analysis that lives: what was seen of a figure, and outcomes of groups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.money.analysis_words import DESIGNS
from voordeur.money.forms.analyses import options

SOURCE = gettext_lazy("From where is it?")
BASE = gettext_lazy("How many were there in all?")


class ShareSeenForm(forms.Form):
    """What was seen of a share."""

    count = forms.IntegerField(label=gettext_lazy("With how many was it so?"), min_value=0)
    base = forms.IntegerField(
        label=BASE, min_value=1, help_text=gettext_lazy("Ten or more; fewer say too little.")
    )
    source = forms.CharField(label=SOURCE, max_length=200)


class RateSeenForm(forms.Form):
    """What was seen of a rate."""

    count = forms.IntegerField(label=gettext_lazy("How often did it happen?"), min_value=0)
    base = forms.FloatField(
        label=gettext_lazy("In how many years, or households times years?"), localize=True
    )
    source = forms.CharField(label=SOURCE, max_length=200)


class AmountSeenForm(forms.Form):
    """What was seen of an amount."""

    mean = forms.FloatField(label=gettext_lazy("How much was it on average?"), localize=True)
    sd = forms.FloatField(
        label=gettext_lazy("Standard deviation of one"), min_value=0, localize=True
    )
    base = forms.IntegerField(
        label=BASE, min_value=1, help_text=gettext_lazy("Ten or more; fewer say too little.")
    )
    source = forms.CharField(label=SOURCE, max_length=200)


class PublishedForm(forms.Form):
    """A row of the published figures."""

    row = forms.ChoiceField(
        label=gettext_lazy("Which published figure?"),
        help_text=gettext_lazy("Its part of the total of that table is what was seen."),
    )

    follows = forms.BooleanField(
        label=gettext_lazy("Go on learning from each newer issue of this figure"),
        required=False,
        initial=True,
        help_text=gettext_lazy("The newer one takes the place of the older: nobody counts twice."),
    )

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str]], **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.fields["row"].choices = list(rows)  # type: ignore[attr-defined]


class CompareForm(forms.Form):
    """Outcomes of who got help, and of others."""

    about = forms.CharField(label=gettext_lazy("What was measured?"), max_length=200)
    unit = forms.CharField(label=gettext_lazy("In which unit?"), max_length=60)
    design = forms.ChoiceField(label=gettext_lazy("Compared with what?"), widget=forms.RadioSelect)
    helped = forms.CharField(
        label=gettext_lazy("Outcomes of those who got help, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        help_text=gettext_lazy(
            "Only numbers. Before and after: 40; 55. A trait and the outcome: with children; 55. How "
            "long somebody was followed and whether there was a relapse: 9; nee. They are used once "
            "and not kept."
        ),
    )
    others = forms.CharField(
        label=gettext_lazy("Outcomes of the others, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        required=False,
    )
    until = forms.FloatField(
        label=gettext_lazy("How long does the relapse clock run?"),
        localize=True,
        min_value=0,
        required=False,
        help_text=gettext_lazy(
            "Only for who stayed without a relapse, in the unit of the lines: 12 for twelve months."
        ),
    )
    source = forms.CharField(label=SOURCE, max_length=200)
    is_effect = forms.BooleanField(
        label=gettext_lazy("Call the difference an effect of the help"), required=False
    )

    def __init__(self, *args: Any, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.fields["design"].choices = options(DESIGNS)  # type: ignore[attr-defined]


class CalibrateForm(forms.Form):
    """What sealed zero scenarios of cases foresaw, and whether it came true."""

    scenarios = forms.CharField(
        label=gettext_lazy("Zero scenarios of cases, one a line: the chance; ja or nee"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=100_000,
        help_text=gettext_lazy(
            "For example 0,3; nee. Nothing says whose case it was or who wrote it. They are used "
            "once and not kept."
        ),
    )
    source = forms.CharField(label=SOURCE, max_length=200)
