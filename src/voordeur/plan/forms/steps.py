# SPDX-License-Identifier: EUPL-1.2
"""Forms of goals and steps."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.plan import wording
from voordeur.plan.actions import NewStep
from voordeur.plan.forms.fields import (
    MembersForm,
    PlacedForm,
    a_day,
    fill,
    long_text,
    one_line,
    one_of,
    people,
)
from voordeur.plan.planfacts import Stance, StepKind, StepState
from voordeur.plan.queries import ProblemLine, StepLine


class StepForm(MembersForm):
    """One step: who does what, the stance, and by when."""

    what = one_line(
        gettext_lazy("What is the step?"),
        required=False,
        longest=160,
        help_text=gettext_lazy("May stay empty: then it is what the household does."),
    )
    household_does = long_text(gettext_lazy("What does the household do?"), rows=2)
    network_does = long_text(gettext_lazy("What do people around them do?"), rows=2)
    professional_does = long_text(
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
    due = a_day(gettext_lazy("Before when?"))
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
    fall_back = one_of(
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
        fill(self, "members", people(self.household))
        fill(self, "professionals", staff)
        fill(self, "fall_back", [("", _("nobody named yet")), *staff])
        fill(self, "problems", [(str(one.uuid), one.text) for one in lines if one.is_open])
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

    goal = one_line(gettext_lazy("What do you want to reach?"))
    life_area = one_of(gettext_lazy("Part of life"), required=False)
    field_order = ("goal", "person", "compartment", "life_area", "what", "household_does")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "life_area", [("", _("not one part")), *wording.areas()])
        self.fields["person"].label = _("Whose goal is it?")

    @property
    def first_step(self) -> NewStep | None:
        """Return the first step, None when nothing was filled in for it."""
        names = ("what", "household_does", "network_does", "professional_does")
        return self.step if any(self.cleaned_data[name].strip() for name in names) else None


class GoalChangeForm(forms.Form):
    """Better words for a goal."""

    text = one_line(gettext_lazy("What do you want to reach?"))
    life_area = one_of(gettext_lazy("Part of life"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "life_area", [("", _("not one part")), *wording.areas()])


class ParkForm(forms.Form):
    """'Not now', with what belongs to it."""

    reason = one_line(gettext_lazy("Why not now?"))
    agreed_by = one_line(gettext_lazy("Who agreed?"), longest=200)
    review_on = a_day(gettext_lazy("When do you look at it again?"), required=True)
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
    why = one_line(gettext_lazy("Why?"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TieForm(forms.Form):
    """How a step hangs together with another."""

    kind = one_of(gettext_lazy("How do they hang together?"))
    other = one_of(gettext_lazy("With which step?"))
    what = one_line(
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
        fill(self, "kind", kinds)
        fill(self, "other", [(str(step.uuid), step.what) for step in steps])
