# SPDX-License-Identifier: EUPL-1.2
"""The administrator's page of instruments: which are in use, and adding one's own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.language import language
from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import answer, press
from voordeur.instruments import actions
from voordeur.instruments.queries.catalogue import catalogue_lines

LARGEST = 200_000


class InstrumentForm(forms.Form):
    """A TOML file with one instrument."""

    file = forms.FileField(
        label=gettext_lazy("Instrument (.toml)"),
        help_text=gettext_lazy(
            "Nothing is kept when something in it is not right: you read what, and where."
        ),
    )

    def clean_file(self) -> tuple[str, str]:
        """Return the name and the text; refuse what is too large or is no text."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large: 200 kB at most."))
        try:
            return file.name, file.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This file is no text in UTF-8.")) from error


def _lines() -> list[dict[str, object]]:
    shown = language()
    return [
        {
            "id": line.id,
            "title": line.instrument.title.in_language(shown),
            "versions": ", ".join(line.versions),
            "own": line.own,
            "in_use": line.in_use,
        }
        for line in catalogue_lines()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page("administrator")
def instruments(request: HttpRequest) -> HttpResponse:
    """List the instruments, and add one of the municipality's own."""
    sent = request.method == "POST"
    form = InstrumentForm(request.POST, request.FILES) if sent else InstrumentForm()
    reader = who_asks(request)

    def add(given: dict[str, Any]) -> object:
        name, text = given["file"]
        return actions.add_instrument(reader, text=text, file=name)

    return answer(
        request,
        form,
        add,
        template="instruments/administration.html",
        context=lambda: {"lines": _lines()},
        then=reverse("administration_instruments"),
        said=_("The instrument is added and can be used."),
    )


@require_POST
@page("administrator")
def use(request: HttpRequest) -> HttpResponse:
    """Take an instrument in or out of use."""
    reader = who_asks(request)
    in_use = request.POST.get("in_use") == "1"
    return press(
        request,
        lambda: actions.use_instrument(
            reader, instrument=request.POST.get("instrument", ""), in_use=in_use
        ),
        then=reverse("administration_instruments"),
        said=_("The instrument is in use.") if in_use else _("No longer in use."),
    )
