# SPDX-License-Identifier: EUPL-1.2
"""Forms of paying: what one looks at (by GET, each state a link) and what is written down."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.money.areas import Table
from voordeur.money.contractfile import YES_NO, read_asks, written_asks
from voordeur.money.contracts import PaysFor, Watched
from voordeur.money.forms.payingwords import KIND_WORDS, PAYS_WORDS, WATCHED_WORDS
from voordeur.money.models.paying import KINDS
from voordeur.money.paying import Settings
from voordeur.money.queries.paying import SpillLine, TermsLine
from voordeur.money.waterbed import DOWN, UP
from voordeur.provisions.amounts import typed
from voordeur.provisions.forms import EuroField


def _percent(label: Any, help_text: Any = "", *, least: int = 0, most: int = 100) -> Any:
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=least, max_value=most, required=False
    )


class LookForm(forms.Form):
    """The figures of the ways of paying that one can change to look; empty is what it begins with."""

    tariff = EuroField(label=gettext_lazy("Tariff for one unit"))
    prevention_paid = _percent(
        gettext_lazy("Part of prevention that is paid as a product, in percent")
    )
    budget = EuroField(label=gettext_lazy("Budget of the area in a year"))
    amount = EuroField(label=gettext_lazy("Amount of which a part depends on the result"))
    share = _percent(
        gettext_lazy("Part that depends on the result, in percent"),
        gettext_lazy("20 and 50 percent are always shown."),
    )
    target = _percent(gettext_lazy("Agreed result, in percent"), least=1, most=99)
    bond_share = _percent(gettext_lazy("Bond: part of the saving for the financier, in percent"))
    threshold = EuroField(label=gettext_lazy("Bond: saving below which nothing is paid"))
    cap = EuroField(label=gettext_lazy("Bond: most that is paid"))

    def chosen(self, usual: Settings) -> Settings:
        """Return what was chosen, and where nothing valid was, what the page begins with."""
        said: dict[str, Any] = getattr(self, "cleaned_data", {}) if self.is_bound else {}

        def part(name: str, other: Fraction) -> Fraction:
            value = said.get(name)
            return other if value is None else Fraction(value, 100)

        def cents(name: str, other: int) -> int:
            value = said.get(name)
            return other if value is None else value

        return Settings(
            tariff=cents("tariff", usual.tariff),
            prevention_paid=part("prevention_paid", usual.prevention_paid),
            budget=cents("budget", usual.budget),
            amount=cents("amount", usual.amount),
            share=part("share", usual.share),
            target=part("target", usual.target),
            bond_share=part("bond_share", usual.bond_share),
            threshold=cents("threshold", usual.threshold),
            cap=cents("cap", usual.cap),
        )

    @staticmethod
    def of(one: Settings) -> dict[str, Any]:
        """Return settings as they are typed."""
        return {
            "tariff": typed(one.tariff),
            "prevention_paid": round(one.prevention_paid * 100),
            "budget": typed(one.budget),
            "amount": typed(one.amount),
            "share": round(one.share * 100),
            "target": round(one.target * 100),
            "bond_share": round(one.bond_share * 100),
            "threshold": typed(one.threshold),
            "cap": typed(one.cap),
        }


class CaseForm(forms.Form):
    """A case to set ways of paying beside."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
        choices=[(one, KIND_WORDS[one]) for one in KINDS],
    )
    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("A kind, never one household."),
        max_length=120,
    )
    unit = forms.CharField(
        label=gettext_lazy("In what is heavy help counted?"),
        help_text=gettext_lazy("For example: placements, months in shelter."),
        max_length=60,
    )
    units_before = forms.IntegerField(
        label=gettext_lazy("How many a year without doing anything earlier"), min_value=0
    )
    units_after = forms.IntegerField(
        label=gettext_lazy("How many a year when it works"), min_value=0
    )
    unit_cost = EuroField(label=gettext_lazy("What one costs the provider"))
    prevention = EuroField(label=gettext_lazy("What doing it earlier costs a year"))
    result_before = forms.IntegerField(
        label=gettext_lazy("Result without it, in percent of what was agreed"),
        min_value=0,
        max_value=100,
    )
    result_after = forms.IntegerField(
        label=gettext_lazy("Result when it works, in percent of what was agreed"),
        min_value=0,
        max_value=100,
    )
    source = forms.CharField(
        label=gettext_lazy("Where do these figures come from?"),
        help_text=gettext_lazy("Made up? Then say so here."),
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit_cost"].required = self.fields["prevention"].required = True


class AreaLookForm(forms.Form):
    """Weights, the cap of the pool and what prevention saves: what one can try."""

    cap = EuroField(
        label=gettext_lazy("Above this amount the areas pay for one household together")
    )
    avoided = _percent(
        gettext_lazy("Part of ordinary care that prevention makes needless, in percent")
    )

    def __init__(self, *args: Any, factors: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.weights = {f"weight_{place}": name for place, name in enumerate(factors)}
        for field, name in self.weights.items():
            self.fields[field] = forms.IntegerField(
                label=_("Weight of: %(what)s") % {"what": name},
                min_value=0,
                max_value=1000,
                required=False,
            )

    def weight(self, usual: Mapping[str, int]) -> dict[str, int]:
        """Return the weights that were chosen, else the public ones."""
        said: dict[str, Any] = getattr(self, "cleaned_data", {}) if self.is_bound else {}
        return {
            name: usual.get(name, 1) if said.get(field) is None else said[field]
            for field, name in self.weights.items()
        }


class AreasForm(forms.Form):
    """Areas as they are pasted from a spreadsheet, with the public weights."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    total = EuroField(label=gettext_lazy("Money for all areas together in a year"))
    table = forms.CharField(
        label=gettext_lazy("The table"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Paste it from a spreadsheet, with a heading: the area; one or more counts; the costs of "
            "ordinary care; each very expensive case apart, with + between them. An empty cell is "
            "not known."
        ),
        max_length=20_000,
    )
    weights = forms.CharField(
        label=gettext_lazy("Weights, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("As 'Children: 3'. A count without a weight counts once."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where do these figures come from?"), max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["total"].required = True

    def clean_weights(self) -> dict[str, int]:
        """Return the weights as numbers by the name of the count."""
        found = {}
        for line in self.cleaned_data["weights"].splitlines():
            if not line.strip():
                continue
            name, _colon, number = line.rpartition(":")
            plain = number.strip()
            if not name.strip() or not (plain.isascii() and plain.isdigit() and len(plain) < 5):
                raise forms.ValidationError(_("Write each weight as 'Children: 3'."))
            found[name.strip()] = int(plain)
        return found

    @staticmethod
    def written(weights: Mapping[str, int], table: Table) -> str:
        """Return weights as they are typed, in the order of the table."""
        return "\n".join(f"{name}: {weights.get(name, 1)}" for name in table.factors)


class SpillForm(forms.Form):
    """What a cut on one field does to another."""

    cut = forms.CharField(label=gettext_lazy("On which field is money cut?"), max_length=80)
    other = forms.CharField(label=gettext_lazy("On which other field is it felt?"), max_length=80)
    sign = forms.TypedChoiceField(
        label=gettext_lazy("What happens there?"),
        widget=forms.RadioSelect,
        coerce=int,
        choices=[
            (UP, gettext_lazy("it costs more there")),
            (DOWN, gettext_lazy("it costs less there")),
        ],
    )
    low = EuroField(
        label=gettext_lazy("At least, in a year"),
        help_text=gettext_lazy(
            "Leave both empty when nobody knows how much: unknown is not nothing."
        ),
    )
    high = EuroField(label=gettext_lazy("At most, in a year"))
    source = forms.CharField(label=gettext_lazy("Who says so? Name the source."), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def of(line: SpillLine) -> dict[str, Any]:
        """Return what is filled in beforehand."""
        one = line.spill
        return {
            "cut": one.cut,
            "other": one.other,
            "sign": one.sign,
            "low": typed(one.low),
            "high": typed(one.high),
            "source": one.source,
            "version": line.version,
        }


class CutForm(forms.Form):
    """Which cut to look at, and how much it is said to save."""

    cut = forms.ChoiceField(label=gettext_lazy("A cut on"), required=False)
    saving = EuroField(label=gettext_lazy("is said to save, in a year"))

    def __init__(self, *args: Any, fields: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cut"].choices = [(name, name) for name in fields]  # type: ignore[attr-defined]


YES_NO_WORDS = {
    "risk_both_ways": gettext_lazy("Both sides carry risk: more for more, less for less"),
    "baseline": gettext_lazy("The start situation is measured first"),
    "creaming_check": gettext_lazy("It is checked whether the easiest people are picked"),
    "cap": gettext_lazy("There is a ceiling"),
    "steerable": gettext_lazy("It can be changed on the way"),
    "releases_in_year": gettext_lazy("What is not spent can be freed within the year"),
    "price_only": gettext_lazy("Only the price decides who gets it"),
    "stays_level_counts": gettext_lazy("Staying level counts as a result"),
    "satisfaction_alone": gettext_lazy("Only satisfaction is measured"),
}


class TermsForm(forms.Form):
    """How a contract pays, what it guards and what it asks."""

    pays_for = forms.MultipleChoiceField(
        label=gettext_lazy("What is paid for?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, PAYS_WORDS[one]) for one in PaysFor],
    )
    result_percent = forms.IntegerField(
        label=gettext_lazy("Part that depends on the result, in percent"),
        min_value=0,
        max_value=100,
    )
    relapse_months = forms.IntegerField(
        label=gettext_lazy("Who comes back within how many months is no success?"),
        help_text=gettext_lazy("0: nothing was agreed about it."),
        min_value=0,
        max_value=120,
    )
    indicators = forms.IntegerField(
        label=gettext_lazy("How many indicators are there?"), min_value=0, max_value=999
    )
    outcome_indicators = forms.IntegerField(
        label=gettext_lazy("How many of them show an outcome for people?"),
        min_value=0,
        max_value=999,
    )
    watched = forms.MultipleChoiceField(
        label=gettext_lazy("Which bad outcomes are watched while it runs?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, WATCHED_WORDS[one]) for one in Watched],
        required=False,
    )
    asks = forms.CharField(
        label=gettext_lazy("Which information is asked for, and why?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, as 'what: why'."),
        required=False,
        max_length=4000,
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided this?"), help_text=gettext_lazy("By role."), max_length=160
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in YES_NO:
            self.fields[key] = forms.BooleanField(label=YES_NO_WORDS[key], required=False)
        last = ("decided_by", "version")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    @staticmethod
    def usual(line: TermsLine | None = None) -> dict[str, Any]:
        """Return what is filled in beforehand: the terms that hold, or a careful start."""
        if line is None:
            return {
                "pays_for": [PaysFor.RESULT.value],
                "result_percent": 20,
                "relapse_months": 12,
                "indicators": 0,
                "outcome_indicators": 0,
                **dict.fromkeys(YES_NO, True),
                "price_only": False,
                "satisfaction_alone": False,
            }
        return {**line.terms, "asks": written_asks(line.contract.asks)}

    @property
    def terms(self) -> dict[str, Any]:
        """Return what was said, as the verbs take it."""
        return {**self.cleaned_data, "asks": read_asks(self.cleaned_data["asks"])}


class ContractForm(TermsForm):
    """A contract that is put in the register."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    party = forms.CharField(label=gettext_lazy("With whom?"), max_length=120)
    from_date = forms.DateField(label=gettext_lazy("From which day?"))
    until = forms.DateField(label=gettext_lazy("Until which day?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(["name", "party", "from_date", "until"])


class SteerForm(TermsForm):
    """Other terms from a day on, and why."""

    from_date = forms.DateField(label=gettext_lazy("From which day?"))
    why = forms.CharField(label=gettext_lazy("Why is it steered?"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(["from_date", "why"])


class SignForm(forms.Form):
    """On which day a contract was signed."""

    on = forms.DateField(label=gettext_lazy("Signed on"))
    version = forms.IntegerField(widget=forms.HiddenInput)
