# SPDX-License-Identifier: EUPL-1.2
"""Forms of the end of a case; what can be chosen comes from what the reader may see."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.ending import AFTERCARE_MONTHS, Holds
from voordeur.coordination.ending_page import HOLDS, WAYS, ProblemShown, outcome_words
from voordeur.coordination.forms.helping import by_team
from voordeur.coordination.queries import Help
from voordeur.instruments.trend import Outcome
from voordeur.partners.queries import Colleague
from voordeur.people.queries import Member


class CloseForm(forms.Form):
    """How the case ends; per problem what became of it, and which help stops with it."""

    way = forms.ChoiceField(
        label=gettext_lazy("How does it end?"),
        help_text=gettext_lazy("Support that stays is a result just as good as going on alone."),
        widget=forms.RadioSelect,
        choices=[(str(way), words) for way, words in WAYS.items()],
    )
    words = forms.CharField(
        label=gettext_lazy("How did it go, and how does it go on?"),
        help_text=gettext_lazy(
            "For the letter to the household: plain words. Every member of the household reads it."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    call_name = forms.CharField(
        label=gettext_lazy("Who can the household call when something comes up?"), max_length=160
    )
    call_phone = forms.CharField(
        label=gettext_lazy("On which number?"), max_length=30, required=False
    )
    stops = forms.MultipleChoiceField(
        label=gettext_lazy("Which help stops with the case?"),
        help_text=gettext_lazy("What you leave open goes on; the letter names it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asker = forms.TypedChoiceField(
        label=gettext_lazy("Who asks after three and after six months whether it holds?"),
        coerce=int,
    )
    safety_with = forms.TypedChoiceField(
        label=gettext_lazy("Who keeps the open concern about safety in sight?"),
        help_text=gettext_lazy(
            "The concern stays open. Whoever you choose goes on seeing it, is reminded, and can "
            "open the case again. The household does not read this."
        ),
        coerce=int,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        problems: Sequence[ProblemShown],
        running: Sequence[Help],
        people: Sequence[Colleague],
        concern: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asker"].choices = by_team(people)  # type: ignore[attr-defined]
        if concern:
            self.fields["safety_with"].choices = by_team(people)  # type: ignore[attr-defined]
        else:
            del self.fields["safety_with"]
        if running:
            self.fields["stops"].choices = [  # type: ignore[attr-defined]
                (str(row.id), f"{row.who}: {row.task}") for row in running
            ]
        else:
            del self.fields["stops"]
        for one in problems:
            label = f"{one.line.text} ({one.who})" if one.who else one.line.text
            self.fields[f"problem-{one.line.id}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", _("unknown")), *_outcomes()],
            )

    @property
    def problem_fields(self) -> list[Any]:
        """The questions about problems, for a part of the form of their own."""
        return [self[name] for name in self.fields if name.startswith("problem-")]

    @property
    def other_fields(self) -> list[Any]:
        """The other questions."""
        return [self[name] for name in self.fields if not name.startswith("problem-")]

    @property
    def outcomes(self) -> dict[int, str]:
        """Return what became of each problem, those that stay unknown left out."""
        return {
            int(name.removeprefix("problem-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("problem-") and value
        }


def _outcomes() -> list[tuple[str, str]]:
    return [(str(one), outcome_words(one)) for one in Outcome if one is not Outcome.UNKNOWN]


class AskedForm(forms.Form):
    """What a member said when one asked."""

    months = forms.TypedChoiceField(
        label=gettext_lazy("Which question?"),
        coerce=int,
        choices=[
            (
                months,
                gettext_lazy("after three months")
                if months == 3
                else gettext_lazy("after six months"),
            )
            for months in AFTERCARE_MONTHS
        ],
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Who did you speak?"),
        help_text=gettext_lazy(
            "It is kept in the part of this member. Ask each adult apart where you can."
        ),
        required=False,
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("Does it hold?"),
        widget=forms.RadioSelect,
        choices=[(str(one), words) for one, words in HOLDS.items()],
    )
    text = forms.CharField(
        label=gettext_lazy("In their own words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody could be reached")),
            *((str(one.person_id), one.called) for one in around if one.called),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a member with every answer, and for none when nobody was reached."""
        given = super().clean() or self.cleaned_data
        unreached = given.get("holds") == Holds.UNREACHED
        if given.get("holds") and unreached == bool(given.get("person")):
            self.add_error("person", _("Choose who you spoke, or say that nobody was reached."))
        return given


class ReopenForm(forms.Form):
    """Why a closed case opens again."""

    why = forms.CharField(label=gettext_lazy("Why does it open again?"), max_length=300)
    relapse = forms.ChoiceField(
        label=gettext_lazy("Is what had become better as it was before?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("yes")),
            ("no", gettext_lazy("no, this is something new")),
            ("", gettext_lazy("not known")),
        ],
        required=False,
    )
    coordinator = forms.TypedChoiceField(
        label=gettext_lazy("Who coordinates?"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("Leave it open and the team lead is asked."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody yet")),
            *by_team(people)[1:],
        ]

    @property
    def back(self) -> bool | None:
        """Return whether it is a relapse: yes, no, not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["relapse"])
