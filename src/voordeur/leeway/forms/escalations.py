# SPDX-License-Identifier: EUPL-1.2
"""Forms: the ladder, bringing a case to it, deciding there, and being turned away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.leeway.forms.barriers import rule_choices
from voordeur.leeway.models.escalations import DECISIONS
from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.turning import HOW
from voordeur.leeway.words import HOW_WORDS, JUDGED_WORDS, RUNG_WORDS
from voordeur.partners.queries import Colleague, OrganisationLine

AREA = forms.Textarea(attrs={"rows": 3})


class RungForm(forms.Form):
    """A rung of the ladder."""

    place = forms.IntegerField(
        label=gettext_lazy("Which rung, from 1 for the lowest?"), min_value=1, max_value=9
    )
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    account = forms.ChoiceField(label=gettext_lazy("Who decides there?"))
    days = forms.IntegerField(
        label=gettext_lazy("Within how many days?"), min_value=1, max_value=90
    )
    may_overrule = forms.BooleanField(
        label=gettext_lazy("May decide across organisations"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *((str(one.account_id), f"{one.name}, {one.function}") for one in people),
        ]


class EscalateForm(forms.Form):
    """What threatens, what blocks, what was tried."""

    threat = forms.CharField(
        label=gettext_lazy("What threatens when nothing happens?"), max_length=300, widget=AREA
    )
    blocks = forms.CharField(label=gettext_lazy("What blocks?"), max_length=300, widget=AREA)
    tried = forms.CharField(label=gettext_lazy("What was tried?"), max_length=300, widget=AREA)
    rule = forms.ChoiceField(label=gettext_lazy("Which rule?"), required=False)
    judged_by = forms.ChoiceField(
        label=gettext_lazy("Does a colleague judge alone in this?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "What the law gives to somebody, as in youth care and safety, is asked and never "
            "overruled. A custom of the house can give way."
        ),
    )

    def __init__(self, *args: Any, rules: Iterable[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = rule_choices(rules)  # type: ignore[attr-defined]
        self.fields["judged_by"].choices = list(JUDGED_WORDS.items())  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """The decision on a rung."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What kind of decision is it?"), widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("What is decided?"), max_length=500, widget=AREA)
    overrules = forms.BooleanField(
        label=gettext_lazy("It goes across organisations"), required=False
    )
    removed = forms.CharField(
        label=gettext_lazy("What was taken out of the way? Without anything about the household"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("It goes into the log that everybody inside reads."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(one, RUNG_WORDS[one]) for one in DECISIONS]  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """A step that needs no words."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TurnedForm(forms.Form):
    """Where and why this household was turned away."""

    organisation = forms.ChoiceField(label=gettext_lazy("By whom?"))
    how = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    ground = forms.CharField(
        label=gettext_lazy("On which ground?"),
        max_length=160,
        help_text=gettext_lazy("In the words of who said it. Leave out names."),
    )
    rule = forms.ChoiceField(label=gettext_lazy("Which rule?"), required=False)
    on = forms.DateField(label=gettext_lazy("When?"))

    def __init__(
        self,
        *args: Any,
        places: Iterable[OrganisationLine],
        rules: Iterable[RuleLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *((str(one.id), one.name) for one in places),
        ]
        self.fields["how"].choices = [(one, HOW_WORDS[one]) for one in HOW]  # type: ignore[attr-defined]
        self.fields["rule"].choices = rule_choices(rules)  # type: ignore[attr-defined]
