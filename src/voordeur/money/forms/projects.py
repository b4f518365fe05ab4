# SPDX-License-Identifier: EUPL-1.2
"""The form of a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.money.queries.projects import ProjectLine


class ProjectForm(forms.Form):
    """What a project does, when, and which pots are to join."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    about = forms.CharField(
        label=gettext_lazy("What does it do, in one or two lines?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nobody's name: a project is about an approach."),
    )
    portfolio = forms.CharField(
        label=gettext_lazy("Part of which portfolio?"), max_length=120, required=False
    )
    pots = forms.CharField(
        label=gettext_lazy("Which pots does it touch? One a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "Also the pots of others that gain by it: then you see who gives nothing up."
        ),
    )
    starts_on = forms.DateField(label=gettext_lazy("From which day?"))
    ends_on = forms.DateField(label=gettext_lazy("Last day, if it is known"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, line: ProjectLine | None = None, **kwargs: Any) -> None:
        if line is not None:
            kwargs["initial"] = {
                "name": line.name,
                "about": line.about,
                "portfolio": line.portfolio,
                "pots": "\n".join(line.pots),
                "starts_on": line.starts_on,
                "ends_on": line.ends_on,
                "version": line.version,
            }
        super().__init__(*args, **kwargs)
