# SPDX-License-Identifier: EUPL-1.2
"""Forms of the plan: few fields, and everything that can be left open may be left open."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.people.spoken import How
from voordeur.people.words import HOWS, WORDS
from voordeur.plan import wording
from voordeur.plan.actions import NewStep
from voordeur.plan.actions.placing import COMPARTMENTS
from voordeur.plan.planfacts import Stance, StepKind, StepState
from voordeur.plan.queries import ProblemLine, StepLine

OFF = {"autocomplete": "off"}
WAYS = (How.TABLE, How.PAPER, How.PHONE, How.SUPPORTER)


def _line(label: Any, *, required: bool = True, longest: int = 300, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs=OFF),
    )


def _text(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 3) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, **OFF}),
    )


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs=OFF)
    )


def _choice(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.ChoiceField(label=label, required=required, help_text=help_text)


def _fill(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def people(members: Sequence[Member], *, together: bool = False) -> list[tuple[str, str]]:
    """Return the members as choices, with 'all of us' first when joint things can be chosen."""
    first = [("", _("all of us together"))] if together else []
    return first + [(str(one.person_id), one.called or "") for one in members if not one.masked]


class MembersForm(forms.Form):
    """A form that knows who is in the household."""

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household = members


class PlacedForm(MembersForm):
    """A form about one member or about all, in a part of the file."""

    person = _choice(gettext_lazy("About whom?"), required=False)
    compartment = _choice(gettext_lazy("Who may see this?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "person", people(self.household, together=True))
        parts = [part for part in COMPARTMENTS if part in wording.COMPARTMENTS and part != "safety"]
        _fill(self, "compartment", wording.options(wording.COMPARTMENTS, parts))

    @property
    def placed(self) -> dict[str, Any]:
        """Return who it is about and in which part, as the actions take it."""
        person = self.cleaned_data.get("person")
        if not person:
            return {"person_id": None, "compartment": "common"}
        part = self.cleaned_data.get("compartment") or "own"
        return {"person_id": int(person), "compartment": part}


class WordsForm(forms.Form):
    """What a member says, and what must come first."""

    person = _choice(gettext_lazy("Who says this?"))
    text = _text(
        gettext_lazy("In their own words"),
        help_text=gettext_lazy("Write it down as it was said. Do not make it nicer or shorter."),
    )
    first_priority = _line(gettext_lazy("What must come first?"), required=False, longest=200)
    how = _choice(gettext_lazy("How did it come in?"), required=False)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "person", people(members))
        _fill(self, "how", wording.options(HOWS, WAYS))


class WordsChangeForm(forms.Form):
    """A correction of words that were written down wrongly."""

    text = _text(gettext_lazy("In their own words"))
    first_priority = _line(gettext_lazy("What must come first?"), required=False, longest=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StrengthForm(forms.Form):
    """What goes well, or what somebody is good at."""

    person = _choice(gettext_lazy("Of whom?"), required=False)
    text = _line(gettext_lazy("What goes well, or what is somebody good at?"), longest=200)

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "person", people(members, together=True))


class ProblemForm(PlacedForm):
    """A problem; it needs no solution."""

    text = _line(gettext_lazy("What is wrong?"))
    life_area = _choice(gettext_lazy("Part of life"))
    cause = _choice(
        gettext_lazy("Where does it come from?"),
        required=False,
        help_text=gettext_lazy("Another problem that brings this about or makes it worse."),
    )
    opened_on = _day(gettext_lazy("Since when?"), help_text=gettext_lazy("Today when left empty."))
    field_order = ("text", "life_area", "person", "compartment", "cause", "opened_on")

    def __init__(self, *args: Any, lines: Sequence[ProblemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "life_area", [("", _("Choose")), *wording.areas()])
        causes = [(str(line.uuid), line.text) for line in lines]
        _fill(self, "cause", [("", _("not known, or from nothing else")), *causes])


class ProblemChangeForm(forms.Form):
    """Better words for a problem."""

    text = _line(gettext_lazy("What is wrong?"))
    life_area = _choice(gettext_lazy("Part of life"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "life_area", wording.areas())


class ViewForm(forms.Form):
    """How somebody looks at a problem."""

    observer = _choice(gettext_lazy("Who?"))
    sees_it = _choice(gettext_lazy("Do they see this problem?"))
    text = _line(gettext_lazy("In their words"), required=False)

    def __init__(self, *args: Any, observers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "observer", observers)
        _fill(self, "sees_it", [("yes", _("sees it")), ("no", _("does not see it so"))])


class SolvedForm(forms.Form):
    """When and how a problem was solved."""

    on = _day(gettext_lazy("Solved on"), help_text=gettext_lazy("Today when left empty."))
    how_solved = _line(gettext_lazy("What helped?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """Another problem that this one comes from or leads to."""

    way = _choice(gettext_lazy("How do they hang together?"))
    other = _choice(gettext_lazy("Which problem?"))

    def __init__(self, *args: Any, lines: Sequence[ProblemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "way", [("cause", _("it comes from")), ("effect", _("it leads to"))])
        _fill(self, "other", [(str(line.uuid), line.text) for line in lines])


class StepForm(MembersForm):
    """One step: who does what, the stance, and by when."""

    what = _line(
        gettext_lazy("What is the step?"),
        required=False,
        longest=160,
        help_text=gettext_lazy("May stay empty: then it is what the household does."),
    )
    household_does = _text(gettext_lazy("What does the household do?"), rows=2)
    network_does = _text(gettext_lazy("What do people around them do?"), rows=2)
    professional_does = _text(
        gettext_lazy("What does the professional do to make that possible?"), rows=2
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance of the professional"),
        widget=forms.RadioSelect,
        choices=wording.options(wording.STANCE_HELP),
        initial=Stance.BESIDE,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=wording.options(wording.KINDS),
        initial=StepKind.UPPER,
    )
    due = _day(gettext_lazy("Before when?"))
    members = forms.MultipleChoiceField(
        label=gettext_lazy("Who of the household?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    professionals = forms.MultipleChoiceField(
        label=gettext_lazy("Which professionals?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fall_back = _choice(
        gettext_lazy("Who steps in when it does not work?"),
        required=False,
        help_text=gettext_lazy("A professional to fall back on; always in sight with the step."),
    )
    problems = forms.MultipleChoiceField(
        label=gettext_lazy("Which problems does it work on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        staff: Sequence[tuple[str, str]],
        lines: Sequence[ProblemLine],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "members", people(self.household))
        _fill(self, "professionals", staff)
        _fill(self, "fall_back", [("", _("nobody named yet")), *staff])
        _fill(self, "problems", [(str(one.uuid), one.text) for one in lines if one.is_open])
        for name, there in (
            ("problems", lines),
            ("professionals", staff),
            ("members", self.household),
        ):
            if not there:
                del self.fields[name]

    @property
    def step(self) -> NewStep:
        """Return the step that was filled in."""
        said = self.cleaned_data
        return NewStep(
            what=said["what"],
            household_does=said["household_does"],
            network_does=said["network_does"],
            professional_does=said["professional_does"],
            stance=said["stance"],
            kind=said["kind"],
            members=[int(one) for one in said.get("members", ())],
            professionals=[int(one) for one in said.get("professionals", ())],
            fall_back=int(said["fall_back"]) if said["fall_back"] else None,
            problems=[UUID(one) for one in said.get("problems", ())],
            due=said["due"],
        )

    @staticmethod
    def from_step(step: StepLine) -> dict[str, Any]:
        """Return what a step says, to fill the form with."""
        return {
            "what": step.what,
            "household_does": step.household_does,
            "network_does": step.network_does,
            "professional_does": step.professional_does,
            "stance": step.stance,
            "kind": step.kind,
            "due": step.due,
            "members": [str(one) for one in step.member_ids],
            "professionals": [str(one) for one in step.professional_ids],
            "fall_back": str(step.fall_back_id or ""),
            "problems": [str(one) for one in step.problem_uuids],
            "version": step.version,
        }


class StepChangeForm(StepForm):
    """A step that is there already."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class GoalForm(PlacedForm, StepForm):
    """A goal and its first step in one go; without anything to do it is only a goal."""

    goal = _line(gettext_lazy("What do you want to reach?"))
    life_area = _choice(gettext_lazy("Part of life"), required=False)
    field_order = ("goal", "person", "compartment", "life_area", "what", "household_does")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "life_area", [("", _("not one part")), *wording.areas()])
        self.fields["person"].label = _("Whose goal is it?")

    @property
    def first_step(self) -> NewStep | None:
        """Return the first step, None when nothing was filled in for it."""
        names = ("what", "household_does", "network_does", "professional_does")
        return self.step if any(self.cleaned_data[name].strip() for name in names) else None


