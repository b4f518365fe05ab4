# SPDX-License-Identifier: EUPL-1.2
"""Forms of Factlab: a package of deliveries, a run, and whether a delivery may count."""

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.factlab.house.words import SAYS


class PackageForm(forms.Form):
    """A zip with deliveries, and the name of the folder it becomes."""

    name = forms.CharField(
        label=gettext_lazy("Name of the folder"),
        help_text=gettext_lazy("For instance waterveen-2026: small letters, digits and hyphens."),
        max_length=40,
    )
    package = forms.FileField(
        label=gettext_lazy("Zip with the deliveries"),
        help_text=gettext_lazy("With factlab.toml and the files it names, at most 20 MB."),
    )


class RunForm(forms.Form):
    """How to tell it: in which language the files are, and from how many on."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the files"),
        choices=[("nl", gettext_lazy("Dutch")), ("en", gettext_lazy("English"))],
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Tell a figure from"),
        help_text=gettext_lazy("Households or people. Ten is the least; higher is safer."),
        min_value=10,
        max_value=1000,
        initial=10,
    )


class VerdictForm(forms.Form):
    """Whether what a source delivered may count, and why not."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("May this count?"),
        widget=forms.RadioSelect,
        choices=[
            ("accepted", gettext_lazy("Yes, accept it")),
            ("refused", gettext_lazy("No: this source is a gap until it delivers anew")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("Only when it may not count. About the file, not about people."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LookForm(forms.Form):
    """What somebody thinks of one pair; left open, it stays on the list."""

    says = forms.ChoiceField(
        label=gettext_lazy("What do you think?"),
        required=False,
        widget=forms.RadioSelect,
        choices=list(SAYS.items()),
    )
