# SPDX-License-Identifier: EUPL-1.2
"""Forms: what is known of conditions, what a household waits for, and that it waits no more."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.leeway.graph import Facts, Known
from voordeur.leeway.words import YES_NO, three
from voordeur.people.queries import Member
from voordeur.provisions.amounts import typed
from voordeur.provisions.forms import EuroField

RUNS = 4


def who(around: Iterable[Member]) -> list[tuple[str, str]]:
    """Return the members to choose from."""
    return [
        ("", _("The household")),
        *((str(one.person_id), one.called) for one in around if one.called),
    ]


def about_field() -> forms.ChoiceField:
    """Return the field for whom it is about."""
    return forms.ChoiceField(
        label=gettext_lazy("About whom?"),
        required=False,
        help_text=gettext_lazy("What lies in a closed part of the file is always somebody's."),
    )


class FactsForm(forms.Form):
    """One question for each condition, with three answers."""

    about = about_field()

    def __init__(
        self,
        *args: Any,
        conditions: Mapping[str, str],
        facts: Facts,
        around: Iterable[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = who(around)  # type: ignore[attr-defined]
        self.codes = tuple(conditions)
        for code, name in conditions.items():
            known = facts.get(code, Known.UNKNOWN)
            self.fields[f"fact_{code}"] = forms.ChoiceField(
                label=name[:1].upper() + name[1:],
                choices=YES_NO,
                required=False,
                initial={Known.YES: "yes", Known.NO: "no"}.get(known, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Put what was said of each condition together, as `facts`."""
        said: dict[str, Any] = super().clean() or {}
        facts = {code: three(said.get(f"fact_{code}", "")) for code in self.codes}
        return said | {"facts": facts}


class PriceForm(forms.Form):
    """Since when, what runs on because of the block, and what solving would cost."""

    since = forms.DateField(label=gettext_lazy("Since when does the household wait?"))
    solve_cents = EuroField(
        label=gettext_lazy("What would it cost to solve, in euros?"),
        help_text=gettext_lazy("Leave it empty when nobody knows. That is not the same as 0."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, runs: Sequence[tuple[str, int | None]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for place in range(max(RUNS, len(runs) + 1)):
            name, cents = runs[place] if place < len(runs) else ("", None)
            self.fields[f"run_{place}"] = forms.CharField(
                label=_("Runs on because of this (%(number)s)") % {"number": place + 1},
                max_length=120,
                required=False,
                initial=name,
            )
            self.fields[f"cents_{place}"] = EuroField(
                label=_("What does it cost a year, in euros? (%(number)s)") % {"number": place + 1},
                initial=typed(cents),
            )
        self.places = max(RUNS, len(runs) + 1)

    def clean(self) -> dict[str, Any]:
        """Put what runs on together with what it costs a year, as `runs`."""
        said: dict[str, Any] = super().clean() or {}
        named = [(said.get(f"run_{n}", ""), said.get(f"cents_{n}")) for n in range(self.places)]
        return said | {"runs": [(name, cents) for name, cents in named if name.strip()]}


class ImpasseForm(PriceForm):
    """What a household waits for."""

    goal = forms.ChoiceField(label=gettext_lazy("What does the household wait for?"))
    about = about_field()
    field_order = ("goal", "about", "since", "solve_cents")

    def __init__(
        self, *args: Any, goals: Mapping[str, str], around: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [("", _("Choose …")), *goals.items()]  # type: ignore[attr-defined]
        self.fields["about"].choices = who(around)  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """What made it so that the household no longer waits."""

    how_lifted = forms.CharField(
        label=gettext_lazy("What opened the door?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
