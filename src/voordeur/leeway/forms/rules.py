# SPDX-License-Identifier: EUPL-1.2
"""Forms: a rule with its routes in words, and a file with rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.leeway.actions.rules import NewRoute
from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.rulefile import KINDS, PARTS
from voordeur.leeway.words import KIND_WORDS, PART_WORDS
from voordeur.partners.queries import Colleague, DepartmentLine
from voordeur.provisions.amounts import typed
from voordeur.provisions.forms import EuroField

MOST_ROUTES = 8


class RuleForm(forms.Form):
    """A rule: its text and its owner, and each route with one condition a line."""

    title = forms.CharField(label=gettext_lazy("The rule in one line"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("What it says, in plain words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Where does it come from?"), widget=forms.RadioSelect
    )
    bwb_id = forms.CharField(
        label=gettext_lazy("With a law: its number in the register"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("For example BWBR0015703."),
    )
    article = forms.CharField(
        label=gettext_lazy("With a law: the article"), max_length=40, required=False
    )
    reviewed = forms.BooleanField(
        label=gettext_lazy("With a law: a lawyer has confirmed that the article says so"),
        required=False,
    )
    inclusive = forms.BooleanField(
        label=gettext_lazy("It aims to help and can be invoked"), required=False
    )
    department = forms.ChoiceField(label=gettext_lazy("Which department owns it?"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it?"), required=False)
    from_date = forms.DateField(label=gettext_lazy("It holds from"), required=False)
    until = forms.DateField(
        label=gettext_lazy("It no longer holds from"),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        departments: Iterable[DepartmentLine],
        people: Iterable[Colleague],
        names: Mapping[str, str],
        line: RuleLine | None = None,
        **kwargs: Any,
    ) -> None:
        routes = line.routes if line else ()
        if line is not None:
            kwargs["initial"] = {
                "title": line.title,
                "text": line.text,
                "kind": line.kind,
                "bwb_id": line.bwb_id,
                "article": line.article,
                "reviewed": line.reviewed,
                "inclusive": line.inclusive,
                "department": line.department_id or "",
                "owner": line.owner_account or "",
                "from_date": line.from_date,
                "until": line.until,
                "version": line.version,
            }
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, KIND_WORDS[one]) for one in KINDS]  # type: ignore[attr-defined]
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            ("", _("Not known")),
            *((str(one.id), f"{one.organisation}: {one.name}") for one in departments),
        ]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody yet")),
            *((str(one.account_id), f"{one.name}, {one.function}") for one in people),
        ]
        self.places = min(len(routes) + 1, MOST_ROUTES)
        for place in range(self.places):
            self._add(place, routes[place] if place < len(routes) else None, names)

    def _add(self, place: int, route: Any, names: Mapping[str, str]) -> None:
        number = place + 1
        lines = lambda codes: "\n".join(names.get(one, one) for one in codes)  # noqa: E731
        self.fields[f"gives_{place}"] = forms.CharField(
            label=_("Route %(number)s: what does it give?") % {"number": number},
            max_length=120,
            required=False,
            initial=names.get(route.gives, "") if route else "",
            help_text=_("Leave it empty when there is no such route."),
        )
        self.fields[f"needs_{place}"] = forms.CharField(
            label=_("Route %(number)s: what must be so?") % {"number": number},
            required=False,
            initial=lines(route.needs) if route else "",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One condition a line, in the words that other rules use."),
        )
        self.fields[f"not_if_{place}"] = forms.CharField(
            label=_("Route %(number)s: what closes it?") % {"number": number},
            required=False,
            initial=lines(route.excluded_by) if route else "",
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One exclusion ground a line: a fact, never a goal."),
        )
        self.fields[f"for_{place}"] = forms.CharField(
            label=_("Route %(number)s: for whom is it meant?") % {"number": number},
            required=False,
            initial=lines(route.meant_for) if route else "",
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One ground a line on which people are let in, where that is known."),
        )
        self.fields[f"by_{place}"] = forms.CharField(
            label=_("Route %(number)s: who may make an exception?") % {"number": number},
            max_length=120,
            required=False,
            initial=route.set_aside_by if route else "",
            help_text=_("A function, not a name. Empty: nobody may."),
        )
        self.fields[f"cost_{place}"] = EuroField(
            label=_("Route %(number)s: what does an exception cost, in euros?")
            % {"number": number},
            initial=typed(route.set_aside_cents) if route else "",
        )

    @property
    def routes(self) -> tuple[NewRoute, ...]:
        """Return the routes that were filled in."""
        said = self.cleaned_data
        return tuple(
            NewRoute(
                f"{place + 1}",
                " ".join(said[f"gives_{place}"].split()),
                _split(said[f"needs_{place}"]),
                _split(said[f"not_if_{place}"]),
                said[f"by_{place}"].strip(),
                said[f"cost_{place}"],
                _split(said[f"for_{place}"]),
            )
            for place in range(self.places)
            if said[f"gives_{place}"].strip()
        )


def _split(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


class ConditionForm(forms.Form):
    """What a condition is called, and in which part of a file its facts lie."""

    name = forms.CharField(label=gettext_lazy("What must be so?"), max_length=120)
    part = forms.ChoiceField(
        label=gettext_lazy("In which part of a file does the answer lie?"),
        choices=[(part, PART_WORDS[part]) for part in PARTS],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Only who may see that part of a member's file reads the answer. Once an answer is "
            "written down, the part stays."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RuleFileForm(forms.Form):
    """Rules as text."""

    text = forms.CharField(
        label=gettext_lazy("Rules as a TOML file"),
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}),
        max_length=500_000,
        help_text=gettext_lazy("A rule with a known code is replaced; its owner stays."),
    )
