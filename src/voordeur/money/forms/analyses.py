# SPDX-License-Identifier: EUPL-1.2
"""Forms of an analysis: small ones for the table, and one per kind of piece."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.money.analysis_words import (
    BELIEFS,
    MARK_WORDS,
    PARTY_KINDS,
    SIDES,
    STAGES,
)
from voordeur.money.scba.model import Model
from voordeur.money.scba.rates import schedules

AREA = forms.Textarea(attrs={"rows": 3})


def options(words: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return the choices of a list of words."""
    return list(words.items())


def discounts() -> list[tuple[str, object]]:
    """Return the discount schedules that come along, with their names."""
    return [
        ("none", _("no discounting")),
        *((code, one.name) for code, one in schedules().items()),
    ]


class OfModel(forms.Form):
    """A form that chooses among what stands in an analysis."""

    def choose(self, name: str, choices: Iterable[tuple[str, object]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


def measures(model: Model) -> list[tuple[str, object]]:
    """Return the measures to choose from."""
    return [(one.id, one.about) for one in model.interventions]


def parties(model: Model) -> list[tuple[str, object]]:
    """Return the parties to choose from."""
    return [(one.id, one.name) for one in model.parties]


def figures(model: Model) -> list[tuple[str, object]]:
    """Return the figures to choose from, and none."""
    return [("", _("none")), *((name, one.about) for name, one in model.assumptions.items())]


class OfProject(forms.Form):
    """Under which project an analysis hangs; under none is possible too."""

    project = forms.ChoiceField(label=gettext_lazy("Part of which project?"), required=False)

    def __init__(self, *args: Any, projects: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["project"].choices = [("", _("none")), *projects]  # type: ignore[attr-defined]


class StartForm(OfProject):
    """A new analysis: first of all what happens without the project."""

    title = forms.CharField(label=gettext_lazy("What is the analysis called?"), max_length=200)
    zero = forms.CharField(
        label=gettext_lazy("What happens if the project does not come?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        help_text=gettext_lazy(
            "The zero alternative: write it before the outcome is known. It can be sealed later."
        ),
    )
    start = forms.IntegerField(label=gettext_lazy("First year"), min_value=1990, max_value=2100)
    horizon = forms.IntegerField(
        label=gettext_lazy("How many years count?"), min_value=1, max_value=60, initial=6
    )
    discount = forms.ChoiceField(label=gettext_lazy("What is a euro later worth now?"))

    field_order = ("title", "zero", "start", "horizon", "discount", "project")

    def __init__(self, *args: Any, projects: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, projects=projects, **options)
        self.fields["discount"].choices = discounts()  # type: ignore[attr-defined]


class UnderForm(OfProject):
    """Another project for an analysis that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BringInForm(OfProject):
    """A model file."""

    file = forms.FileField(
        label=gettext_lazy("Model file"),
        help_text=gettext_lazy("A .toml file, as this page gives them out or as you wrote it."),
    )

    field_order = ("file", "project")


class SideForm(OfModel):
    """What every form at the table asks: who says so."""

    side = forms.ChoiceField(label=gettext_lazy("Who brings this in?"), required=False)

    def __init__(self, *args: Any, model: Model, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.model = model
        self.choose("side", [("", _("not said")), *options(SIDES)])
        self.fill()
        self.order_fields([name for name in self.fields if name != "side"])

    def fill(self) -> None:
        """Give the fields of this form their choices."""


class PartyForm(SideForm):
    """A party."""

    name = forms.CharField(label=gettext_lazy("Which party?"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of party is it?"), required=False)

    def fill(self) -> None:
        """Offer the kinds of party."""
        self.choose("kind", options(PARTY_KINDS))


class MeasureForm(SideForm):
    """Something that is done."""

    about = forms.CharField(label=gettext_lazy("What is done?"), max_length=160)


class EffectForm(SideForm):
    """Something it leads to, with the reason and with whom it lands."""

    measure = forms.ChoiceField(label=gettext_lazy("Because of what?"))
    reason = forms.CharField(
        label=gettext_lazy("If …"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: if one person helps with the rent and the post"),
    )
    about = forms.CharField(
        label=gettext_lazy("… then"),
        max_length=160,
        help_text=gettext_lazy("For example: fewer evictions"),
    )
    party = forms.ChoiceField(label=gettext_lazy("With whom does it land?"))

    def fill(self) -> None:
        """Offer the measures and the parties."""
        self.choose("measure", measures(self.model))
        self.choose("party", parties(self.model))


class InvestmentForm(SideForm):
    """What a measure takes, and who pays."""

    about = forms.CharField(label=gettext_lazy("What does it take?"), max_length=160)
    measure = forms.ChoiceField(label=gettext_lazy("For what?"))
    party = forms.ChoiceField(label=gettext_lazy("Who pays?"))
    amount = forms.FloatField(
        label=gettext_lazy("About how much, in euros?"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Leave it empty when nobody knows yet: unknown is not zero."),
        localize=True,
    )

    def fill(self) -> None:
        """Offer the measures and the parties."""
        self.choose("measure", measures(self.model))
        self.choose("party", parties(self.model))


class LinkForm(SideForm):
    """One more party at an effect or an investment."""

    piece = forms.ChoiceField(label=gettext_lazy("Which effect or investment?"))
    party = forms.ChoiceField(label=gettext_lazy("Who gains or pays too?"))
    part = forms.CharField(
        label=gettext_lazy("Which part, between 0 and 1?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Leave it empty when nobody knows yet: unknown is not zero."),
    )

    def fill(self) -> None:
        """Offer the effects, the investments and the parties."""
        effects = [(f"effect:{one.id}", one.about) for one in self.model.effects]
        costs = [(f"investment:{one.id}", one.about) for one in self.model.costs]
        self.choose("piece", [*effects, *costs])
        self.choose("party", parties(self.model))


class TableForm(OfModel):
    """Who draws along."""

    sides = forms.MultipleChoiceField(
        label=gettext_lazy("Who is at the table?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, model: Model, **options_: Any) -> None:
        super().__init__(*args, **options_)
        named = [*options(SIDES), *parties(model)]
        # What a file says about who drew it is kept, also in words we do not know.
        known = {code for code, _word in named}
        self.choose("sides", [*named, *((one, one) for one in model.drawn_by if one not in known)])


class BeliefForm(OfModel):
    """What is believed of a figure, from where, and how sure."""

    kind = forms.ChoiceField(label=gettext_lazy("What is believed?"))
    numbers = forms.CharField(
        label=gettext_lazy("The numbers, parted by ;"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("For example 70; 90; 110. A comma is a decimal sign."),
    )
    source = forms.CharField(label=gettext_lazy("From where is it?"), max_length=300)
    year = forms.IntegerField(label=gettext_lazy("Of which year?"), min_value=1990, max_value=2100)
    mark = forms.ChoiceField(label=gettext_lazy("How well is it known?"))
    demo = forms.BooleanField(
        label=gettext_lazy("Made up, only to show how it works"), required=False
    )
    reading = forms.CharField(
        label=gettext_lazy("Who says so, if somebody else says otherwise?"),
        required=False,
        max_length=60,
    )

    def __init__(self, *args: Any, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.choose("kind", options(BELIEFS))
        self.choose("mark", options(MARK_WORDS))


class FigureForm(BeliefForm):
    """A figure with its belief."""

    about = forms.CharField(label=gettext_lazy("What is it?"), max_length=200)
    unit = forms.CharField(
        label=gettext_lazy("In which unit?"),
        max_length=60,
        help_text=gettext_lazy("For example EUR, share, household, EUR/household/year."),
    )
    side = forms.ChoiceField(label=gettext_lazy("Who brings this in?"), required=False)
    field_order = ("about", "unit", "kind", "numbers", "source", "year", "mark", "reading", "demo")

    def __init__(self, *args: Any, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.choose("side", [("", _("not said")), *options(SIDES)])


class ChangeFigureForm(BeliefForm):
    """A figure that is there."""

    about = forms.CharField(label=gettext_lazy("What is it?"), max_length=400)
    unit = forms.CharField(label=gettext_lazy("In which unit?"), max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = FigureForm.field_order


class DisputeForm(BeliefForm):
    """A belief that disagrees with the one that is there."""

    first_reading = forms.CharField(
        label=gettext_lazy("Who says what is there now?"), required=False, max_length=60
    )
    field_order = ("kind", "numbers", "source", "year", "mark", "reading", "first_reading")

    def __init__(self, *args: Any, is_second: bool, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.fields["reading"].label = _("Who says this other thing?")
        self.fields["reading"].required = True
        if is_second:
            self.fields["first_reading"].required = True
        else:
            del self.fields["first_reading"]


class SureForm(forms.Form):
    """A question before something is taken off: only the version it was asked about."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ZeroForm(forms.Form):
    """The zero alternative."""

    text = forms.CharField(
        label=gettext_lazy("What happens if the project does not come?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
    )
    written = forms.DateField(label=gettext_lazy("Written on"))
    outcome_known = forms.DateField(
        label=gettext_lazy("The outcome is known on, if there is a day"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadForm(forms.Form):
    """What the analysis is as a whole."""

    title = forms.CharField(label=gettext_lazy("What is the analysis called?"), max_length=200)
    stage = forms.ChoiceField(label=gettext_lazy("What can it carry?"))
    start = forms.IntegerField(label=gettext_lazy("First year"), min_value=1990, max_value=2100)
    horizon = forms.IntegerField(
        label=gettext_lazy("How many years count?"), min_value=1, max_value=60
    )
    discount = forms.ChoiceField(label=gettext_lazy("What is a euro later worth now?"))
    price_year = forms.IntegerField(
        label=gettext_lazy("In prices of which year?"),
        required=False,
        min_value=1990,
        max_value=2100,
    )
    sources = forms.CharField(
        label=gettext_lazy("Sources, one a line"), widget=AREA, required=False
    )
    notes = forms.CharField(label=gettext_lazy("Notes, one a line"), widget=AREA, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, model: Model, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.fields["stage"].choices = options(STAGES)  # type: ignore[attr-defined]
        known = {code for code, _name in discounts()}
        rates = [
            (name, one.about) for name, one in model.assumptions.items() if name == model.discount
        ]
        self.fields["discount"].choices = [  # type: ignore[attr-defined]
            *discounts(),
            *(pair for pair in rates if pair[0] not in known),
        ]


class IndexForm(forms.Form):
    """A price index: a figure per year with its source, and what follows it."""

    name = forms.SlugField(
        label=gettext_lazy("What is the index called?"),
        max_length=40,
        help_text=gettext_lazy("Small letters, figures and _, for example: cpi."),
    )
    values = forms.CharField(
        label=gettext_lazy("A figure per year, one a line"),
        widget=AREA,
        max_length=4000,
        help_text=gettext_lazy("For example 2026; 118,4. Only figures that have a source."),
    )
    source = forms.CharField(label=gettext_lazy("From where is it?"), max_length=300)
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("Which assumptions follow this index?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    price_year = forms.IntegerField(
        label=gettext_lazy("In prices of which year?"), min_value=1990, max_value=2100
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, model: Model, **options_: Any) -> None:
        super().__init__(*args, **options_)
        self.fields["figures"].choices = [  # type: ignore[attr-defined]
            (name, f"{one.about} ({one.unit})")
            for name, one in model.assumptions.items()
            if model.currency in one.unit
        ]
