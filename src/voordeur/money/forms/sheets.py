# SPDX-License-Identifier: EUPL-1.2
"""Forms of the controller's sheet: naming a difference, and signing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.money.forms.lines import line_choices
from voordeur.money.queries.lines import BudgetLineLine
from voordeur.money.words import DIFFERENCE_WORDS
from voordeur.provisions.forms import EuroField


class DifferenceForm(forms.Form):
    """Why the costs and the ledger differ on a line."""

    line = forms.ChoiceField(label=gettext_lazy("On which budget line?"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is the difference?"),
        widget=forms.RadioSelect,
        choices=list(DIFFERENCE_WORDS.items()),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Which is higher here?"),
        widget=forms.RadioSelect,
        choices=[
            ("1", gettext_lazy("The costs are higher than the ledger")),
            ("-1", gettext_lazy("The ledger is higher than the costs")),
        ],
    )
    cents = EuroField(label=gettext_lazy("By how much?"))
    why = forms.CharField(
        label=gettext_lazy("Explain it in one line"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: Iterable[BudgetLineLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cents"].required = True
        self.fields["line"].choices = line_choices(  # type: ignore[attr-defined]
            lines, _("Costs without a budget line")
        )


class SignForm(forms.Form):
    """Who signs, and what that person wants to say with it."""

    signer = forms.CharField(label=gettext_lazy("Your name and office"), max_length=120)
    remark = forms.CharField(
        label=gettext_lazy("What do you want to say with it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class ProposalForm(forms.Form):
    """Who puts a proposal on the table."""

    signer = forms.CharField(
        label=gettext_lazy("Who puts this on the table? A name with an office"), max_length=120
    )
    seen = forms.CharField(widget=forms.HiddenInput)
