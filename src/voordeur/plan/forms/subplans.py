# SPDX-License-Identifier: EUPL-1.2
"""Forms of sub-plans and of what stands in the way of one plan."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.words import law_name
from voordeur.history import clock
from voordeur.partners.laws import laws
from voordeur.partners.queries import OrganisationLine
from voordeur.plan.forms.fields import PlacedForm
from voordeur.plan.queries.subplans import SubPlanLine

KIND_WORDS: Mapping[str, Promise] = {
    "treatment": gettext_lazy("Treatment"),
    "school": gettext_lazy("School"),
    "debts": gettext_lazy("Debts"),
    "safety": gettext_lazy("Safety"),
    "probation": gettext_lazy("Probation"),
    "other": gettext_lazy("Something else"),
}
OBSTACLE_WORDS: Mapping[str, Promise] = {
    "registration": gettext_lazy("Everybody records in a system of their own, per person"),
    "vision": gettext_lazy("Parties see differently what is going on or what helps"),
    "law": gettext_lazy("The laws do not fit each other"),
    "role_view": gettext_lazy("It is not clear whose part it is"),
    "inability": gettext_lazy("Nobody knows what to do any more"),
}


class SubPlanForm(PlacedForm):
    """Hang a sub-plan under the one plan."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of plan is it?"))
    title = forms.CharField(label=gettext_lazy("What is the plan, in one line?"), max_length=160)
    owner = forms.TypedChoiceField(label=gettext_lazy("Whose plan is it?"), coerce=int)
    law = forms.ChoiceField(label=gettext_lazy("Under which law?"))
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("On which goals of our plan does it work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("kind", "title", "owner", "law", "goals", "person", "compartment")

    def __init__(
        self,
        *args: Any,
        places: Sequence[OrganisationLine],
        plan_goals: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        first = ("", _("Choose …"))
        for name, choices in {
            "kind": [first, *KIND_WORDS.items()],
            "owner": [first, *((str(one.id), one.name) for one in places)],
            "law": [
                first,
                *((code, law_name(code)) for code, law in laws().items() if law.in_force(today)),
            ],
            "goals": [(str(uuid), text) for uuid, text in plan_goals],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def placed(self) -> dict[str, Any]:
        """Return where it lies; a plan about safety of a member in that member's part about it."""
        at = super().placed
        if self.cleaned_data["kind"] == "safety":
            at["compartment"] = "safety"
        return at


class SubPlanStateForm(forms.Form):
    """Park a sub-plan, take it up again, or end it."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where does it stand?"),
        choices=[
            ("active", gettext_lazy("It runs")),
            ("parked", gettext_lazy("Not now")),
            ("ended", gettext_lazy("It has ended")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why not now, or why did it end?"), max_length=300, required=False
    )
    agreed_by = forms.CharField(
        label=gettext_lazy("Who agreed to wait?"), max_length=200, required=False
    )
    review_on = forms.DateField(
        label=gettext_lazy("On which day do we look again?"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ClashForm(forms.Form):
    """What in two sub-plans works against each other."""

    one = forms.ChoiceField(label=gettext_lazy("Which plan?"))
    other = forms.ChoiceField(label=gettext_lazy("And which other one?"))
    what = forms.CharField(label=gettext_lazy("What works against each other?"), max_length=300)

    def __init__(self, *args: Any, lines: Sequence[SubPlanLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Choose …")),
            *(
                (str(line.uuid), f"{line.title} ({line.owner})")
                for line in lines
                if not line.masked and line.state != "ended"
            ),
        ]
        self.fields["one"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]


class SettleClashForm(forms.Form):
    """How a contradiction was settled."""

    how = forms.CharField(label=gettext_lazy("How did you settle it?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ObstacleForm(forms.Form):
    """What stands in the way of one plan."""

    obstacle = forms.ChoiceField(
        label=gettext_lazy("What stands in the way?"),
        choices=list(OBSTACLE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=gettext_lazy("In a few words"), max_length=300)
