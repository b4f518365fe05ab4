# SPDX-License-Identifier: EUPL-1.2
"""Forms of problems: what is wrong, who sees it how, and what causes what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.plan import wording
from voordeur.plan.forms.fields import (
    PlacedForm,
    a_day,
    fill,
    one_line,
    one_of,
)
from voordeur.plan.queries import ProblemLine


class ProblemForm(PlacedForm):
    """A problem; it needs no solution."""

    text = one_line(gettext_lazy("What is wrong?"))
    life_area = one_of(gettext_lazy("Part of life"))
    cause = one_of(
        gettext_lazy("Where does it come from?"),
        required=False,
        help_text=gettext_lazy("Another problem that brings this about or makes it worse."),
    )
    opened_on = a_day(gettext_lazy("Since when?"), help_text=gettext_lazy("Today when left empty."))
    field_order = ("text", "life_area", "person", "compartment", "cause", "opened_on")

    def __init__(self, *args: Any, lines: Sequence[ProblemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "life_area", [("", _("Choose")), *wording.areas()])
        causes = [(str(line.uuid), line.text) for line in lines]
        fill(self, "cause", [("", _("not known, or from nothing else")), *causes])


class ProblemChangeForm(forms.Form):
    """Better words for a problem."""

    text = one_line(gettext_lazy("What is wrong?"))
    life_area = one_of(gettext_lazy("Part of life"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "life_area", wording.areas())


class ViewForm(forms.Form):
    """How somebody looks at a problem."""

    observer = one_of(gettext_lazy("Who?"))
    sees_it = one_of(gettext_lazy("Do they see this problem?"))
    text = one_line(gettext_lazy("In their words"), required=False)

    def __init__(self, *args: Any, observers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "observer", observers)
        fill(self, "sees_it", [("yes", _("sees it")), ("no", _("does not see it so"))])


class SolvedForm(forms.Form):
    """When and how a problem was solved."""

    on = a_day(gettext_lazy("Solved on"), help_text=gettext_lazy("Today when left empty."))
    how_solved = one_line(gettext_lazy("What helped?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """Another problem that this one comes from or leads to."""

    way = one_of(gettext_lazy("How do they hang together?"))
    other = one_of(gettext_lazy("Which problem?"))

    def __init__(self, *args: Any, lines: Sequence[ProblemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "way", [("cause", _("it comes from")), ("effect", _("it leads to"))])
        fill(self, "other", [(str(line.uuid), line.text) for line in lines])
