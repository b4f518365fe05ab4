# SPDX-License-Identifier: EUPL-1.2
"""Forms of the administration: places, people, roles and accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.door.language import language
from voordeur.partners.functions import functions, kinds
from voordeur.partners.laws import laws, payers
from voordeur.partners.models import AccessibilityStatement, Organisation, Team
from voordeur.partners.queries.administration import RoleRow
from voordeur.partners.setupfile import MOST

NOTHING = ("", "-")


def _said(row: Any) -> str:
    return str(row.en if language() == "en" else row.nl)


def _until() -> forms.DateField:
    return forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: goes on. What was done stays under this name."),
        required=False,
    )


class _Versioned(forms.Form):
    """A form that changes a row that is there, with the version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class OrganisationForm(_Versioned):
    """An organisation that takes part."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"))
    agb = forms.CharField(
        label=_("AGB code"),
        help_text=_("Eight digits; messages of iWmo and iJw are joined on it."),
        max_length=8,
        required=False,
    )
    payer = forms.ChoiceField(label=_("Pays from"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    under = forms.MultipleChoiceField(
        label=_("Laws under which it has a task"),
        help_text=_("Choose none when you do not know yet. Else it helps under no other law."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = _until()

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(code, _said(kind)) for code, kind in kinds().items()]  # type: ignore[attr-defined]
        self.fields["payer"].choices = [  # type: ignore[attr-defined]
            NOTHING,
            *((code, _said(payer)) for code, payer in payers().items()),
        ]
        self.fields["under"].choices = [  # type: ignore[attr-defined]
            (code, _said(law)) for code, law in laws().items() if code != "none"
        ]
        if new:
            del self.fields["until"], self.fields["version"]


class DepartmentForm(_Versioned):
    """A part of an organisation."""

    name = forms.CharField(label=_("Name"), max_length=160)
    until = _until()

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if new:
            del self.fields["until"], self.fields["version"]


class TeamForm(_Versioned):
    """A team with its caseload norm."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(label=_("Name"), max_length=160)
    area = forms.CharField(label=_("Area it works in"), max_length=160, required=False)
    caseload_norm = forms.IntegerField(
        label=_("Norm: cases per professional"),
        help_text=_("What you plan for. The team lead sees who is above it; nobody is ranked."),
        min_value=1,
        max_value=500,
        required=False,
    )
    until = _until()

    def __init__(
        self, *args: Any, new: bool, places: Iterable[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if new:
            self.fields["organisation"].choices = [(str(row.pk), row.name) for row in places]  # type: ignore[attr-defined]
            del self.fields["until"], self.fields["version"]
        else:
            del self.fields["organisation"]


class ProfessionalForm(_Versioned):
    """Somebody who is paid to help, with or without an account."""

    name = forms.CharField(label=_("Name"), max_length=120)
    function = forms.CharField(
        label=_("Function"),
        help_text=_("As colleagues and residents read it."),
        max_length=120,
        required=False,
    )
    place = forms.ChoiceField(label=_("Works at"))
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("Email address"), required=False)
    until = _until()

    def __init__(
        self,
        *args: Any,
        new: bool,
        places: Iterable[Organisation],
        teams: Iterable[Team],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        by_place: dict[int, list[Team]] = {}
        for team in teams:
            by_place.setdefault(team.organisation_id, []).append(team)
        choices: list[tuple[str, str]] = []
        for place in places:
            choices.append((f"{place.pk}:", place.name))
            choices += [
                (f"{place.pk}:{team.pk}", f"{place.name}: {team.name}")
                for team in by_place.get(place.pk, ())
            ]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        if new:
            del self.fields["until"], self.fields["version"]

    def chosen(self) -> tuple[int, int | None]:
        """Return the organisation and the team that were chosen."""
        organisation, _colon, team = self.cleaned_data["place"].partition(":")
        return int(organisation), int(team) if team else None


class SetUpFileForm(forms.Form):
    """What was set up elsewhere, as text."""

    text = forms.CharField(
        label=_("The file"),
        help_text=_("Paste the text of the file here. All of it comes in, or nothing."),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        max_length=MOST,
        strip=False,
    )


class AccessibilityForm(_Versioned):
    """What the municipality says about accessibility."""

    status = forms.ChoiceField(
        label=_("How far do these pages meet the standard?"), widget=forms.RadioSelect
    )
    email = forms.EmailField(label=_("Mail address to tell of a fault"), required=False)
    phone = forms.CharField(label=_("Telephone number"), max_length=30, required=False)
    answer_days = forms.IntegerField(
        label=_("An answer within so many days"), min_value=1, max_value=60
    )
    checked_on = forms.DateField(
        label=_("When somebody looked at it"), required=False, widget=forms.DateInput
    )
    checked_by = forms.CharField(label=_("Who looked at it"), max_length=160, required=False)
    known = forms.CharField(
        label=_("What you know does not work well yet"),
        help_text=_("In plain words, with what somebody can do in the meantime."),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (code, ACCESSIBILITY_WORDS[code]) for code in AccessibilityStatement.STATUS
        ]


ACCESSIBILITY_WORDS = {
    "full": _("fully: everything was looked at and meets it"),
    "partial": _("partly: what does not meet it is known and named"),
    "first_steps": _("first steps were taken; not everything was looked at"),
    "none": _("not yet"),
}


class RoleForm(_Versioned):
    """A name of the municipality's own for one or more functions."""

    name = forms.CharField(label=_("What you call it"), max_length=80)
    functions = forms.MultipleChoiceField(
        label=_("Stands for"), widget=forms.CheckboxSelectMultiple
    )
    definition = forms.CharField(
        label=_("What it means here"),
        help_text=_("In one sentence, for who gives the role."),
        max_length=300,
        required=False,
    )
    until = _until()

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["functions"].choices = function_choices()  # type: ignore[attr-defined]
        if new:
            del self.fields["until"], self.fields["version"]


def function_choices() -> list[tuple[str, str]]:
    """Return the functions with their definition, for a list of boxes."""
    shown = language()
    return [
        (code, f"{row.name.said(shown)}: {row.means.said(shown)}")
        for code, row in functions().items()
    ]


class AccountForm(_Versioned):
    """Who signs in, and what for."""

    professional = forms.ChoiceField(
        label=_("For whom"),
        help_text=_("A professional without an account. Somebody not there? Add them first."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Email address"), help_text=_("With this somebody signs in."))
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    leads = forms.MultipleChoiceField(
        label=_("Leads these teams"),
        help_text=_("Only for a team lead."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        new: bool,
        roles: Iterable[RoleRow],
        teams: Iterable[Team],
        people: Iterable[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        own = [(f"role:{row.id}", f"{row.name}: {row.definition or '-'}") for row in roles]
        self.fields["roles"].choices = [*own, *function_choices()]  # type: ignore[attr-defined]
        self.fields["leads"].choices = [(str(row.pk), row.name) for row in teams]  # type: ignore[attr-defined]
        if new:
            self.fields["professional"].choices = [NOTHING, *people]  # type: ignore[attr-defined]
            del self.fields["name"], self.fields["version"]
        else:
            del self.fields["professional"]

    def chosen(self) -> tuple[list[str], list[int]]:
        """Return the functions and the own names that were chosen."""
        picked = self.cleaned_data["roles"]
        own = [int(code[5:]) for code in picked if code.startswith("role:")]
        return [code for code in picked if not code.startswith("role:")], own


class SecondFactorForm(forms.Form):
    """How the administrator knows who lost a second factor."""

    known_by = forms.ChoiceField(
        label=_("How do you know that it is them?"),
        choices=[
            ("in_person", _("They stand before me")),
            ("video", _("I see them on a screen")),
            ("called_back", _("I called them on the number that we have")),
        ],
        widget=forms.RadioSelect,
    )


class NothingForm(forms.Form):
    """A page with a button and nothing to fill in; a refusal stands above it."""
