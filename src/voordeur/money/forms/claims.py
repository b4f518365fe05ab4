# SPDX-License-Identifier: EUPL-1.2
"""Forms of a claim: claiming, moving on, saying when it is free, booking, undoing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.money.actions import Decision
from voordeur.money.benefits import STEPS, State
from voordeur.money.queries.claims import ClaimLine
from voordeur.money.queries.lines import BudgetLineLine
from voordeur.money.words import EVIDENCE_WORDS, HARVEST_WORDS, STATE_WORDS
from voordeur.provisions.forms import EuroField

AREA = forms.Textarea(attrs={"rows": 3})


class Decided(forms.Form):
    """Who decided it, and why: asked at every step of a claim."""

    decider = forms.CharField(
        label=gettext_lazy("Who decided this? A name with an office"), max_length=120
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, widget=AREA)

    field_order: list[str] | None = None

    @property
    def decision(self) -> Decision:
        """Return the decision as it was typed."""
        return Decision(self.cleaned_data["decider"], self.cleaned_data["reason"])


class Versioned(forms.Form):
    """The version of the claim that somebody looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TimeFields(forms.Form):
    """From when the money is free."""

    freed_from = forms.DateField(label=gettext_lazy("From which day is it no longer needed?"))
    contract_ends = forms.DateField(
        label=gettext_lazy("Last day of the running contract or subsidy"),
        required=False,
        help_text=gettext_lazy("The money is free the day after. Leave open when nobody knows."),
    )
    is_releasable = forms.BooleanField(
        label=gettext_lazy("The money may be released before that"), required=False
    )


class ClaimForm(Decided, TimeFields):
    """A new claim."""

    outcome = forms.CharField(
        label=gettext_lazy("What was reached?"),
        max_length=160,
        help_text=gettext_lazy(
            "Name an outcome that several projects count on in the same words. Nobody's name."
        ),
    )
    payer = forms.CharField(label=gettext_lazy("Who pays for the work?"), max_length=80)
    gainer = forms.CharField(label=gettext_lazy("Who gains?"), max_length=80)
    year = forms.IntegerField(label=gettext_lazy("In which year?"))
    whole = EuroField(
        label=gettext_lazy("What is the whole outcome worth to who gains, in that year?"),
        help_text=gettext_lazy("Leave open when nobody knows: unknown is not zero."),
    )
    share = forms.DecimalField(
        label=gettext_lazy("Which part of it is due to this project, in per cent?"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=gettext_lazy("All projects together count the whole at most."),
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("How is it known?"),
        widget=forms.RadioSelect,
        choices=list(EVIDENCE_WORDS.items()),
    )
    condition = forms.CharField(
        label=gettext_lazy("What must be so first, and who pays until then?"),
        max_length=300,
        required=False,
        widget=AREA,
    )
    harvest = forms.ChoiceField(
        label=gettext_lazy("In which form can who gains give something back?"), required=False
    )
    proof = forms.CharField(
        label=gettext_lazy("What shows that it happened?"), max_length=300, required=False
    )
    field_order = [
        *("outcome", "payer", "gainer", "year", "whole", "share", "evidence"),
        *("freed_from", "contract_ends", "is_releasable", "condition", "harvest", "proof"),
        *("decider", "reason"),
    ]

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["harvest"].choices = [  # type: ignore[attr-defined]
            ("", _("Not talked about yet")),
            *((one.value, words) for one, words in HARVEST_WORDS.items()),
        ]
        name_known(self.fields["gainer"], known)


def name_known(field: forms.Field, known: Iterable[str]) -> None:
    """Say which parties are there already, so that one party is not written in two ways."""
    names = sorted(set(known))
    if names:
        field.help_text = _("Already here: {names}.").format(names=", ".join(names))


class MoveForm(Versioned, Decided):
    """Where a claim goes from here."""

    to = forms.ChoiceField(label=gettext_lazy("Where does it go?"), widget=forms.RadioSelect)
    agreed = EuroField(label=gettext_lazy("With a yes: which amount was agreed?"))
    last_day = forms.DateField(
        label=gettext_lazy("Until when may it stay so?"),
        required=False,
        help_text=gettext_lazy("Left open, the usual term holds; after it the claim lapses."),
    )
    field_order = ["to", "agreed", "last_day", "decider", "reason", "version"]

    def __init__(self, *args: Any, claim: ClaimLine, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": claim.version}
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (one.value, STATE_WORDS[one])
            for one in State
            if one in STEPS[claim.state] and one is not State.BOOKED
        ]


class TimeForm(Versioned, TimeFields):
    """When the money of a claim is free."""

    def __init__(self, *args: Any, claim: ClaimLine, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "freed_from": claim.freed_from,
            "contract_ends": claim.contract_ends,
            "is_releasable": claim.is_releasable,
            "version": claim.version,
        }
        super().__init__(*args, **kwargs)


class BookForm(Versioned, Decided):
    """Which budget line goes down, and what proves it."""

    line = forms.ChoiceField(label=gettext_lazy("Which budget line goes down?"))
    proof = forms.CharField(label=gettext_lazy("What shows that it happened?"), max_length=300)
    field_order = ["line", "proof", "decider", "reason", "version"]

    def __init__(
        self, *args: Any, claim: ClaimLine, lines: Iterable[BudgetLineLine], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"proof": claim.proof, "version": claim.version}
        super().__init__(*args, **kwargs)
        parties = {claim.gainer, claim.payer if claim.harvest else claim.gainer}
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a line")),
            *((str(one.uuid), one.label(language())) for one in lines if one.party in parties),
        ]


class ReverseForm(Versioned, Decided):
    """Why a booking is undone."""

    field_order = ["decider", "reason", "version"]

    def __init__(self, *args: Any, claim: ClaimLine, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": claim.version}
        super().__init__(*args, **kwargs)
