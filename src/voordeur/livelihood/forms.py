# SPDX-License-Identifier: EUPL-1.2
"""Forms of money at home; an amount may always stay empty: then nobody knows it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.livelihood.catalogue import Item, catalogue
from voordeur.livelihood.month import PERIODS
from voordeur.livelihood.states import DEBT, DEBT_STARTS
from voordeur.livelihood.words import per_words, sentence, state_words, verb_words
from voordeur.people.queries import Member
from voordeur.provisions.forms import EuroField

type Choices = list[tuple[str, str]]


def pick(form: forms.Form, **choices: Sequence[tuple[str, object]]) -> None:
    """Give fields their choices."""
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def items(rows: Mapping[str, Item]) -> Choices:
    """Return things of a list to choose from."""
    return [(one.id, sentence(one.text(language()))) for one in rows.values()]


def whose(around: Iterable[Member]) -> Choices:
    """Return whose money it can be: of all together first."""
    return [
        ("", _("Of everyone together")),
        *((str(one.person_id), one.called) for one in around if one.called),
    ]


def euros() -> EuroField:
    """Return a field for an amount in euros, read into eurocents; empty: unknown."""
    return EuroField(
        label=gettext_lazy("How much, in euros?"),
        help_text=gettext_lazy("Leave it empty when nobody knows. That is not the same as 0."),
    )


def _whose_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Whose is it?"),
        help_text=gettext_lazy(
            "Of everyone: the household and all who help read it. Of one member: only that member "
            "and who may see money."
        ),
        required=False,
    )


class PieceForm(forms.Form):
    """What comes in or goes out regularly."""

    piece = forms.ChoiceField(label=gettext_lazy("What is it?"))
    label = forms.CharField(
        label=gettext_lazy("In their own words"), max_length=120, required=False
    )
    whose = _whose_field()
    amount = euros()
    per = forms.ChoiceField(label=gettext_lazy("Per what?"))

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"per": "month"})
        super().__init__(*args, **kwargs)
        known = catalogue().pieces
        groups: list[tuple[str, str | Choices]] = [("", _("Choose …"))]
        for side, name in (
            ("in", _("Comes in")),
            ("fixed", _("Fixed costs")),
            ("living", _("To live on")),
        ):
            rows = {code: one for code, one in known.items() if one.side == side}
            groups.append((name, items(rows)))
        pick(self, whose=whose(around), per=[(per, per_words(per)) for per in PERIODS])
        self.fields["piece"].choices = groups  # type: ignore[attr-defined]


class ChangePieceForm(forms.Form):
    """How much it is now."""

    amount = euros()
    per = forms.ChoiceField(label=gettext_lazy("Per what?"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, per=[(per, per_words(per)) for per in PERIODS])


class EndPieceForm(forms.Form):
    """From which day it is not there any more."""

    until = forms.DateField(label=gettext_lazy("From which day is it not there any more?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DebtForm(forms.Form):
    """What is owed to whom."""

    creditor = forms.ChoiceField(label=gettext_lazy("Who is owed?"))
    creditor_name = forms.CharField(label=gettext_lazy("By name"), max_length=200, required=False)
    whose = _whose_field()
    amount = euros()
    state = forms.ChoiceField(label=gettext_lazy("How does it stand?"), widget=forms.RadioSelect)
    since = forms.DateField(label=gettext_lazy("Since which day?"))
    threat_on = forms.DateField(
        label=gettext_lazy("On which day is there an eviction, a cut-off or detention?"),
        help_text=gettext_lazy("From a letter or a judgement. You get a reminder of this day."),
        required=False,
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": clock.today(), "state": "open"})
        super().__init__(*args, **kwargs)
        pick(
            self,
            creditor=[("", _("Choose …")), *items(catalogue().creditors)],
            whose=whose(around),
            state=[(state, sentence(state_words(state))) for state in DEBT_STARTS],
        )


class RestateForm(forms.Form):
    """How much is owed now."""

    amount = euros()
    version = forms.IntegerField(widget=forms.HiddenInput)


class TurnForm(forms.Form):
    """What happened to a debt."""

    verb = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("On which day?"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, verb=[(verb, verb_words(verb)) for verb in DEBT[state]])


class ArrearsForm(forms.Form):
    """The day on which it goes wrong."""

    threat_on = forms.DateField(
        label=gettext_lazy("On which day is there an eviction, a cut-off or detention?"),
        help_text=gettext_lazy("Empty: that day is off."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RouteForm(forms.Form):
    """The route out of a debt."""

    route = forms.ChoiceField(
        label=gettext_lazy("Which route?"), required=False, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [
            (
                one.id,
                f"{sentence(one.text(language()))}: {one.explain(language())}"
                + (f" ({one.law})" if one.law else ""),
            )
            for one in catalogue().routes.values()
        ]
        pick(self, route=[("", _("None yet")), *lines])


class ManagerForm(forms.Form):
    """Who manages the money."""

    whose = forms.ChoiceField(label=gettext_lazy("Whose money?"), required=False)
    manager = forms.ChoiceField(label=gettext_lazy("Who manages it?"), widget=forms.RadioSelect)
    who = forms.CharField(
        label=gettext_lazy("By name"),
        help_text=gettext_lazy("Not needed for who does it alone."),
        max_length=200,
        required=False,
    )
    from_date = forms.DateField(label=gettext_lazy("Since which day?"))

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_date": clock.today()})
        super().__init__(*args, **kwargs)
        pick(self, whose=whose(around), manager=items(catalogue().managers))
