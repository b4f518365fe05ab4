# SPDX-License-Identifier: EUPL-1.2
"""Forms: a mandate, a tailored decision, and looking back at one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.voice import How
from voordeur.history import clock
from voordeur.leeway.actions.returns import MOST_HOURS
from voordeur.leeway.deciding import GROUNDS
from voordeur.leeway.forms.impasses import who
from voordeur.leeway.queries.mandates import MandateLine
from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.words import GROUND_WORDS, YES_NO
from voordeur.partners.queries import Colleague, TeamLine
from voordeur.people.queries import Member
from voordeur.people.words import HOWS
from voordeur.provisions.forms import EuroField

AREA = forms.Textarea(attrs={"rows": 3})


class MandateForm(forms.Form):
    """Who may decide what, up to which amount, until when."""

    powers = forms.CharField(label=gettext_lazy("What may be decided?"), max_length=300)
    team = forms.ChoiceField(label=gettext_lazy("Which team holds it?"), required=False)
    account = forms.ChoiceField(label=gettext_lazy("Or which professional?"), required=False)
    rules = forms.MultipleChoiceField(
        label=gettext_lazy("Which rules may be set aside?"), widget=forms.CheckboxSelectMultiple
    )
    limit_cents = EuroField(
        label=gettext_lazy("Up to which amount each time, in euros?"),
        help_text=gettext_lazy("Leave it empty when no money goes with it."),
    )
    budget_cents = EuroField(label=gettext_lazy("Which budget of its own, in euros?"))
    from_date = forms.DateField(label=gettext_lazy("It holds from"))
    until = forms.DateField(label=gettext_lazy("It no longer holds from"), required=False)

    def __init__(
        self,
        *args: Any,
        teams: Iterable[TeamLine],
        people: Iterable[Colleague],
        rules: Iterable[RuleLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", _("No team")),
            *((str(one.id), f"{one.name}, {one.organisation}") for one in teams),
        ]
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody in particular")),
            *((str(one.account_id), f"{one.name}, {one.function}") for one in people),
        ]
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), one.title) for one in rules if not one.inclusive
        ]
        self.fields["from_date"].initial = clock.today()


class EndForm(forms.Form):
    """From which day a mandate does not hold any more."""

    until = forms.DateField(label=gettext_lazy("It no longer holds from"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A tailored decision: what is known, what is done, why that is right."""

    mandate = forms.ChoiceField(label=gettext_lazy("Under which mandate?"))
    rule = forms.ChoiceField(label=gettext_lazy("Which rule is it about?"))
    granted = forms.ChoiceField(
        label=gettext_lazy("What is decided?"),
        choices=[("yes", gettext_lazy("Granted")), ("no", gettext_lazy("Refused"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    about = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    asked_on = forms.DateField(label=gettext_lazy("When was it asked?"))
    known = forms.CharField(label=gettext_lazy("What do we know?"), max_length=1000, widget=AREA)
    done = forms.CharField(label=gettext_lazy("What do we do?"), max_length=1000, widget=AREA)
    difference = forms.CharField(
        label=gettext_lazy("In what does this case differ where it matters?"),
        max_length=300,
        widget=AREA,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("What does the decision rest on?"), widget=forms.RadioSelect
    )
    ground_words = forms.CharField(
        label=gettext_lazy("Which clause, or why this way of enforcing?"),
        max_length=300,
        widget=AREA,
    )
    social = forms.CharField(
        label=gettext_lazy("What is good about it for these people and for others?"),
        max_length=300,
        required=False,
    )
    economic = forms.CharField(
        label=gettext_lazy("What does it save, and whom?"), max_length=300, required=False
    )
    political = forms.CharField(
        label=gettext_lazy("Which agreement or promise does it serve?"),
        max_length=300,
        required=False,
    )
    cents = EuroField(label=gettext_lazy("How much money goes with it, in euros?"))
    why = forms.CharField(
        label=gettext_lazy("Why is this right? Without anything about the household"),
        max_length=500,
        widget=AREA,
        help_text=gettext_lazy(
            "Administrators read this, and colleagues with the same pattern. Leave out names."
        ),
    )

    def __init__(
        self,
        *args: Any,
        mandates: Iterable[MandateLine],
        rules: Iterable[RuleLine],
        around: Iterable[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        held = list(mandates)
        covered = {code for one in held for code in one.rules}
        self.fields["mandate"].choices = [(str(one.uuid), one.powers) for one in held]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), one.title) for one in rules if one.code in covered
        ]
        self.fields["ground"].choices = [(one, GROUND_WORDS[one]) for one in GROUNDS]  # type: ignore[attr-defined]
        self.fields["about"].choices = who(around)  # type: ignore[attr-defined]
        self.fields["asked_on"].initial = clock.today()


class PaidForm(forms.Form):
    """When the money was paid."""

    paid_on = forms.DateField(label=gettext_lazy("When was it paid?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithoutForm(forms.Form):
    """Whether it would have been solved without."""

    without = forms.ChoiceField(
        label=gettext_lazy("Would it have been solved without this decision?"),
        choices=YES_NO,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecisionReviewForm(forms.Form):
    """What a colleague finds of a decision."""

    review = forms.CharField(
        label=gettext_lazy("What do you find of it?"),
        max_length=300,
        widget=AREA,
        help_text=gettext_lazy("Would you have done the same in a like case?"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(forms.Form):
    """To whom the decision goes on paper."""

    to = forms.ChoiceField(label=gettext_lazy("To whom?"))

    def __init__(self, *args: Any, around: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(one.person_id), one.called) for one in around if one.called
        ]


class ReturnForm(forms.Form):
    """What a member wants to do in return, in their own word."""

    about = forms.ChoiceField(label=gettext_lazy("Who wants to do something in return?"))
    what = forms.CharField(label=gettext_lazy("What do they want to do?"), max_length=300)
    hours = forms.IntegerField(
        label=gettext_lazy("About how many hours in all?"), min_value=1, max_value=MOST_HOURS
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did it come in?"),
        choices=[(how, HOWS[how]) for how in How if how != How.SELF],
        initial=How.TABLE,
    )

    def __init__(self, *args: Any, around: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Choose …")), *who(around)[1:]]  # type: ignore[attr-defined]
