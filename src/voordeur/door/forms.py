# SPDX-License-Identifier: EUPL-1.2
"""Forms of the door: breaking the glass, judging it, reading a log under supervision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.door.refusal import Refusal


class EmergencyForm(forms.Form):
    """Why, how long, and whether the household may know of it now."""

    reason = forms.CharField(
        label=_("What danger is there, and for whom?"),
        help_text=_("One or two full sentences. The privacy officer reads this; no names."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    minutes = forms.TypedChoiceField(
        label=_("How long do you need?"),
        choices=[(30, _("half an hour")), (60, _("an hour")), (120, _("two hours"))],
        coerce=int,
        initial=60,
    )
    concealed = forms.CharField(
        label=_("Would telling the household now put somebody in danger? Say why."),
        help_text=_("Leave empty when they may know: they see it in their access log at once."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class ReviewForm(forms.Form):
    """The judgement afterwards."""

    verdict = forms.ChoiceField(
        label=_("Was this emergency access justified?"),
        choices=[("justified", _("Justified")), ("unjustified", _("Not justified"))],
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label=_("What did you find?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    told_from = forms.DateField(
        label=_("From which day may the residents see it?"),
        help_text=_("Only where it was kept from them. Within half a year."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class InspectionForm(forms.Form):
    """Which access log, and why."""

    household = forms.UUIDField(
        label=_("Code of the household"),
        help_text=_(
            "The code in the address of the household page, as it stands in the complaint."
        ),
    )
    reason = forms.CharField(
        label=_("Why do you read this log?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal at its field, with what to do; at the top when it names no field here."""
    text = " ".join(part for part in (refusal.what, refusal.remedy) if part)
    form.add_error(refusal.where if refusal.where in form.fields else None, text)
