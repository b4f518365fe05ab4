# SPDX-License-Identifier: EUPL-1.2
"""Forms: a budget line, spending on it, an effort, and what stops."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.money.forms.claims import AREA, name_known
from voordeur.money.queries.lines import BudgetLineLine, EffortLine
from voordeur.money.queries.stops import StopLine
from voordeur.provisions.amounts import typed
from voordeur.provisions.forms import EuroField


def line_choices(lines: Iterable[BudgetLineLine], none: str) -> list[tuple[str, str]]:
    """Return budget lines to choose from, each with whose it is and what is on it."""
    return [("", none), *((str(one.uuid), one.label(language())) for one in lines)]


class LineForm(forms.Form):
    """A new budget line."""

    party = forms.CharField(label=gettext_lazy("Whose budget is it?"), max_length=80)
    pot = forms.CharField(label=gettext_lazy("Which pot is it?"), max_length=60)
    taakveld = forms.CharField(
        label=gettext_lazy("Task field"),
        max_length=12,
        help_text=gettext_lazy("The code in the accounts, for example 6.71."),
    )
    cost_centre = forms.CharField(label=gettext_lazy("Cost centre"), max_length=20)
    year = forms.IntegerField(label=gettext_lazy("In which year?"))
    cents = EuroField(label=gettext_lazy("What was granted on it?"))

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cents"].required = True
        name_known(self.fields["party"], known)


class LineChangeForm(forms.Form):
    """What is on a line after a change of the budget."""

    cents = EuroField(label=gettext_lazy("What is on it from now on?"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200, widget=AREA)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: BudgetLineLine, **kwargs: Any) -> None:
        kwargs["initial"] = {"cents": typed(line.cents), "version": line.version}
        super().__init__(*args, **kwargs)
        self.fields["cents"].required = True


class CostForm(forms.Form):
    """Spending as the financial administration has it."""

    line = forms.ChoiceField(label=gettext_lazy("On which budget line?"))
    cents = EuroField(label=gettext_lazy("Amount"))
    on = forms.DateField(label=gettext_lazy("Booked on"))
    text = forms.CharField(
        label=gettext_lazy("What was it for?"),
        max_length=200,
        help_text=gettext_lazy("No name of a resident: the ledger is about nobody."),
    )

    def __init__(self, *args: Any, lines: Iterable[BudgetLineLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cents"].required = True
        self.fields["line"].choices = line_choices(lines, _("Choose a line"))  # type: ignore[attr-defined]


class EffortForm(forms.Form):
    """What a project takes from a party."""

    party = forms.CharField(label=gettext_lazy("Who makes the effort?"), max_length=80)
    what = forms.CharField(label=gettext_lazy("What does it take?"), max_length=160)
    pot = forms.CharField(label=gettext_lazy("From which pot?"), max_length=60)
    year = forms.IntegerField(label=gettext_lazy("In which year?"))
    cents = EuroField(
        label=gettext_lazy("What does it cost?"),
        help_text=gettext_lazy("Leave open when nobody knows: unknown is not zero."),
    )
    would_be_spent = forms.BooleanField(
        label=gettext_lazy("This would have been spent anyway"), required=False
    )
    is_structural = forms.BooleanField(
        label=gettext_lazy("It does not end with the project"), required=False
    )
    line = forms.ChoiceField(label=gettext_lazy("On which budget line?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        lines: Iterable[BudgetLineLine],
        known: Iterable[str] = (),
        row: EffortLine | None = None,
        **kwargs: Any,
    ) -> None:
        if row is not None:
            kwargs["initial"] = {
                "party": row.party,
                "what": row.what,
                "pot": row.pot,
                "year": row.year,
                "cents": typed(row.cents),
                "would_be_spent": row.would_be_spent,
                "is_structural": row.is_structural,
                "line": str(row.line_uuid or ""),
                "version": row.version,
            }
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = line_choices(lines, _("Not known yet"))  # type: ignore[attr-defined]
        name_known(self.fields["party"], known)


class StopForm(forms.Form):
    """What is no longer needed."""

    what = forms.CharField(label=gettext_lazy("What stops?"), max_length=160)
    institution = forms.CharField(label=gettext_lazy("At which institution?"), max_length=120)
    work_of = forms.CharField(
        label=gettext_lazy("Whose work is it?"),
        max_length=160,
        help_text=gettext_lazy("A function and how many, no names: two night workers."),
    )
    after = forms.CharField(
        label=gettext_lazy("What do they do after that?"), max_length=300, widget=AREA
    )
    pot = forms.CharField(label=gettext_lazy("In which pot is money freed?"), max_length=60)
    stops_on = forms.DateField(label=gettext_lazy("From which day is it no longer there?"))
    cents = EuroField(
        label=gettext_lazy("What does that free in a year?"),
        help_text=gettext_lazy("Leave open when nobody knows: unknown is not zero."),
    )
    proof = forms.CharField(
        label=gettext_lazy("What shows that it is not needed any more?"),
        max_length=300,
        required=False,
    )
    decider = forms.CharField(
        label=gettext_lazy("Who decided that it stops?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left open it is a wish, and frees nothing in the balance."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: StopLine | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {
                "what": row.what,
                "institution": row.institution,
                "work_of": row.work_of,
                "after": row.after,
                "pot": row.pot,
                "stops_on": row.stops_on,
                "cents": typed(row.cents),
                "proof": row.proof,
                "decider": row.decider,
                "version": row.version,
            }
        super().__init__(*args, **kwargs)


class TakeOffForm(forms.Form):
    """Why something is taken off; that it stood there stays in the history."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it taken off?"),
        max_length=300,
        widget=AREA,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
