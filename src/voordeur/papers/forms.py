# SPDX-License-Identifier: EUPL-1.2
"""Forms of papers: bringing in a file, filling in a letter, signing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.papers.letters import Letter
from voordeur.papers.queries import papers
from voordeur.people.pages import Home
from voordeur.people.queries import members, open_parts
from voordeur.people.spoken import How
from voordeur.people.words import HOWS, WORDS

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


def versions(home: Home) -> list[tuple[str, Any]]:
    """Return the papers of which a new version can be added: the newest of each that is open."""
    newest = [line for line in papers(home.access) if not line.masked and not line.newer]
    return [("", _("No, it is a new paper")), *((str(line.uuid), line.title) for line in newest)]


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
    replaces = forms.ChoiceField(
        label=_("Is it a new version of a paper that is there?"),
        required=False,
        help_text=_("Then it lies where that paper lies. The old one stays, with who signed it."),
    )

    def __init__(self, home: Home, *args: Any, **kwargs: Any) -> None:
        """Offer only the places that are open to this reader."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places(home)  # type: ignore[attr-defined]
        self.fields["replaces"].choices = versions(home)  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """The fields of one letter, to whom and in which language."""

    person = forms.TypedChoiceField(label=_("To whom?"), coerce=int)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[("nl", "Nederlands"), ("en", "English")]
    )

    def __init__(self, home: Home, letter: Letter, *args: Any, **kwargs: Any) -> None:
        """Ask what this letter needs."""
        super().__init__(*args, **kwargs)
        shown = language()
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (one.person_id, one.name) for one in members(home.access) if not one.masked
        ]
        if "recipient" in letter.fields:
            self.fields["person"].label = _("About whom?")
        for name, label in letter.fields.items():
            self.fields[f"field-{name}"] = forms.CharField(label=label[shown], max_length=200)


class SignForm(forms.Form):
    """Somebody's word on a paper; a member gives only the own one."""

    person = forms.ChoiceField(label=_("Who signs?"), required=False)
    how = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[(how, HOWS[how]) for how in How if how != How.SELF],
        initial=How.PAPER,
        required=False,
    )
    signed_on = forms.DateField(label=_("On which day?"), required=False)
    word = forms.ChoiceField(
        label=_("What do they say?"),
        help_text=_("Every answer is good. The help stays the same."),
        widget=forms.RadioSelect,
        choices=list(WORDS.items()),
    )
    shared = forms.BooleanField(
        label=_("The others in the household may see this answer"), required=False
    )

    def __init__(self, home: Home, *args: Any, joint: bool, **kwargs: Any) -> None:
        """Ask who signs only of who may record it for another."""
        super().__init__(*args, **kwargs)
        if not joint:
            del self.fields["shared"]
        if "resident" in home.reader.roles:
            for name in ("person", "how", "signed_on"):
                del self.fields[name]
            return
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _("I sign myself")),
            *((str(one.person_id), one.called) for one in members(home.access) if one.called),
        ]
        self.fields["signed_on"].initial = clock.today
