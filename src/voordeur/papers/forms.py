# SPDX-License-Identifier: EUPL-1.2
"""Forms of papers: bringing in a file, and filling in a letter."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from voordeur.papers.letters import Letter
from voordeur.people.pages import Home
from voordeur.people.queries import members, open_parts

_SHELVES = (
    ("own", _("ordinary")),
    ("money", _("money")),
    ("health", _("health")),
    ("youth", _("growing up and school")),
    ("justice", _("police and justice")),
    ("safety", _("safety")),
)


def places(home: Home) -> list[tuple[str, Any]]:
    """Return where a paper can lie: the household, or a part of a member that is open to this reader."""
    found: list[tuple[str, Any]] = [("", _("The household together"))]
    open_to = open_parts(home.access)
    for one in members(home.access):
        name = one.called or one.name or ""
        shelves = open_to.get(one.person_id, frozenset())
        found += [
            (f"{one.person_id}:{part}", _("%(name)s: %(part)s") % {"name": name, "part": words})
            for part, words in _SHELVES
            if part in shelves and not one.masked
        ]
    return found


def place(chosen: str) -> tuple[int | None, str]:
    """Return the member and the part behind a choice of `places`."""
    person, _dot, part = chosen.partition(":")
    return (int(person), part) if person else (None, "")


class PaperForm(forms.Form):
    """A file with a title and its place."""

    title = forms.CharField(label=_("What is it?"), max_length=120)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPG, PNG, Word, Excel, OpenDocument text or plain text, to 20 MB."),
    )
    place = forms.ChoiceField(
        label=_("About whom?"),
        required=False,
        help_text=_("Who may see that part of the file, sees the paper."),
    )

    def __init__(self, home: Home, *args: Any, **kwargs: Any) -> None:
        """Offer only the places that are open to this reader."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places(home)  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """The fields of one letter, to whom and in which language."""

    person = forms.TypedChoiceField(label=_("To whom?"), coerce=int)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[("nl", "Nederlands"), ("en", "English")]
    )

    def __init__(self, home: Home, letter: Letter, *args: Any, **kwargs: Any) -> None:
        """Ask what this letter needs."""
        super().__init__(*args, **kwargs)
        shown = "nl" if (get_language() or "nl").startswith("nl") else "en"
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (one.person_id, one.name) for one in members(home.access) if not one.masked
        ]
        for name, label in letter.fields.items():
            self.fields[f"field-{name}"] = forms.CharField(label=label[shown], max_length=200)
