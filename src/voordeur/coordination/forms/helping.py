# SPDX-License-Identifier: EUPL-1.2
"""Forms of coordination; what can be chosen comes from what the reader may see."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.gate import what_can_stop
from voordeur.coordination.queries import ClaimLine, Help, Holder
from voordeur.coordination.words import law_name, layer_name
from voordeur.history import clock
from voordeur.partners.laws import laws
from voordeur.partners.queries import Colleague, OrganisationLine, TeamLine

type Choices = list[tuple[str, str]]
type Grouped = list[tuple[str, str | Choices]]

# Parts of the file in which somebody's help can lie, the open one first.
PARTS = {
    "common": gettext_lazy("Everyone in the household and all who help may see it"),
    "health": gettext_lazy("Health"),
    "youth": gettext_lazy("Growing up"),
    "money": gettext_lazy("Money"),
    "justice": gettext_lazy("Police and justice"),
    "safety": gettext_lazy("Safety"),
}


def layers() -> Choices:
    """Return the layers somebody can be asked for."""
    return [(layer, layer_name(layer)) for layer in ("case", "process")]


def by_team(people: Iterable[Colleague]) -> Grouped:
    """Return professionals to choose from, grouped by where they work."""
    groups: dict[str, Choices] = {}
    for one in people:
        place = f"{one.organisation}, {one.team}" if one.team else one.organisation
        label = f"{one.name} ({one.function})" if one.function else one.name
        groups.setdefault(place, []).append((str(one.id), label))
    return [("", _("Choose …")), *((place, groups[place]) for place in sorted(groups))]


def _named(rows: Iterable[Help]) -> Choices:
    return [(f"{row.id}:{row.version}", f"{row.who}: {row.task}") for row in rows if not row.masked]


def number(value: str) -> int:
    """Return the id of a choice `id:version`."""
    return int(value.partition(":")[0])


def version(value: str) -> int:
    """Return the version that a choice `id:version` was made from."""
    return int(value.partition(":")[2])


class AskForm(forms.Form):
    """Ask somebody to coordinate."""

    layer = forms.ChoiceField(label=gettext_lazy("Which coordination?"), widget=forms.RadioSelect)
    professional = forms.TypedChoiceField(label=gettext_lazy("Who do you ask?"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Who is asked reads this before answering."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layer"].choices = layers()  # type: ignore[attr-defined]
        self.fields["professional"].choices = by_team(people)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """End a coordinator's appointment without a successor."""

    appointment = forms.ChoiceField(label=gettext_lazy("Whose coordination ends?"))
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300)

    def __init__(self, *args: Any, holding: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appointment"].choices = [  # type: ignore[attr-defined]
            (f"{row.id}:{row.version}", f"{layer_name(row.layer)}: {row.name}")
            for row in holding
            if row.state == "appointed" and row.name
        ]


