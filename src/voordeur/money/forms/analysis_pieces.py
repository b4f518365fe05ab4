# SPDX-License-Identifier: EUPL-1.2
"""Forms about a piece of an analysis that is there: party, measure, effect, investment."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.money.analysis_words import COMPARISONS, MARK_WORDS, WHENS
from voordeur.money.forms.analyses import AREA, OfModel, figures, measures, options
from voordeur.money.scba.describing import PART
from voordeur.money.scba.model import Model


class ChangeForm(OfModel):
    """A form about a piece that is there: it carries the version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, model: Model, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.model = model
        self.fill()

    def fill(self) -> None:
        """Give the fields of this form their choices."""


class ChangePartyForm(ChangeForm):
    """A party that is there."""

    name = forms.CharField(label=gettext_lazy("Which party?"), max_length=80)
    kind = forms.CharField(
        label=gettext_lazy("What kind of party is it?"), max_length=60, required=False
    )


class ChangeMeasureForm(ChangeForm):
    """A measure that is there."""

    about = forms.CharField(label=gettext_lazy("What is done?"), max_length=400)
    conditions = forms.CharField(
        label=gettext_lazy("Under which conditions does it work? One a line."),
        widget=AREA,
        required=False,
    )


class _Timed(ChangeForm):
    """What lies in time and is divided over parties."""

    when = forms.ChoiceField(label=gettext_lazy("How does it lie in time?"))
    first = forms.IntegerField(
        label=gettext_lazy("From which year on? 0 is the first."), min_value=0, max_value=60
    )
    years = forms.IntegerField(
        label=gettext_lazy("How many years, when it comes every year?"), min_value=1, max_value=60
    )
    shares = forms.CharField(
        label=gettext_lazy("Which part in each year, when it is spread?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For example 0,5; 0,3; 0,2: together 1."),
    )
    growth = forms.ChoiceField(label=gettext_lazy("Grows each year by"), required=False)

    def divide(self, label: str) -> None:
        """Put a field per party in the form for its part."""
        for party in self.model.parties:
            self.fields[PART + party.id] = forms.CharField(
                label=label % {"who": party.name},
                max_length=120,
                required=False,
                help_text=_("A part such as 0,4, the name of an assumption, or: rest"),
            )

    def fill(self) -> None:
        """Offer the ways to lie in time and the figures."""
        self.choose("when", options(WHENS))
        self.choose("growth", figures(self.model))
        self.choose("measure", measures(self.model))


PRODUCT = gettext_lazy(
    "Names of assumptions and numbers, joined by *, for example 0.5 * households. One term a line."
)


class ChangeEffectForm(_Timed):
    """Everything of an effect."""

    about = forms.CharField(label=gettext_lazy("What does it lead to?"), max_length=400)
    measure = forms.ChoiceField(label=gettext_lazy("Because of what?"))
    reasons = forms.CharField(
        label=gettext_lazy("Why? One reason a line: if => then"), widget=AREA, required=False
    )
    with_ = forms.CharField(
        label=gettext_lazy("How much with the project?"),
        widget=AREA,
        required=False,
        help_text=PRODUCT,
    )
    zero = forms.CharField(
        label=gettext_lazy("How much would there have been without it?"),
        widget=AREA,
        required=False,
        help_text=PRODUCT,
    )
    price = forms.CharField(
        label=gettext_lazy("What is one worth?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "The name of an assumption; 1 when it is euros already. Empty: it has no price, and is "
            "listed instead of counted."
        ),
    )
    attribution = forms.CharField(
        label=gettext_lazy("Which part is due to the project?"), required=False, max_length=120
    )
    less = forms.CharField(
        label=gettext_lazy("Which shares come off (would have happened anyway, pushed elsewhere)?"),
        required=False,
        max_length=200,
    )
    relapse = forms.ChoiceField(label=gettext_lazy("Lost each year by relapse"), required=False)
    outcome = forms.CharField(
        label=gettext_lazy("Which outcome is it, if several measures claim it?"),
        required=False,
        max_length=120,
    )
    evidence = forms.ChoiceField(label=gettext_lazy("How well is it known?"))
    comparison = forms.ChoiceField(label=gettext_lazy("Compared with what?"), required=False)
    transfer = forms.BooleanField(
        label=gettext_lazy("What one party gains, another loses"), required=False
    )

    def fill(self) -> None:
        """Offer the figures and the words for evidence; a part per party."""
        super().fill()
        self.choose("relapse", figures(self.model))
        self.choose("evidence", options(MARK_WORDS))
        self.choose("comparison", options(COMPARISONS))
        self.divide(_("Part that lands with %(who)s"))
        first = ["about", "measure", "reasons", "with_", "zero", "price", "attribution", "less"]
        self.order_fields([*first, *(one for one in self.fields if one.startswith(PART))])


class ChangeInvestmentForm(_Timed):
    """Everything of an investment."""

    about = forms.CharField(label=gettext_lazy("What does it take?"), max_length=400)
    measure = forms.ChoiceField(label=gettext_lazy("For what?"))
    amount = forms.CharField(label=gettext_lazy("How much is it?"), widget=AREA, help_text=PRODUCT)
    structural = forms.BooleanField(
        label=gettext_lazy("It stays, also after the project"), required=False
    )
    alternative = forms.BooleanField(
        label=gettext_lazy("This money would have been spent anyway"), required=False
    )

    def fill(self) -> None:
        """Offer the measures; a part per party."""
        super().fill()
        self.divide(_("Part that %(who)s pays"))
        first = ["about", "measure", "amount"]
        self.order_fields([*first, *(one for one in self.fields if one.startswith(PART))])
