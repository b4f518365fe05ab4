# SPDX-License-Identifier: EUPL-1.2
"""Forms of the social map."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.instruments.words import LifeArea
from voordeur.partners.laws import laws
from voordeur.provisions.models import MAP_GROUPS, MAP_KINDS
from voordeur.provisions.words import GROUP_WORDS, law_name

KIND_WORDS = {
    "formal": gettext_lazy("Paid help"),
    "informal": gettext_lazy("Volunteers and neighbours"),
    "school": gettext_lazy("Support at school"),
}


def area_words(area: str) -> str:
    """Return what a part of life is called."""
    return LifeArea(area).label.in_language(language())


def _areas() -> list[tuple[str, str]]:
    return [(str(area), area_words(area)) for area in LifeArea]


class MapSearchForm(forms.Form):
    """Look for help."""

    words = forms.CharField(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy("What kind of help; no names of people."),
        max_length=100,
        required=False,
    )
    life_area = forms.ChoiceField(label=gettext_lazy("For which part of life?"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of support?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("All"))
        for name, choices in {
            "life_area": [anything, *_areas()],
            "group": [anything, *((one, GROUP_WORDS[one]) for one in MAP_GROUPS)],
            "kind": [anything, *((one, KIND_WORDS[one]) for one in MAP_KINDS)],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class MapEntryForm(forms.Form):
    """Describe what exists."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=160)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of support?"), widget=forms.RadioSelect)
    law = forms.ChoiceField(label=gettext_lazy("Under which law?"))
    for_whom = forms.CharField(label=gettext_lazy("For whom?"), max_length=200, required=False)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Which groups?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    life_areas = forms.MultipleChoiceField(
        label=gettext_lazy("For which parts of life?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_when = forms.CharField(
        label=gettext_lazy("From which moment can somebody have it?"),
        max_length=200,
        required=False,
    )
    least = forms.CharField(
        label=gettext_lazy("What does somebody get at least, and who?"),
        max_length=200,
        required=False,
    )
    costs_resident = forms.CharField(
        label=gettext_lazy("What does it cost the resident?"), max_length=200, required=False
    )
    wait_days = forms.IntegerField(
        label=gettext_lazy("How many days is the wait, by the provider?"),
        min_value=0,
        max_value=3000,
        required=False,
    )
    how = forms.CharField(
        label=gettext_lazy("How does one ask for it?"), max_length=300, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        for name, choices in {
            "kind": [(one, KIND_WORDS[one]) for one in MAP_KINDS],
            "law": [
                ("", _("Choose …")),
                *((code, law_name(code)) for code, law in laws().items() if law.in_force(today)),
            ],
            "groups": [(one, GROUP_WORDS[one]) for one in MAP_GROUPS],
            "life_areas": _areas(),
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ExperienceForm(forms.Form):
    """How it really goes."""

    text = forms.CharField(
        label=gettext_lazy("How did it go when you asked for it?"),
        help_text=gettext_lazy("About the help, not about a household. No names."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wait_days = forms.IntegerField(
        label=gettext_lazy("How many days did it take?"),
        min_value=0,
        max_value=3000,
        required=False,
    )
