# SPDX-License-Identifier: EUPL-1.2
"""Forms of the order of the plan and of how much at once."""

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.plan.forms.fields import one_line


class AsideForm(forms.Form):
    """Going on in spite of a warning."""

    code = forms.CharField(max_length=24)
    about = forms.CharField(max_length=40, required=False)
    reason = one_line(gettext_lazy("Why do you go on all the same?"))


class PaceForm(forms.Form):
    """How much at once, by the household's own word."""

    capacity = forms.IntegerField(
        label=gettext_lazy("How many steps at once can you carry?"),
        required=False,
        min_value=0,
        max_value=20,
        help_text=gettext_lazy("What the household itself says. Leave it empty when not said."),
    )
