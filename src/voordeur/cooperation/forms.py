# SPDX-License-Identifier: EUPL-1.2
"""Forms of cooperation; what can be chosen comes from what the reader may see."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.cooperation.actions.writing import PARTS
from voordeur.cooperation.words import (
    CHANNEL_WORDS,
    FORM_WORDS,
    INTAKE_WORDS,
    KIND_WORDS,
    PART_WORDS,
    WAIT_WORDS,
    basis_choices,
)
from voordeur.coordination.gate import what_can_stop
from voordeur.coordination.queries import Help
from voordeur.coordination.words import law_name
from voordeur.history import clock
from voordeur.partners.laws import laws
from voordeur.partners.queries import Colleague, OrganisationLine
from voordeur.people.queries import Member
from voordeur.provisions.forms import EuroField

type Choices = list[tuple[str, str]]
DAYS_OPEN = (1, 3, 7, 14, 28)
TWO_LINES = {"rows": 2}


def _set(form: forms.Form, **choices: Sequence[tuple[str, object]]) -> None:
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def _named(around: Sequence[Member]) -> Choices:
    return [(str(one.person_id), one.called) for one in around if one.called]


def _help(helping: Sequence[Help]) -> Choices:
    return [
        (str(row.id), f"{row.who}: {row.task}")
        for row in helping
        if not row.masked and row.until is None
    ]


class AskForm(forms.Form):
    """Assign, hand over, ask or refer."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to do?"), widget=forms.RadioSelect
    )
    party = forms.ChoiceField(
        label=gettext_lazy("Of whom do you ask it?"),
        help_text=gettext_lazy("Straight to the provider: no desk in between."),
    )
    what = forms.CharField(label=gettext_lazy("What do you ask?"), max_length=200)
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The party reads this before answering. Write what it needs."),
        max_length=300,
        widget=forms.Textarea(attrs=TWO_LINES),
    )
    law = forms.ChoiceField(label=gettext_lazy("Under which law?"))
    hands_over = forms.ChoiceField(
        label=gettext_lazy("Whose task is handed over?"),
        help_text=gettext_lazy("Only when you hand over."),
        required=False,
    )
    about = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("In which part of the file?"))
    basis = forms.ChoiceField(
        label=gettext_lazy("What does this sharing rest on?"),
        help_text=gettext_lazy("The yes of the resident, or a law. Never both."),
    )
    said_yes = forms.MultipleChoiceField(
        label=gettext_lazy("Who said yes?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channel = forms.ChoiceField(label=gettext_lazy("How did they say yes?"), required=False)
    necessity = forms.CharField(
        label=gettext_lazy("If it rests on a law: why can the party not do without?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TWO_LINES),
    )
    can_stop = what_can_stop(required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Colleague],
        places: Sequence[OrganisationLine],
        around: Sequence[Member],
        helping: Sequence[Help],
        crowded: bool,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"kind": "referral", "part": "common", "basis": "consent"})
        super().__init__(*args, **kwargs)
        if not crowded:
            del self.fields["can_stop"]
        self.people = people
        working: dict[int, Choices] = {}
        for one in people:
            working.setdefault(one.organisation_id, []).append((f"p{one.id}", one.name))
        parties: list[tuple[str, Any]] = [("", _("Choose …"))]
        for place in places:
            nobody = _("%(organisation)s, nobody named") % {"organisation": place.name}
            parties.append((place.name, [(f"o{place.id}", nobody), *working.get(place.id, [])]))
        today = clock.today()
        _set(
            self,
            kind=list(KIND_WORDS.items()),
            party=parties,
            law=[
                ("", _("Choose …")),
                *(
                    (code, law_name(code) or "")
                    for code, law in laws().items()
                    if law.in_force(today)
                ),
            ],
            hands_over=[("", _("Nothing is handed over")), *_help(helping)],
            about=[("", _("The whole household")), *_named(around)],
            part=[(part, PART_WORDS[part]) for part in PARTS],
            basis=basis_choices(),
            said_yes=_named(around),
            channel=[("", _("Choose …")), *CHANNEL_WORDS.items()],
        )

    def party_ids(self) -> tuple[int, int | None]:
        """Return the organisation and the professional that were chosen."""
        kind, pk = self.cleaned_data["party"][0], int(self.cleaned_data["party"][1:])
        if kind == "o":
            return pk, None
        return next(one.organisation_id for one in self.people if one.id == pk), pk


class AnswerForm(forms.Form):
    """Yes or no to what was asked."""

    accept = forms.ChoiceField(
        label=gettext_lazy("What is the answer?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Why not, or what goes with the yes"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TWO_LINES),
    )


class IntakeForm(forms.Form):
    """How the intake went: three outcomes."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did the intake go?"),
        choices=list(INTAKE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Which other help, and why"),
        help_text=gettext_lazy("Needed when lighter or heavier help fits better."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TWO_LINES),
    )
    from_date = forms.DateField(label=gettext_lazy("From which day does it start?"), required=False)


class WaitForm(forms.Form):
    """Put on the waiting list, with the reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it wait?"),
        help_text=gettext_lazy("Waiting by choice is not counted as help that is missing."),
        choices=list(WAIT_WORDS.items()),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=gettext_lazy("In a few words"), max_length=300, required=False)
    look_again = forms.DateField(label=gettext_lazy("On which day do we look again?"))


