# SPDX-License-Identifier: EUPL-1.2
"""Forms of intake: one line is enough for a signal, everything else is there when it is known."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.intake import words


def _set(form: forms.Form, **choices: list[tuple[str, str]]) -> None:
    for name, given in choices.items():
        form.fields[name].choices = given  # type: ignore[attr-defined]


def _translated(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, words.said(texts, code)) for code in texts]


def _line(label: Any, *, longest: int = 120, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _text(label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignalForm(forms.Form):
    """A signal on one screen."""

    what = _text(
        _("What was seen or heard"),
        required=True,
        help_text=_("One line is enough. Write what somebody noticed, not what you think of it."),
    )
    urgency = forms.ChoiceField(label=_("Look at this"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("From whom"))
    team = forms.ChoiceField(label=_("For the triage of"))
    source_name = _line(_("Name of who told it"), help_text=_("Leave empty when they ask so."))
    source_may_be_named = forms.BooleanField(
        label=_("The household may hear who told it"), required=False
    )
    life_area = forms.ChoiceField(label=_("About"), required=False)
    safety = forms.BooleanField(
        label=_("Somebody may not be safe: nobody in the household may find this by accident"),
        required=False,
    )
    basis = forms.ChoiceField(label=_("Legal basis"))
    who = _line(_("About whom, described"), longest=300, help_text=_("A name is not needed."))
    street = _line(_("Street"))
    number = _line(_("House number"), longest=12)
    postcode = _line(_("Postcode"), longest=8)
    youth_given = _line(_("A young person: first name"))
    youth_surname = _line(_("A young person: last name"))
    youth_born = _line(_("A young person: born"), longest=10, help_text=_("2011-04-02"))
    parent_given = _line(_("A parent: first name"))
    parent_surname = _line(_("A parent: last name"))
    parent_born = _line(_("A parent: born"), longest=10, help_text=_("1987-03-12"))
    received_on = forms.DateField(
        label=_("Came in on"), required=False, help_text=_("Today when left empty.")
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(
            self,
            urgency=_translated(words.URGENCIES),
            source=words.options("source"),
            team=teams,
            life_area=words.life_areas(),
            basis=words.legal_bases(),
        )
        self.initial = {
            "urgency": "normal",
            "source": "other",
            "basis": "wmo_5_1_1",
            **self.initial,
        }


class AttemptForm(forms.Form):
    """One try to get in touch."""

    way = forms.ChoiceField(label=_("How"))
    result = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    threshold = forms.ChoiceField(
        label=_("When help was refused: what stands in the way"),
        required=False,
        help_text=_("Refusing has no consequence. It helps to do better next time."),
    )
    note = _text(_("What you saw and heard"))
    follow_up = _line(_("What happens next"), longest=300)
    next_visit = forms.ChoiceField(label=_("May the next visit go ahead"), required=False)
    next_visit_reason = _line(_("Why not, or why with two"), longest=300)
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Now when left empty; or 2026-11-13 10:30."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("", words.options("threshold", empty=True)[0][1])]
        _set(
            self,
            way=words.options("way"),
            result=words.options("result"),
            threshold=words.options("threshold", empty=True),
            next_visit=[*empty, *_translated(words.NEXT_VISIT)],
        )


class OutreachForm(forms.Form):
    """Whom to ask to go there."""

    account = forms.ChoiceField(label=_("Who goes"))
    due = forms.DateField(label=_("Before"), required=False, help_text=_("In a week when empty."))
    despite = _line(
        _("Why it can go ahead after all"),
        longest=300,
        help_text=_("Only when somebody wrote that the next visit should not go ahead."),
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, account=colleagues)


class StageForm(forms.Form):
    """A move to the next stage of a signal that was read in this version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StartForm(StageForm):
    """The triage begins."""

    reason = _text(_("Why now"))


class WaitForm(StageForm):
    """A signal waits on purpose."""

    reason = _text(_("Why this waits"), required=True)
    look_again_on = forms.DateField(label=_("Look again on"))


class InformForm(StageForm):
    """That the household was told, or why not."""

    informed_on = forms.DateField(label=_("The household was told on"), required=False)
    informed_how = _line(_("How"), longest=160, help_text=_("At the door, by phone, in a letter."))
    not_informed_reason = _line(_("Or: why they were not told"), longest=300)
    not_informed_until = forms.DateField(
        label=_("Look at that again on"),
        required=False,
        help_text=_("Then you are reminded to tell them."),
    )


class DecideForm(InformForm):
    """What a signal needs."""

    outcome = forms.ChoiceField(label=_("What this signal needs"), widget=forms.RadioSelect)
    reason = _text(
        _("Why"), help_text=_("Needed for doing nothing and for going on with the household.")
    )
    refer_to = _line(
        _("Who takes up the one question"), longest=160, help_text=_("For example: debt help.")
    )
    effect = forms.ChoiceField(label=_("Did the contact help"), required=False)

    field_order = ("version", "outcome", "reason", "refer_to", "effect")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = words.options("outcome", empty=True)[0]
        _set(
            self,
            outcome=words.options("outcome"),
            effect=[empty, *_translated(words.EFFECTS)],
        )


class AsideForm(InformForm):
    """A signal is malicious."""

    reason = _text(_("Why this signal is malicious"), required=True)

    field_order = ("version", "reason")


class DetachForm(StageForm):
    """A signal was brought to the wrong household."""

    reason = _text(_("Why it does not belong here"), required=True)


class AttachForm(forms.Form):
    """The household that was registered already."""

    household = forms.ChoiceField(label=_("Household"))

    def __init__(self, *args: Any, households: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(self, household=households)
