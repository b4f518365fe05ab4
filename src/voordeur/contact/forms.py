# SPDX-License-Identifier: EUPL-1.2
"""Forms of contact; what can be chosen comes from what the reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.contact.actions import Said
from voordeur.contact.actions.writing import PARTS
from voordeur.contact.guide import guide
from voordeur.contact.queries import SaidLine
from voordeur.contact.words import KIND_WORDS, OUTCOME_WORDS, PART_WORDS, STATE_WORDS, in_words
from voordeur.history import clock
from voordeur.instruments.instrument import Area, Part
from voordeur.instruments.words import PartKind
from voordeur.partners.queries import Colleague
from voordeur.people.queries import Member

type Choices = list[tuple[str, str]]


def choices_of(around: Sequence[Member]) -> Choices:
    """Return the members that can be named."""
    return [(str(one.person_id), one.called) for one in around if one.called]


def set_choices(form: forms.Form, **choices: Sequence[tuple[str, object]]) -> None:
    """Give fields their choices."""
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def _parts() -> Choices:
    return [(part, str(PART_WORDS[part])) for part in PARTS]


class ContactForm(forms.Form):
    """A visit or another contact, held or tried."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of contact?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("On which day?"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        help_text=gettext_lazy("Not wanting a visit has no consequence for anything."),
        widget=forms.RadioSelect,
    )
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    about = forms.ChoiceField(label=gettext_lazy("Whom is it about?"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("In which part of the file?"),
        help_text=gettext_lazy("Who may not see that part does not see this contact either."),
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {
            "on": clock.today(),
            "outcome": "held",
            "kind": "home",
            "part": "common",
            **kwargs["initial"],
        }
        super().__init__(*args, **kwargs)
        named = choices_of(around)
        set_choices(
            self,
            kind=list(KIND_WORDS.items()),
            outcome=list(OUTCOME_WORDS.items()),
            present=named,
            about=[("", _("The whole household")), *named],
            part=_parts(),
        )


READERS = {
    "household": gettext_lazy("The household and everybody who helps: it stands on their own page"),
    "shared": gettext_lazy("The member it is about, and who may see the part that you choose"),
    "work": gettext_lazy("Only you, for 28 days: a work note"),
}


class NoteForm(forms.Form):
    """A note that the household may read, one in a member's part, or a work note for oneself."""

    kind = forms.ChoiceField(label=gettext_lazy("Who reads it?"), widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 8}))
    about = forms.MultipleChoiceField(
        label=gettext_lazy("Whom is it about?"),
        help_text=gettext_lazy(
            "You write it once. It lies with each of them apart, so that nobody finds out about "
            "another."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(
        label=gettext_lazy("In which part of the file?"),
        help_text=gettext_lazy("Only for a note that not the whole household reads."),
        required=False,
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"kind": "household", "part": "own", **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            kind=list(READERS.items()),
            about=choices_of(around),
            part=[one for one in _parts() if one[0] != "common"],
        )

    @property
    def compartment(self) -> str:
        """Return the part of the file that the answers mean."""
        if self.cleaned_data["kind"] == "household":
            return "common"
        return self.cleaned_data["part"] or "own"


class ShareForm(NoteForm):
    """Turn a work note into a shared note."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, kind=[one for one in READERS.items() if one[0] != "work"])


class CorrectForm(forms.Form):
    """Correct a note one wrote."""

    text = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 8}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class LimitForm(forms.Form):
    """A limit to self-direction: for whom, in which situation, why, and who answers for it."""

    about = forms.ChoiceField(label=gettext_lazy("Whom is it about?"))
    ground = forms.ChoiceField(label=gettext_lazy("What is the matter?"), widget=forms.RadioSelect)
    situation = forms.CharField(
        label=gettext_lazy("In which situation?"),
        help_text=gettext_lazy("Everything outside it stays with the household."),
        max_length=300,
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300)
    since = forms.DateField(label=gettext_lazy("From"))
    until = forms.DateField(label=gettext_lazy("Until"), required=False)
    look_again = forms.DateField(label=gettext_lazy("On which day do we look again?"))
    authority = forms.ChoiceField(
        label=gettext_lazy("Who has the power to act at once?"),
        help_text=gettext_lazy("Only when somebody has to act now."),
        required=False,
    )
    acting = forms.CharField(
        label=gettext_lazy("Name or office of who acts now"), max_length=160, required=False
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": clock.today()})
        super().__init__(*args, **kwargs)
        grounds = sorted(guide().limits, key=lambda one: not one.immediate)
        powers = {
            authority.id: in_words(authority.title)
            for ground in grounds
            for authority in ground.authorities
        }
        set_choices(
            self,
            about=[("", _("Choose …")), *choices_of(around)],
            ground=[(one.id, in_words(one.title)) for one in grounds],
            authority=[("", _("Nobody has to act now")), *powers.items()],
        )


class EndLimitForm(forms.Form):
    """End a limit with the reason."""

    why = forms.CharField(label=gettext_lazy("Why does it end?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the guide as the page draws it."""

    part: Part
    title: str
    explain: str
    areas: tuple["AreaField", ...]

    @property
    def is_aid(self) -> bool:
        """Say whether this part is only to read."""
        return self.part.kind is PartKind.AID


@dataclass(frozen=True, slots=True)
class AreaField:
    """One area with its questions and its fields; an aid has none."""

    title: str
    explain: str
    questions: tuple[str, ...]
    fields: tuple[forms.BoundField, ...]
    met: bool


class ConversationForm(forms.Form):
    """The whole guide: every field may stay empty, the order is free."""

    def __init__(self, *args: Any, said: Sequence[SaidLine], **kwargs: Any) -> None:
        there = {one.area: one for one in said}
        initial = dict(kwargs.pop("initial", {}) or {})
        for name, one in there.items():
            initial.setdefault(f"words_{name}", one.words)
            initial.setdefault(f"state_{name}", one.state)
            initial.setdefault(f"met_by_{name}", one.met_by)
            initial[f"version_{name}"] = one.version
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.there: Mapping[str, SaidLine] = there
        for area in self._notable():
            title = in_words(area.title)
            self.fields[f"words_{area.id}"] = forms.CharField(
                label=_("In words: %(area)s") % {"area": title},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            if guide().part(area.part or "").kind is PartKind.CHECKLIST:
                self.fields[f"state_{area.id}"] = forms.ChoiceField(
                    label=_("Where it stands: %(area)s") % {"area": title},
                    required=False,
                    choices=[("", _("Not talked about")), *STATE_WORDS.items()],
                )
                self.fields[f"met_by_{area.id}"] = forms.CharField(
                    label=_("What puts it in place: %(area)s") % {"area": title},
                    max_length=300,
                    required=False,
                )
            self.fields[f"version_{area.id}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=0
            )

    @staticmethod
    def _notable() -> list[Area]:
        return [
            area
            for area in guide().areas
            if area.part and guide().part(area.part).kind is not PartKind.AID
        ]

    def chapters(self) -> list[Chapter]:
        """Return the guide in its order, each area with its fields."""
        return [
            Chapter(
                part,
                in_words(part.title),
                in_words(part.explanation) if part.explanation else "",
                tuple(self._area(area) for area in guide().areas if area.part == part.id),
            )
            for part in guide().parts
        ]

    def _area(self, area: Area) -> AreaField:
        names = [f"{kind}_{area.id}" for kind in ("state", "words", "met_by", "version")]
        one = self.there.get(area.id)
        return AreaField(
            in_words(area.title),
            in_words(area.explanation),
            tuple(in_words(item.text) for item in area.items),
            tuple(self[name] for name in names if name in self.fields),
            bool(one and one.state == "met"),
        )

    def said(self) -> list[Said]:
        """Return the areas that were changed, with the version each was made from."""
        found = []
        for area in self._notable():
            given = Said(
                area.id,
                self.cleaned_data[f"words_{area.id}"].strip(),
                self.cleaned_data.get(f"state_{area.id}", ""),
                self.cleaned_data.get(f"met_by_{area.id}", ""),
                self.cleaned_data[f"version_{area.id}"] or 0,
            )
            one = self.there.get(area.id)
            before = (one.words, one.state, one.met_by) if one else ("", "", "")
            if (given.words, given.state, given.met_by) != before:
                found.append(given)
        return found


class GoOutForm(forms.Form):
    """Checking in before a visit."""

    colleague = forms.TypedChoiceField(
        label=gettext_lazy("Which colleague looks out for you?"), coerce=int
    )
    back_at = forms.TimeField(
        label=gettext_lazy("When do you expect to be back?"),
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    where = forms.CharField(
        label=gettext_lazy("Where are you, and how can they call you?"),
        help_text=gettext_lazy(
            "Only this colleague reads it. It is erased when you are back. The household sees "
            "nothing of it."
        ),
        max_length=300,
    )

    def __init__(self, *args: Any, people: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            colleague=[
                ("", _("Choose …")),
                *((str(one.id), f"{one.name}, {one.team or one.organisation}") for one in people),
            ],
        )

    @property
    def expected_at(self) -> datetime:
        """Return the moment that is meant: today, or tomorrow when that hour is past."""
        now = clock.now().astimezone(clock.AMSTERDAM)
        moment = now.replace(
            hour=self.cleaned_data["back_at"].hour,
            minute=self.cleaned_data["back_at"].minute,
            second=0,
            microsecond=0,
        )
        return moment if moment > now else moment + timedelta(days=1)
