# SPDX-License-Identifier: EUPL-1.2
"""Forms of looking back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.people.words import HOWS
from voordeur.plan import wording
from voordeur.plan.forms.fields import (
    WAYS,
    a_day,
    fill,
    one_line,
    one_of,
    people,
)


class EvaluateForm(forms.Form):
    """How a goal went, in the eyes of one."""

    goal = one_of(gettext_lazy("Which goal?"))
    person = one_of(gettext_lazy("Whose view is this?"), required=False)
    reached = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        widget=forms.RadioSelect,
        required=False,
        choices=wording.options(wording.REACHED),
    )
    text = one_line(gettext_lazy("In a few words"), required=False, longest=500)
    how = one_of(gettext_lazy("How did it come in?"), required=False)

    def __init__(
        self,
        *args: Any,
        goals: Sequence[tuple[str, str]],
        members: Sequence[Member],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "goal", goals)
        own = [("", _("mine, as a professional"))]
        fill(self, "person", [*own, *people(members)])
        fill(self, "how", wording.options(HOWS, WAYS))


class LookBackForm(forms.Form):
    """That one looked back together, and when again."""

    next_on = a_day(
        gettext_lazy("When do you look back again?"),
        help_text=gettext_lazy("May stay empty when this was the last time."),
    )