class GoalChangeForm(forms.Form):
    """Better words for a goal."""

    text = _line(gettext_lazy("What do you want to reach?"))
    life_area = _choice(gettext_lazy("Part of life"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "life_area", [("", _("not one part")), *wording.areas()])


class ParkForm(forms.Form):
    """'Not now', with what belongs to it."""

    reason = _line(gettext_lazy("Why not now?"))
    agreed_by = _line(gettext_lazy("Who agreed?"), longest=200)
    review_on = _day(gettext_lazy("When do you look at it again?"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HaltForm(forms.Form):
    """A step that is stuck or dropped, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("What is the matter with this step?"),
        widget=forms.RadioSelect,
        choices=[
            (
                StepState.STUCK.value,
                gettext_lazy("It is stuck: still to be done, but not getting on"),
            ),
            (StepState.STOPPED.value, gettext_lazy("It is dropped: it will not be done")),
        ],
    )
    why = _line(gettext_lazy("Why?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TieForm(forms.Form):
    """How a step hangs together with another."""

    kind = _choice(gettext_lazy("How do they hang together?"))
    other = _choice(gettext_lazy("With which step?"))
    what = _line(
        gettext_lazy("What becomes free?"),
        required=False,
        longest=160,
        help_text=gettext_lazy("Only when this step sets money or time free for the other."),
    )

    def __init__(self, *args: Any, steps: Sequence[StepLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            ("needs", _("the other comes first")),
            ("clashes", _("they do not go together")),
            ("frees", _("this one sets something free for the other")),
        ]
        _fill(self, "kind", kinds)
        _fill(self, "other", [(str(step.uuid), step.what) for step in steps])


class OfferForm(forms.Form):
    """What somebody from the network wants to do for a member."""

    network_member = _choice(gettext_lazy("Who offers it?"))
    person = _choice(gettext_lazy("For whom?"))
    what = _line(gettext_lazy("What do they want to do?"))
    shared = forms.BooleanField(
        label=gettext_lazy("Everybody in the household may see this offer"), required=False
    )

    def __init__(
        self, *args: Any, members: Sequence[Member], network: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "network_member", [(str(pk), name) for pk, name in network.items()])
        _fill(self, "person", people(members))


class AsideForm(forms.Form):
    """Going on in spite of a warning."""

    code = forms.CharField(max_length=24)
    about = forms.CharField(max_length=40, required=False)
    reason = _line(gettext_lazy("Why do you go on all the same?"))


class PaceForm(forms.Form):
    """How much at once, by the household's own word."""

    capacity = forms.IntegerField(
        label=gettext_lazy("How many steps at once can you carry?"),
        required=False,
        min_value=0,
        max_value=20,
        help_text=gettext_lazy("What the household itself says. Leave it empty when not said."),
    )


class EvaluateForm(forms.Form):
    """How a goal went, in the eyes of one."""

    goal = _choice(gettext_lazy("Which goal?"))
    person = _choice(gettext_lazy("Whose view is this?"), required=False)
    reached = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        widget=forms.RadioSelect,
        required=False,
        choices=wording.options(wording.REACHED),
    )
    text = _line(gettext_lazy("In a few words"), required=False, longest=500)
    how = _choice(gettext_lazy("How did it come in?"), required=False)

    def __init__(
        self,
        *args: Any,
        goals: Sequence[tuple[str, str]],
        members: Sequence[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "goal", goals)
        own = [("", _("mine, as a professional"))]
        _fill(self, "person", [*own, *people(members)])
        _fill(self, "how", wording.options(HOWS, WAYS))


class LookBackForm(forms.Form):
    """That one looked back together, and when again."""

    next_on = _day(
        gettext_lazy("When do you look back again?"),
        help_text=gettext_lazy("May stay empty when this was the last time."),
    )


class SetDownForm(forms.Form):
    """Setting the plan down as a version."""

    why = _line(
        gettext_lazy("What is different in this version?"),
        required=False,
        help_text=gettext_lazy("May stay empty."),
    )
    review_on = _day(
        gettext_lazy("When do you look back together?"),
        help_text=gettext_lazy("You are reminded on that day, and the household sees it too."),
    )


class SignForm(forms.Form):
    """A member's word on a version."""

    person = _choice(gettext_lazy("Who?"))
    word = forms.ChoiceField(
        label=gettext_lazy("What do they say?"),
        widget=forms.RadioSelect,
        choices=wording.options(WORDS),
    )
    spoke = forms.ChoiceField(
        label=gettext_lazy("Who said it?"),
        widget=forms.RadioSelect,
        choices=[
            ("self", gettext_lazy("The member")),
            ("parent", gettext_lazy("A parent with authority, for this child")),
        ],
        initial="self",
        required=False,
    )
    how = _choice(gettext_lazy("How did it come in?"), required=False)
    remark = _line(gettext_lazy("Anything to add?"), required=False)
    shared = forms.BooleanField(
        label=gettext_lazy("The others in the household may see this answer"), required=False
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, "person", people(members))
        _fill(self, "how", wording.options(HOWS, WAYS))

    def clean_spoke(self) -> str:
        """Without an answer it is the member's own word."""
        return self.cleaned_data["spoke"] or "self"
