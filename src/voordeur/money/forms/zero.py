# SPDX-License-Identifier: EUPL-1.2
"""Forms of the zero scenario of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.money.forms.budget import NOT_KNOWN, Placed
from voordeur.money.queries.zero import ForeseenSeen
from voordeur.money.words import CAME_WORDS, FORESEEN_WORDS
from voordeur.money.zeroscenario import Came
from voordeur.provisions.forms import EuroField

AREA = forms.Textarea(attrs={"rows": 3})


class ForeseeForm(Placed):
    """What would probably happen if nobody did anything."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What would happen without the plan?"),
        choices=list(FORESEEN_WORDS.items()),
    )
    what = forms.CharField(
        label=gettext_lazy("What exactly?"),
        help_text=gettext_lazy("So that later everybody can tell whether it happened."),
        max_length=160,
    )
    percent = forms.IntegerField(
        label=gettext_lazy("How likely is that, in per cent?"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy(
            "Of a hundred households like this one, with how many would it happen?"
        ),
    )
    by_date = forms.DateField(
        label=gettext_lazy("Until which day do you look ahead?"),
        help_text=gettext_lazy("Up to and including this day."),
    )
    cost = EuroField(label=gettext_lazy("What would it cost when it happens?"), help_text=NOT_KNOWN)
    rests_on = forms.CharField(
        label=gettext_lazy("What makes you expect this?"),
        help_text=gettext_lazy(
            "For example: three months of rent behind, the letter of the landlord."
        ),
        max_length=300,
        widget=AREA,
    )

    field_order = (
        "kind",
        "what",
        "percent",
        "by_date",
        "person",
        "law",
        "payer",
        "cost",
        "rests_on",
    )


class OutcomeForm(forms.Form):
    """How it went with what was foreseen."""

    came = forms.ChoiceField(label=gettext_lazy("How did it go?"), widget=forms.RadioSelect)
    rests_on = forms.CharField(label=gettext_lazy("How do you know?"), max_length=300, widget=AREA)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, row: ForeseenSeen, may_be_mistake: bool) -> None:
        said = {"came": row.came, "rests_on": row.known_from, "version": row.outcome_version}
        super().__init__(data, initial=said)
        self.fields["came"].choices = [  # type: ignore[attr-defined]
            (one.value, words)
            for one, words in CAME_WORDS.items()
            if one is not Came.MISTAKE or may_be_mistake
        ]
