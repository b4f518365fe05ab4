# SPDX-License-Identifier: EUPL-1.2
"""Forms about help: what it is, what is known of its price, how it ends, how it counts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError
from voordeur.partners.laws import laws, payers
from voordeur.partners.queries import OrganisationLine
from voordeur.provisions.amounts import cents_of, typed
from voordeur.provisions.given import Given, GivenError, Price
from voordeur.provisions.pricing import AmountOver, Per
from voordeur.provisions.queries import AlternativeLine, ProvisionLine, TypeLine
from voordeur.provisions.regimes import shipped_regimes
from voordeur.provisions.words import (
    FLOW_WORDS,
    PERS,
    STACKING_WORDS,
    UNITS,
    law_name,
    payer_name,
    said,
)


class EuroField(forms.Field):
    """An amount as people type it; the value is eurocents, None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput, **options)
        self.widget.attrs |= {"inputmode": "decimal", "maxlength": "20"}

    def to_python(self, value: Any) -> Any:
        """Return eurocents; anything doubtful is refused, because a wrong amount is worse."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return cents_of(text)
        except ValueError as error:
            raise forms.ValidationError(_("Write an amount as 1.234,50.")) from error


def _days(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class ProvisionForm(forms.Form):
    """All that can be said of a provision; only what it is, the law and the first day must be."""

    type = forms.ChoiceField(label=gettext_lazy("From the social map"), required=False)
    name = forms.CharField(label=gettext_lazy("Which help"), max_length=160)
    person = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    law = forms.ChoiceField(label=gettext_lazy("Law"))
    provider = forms.ChoiceField(label=gettext_lazy("Who gives it"), required=False)
    payer = forms.ChoiceField(label=gettext_lazy("Who pays"))
    flow = forms.ChoiceField(label=gettext_lazy("How the money goes"), required=False)
    from_date = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    until = _days(gettext_lazy("Until, the first day without it"))
    admission_ground = forms.CharField(
        label=gettext_lazy("Why it started"), required=False, max_length=200
    )
    declared = EuroField(
        label=gettext_lazy("Billed"),
        help_text=gettext_lazy("What a provider billed, with the days it is for."),
    )
    declared_from = _days(gettext_lazy("Bill: first day"))
    declared_until = _days(gettext_lazy("Bill: day after the last"))
    budget = EuroField(label=gettext_lazy("Budget granted"))
    budget_from = _days(gettext_lazy("Budget: first day"))
    budget_until = _days(gettext_lazy("Budget: day after the last"))
    units = forms.IntegerField(label=gettext_lazy("How much"), required=False, min_value=0)
    unit = forms.ChoiceField(label=gettext_lazy("Of what"), required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("How often"),
        required=False,
        help_text=gettext_lazy("For an amount in total, also say until when the help runs."),
    )
    unit_price = EuroField(label=gettext_lazy("Price per unit"))
    average = forms.BooleanField(
        label=gettext_lazy("This price is an average over providers or years"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        types: Iterable[TypeLine],
        people: Iterable[tuple[str, str]],
        organisations: Iterable[OrganisationLine],
        row: ProvisionLine | None = None,
    ) -> None:
        initial = {"law": "wmo", "payer": "unknown"} if row is None else _initial(row)
        super().__init__(data, initial=initial)
        self.row = row
        choices: dict[str, list[tuple[str, str]]] = {
            "type": [("", _("not on the map")), *((str(one.id), one.name) for one in types)],
            "person": [("", _("the household together")), *people],
            "law": [(code, law_name(code)) for code in laws()],
            "provider": [("", _("not known")), *((str(o.id), o.name) for o in organisations)],
            "payer": [(code, payer_name(code)) for code in payers()],
            "flow": [(code, _(word)) for code, word in FLOW_WORDS.items()],
            "unit": [(code, _(word) if word else "") for code, word in UNITS.items()],
            "per": [("", ""), *((str(per), _(word)) for per, word in PERS.items())],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        if row is not None:
            self.fields["person"].disabled = True

    def _amount(self, name: str) -> AmountOver | None:
        cents = self.cleaned_data[name]
        if cents is None:
            return None
        first, until = self.cleaned_data[f"{name}_from"], self.cleaned_data[f"{name}_until"]
        if first is None or until is None:
            raise GivenError(_("Say for which days this amount is."), f"{name}_from")
        try:
            return AmountOver(cents, Period(first, until))
        except MoneyError as error:
            raise GivenError(_("The end lies before the start."), f"{name}_until") from error

    def given(self) -> Given:
        """Return what the form says; raises GivenError naming the field.

        A bill is added to the bills that are here already: one that was sent is not unsent.
        """
        said = self.cleaned_data
        bill = self._amount("declared")
        before = self.row.price.declared if self.row else ()
        return Given(
            name=said["name"],
            law=said["law"],
            from_date=said["from_date"],
            until=said["until"],
            person_id=int(said["person"]) if said["person"] else None,
            type_id=int(said["type"]) if said["type"] else None,
            provider_id=int(said["provider"]) if said["provider"] else None,
            payer=said["payer"],
            flow=said["flow"],
            category=self.row.category if self.row else "",
            code=self.row.code if self.row else "",
            admission_ground=said["admission_ground"],
            exit_reason=self.row.exit_reason if self.row else "",
            not_counted=self.row.not_counted if self.row else "",
            price=Price(
                declared=(*before, bill) if bill else before,
                budget=self._amount("budget"),
                units=said["units"],
                unit=said["unit"],
                per=Per(said["per"]) if said["per"] else None,
                unit_cents=said["unit_price"],
                average=said["average"],
            ),
        )


def _initial(row: ProvisionLine) -> dict[str, Any]:
    price = row.price
    budget = price.budget
    return {
        "type": row.type_id or "",
        "name": row.name,
        "person": row.person_id or "",
        "law": row.law,
        "provider": row.provider_id or "",
        "payer": row.payer,
        "flow": row.flow,
        "from_date": row.from_date,
        "until": row.until,
        "admission_ground": row.admission_ground,
        "budget": typed(budget.cents) if budget else "",
        "budget_from": budget.period.from_ if budget else None,
        "budget_until": budget.period.until if budget else None,
        "units": price.units,
        "unit": price.unit,
        "per": str(price.per) if price.per else "",
        "unit_price": typed(price.unit_cents),
        "average": price.average,
        "version": row.version,
    }


class EndForm(forms.Form):
    """That help stops, from which day and why."""

    until = forms.DateField(
        label=gettext_lazy("First day without this help"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    exit_reason = forms.CharField(label=gettext_lazy("Why it stops"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StackingForm(forms.Form):
    """Whether this help beside other help is meant so."""

    stacking = forms.ChoiceField(
        label=gettext_lazy("Several kinds of help at once"),
        widget=forms.RadioSelect,
        required=False,
    )
    why = forms.CharField(label=gettext_lazy("Why, in one line"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["stacking"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, _(word)) for code, word in STACKING_WORDS.items()]


class CountingForm(forms.Form):
    """Whether the cost of this help is counted, and if not, as what it is named."""

    kind = forms.ChoiceField(
        label=gettext_lazy("In the sum?"), widget=forms.RadioSelect, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("Counted")),
                *(
                    (kind.code, _("Not counted: %(what)s") % {"what": said(kind.label)})
                    for kind in shipped_regimes().not_counted
                ),
            ]


HELPS = {"yes": True, "no": False, "": None}


class AlternativeForm(forms.Form):
    """Another way to go on: never without what comes of it."""

    name = forms.CharField(
        label=gettext_lazy("What else could be done?"),
        help_text=gettext_lazy("For example: care in the own circle, a house without stairs."),
        max_length=160,
    )
    cost = EuroField(
        label=gettext_lazy("What it costs a year"),
        help_text=gettext_lazy("Leave it empty when you do not know: unknown is not nothing."),
    )
    outcome = forms.CharField(
        label=gettext_lazy("What comes of it for the household?"), max_length=300
    )
    helps = forms.ChoiceField(
        label=gettext_lazy("Does it help?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("yes", gettext_lazy("Yes")),
            ("no", gettext_lazy("No")),
            ("", gettext_lazy("Not known yet")),
        ],
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def from_line(row: AlternativeLine) -> dict[str, Any]:
        """Return the fields as they are filled in for a way that is there."""
        said = {value: code for code, value in HELPS.items()}
        return {
            "name": row.name,
            "cost": typed(row.cents),
            "outcome": row.outcome,
            "helps": said[row.helps],
            "version": row.version,
        }

    def way(self) -> dict[str, Any]:
        """Return what was said, as the verbs take it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "outcome": given["outcome"],
            "cents": given["cost"],
            "helps": HELPS[given["helps"]],
        }


class SureForm(forms.Form):
    """Nothing to fill in but the button: the version says what was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
