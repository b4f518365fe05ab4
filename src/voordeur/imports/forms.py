# SPDX-License-Identifier: EUPL-1.2
"""Forms of imports: a file with what its rows are, and which column is what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.provisions.tables import Guess, Mapping, Preview, targets


def _said(text: Any) -> str:
    said: str = text.en if language() == "en" else text.nl
    return said


class UploadForm(forms.Form):
    """A table and what its rows are."""

    target = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    source = forms.CharField(
        label=gettext_lazy("Where this table comes from"),
        help_text=gettext_lazy(
            "The same name each time: then the columns are proposed as they were last time."
        ),
        max_length=80,
    )
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("A spreadsheet (.xlsx) or a .csv file, at most 20 MB."),
    )

    def __init__(self, *args: Any, sources: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if sources:
            known = _("Used before: %(names)s.") % {"names": ", ".join(sources)}
            self.fields["source"].help_text = f"{self.fields['source'].help_text} {known}"
        field = self.fields["target"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, _said(target.label)) for name, target in targets().items()]


class MappingForm(forms.Form):
    """For each field the column it comes from; what is proposed is filled in to be looked at."""

    def __init__(
        self, data: Any, *, target: str, source: str, seen: Preview, proposal: Guess
    ) -> None:
        super().__init__(data)
        self._proposal, self._source = proposal, source
        headers = [header for header in seen.headers if header]
        guessed = {one.field: one for one in proposal.proposals if one.field}
        for name, wanted in targets()[target].fields.items():
            one = guessed.get(name)
            sure = _("the same name") if one and one.score >= 1 else _("a guess: look at it")
            if one and one.kept:
                sure = _("as last time")
            self.fields[f"field_{name}"] = forms.ChoiceField(
                label=_said(wanted.label),
                required=wanted.required,
                choices=[("", _("not in this table")), *((header, header) for header in headers)],
                initial=one.header if one else "",
                help_text=sure if one else _("for example: %(what)s") % {"what": wanted.example},
            )

    def mapping(self) -> Mapping:
        """Return the mapping as a person chose it."""
        chosen = {
            name.removeprefix("field_"): header or None
            for name, header in self.cleaned_data.items()
            if name.startswith("field_")
        }
        return self._proposal.seen(self._source, **chosen)