class ClaimForm(forms.Form):
    """Record that an organisation says it coordinates."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("Which organisation?"), coerce=int)
    layer = forms.ChoiceField(label=gettext_lazy("Which coordination?"), widget=forms.RadioSelect)
    ground = forms.CharField(label=gettext_lazy("What does it rest on?"), max_length=300)

    def __init__(self, *args: Any, places: Sequence[OrganisationLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *((str(place.id), place.name) for place in places),
        ]
        self.fields["layer"].choices = layers()  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Say how a claim was settled."""

    claim = forms.ChoiceField(label=gettext_lazy("Which claim?"))
    why = forms.CharField(label=gettext_lazy("How was it settled?"), max_length=300)

    def __init__(self, *args: Any, claimed: Sequence[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = [  # type: ignore[attr-defined]
            (f"{row.id}:{row.version}", f"{row.organisation}: {layer_name(row.layer)}")
            for row in claimed
            if row.organisation
        ]


class WithdrawForm(forms.Form):
    """Take back a question that was not answered yet."""

    appointment = forms.CharField(widget=forms.HiddenInput)


class InvolveForm(forms.Form):
    """Somebody starts helping."""

    helper = forms.ChoiceField(label=gettext_lazy("Who helps?"))
    task = forms.CharField(label=gettext_lazy("With what?"), max_length=200)
    law = forms.ChoiceField(label=gettext_lazy("Under which law?"))
    about = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("In which part of the file?"),
        help_text=gettext_lazy("Who may not see that part does not see this help either."),
    )
    from_date = forms.DateField(label=gettext_lazy("From"))
    until = forms.DateField(label=gettext_lazy("Until"), required=False)
    why_in = forms.CharField(label=gettext_lazy("Why does it start?"), max_length=300)
    member_knows = forms.ChoiceField(
        label=gettext_lazy("Does the member know?"), widget=forms.RadioSelect
    )
    can_stop = what_can_stop()

    def __init__(
        self,
        *args: Any,
        people: Sequence[Colleague],
        places: Sequence[OrganisationLine],
        members: Choices,
        crowded: bool,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault(
            "initial", {"from_date": clock.today(), "member_knows": "", "part": "common"}
        )
        super().__init__(*args, **kwargs)
        if not crowded:
            del self.fields["can_stop"]
        working: dict[int, Choices] = {}
        for one in people:
            working.setdefault(one.organisation_id, []).append((f"p{one.id}", one.name))
        groups: Grouped = [("", _("Choose …"))]
        for place in places:
            nobody = _("%(organisation)s, nobody named") % {"organisation": place.name}
            groups.append((place.name, [(f"o{place.id}", nobody), *working.get(place.id, [])]))
        today = clock.today()
        for name, choices in {
            "helper": groups,
            "law": [
                ("", _("Choose …")),
                *((code, law_name(code)) for code, law in laws().items() if law.in_force(today)),
            ],
            "about": [("", _("The whole household")), *members],
            "part": list(PARTS.items()),
            "member_knows": [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["member_knows"].required = False

    def clean(self) -> dict[str, object]:
        """A closed part is always somebody's."""
        given = super().clean() or {}
        if given.get("part") != "common" and not given.get("about"):
            self.add_error("about", _("Choose for whom: a closed part is always somebody's."))
        return given

    def knows(self) -> bool | None:
        """Return whether the member knows: yes, no, or not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["member_knows"])

    def chosen_helper(self, people: Sequence[Colleague]) -> tuple[int, int | None]:
        """Return the organisation and the professional that were chosen."""
        kind, pk = self.cleaned_data["helper"][0], int(self.cleaned_data["helper"][1:])
        if kind == "o":
            return pk, None
        return next(one.organisation_id for one in people if one.id == pk), pk


class EndHelpForm(forms.Form):
    """Somebody stops helping."""

    involvement = forms.ChoiceField(label=gettext_lazy("Which help stops?"))
    until = forms.DateField(label=gettext_lazy("From which day is it not there any more?"))
    why_out = forms.CharField(label=gettext_lazy("Why does it stop?"), max_length=300)
    taken_over_by = forms.ChoiceField(label=gettext_lazy("Who takes it over?"), required=False)

    def __init__(self, *args: Any, helping: Sequence[Help], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": clock.today()})
        super().__init__(*args, **kwargs)
        open_help = [row for row in helping if row.until is None]
        self.fields["involvement"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *_named(open_help),
        ]
        self.fields["taken_over_by"].choices = [("", _("Nobody")), *_named(open_help)]  # type: ignore[attr-defined]

    def clean_taken_over_by(self) -> str:
        """Refuse that a party takes over from itself."""
        chosen = str(self.cleaned_data["taken_over_by"])
        if chosen and chosen == self.cleaned_data.get("involvement"):
            raise ValidationError(_("Choose somebody else, or nobody."))
        return chosen


class MarkForm(forms.Form):
    """Say that the stacking of help is meant, or not."""

    involvement = forms.ChoiceField(label=gettext_lazy("Which help?"))
    other = forms.ChoiceField(label=gettext_lazy("Together with"), required=False)
    mark = forms.ChoiceField(label=gettext_lazy("Is it meant so?"), widget=forms.RadioSelect)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, helping: Sequence[Help], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["involvement"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *_named(helping),
        ]
        self.fields["other"].choices = [("", _("Only this one")), *_named(helping)]  # type: ignore[attr-defined]
        self.fields["mark"].choices = [  # type: ignore[attr-defined]
            ("intended", _("Intended: they need each other")),
            ("unintended", _("Unintended: this is double or works against itself")),
        ]


class AnswerForm(forms.Form):
    """Answer the question whether one will coordinate."""

    accept = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("Why not, or what you want to say with it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accept"].choices = [  # type: ignore[attr-defined]
            ("yes", _("Yes, I will coordinate")),
            ("no", _("No")),
        ]


class OpenCaseForm(forms.Form):
    """Open the work for a household."""

    team = forms.TypedChoiceField(label=gettext_lazy("Which team does it?"), coerce=int)
    coordinator = forms.TypedChoiceField(
        label=gettext_lazy("Case coordinator"),
        help_text=gettext_lazy("Without one the team lead is asked to find somebody."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    asked_on = forms.DateField(
        label=gettext_lazy("On which day did the question come in?"), required=False
    )

    def __init__(
        self,
        *args: Any,
        team_lines: Sequence[TeamLine],
        people: Sequence[Colleague],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose …")),
            *((str(one.id), f"{one.name}, {one.organisation}") for one in team_lines),
        ]
        self.fields["coordinator"].choices = by_team(people)  # type: ignore[attr-defined]

    def clean_asked_on(self) -> date | None:
        """Refuse a day that is still to come."""
        day: date | None = self.cleaned_data["asked_on"]
        if day is not None and day > clock.today():
            raise ValidationError(_("This day is still to come."))
        return day
