# SPDX-License-Identifier: EUPL-1.2
"""Forms of the desk: handing over several cases at once, the digest, a saved view, learning."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.contact.actions.learning import MOST_MINUTES
from voordeur.desk.notices import OFTEN
from voordeur.partners.queries import Colleague


def _people(people: Sequence[Colleague]) -> list[tuple[str, str]]:
    named = [(str(one.id), f"{one.name}, {one.team or one.organisation}") for one in people]
    return [("", _("Choose …")), *named]


class HandForm(forms.Form):
    """What happens with the chosen cases: ask somebody to take them over, or let somebody stand in."""

    cases = forms.MultipleChoiceField(
        label=gettext_lazy("Which cases?"), widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What do you want?"),
        widget=forms.RadioSelect,
        choices=[
            ("ask", gettext_lazy("Ask somebody to take them over: it counts when they say yes")),
            ("cover", gettext_lazy("Let somebody stand in until a day: leave or illness")),
            ("back", gettext_lazy("End standing in: the coordinator is back")),
        ],
    )
    to = forms.TypedChoiceField(
        label=gettext_lazy("Who?"), coerce=int, required=False, empty_value=None
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Only for standing in; on that day it ends by itself."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Who is asked reads this. Do not name a household."),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        cases: Sequence[tuple[str, str]],
        people: Sequence[Colleague],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = cases  # type: ignore[attr-defined]
        self.fields["to"].choices = _people(people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for whom, and for a day when somebody stands in."""
        given = super().clean() or self.cleaned_data
        way = given.get("way")
        if way in ("ask", "cover") and not given.get("to"):
            self.add_error("to", _("Choose who."))
        if way == "cover" and not given.get("until"):
            self.add_error("until", _("Choose the day on which it ends."))
        return given


class AnswerAllForm(forms.Form):
    """Saying yes to several questions to coordinate."""

    asked = forms.MultipleChoiceField(
        label=gettext_lazy("To which do you say yes?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, asked: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = asked  # type: ignore[attr-defined]


class DigestForm(forms.Form):
    """How often a mail tells that things wait."""

    often = forms.ChoiceField(
        label=gettext_lazy("How often do you want a mail that says how much waits?"),
        help_text=gettext_lazy("It holds numbers and a link: no name and no household."),
        widget=forms.RadioSelect,
        choices=[
            (OFTEN[0], gettext_lazy("every working day, when something waits")),
            (OFTEN[1], gettext_lazy("on Monday, when something waits")),
            (OFTEN[2], gettext_lazy("never")),
        ],
    )


class LearningForm(forms.Form):
    """Time for learning together."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How did you learn?"),
        choices=[
            ("intervision", gettext_lazy("peer consultation")),
            ("case_meeting", gettext_lazy("from a case, in the team")),
            ("training", gettext_lazy("training or course")),
            ("feedback", gettext_lazy("from what residents said")),
            ("reading", gettext_lazy("by reading or looking something up")),
        ],
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"), min_value=1, max_value=MOST_MINUTES
    )


class SaveViewForm(forms.Form):
    """A name for the list as it is filtered now."""

    name = forms.CharField(
        label=gettext_lazy("Name of this view"),
        help_text=gettext_lazy("Only you see it."),
        max_length=60,
    )
