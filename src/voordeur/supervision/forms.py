# SPDX-License-Identifier: EUPL-1.2
"""Forms of supervision: a hold, a wish to be forgotten, a data breach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    """Whose file is kept, why, and when somebody looks again."""

    kind = forms.ChoiceField(
        label=_("Whose file"),
        choices=[("household", _("Of a household")), ("person", _("Of one person"))],
        widget=forms.RadioSelect,
        initial="household",
    )
    code = forms.UUIDField(
        label=_("Code"),
        help_text=_("The code in the address of the page of the household or member."),
    )
    reason = forms.CharField(
        label=_("Why it must be kept"),
        help_text=_("In a full sentence, without names: a complaint, a court case, an inquiry."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
    review_on = forms.DateField(label=_("Look at it again on"))


class WishForm(forms.Form):
    """Who wishes to be forgotten, and how it was asked."""

    person = forms.UUIDField(
        label=_("Code of the person"),
        help_text=_("The code in the address of the page of the member."),
    )
    asked_on = forms.DateField(label=_("Asked on"))
    channel = forms.ChoiceField(
        label=_("How it was asked"),
        choices=[
            ("paper", _("On paper")),
            ("phone", _("By phone")),
            ("supporter", _("Through a client supporter")),
            ("own", _("By the resident in person")),
        ],
        widget=forms.RadioSelect,
    )


class ReaderForm(forms.Form):
    """Whose looks, over which days, and why."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("As it stands in the administration."),
    )
    since = forms.DateField(label=_("From"))
    until = forms.DateField(label=_("Up to and including"))
    reason = forms.CharField(
        label=_("Why do you read this log?"),
        help_text=_("In a full sentence, without names of residents. It is kept in the log."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


class DecideForm(forms.Form):
    """What is decided, and why."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("forget", _("Forget this person for good; it cannot be undone")),
            ("keep", _("Keep the file: a law or somebody else's important interest asks it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The resident gets this reason. No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


YES_NO = [("", _("Not decided yet")), ("yes", _("Yes")), ("no", _("No"))]


class BreachForm(forms.Form):
    """What is known of a data breach, and what is decided."""

    known_on = forms.DateField(label=_("Known since: day"))
    known_time = forms.TimeField(
        label=_("Known since: time"), help_text=_("The clock of 72 hours runs from this moment.")
    )
    what = forms.CharField(
        label=_("What happened"),
        help_text=_("No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whose = forms.CharField(
        label=_("Whose data, and which"), widget=forms.Textarea(attrs={"rows": 2})
    )
    people = forms.IntegerField(
        label=_("About how many people"),
        help_text=_("Empty: not known yet."),
        required=False,
        min_value=0,
    )
    consequences = forms.CharField(
        label=_("What can come of it for them"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    measures = forms.CharField(
        label=_("What was done about it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    authority = forms.ChoiceField(
        label=_("Notify the Autoriteit Persoonsgegevens?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    authority_why = forms.CharField(
        label=_("Why, or why not"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    authority_on = forms.DateField(label=_("Notified on: day"), required=False)
    authority_time = forms.TimeField(label=_("Notified on: time"), required=False)
    residents = forms.ChoiceField(
        label=_("Tell the residents?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    residents_why = forms.CharField(
        label=_("Why the residents are told, or not"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    residents_on = forms.DateField(label=_("Residents told on"), required=False)
    close = forms.BooleanField(label=_("Close this breach: all was done"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if new:
            del self.fields["close"], self.fields["version"]
