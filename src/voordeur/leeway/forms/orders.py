# SPDX-License-Identifier: EUPL-1.2
"""Forms: what steps cost and free, to reckon an order with; and somebody's yes to that order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.voice import How
from voordeur.leeway.forms.impasses import who
from voordeur.leeway.spiral import MOST, Move
from voordeur.people.queries import Member
from voordeur.people.words import HOWS
from voordeur.provisions.forms import EuroField

FREE_ROWS = 5
"""Rows to think with while the plan holds no open step."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the plan to reckon with; `basic` is how it stands in the plan."""

    key: str
    name: str
    basic: bool = False


class SpiralForm(forms.Form):
    """The open steps of the plan with what they cost and free; without any, rows to think with."""

    money = EuroField(label=gettext_lazy("How much money is there now, in euros?"))
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours a week can the household carry, in its own view?"),
        min_value=0,
        max_value=80,
        initial=8,
    )

    def __init__(self, *args: Any, steps: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = tuple(steps)
        self.rows = len(self.steps) or FREE_ROWS
        for n in range(self.rows):
            self._add(n, self.steps[n] if self.steps else None)

    def _add(self, n: int, step: Row | None) -> None:
        if step is None:
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("What is the step?"), max_length=80, required=False
            )
        self.fields[f"weeks_{n}"] = forms.IntegerField(
            label=_("How many weeks does it take?"),
            min_value=1,
            max_value=104,
            required=False,
            help_text=_("Leave it empty to leave this step out.") if step else "",
        )
        self.fields[f"hours_{n}"] = forms.IntegerField(
            label=_("How many hours a week does it ask?"),
            min_value=0,
            max_value=80,
            required=False,
        )
        self.fields[f"cost_{n}"] = EuroField(label=_("What does it cost, in euros?"))
        self.fields[f"frees_{n}"] = EuroField(
            label=_("What does it free a week afterwards, in euros?")
        )
        self.fields[f"basic_{n}"] = forms.BooleanField(
            label=_("It is one of the basics: money, home, papers, safety"),
            required=False,
            initial=step.basic if step else False,
        )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of each step under its name, in the order of the plan."""
        return [
            (
                self.steps[n].name if self.steps else _("Step %(number)s") % {"number": n + 1},
                [self[name] for name in self.fields if name.endswith(f"_{n}")],
            )
            for n in range(self.rows)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse more steps than can be searched through exactly."""
        said = super().clean() or self.cleaned_data
        if len(self.chosen) > MOST:
            self.add_error(
                None, _("Reckon with at most %(most)s steps at a time.") % {"most": MOST}
            )
        return said

    @property
    def chosen(self) -> dict[str, Move]:
        """Return the steps that join, by key of the step in the plan, or by name without a plan."""
        said = self.cleaned_data
        found: dict[str, Move] = {}
        for n in range(self.rows):
            if self.steps:
                key = name = self.steps[n].key if said.get(f"weeks_{n}") else ""
            else:
                key = name = " ".join(str(said.get(f"name_{n}") or "").split())
            if key:
                found[key] = Move(
                    name,
                    said.get(f"cost_{n}") or 0,
                    said.get(f"weeks_{n}") or 1,
                    said.get(f"hours_{n}") or 0,
                    said.get(f"frees_{n}") or 0,
                    said.get(f"basic_{n}") or False,
                )
        return found


class AgreeForm(forms.Form):
    """Who of the household said yes to the order, and how."""

    about = forms.ChoiceField(label=gettext_lazy("Who of the household says yes to this order?"))
    how = forms.ChoiceField(
        label=gettext_lazy("How did it come in?"),
        choices=[(how, HOWS[how]) for how in How if how != How.SELF],
        initial=How.TABLE,
    )

    def __init__(self, *args: Any, around: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Choose …")), *who(around)[1:]]  # type: ignore[attr-defined]
