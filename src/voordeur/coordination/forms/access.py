# SPDX-License-Identifier: EUPL-1.2
"""Forms of asking to see a part of a member, and of the answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.coordination.models.access import ASKED_PARTS
from voordeur.door.language import language
from voordeur.door.matrix import Purpose, bases
from voordeur.door.sharing import TOLD_HOW, Telling
from voordeur.history.clock import midnight

PART_WORDS = {
    "own": _("What is this member's own: words, problems, goals"),
    "money": _("Money"),
    "health": _("Health"),
    "youth": _("Growing up"),
    "justice": _("Police and justice"),
    "safety": _("Safety"),
    "where": _("Secret address and how to reach somebody safely"),
}
TOLD_WORDS = {
    "spoken": _("spoken"),
    "letter": _("by letter"),
    "phone": _("by phone"),
    "page": _("on the own page"),
}


def law_choices() -> list[tuple[str, str]]:
    """Return the laws that a task can rest on; consent is none of them."""
    english = language() == "en"
    found = [one for one in bases().values() if Purpose.HELP in one.purposes]
    return [
        (one.code, one.en if english else one.nl)
        for one in sorted(found, key=lambda one: one.nl)
        if one.code not in {"consent", "own_file"}
    ]


class AskForm(forms.Form):
    """Which part of whom is needed, why and until when."""

    whose = forms.ChoiceField(label=_("Of whom?"))
    part = forms.ChoiceField(label=_("Which part do you need?"), widget=forms.RadioSelect)
    necessity = forms.CharField(
        label=_("Why can you not do without?"),
        help_text=_("What goes wrong, and why is less not enough? The resident can read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
    basis = forms.ChoiceField(label=_("Your task rests on"))
    until = forms.DateField(label=_("Until and including"), widget=forms.DateInput)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whose"].choices = people  # type: ignore[attr-defined]
        self.fields["part"].choices = [(code, PART_WORDS[code]) for code in ASKED_PARTS]  # type: ignore[attr-defined]
        self.fields["basis"].choices = law_choices()  # type: ignore[attr-defined]


class _Telling(forms.Form):
    """How the resident was told of it, or why not yet and by when."""

    told_how = forms.ChoiceField(
        label=_("How was the resident told?"), required=False, widget=forms.RadioSelect
    )
    why_not_told = forms.CharField(label=_("Not told yet? Why not"), max_length=300, required=False)
    tell_by = forms.DateField(
        label=_("And told at the latest on"), required=False, widget=forms.DateInput
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ways = [(code, TOLD_WORDS[code]) for code in TOLD_HOW]
        self.fields["told_how"].choices = [*ways, ("", _("not yet"))]  # type: ignore[attr-defined]


def telling(given: dict[str, Any]) -> Telling:
    """Return what a form says about telling the resident."""
    by: datetime | None = midnight(given["tell_by"]) if given["tell_by"] else None
    return Telling(given["told_how"], given["why_not_told"], by)


class LetInForm(_Telling):
    """Yes, until a day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(
        label=_("Until and including"),
        help_text=_("Not later than was asked. Then it closes by itself."),
        widget=forms.DateInput,
    )
    field_order = ("until", "told_how", "why_not_told", "tell_by")


class RefuseForm(forms.Form):
    """No, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why not?"),
        help_text=_("Who asked reads this. Say what they can do instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


class TakeBackForm(forms.Form):
    """Nothing to fill in: the question is not needed any more."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(_Telling, AskForm):
    """A part for somebody who did not ask: the case coordinator sees that a task needs it."""

    to = forms.ChoiceField(label=_("Who needs it?"))
    field_order = ("to", "whose", "part", "necessity", "basis", "until")

    def __init__(self, *args: Any, colleagues: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = colleagues  # type: ignore[attr-defined]
