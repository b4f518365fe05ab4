# SPDX-License-Identifier: EUPL-1.2
"""The fields that forms of the plan share, and whose a piece is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.people.spoken import How
from voordeur.plan import wording
from voordeur.plan.actions.placing import COMPARTMENTS

OFF = {"autocomplete": "off"}
WAYS = (How.TABLE, How.PAPER, How.PHONE, How.SUPPORTER)


def one_line(label: Any, *, required: bool = True, longest: int = 300, help_text: Any = "") -> Any:
    """Return a field of one line."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs=OFF),
    )


def long_text(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 3) -> Any:
    """Return a field of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, **OFF}),
    )


def a_day(label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    """Return a field for a day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs=OFF)
    )


def one_of(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """Return a field to choose one; its choices come with `fill`."""
    return forms.ChoiceField(label=label, required=required, help_text=help_text)


def fill(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field of a form its choices."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def people(members: Sequence[Member], *, together: bool = False) -> list[tuple[str, str]]:
    """Return the members as choices, with 'all of us' first when joint things can be chosen."""
    first = [("", _("all of us together"))] if together else []
    return first + [(str(one.person_id), one.called or "") for one in members if not one.masked]


class MembersForm(forms.Form):
    """A form that knows who is in the household."""

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household = members


class PlacedForm(MembersForm):
    """A form about one member or about all, in a part of the file."""

    person = one_of(gettext_lazy("About whom?"), required=False)
    compartment = one_of(gettext_lazy("Who may see this?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "person", people(self.household, together=True))
        parts = [part for part in COMPARTMENTS if part in wording.COMPARTMENTS and part != "safety"]
        fill(self, "compartment", wording.options(wording.COMPARTMENTS, parts))

    @property
    def placed(self) -> dict[str, Any]:
        """Return who it is about and in which part, as the actions take it."""
        person = self.cleaned_data.get("person")
        if not person:
            return {"person_id": None, "compartment": "common"}
        part = self.cleaned_data.get("compartment") or "own"
        return {"person_id": int(person), "compartment": part}
