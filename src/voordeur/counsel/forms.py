# SPDX-License-Identifier: EUPL-1.2
"""Forms of counsel; what can be chosen comes from what the reader may see."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.cooperation.actions.writing import PARTS
from voordeur.cooperation.words import PART_WORDS
from voordeur.coordination.forms.helping import by_team
from voordeur.coordination.words import law_name
from voordeur.counsel.queries import Meeting
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.laws import laws
from voordeur.partners.queries import Colleague, TeamLine
from voordeur.people.queries import Member

type Choices = list[tuple[str, Any]]
SEATS = 6
BOXES = (5, 10, 15, 20, 30, 45)


def _fill(form: forms.Form, **choices: Sequence[tuple[str, Any]]) -> None:
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def _named(around: Sequence[Member]) -> Choices:
    return [(str(one.person_id), one.called) for one in around if one.called]


class ConsultForm(forms.Form):
    """Ask a specialist, the household masked."""

    specialist = forms.TypedChoiceField(label=gettext_lazy("Which specialist?"), coerce=int)
    question = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    picture = forms.CharField(
        label=gettext_lazy("What must the specialist know to answer?"),
        help_text=gettext_lazy("No names: 'the mother', 'a child of eight'. No more than needed."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pieces = forms.MultipleChoiceField(
        label=gettext_lazy("What may the specialist read from the file?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    about = forms.ChoiceField(label=gettext_lazy("Whom is it about?"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("In which part of the file?"))

    def __init__(
        self,
        *args: Any,
        people: Sequence[Colleague],
        around: Sequence[Member],
        showable: Sequence[str],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"part": "common"})
        super().__init__(*args, **kwargs)
        _fill(
            self,
            specialist=by_team(people),
            pieces=[(text, text) for text in showable],
            about=[("", _("The whole household")), *_named(around)],
            part=[(part, PART_WORDS[part]) for part in PARTS],
        )
        if not showable:
            del self.fields["pieces"]


class AdviceForm(forms.Form):
    """The advice of the specialist."""

    answer = forms.CharField(
        label=gettext_lazy("Your advice"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VisitForm(forms.Form):
    """The day of a visit together."""

    on = forms.DateField(label=gettext_lazy("On which day do you go there together?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewForm(forms.Form):
    """What was new."""

    what = forms.CharField(
        label=gettext_lazy("What was new to you?"),
        help_text=gettext_lazy("One line, without names. So the team learns."),
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConferenceForm(forms.Form):
    """Call a conference."""

    team = forms.TypedChoiceField(label=gettext_lazy("Of which team?"), coerce=int)
    on = forms.DateField(label=gettext_lazy("On which day?"))
    starts = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=gettext_lazy("Until"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("This stands in calendars: a building or a room, no names."),
        max_length=160,
    )

    def __init__(self, *args: Any, team_lines: Sequence[TeamLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, team=[(str(one.id), f"{one.name}, {one.organisation}") for one in team_lines])

    def at(self, name: str) -> datetime:
        """Return a time of that day."""
        day: date = self.cleaned_data["on"]
        hour: time = self.cleaned_data[name]
        return datetime.combine(day, hour, AMSTERDAM)


class AgendaForm(forms.Form):
    """Bring a household to a conference."""

    conference = forms.ChoiceField(label=gettext_lazy("Which conference?"))
    question = forms.CharField(
        label=gettext_lazy("What is the question?"),
        help_text=gettext_lazy("The household reads this too."),
        max_length=300,
    )
    minutes_box = forms.TypedChoiceField(label=gettext_lazy("How long?"), coerce=int)
    about = forms.ChoiceField(label=gettext_lazy("Whom is it about?"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("In which part of the file?"))
    concealed_why = forms.CharField(
        label=gettext_lazy("May the household not know yet? On which ground?"),
        help_text=gettext_lazy("Leave empty: they read it and may come. That is the rule."),
        max_length=300,
        required=False,
    )
    concealed_until = forms.DateField(
        label=gettext_lazy("Until which day at most?"), required=False
    )

    def __init__(
        self,
        *args: Any,
        meetings: Sequence[Meeting],
        people: Sequence[Colleague],
        around: Sequence[Member],
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"part": "common", "minutes_box": 15})
        super().__init__(*args, **kwargs)
        today = clock.today()
        in_force: Choices = [
            ("", _("Choose …")),
            *((code, law_name(code)) for code, law in laws().items() if law.in_force(today)),
        ]
        for number in range(1, SEATS + 1):
            self.fields[f"seat_{number}"] = forms.ChoiceField(
                label=_("Who sits there? (%(number)s)") % {"number": number},
                required=False,
                choices=[("", _("Nobody")), *by_team(people)[1:]],
            )
            self.fields[f"law_{number}"] = forms.ChoiceField(
                label=_("Under which law? (%(number)s)") % {"number": number},
                required=False,
                choices=in_force,
            )
        _fill(
            self,
            conference=[
                (
                    str(one.uuid),
                    f"{one.starts_at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}, {one.place} ({one.team})",
                )
                for one in meetings
            ],
            minutes_box=[(str(box), _("%(minutes)s minutes") % {"minutes": box}) for box in BOXES],
            about=[("", _("The whole household")), *_named(around)],
            part=[(part, PART_WORDS[part]) for part in PARTS if part != "safety"],
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the law of everybody who sits there."""
        given = super().clean() or {}
        for number in range(1, SEATS + 1):
            if given.get(f"seat_{number}") and not given.get(f"law_{number}"):
                self.add_error(f"law_{number}", _("Choose a law from the list."))
        return given

    @property
    def seats(self) -> dict[int, str]:
        """Return who sits there, each under which law."""
        given = self.cleaned_data
        return {
            int(given[f"seat_{number}"]): given[f"law_{number}"]
            for number in range(1, SEATS + 1)
            if given.get(f"seat_{number}")
        }


class OptionsForm(forms.Form):
    """What one's own law allows."""

    options = forms.CharField(
        label=gettext_lazy("What can be done under your law?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MinutesForm(forms.Form):
    """Minutes about one household."""

    minutes = forms.CharField(
        label=gettext_lazy("What was said and decided, for the household to read"),
        help_text=gettext_lazy("Short sentences, plain words. Only about this household."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A decision that becomes a step."""

    goal = forms.ChoiceField(label=gettext_lazy("For which goal of the plan?"))
    what = forms.CharField(label=gettext_lazy("What was decided?"), max_length=160)
    professional = forms.TypedChoiceField(label=gettext_lazy("Who does it?"), coerce=int)
    due = forms.DateField(label=gettext_lazy("Before which day?"))

    def __init__(
        self,
        *args: Any,
        goals: Sequence[tuple[UUID, str]],
        people: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first = ("", _("Choose …"))
        _fill(
            self,
            goal=[first, *((str(uuid), text) for uuid, text in goals)],
            professional=[first, *people],
        )


class GapForm(forms.Form):
    """What is missing."""

    what = forms.CharField(
        label=gettext_lazy("What is missing?"),
        help_text=gettext_lazy("No law or provision gives what is needed here."),
        max_length=300,
    )
