# SPDX-License-Identifier: EUPL-1.2
"""Forms of safety; what can be chosen comes from the catalogue and what the reader may see."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.contact.guide import guide
from voordeur.door.language import language
from voordeur.history import clock
from voordeur.partners.queries import Colleague
from voordeur.people.queries import Member
from voordeur.safety.catalogue import Item, catalogue
from voordeur.safety.models.concern import DOERS
from voordeur.safety.states import MEASURE, MEASURE_STARTS
from voordeur.safety.words import doer_words, sentence, state_words, title, verb_words

type Choices = list[tuple[str, str]]
LONG = {"rows": 4}
SHORT = {"rows": 2}


def pick(form: forms.Form, **choices: Sequence[tuple[str, object]]) -> None:
    """Give fields their choices."""
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def people(around: Iterable[Member], none: str = "") -> Choices:
    """Return the members that can be named, with a first line for nobody chosen."""
    return [
        ("", none or _("Choose …")),
        *((str(one.person_id), one.called) for one in around if one.called),
    ]


def items(rows: Iterable[Item]) -> Choices:
    """Return things of the catalogue to choose from."""
    return [(one.id, sentence(title(one))) for one in rows]


def by_name(found: Iterable[Colleague]) -> Choices:
    """Return professionals to choose from, each with the place they work at."""
    return [
        ("", _("Choose …")),
        *((str(one.id), f"{one.name}, {one.organisation}") for one in found),
    ]


class ConcernForm(forms.Form):
    """What was seen, by whom, about whom."""

    about = forms.TypedChoiceField(
        label=gettext_lazy("Who may be harmed?"),
        help_text=gettext_lazy(
            "The concern lies with this member. Nobody else in the household finds it."
        ),
        coerce=int,
    )
    urgency = forms.ChoiceField(label=gettext_lazy("How urgent is it?"), widget=forms.RadioSelect)
    what = forms.CharField(
        label=gettext_lazy("What was seen or heard?"),
        help_text=gettext_lazy("Facts, not what you think of them."),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
    )
    seen_by = forms.CharField(label=gettext_lazy("By whom?"), max_length=200)
    seen_on = forms.DateField(label=gettext_lazy("On which day?"))

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen_on": clock.today()})
        super().__init__(*args, **kwargs)
        acute = _("Acute: somebody is in danger now or soon")
        lasting = _("Lasting: it goes on and does harm")
        pick(self, about=people(around), urgency=[("acute", acute), ("lasting", lasting)])


class WeighForm(forms.Form):
    """One step of the reporting code."""

    step = forms.ChoiceField(label=gettext_lazy("Which step?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What came out of it?"),
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        help_text=gettext_lazy("For the last step only."),
        required=False,
    )
    on = forms.DateField(label=gettext_lazy("On which day?"))
    decided_by = forms.TypedChoiceField(label=gettext_lazy("Who decided?"), coerce=int)

    def __init__(self, *args: Any, found: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = catalogue()
        pick(
            self,
            step=items(known.steps.values()),
            decision=[("", _("Nothing yet")), *items(known.decisions.values())],
            decided_by=by_name(found),
        )


class AgreeForm(forms.Form):
    """One line of the safety plan."""

    what = forms.CharField(
        label=gettext_lazy("What is agreed?"), max_length=500, widget=forms.Textarea(attrs=SHORT)
    )
    doer = forms.ChoiceField(label=gettext_lazy("Who does it?"), widget=forms.RadioSelect)
    who = forms.CharField(label=gettext_lazy("By name"), max_length=200)
    look_on = forms.DateField(label=gettext_lazy("When do we look whether it holds?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, doer=[(doer, sentence(doer_words(doer))) for doer in DOERS])


class LookForm(forms.Form):
    """Whether an agreement on safety holds."""

    kept = forms.ChoiceField(label=gettext_lazy("Did it hold?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=500, widget=forms.Textarea(attrs=SHORT)
    )
    look_on = forms.DateField(
        label=gettext_lazy("When do we look again?"),
        help_text=gettext_lazy("Without a day this agreement ends here."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, kept=[("yes", _("Yes, it holds")), ("no", _("No, it was broken"))])


class ActForm(forms.Form):
    """An office with the power acted at once."""

    authority = forms.ChoiceField(
        label=gettext_lazy("Who acted?"),
        help_text=gettext_lazy("Each office with what it may do and the law."),
    )
    acting = forms.CharField(label=gettext_lazy("Name, or who you spoke to"), max_length=200)
    did = forms.CharField(
        label=gettext_lazy("What did they do?"),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )
    on = forms.DateField(label=gettext_lazy("On which day?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        offices: list[tuple[str, str | Choices]] = [("", _("Choose …"))]
        for ground in guide().limits:
            if ground.immediate:
                choices = [
                    (
                        f"{ground.id}:{one.id}",
                        f"{one.title.en if language() == 'en' else one.title.nl} ({one.law})",
                    )
                    for one in ground.authorities
                ]
                name = ground.title.en if language() == "en" else ground.title.nl
                offices.append((sentence(name), choices))
        self.fields["authority"].choices = offices  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why a concern closes."""

    why = forms.ChoiceField(label=gettext_lazy("Why does it close?"), widget=forms.RadioSelect)
    taken_over_by = forms.CharField(
        label=gettext_lazy("Who took it over and confirmed that?"), max_length=200, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What made it safe, and how do you know?"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, why=items(one.item for one in catalogue().closings.values()))


class WarnForm(forms.Form):
    """What a visitor should do, and why."""

    advice = forms.ChoiceField(
        label=gettext_lazy("What should a visitor do?"),
        help_text=gettext_lazy("Everyone who helps here reads this."),
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Only who may see safety reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )
    about = forms.ChoiceField(
        label=gettext_lazy("Because of whom?"),
        help_text=gettext_lazy(
            "This member can read it. Choose the household when that is not safe: then no member "
            "finds it."
        ),
        required=False,
    )
    review_on = forms.DateField(label=gettext_lazy("When do we look again?"))

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(
            self,
            advice=items(catalogue().advice.values()),
            about=people(around, _("The household; no member reads it")),
        )


class ReviewForm(forms.Form):
    """Whether a warning is still needed."""

    still = forms.ChoiceField(label=gettext_lazy("Is it still needed?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, widget=forms.Textarea(attrs=SHORT)
    )
    review_on = forms.DateField(label=gettext_lazy("When do we look again?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, still=[("yes", _("Yes")), ("no", _("No, it ends today"))])

    def clean(self) -> dict[str, object]:
        """Ask for a next day when the warning stays."""
        given = super().clean() or {}
        if given.get("still") == "yes" and not given.get("review_on"):
            self.add_error("review_on", _("Choose a day on which we look again."))
        return given


class MeasureForm(forms.Form):
    """A measure that threatens or is in force."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of measure?"))
    about = forms.ChoiceField(
        label=gettext_lazy("About whom?"),
        help_text=gettext_lazy(
            "It lies in the part of the file of its kind: growing up, money, health, police and "
            "justice, or of everyone."
        ),
        required=False,
    )
    state = forms.ChoiceField(label=gettext_lazy("How does it stand?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("Since which day?"))
    due_on = forms.DateField(
        label=gettext_lazy("On which day does it happen, or end?"),
        help_text=gettext_lazy("Leave it empty when nobody said."),
        required=False,
    )
    authority = forms.CharField(label=gettext_lazy("Who announced or decided it?"), max_length=200)
    source = forms.CharField(
        label=gettext_lazy("How is that known?"),
        help_text=gettext_lazy("A letter with its day, a telephone call, what a member told."),
        max_length=300,
    )

    def __init__(self, *args: Any, around: Sequence[Member], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        pick(
            self,
            kind=[
                ("", _("Choose …")),
                *items(one.item for one in catalogue().measures.values()),
            ],
            about=people(around, _("The whole household")),
            state=[(state, sentence(state_words(state))) for state in MEASURE_STARTS],
        )


class TurnForm(forms.Form):
    """What happened to a measure."""

    verb = forms.ChoiceField(label=gettext_lazy("What happened?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("From which day on?"))
    due_on = forms.DateField(
        label=gettext_lazy("On which day does it happen, or end?"),
        help_text=gettext_lazy("Leave it empty when nobody said."),
        required=False,
    )
    source = forms.CharField(label=gettext_lazy("How is that known?"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, verb=[(verb, verb_words(verb)) for verb in MEASURE[state]])


class OfferForm(forms.Form):
    """The household was told it may make a plan of its own first."""

    on = forms.DateField(label=gettext_lazy("On which day did you tell them?"))
    wanted = forms.ChoiceField(
        label=gettext_lazy("Do they want to?"),
        help_text=gettext_lazy("Every answer is good, and help stays the same."),
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, wanted=[("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))])


class CrisisForm(forms.Form):
    """A crisis begins."""

    about = forms.CharField(
        label=gettext_lazy("What is going on?"),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )
    coordinator = forms.TypedChoiceField(
        label=gettext_lazy("Who coordinates? One person."), coerce=int
    )
    due_on = forms.DateField(
        label=gettext_lazy("By which day does it go wrong?"),
        help_text=gettext_lazy("Leave it empty when nobody knows."),
        required=False,
    )
    measure = forms.ChoiceField(label=gettext_lazy("Which measure threatens?"), required=False)
    whose = forms.ChoiceField(
        label=gettext_lazy("Is it about the safety of one member?"),
        help_text=gettext_lazy("Then it lies in that member's safety part."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        around: Sequence[Member],
        found: Sequence[Colleague],
        threats: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        pick(
            self,
            coordinator=by_name(found),
            measure=[("", _("None, or another")), *threats],
            whose=people(around, _("No, it is of everyone")),
        )


class BasicsForm(forms.Form):
    """Whether the basics are in order on every front."""

    in_order = forms.ChoiceField(
        label=gettext_lazy("Are the basics in order on every front?"),
        widget=forms.RadioSelect,
        required=False,
    )
    lacking = forms.CharField(
        label=gettext_lazy("What is not in order, and what is done about it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, in_order=[("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet"))])


class EndCrisisForm(forms.Form):
    """How a crisis ended."""

    outcome = forms.ChoiceField(label=gettext_lazy("How did it end?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In one or two lines"),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [
            (one.id, f"{sentence(title(one))}: {one.explain(language())}")
            for one in catalogue().outcomes.values()
        ]
        pick(self, outcome=lines)


class HeldForm(forms.Form):
    """Whether it held."""

    held = forms.ChoiceField(
        label=gettext_lazy("Did it stay well?"), required=False, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick(self, held=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))])