class WhyForm(forms.Form):
    """One line that says why or how."""

    answer = forms.CharField(label=gettext_lazy("In one line: why, or how it went"), max_length=300)


class PriceForm(forms.Form):
    """What bridging the wait costs and what solving costs."""

    bridge = EuroField(
        label=gettext_lazy("What does it cost a year as long as it waits?"),
        help_text=gettext_lazy("Shelter or another help that bridges it. Leave empty: not known."),
    )
    solve = EuroField(label=gettext_lazy("What does solving it cost, once?"))


class PartnerForm(forms.Form):
    """One question to a partner without an account."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("Which organisation?"), coerce=int)
    question = forms.CharField(
        label=gettext_lazy("Your one question"),
        help_text=gettext_lazy("Only what the partner needs to answer. No more names than needed."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.ChoiceField(label=gettext_lazy("Whom is it about?"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("In which part of the file?"))
    email = forms.EmailField(
        label=gettext_lazy("Mail address of the partner"),
        help_text=gettext_lazy("The mail holds the link and nothing else. Empty: you pass it on."),
        required=False,
    )
    days = forms.TypedChoiceField(label=gettext_lazy("How long is the page open?"), coerce=int)

    def __init__(
        self,
        *args: Any,
        places: Sequence[OrganisationLine],
        around: Sequence[Member],
        fixed: int | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {"part": "common", "days": 7})
        super().__init__(*args, **kwargs)
        _set(
            self,
            organisation=[
                *([] if fixed else [("", _("Choose …"))]),
                *((str(one.id), one.name) for one in places if fixed in (None, one.id)),
            ],
            about=[("", _("The whole household")), *_named(around)],
            part=[(part, PART_WORDS[part]) for part in PARTS],
            days=[
                (str(days), _("one day") if days == 1 else _("%(days)s days") % {"days": days})
                for days in DAYS_OPEN
            ],
        )
        if fixed:
            # The page lies where the referral lies.
            del self.fields["about"], self.fields["part"]

    @property
    def open_for(self) -> timedelta:
        """Return how long the page stays open."""
        return timedelta(days=self.cleaned_data["days"])


class PageForm(forms.Form):
    """The answer of a partner on the page for one question."""

    answered_by = forms.CharField(label=gettext_lazy("Your name and what you do"), max_length=120)
    accept = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("What you want to say"),
        help_text=gettext_lazy("With a no: please say why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, *args: Any, yes_or_no: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not yes_or_no:
            del self.fields["accept"]
            self.fields["answer"].help_text = ""
            self.fields["answer"].required = True


class ScaleForm(forms.Form):
    """Scale help, in three forms down or up."""

    form = forms.ChoiceField(
        label=gettext_lazy("How does the help change?"),
        help_text=gettext_lazy("The aim is help that fits better. Less is not a goal."),
        choices=list(FORM_WORDS.items()),
        widget=forms.RadioSelect,
    )
    involvement = forms.ChoiceField(label=gettext_lazy("Whose help is it about?"), required=False)
    taken_over_by = forms.ChoiceField(
        label=gettext_lazy("Who takes the task over?"),
        help_text=gettext_lazy("Only when somebody leaves."),
        required=False,
    )
    what = forms.CharField(label=gettext_lazy("What changes?"), max_length=200)
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=300)
    look_again = forms.DateField(label=gettext_lazy("On which day do we look how it goes?"))

    def __init__(self, *args: Any, helping: Sequence[Help], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set(
            self,
            involvement=[("", _("The help as a whole")), *_help(helping)],
            taken_over_by=[("", _("Nobody")), *_help(helping)],
        )


class LookForm(forms.Form):
    """How it goes since the help changed."""

    how_it_is = forms.CharField(
        label=gettext_lazy("How does it go since then? Keep it so, or undo it?"), max_length=300
    )


class MainForm(forms.Form):
    """Which provider answers for the whole."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("Which provider?"), coerce=int)
    why = forms.CharField(label=gettext_lazy("Why this one?"), max_length=300)

    def __init__(self, *args: Any, helping: Sequence[Help], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {
            row.organisation_id: row.organisation or ""
            for row in helping
            if row.organisation_id is not None
        }
        _set(
            self,
            organisation=[
                ("", _("Choose …")),
                *((str(pk), name) for pk, name in sorted(places.items(), key=lambda one: one[1])),
            ],
        )
