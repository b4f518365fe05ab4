# SPDX-License-Identifier: EUPL-1.2
"""What changed, field by field, in words: labels and values of the rooms whose events keep both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.contact.words import STATE_WORDS
from voordeur.door.changes import Changed
from voordeur.ledger.words import amount
from voordeur.livelihood import words as livelihood
from voordeur.livelihood.catalogue import catalogue
from voordeur.people import words as people
from voordeur.plan import wording as plan
from voordeur.safety import words as safety

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Say = Callable[[Any], str]


def _listed(words: Mapping[str, Any]) -> Say:
    return lambda code: str(words.get(code, code))


def _people(words: Mapping[str, str]) -> Say:
    return lambda code: people.word(words, code)


@dataclass(frozen=True, slots=True)
class Field:
    """What a field is called, and how its value is said."""

    label: "StrOrPromise"
    say: Say = str


_TEXT = Field(gettext_lazy("Text"))
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "plan": {
        "text": _TEXT,
        "first_priority": Field(gettext_lazy("What comes first")),
        "life_area": Field(gettext_lazy("Part of life"), plan.area_name),
        "what": Field(gettext_lazy("Step")),
        "household_does": Field(gettext_lazy("The household does")),
        "network_does": Field(gettext_lazy("The network does")),
        "professional_does": Field(gettext_lazy("The professional does")),
        "stance": Field(gettext_lazy("Stance"), _listed(plan.STANCES)),
        "kind": Field(gettext_lazy("Kind of step"), _listed(plan.KINDS)),
        "due": Field(gettext_lazy("Ready on"), lambda day: _day(day)),
        "reached": Field(gettext_lazy("Reached"), _listed(plan.REACHED)),
    },
    "contact": {
        "text": _TEXT,
        "words": Field(gettext_lazy("What was said")),
        "met_by": Field(gettext_lazy("By what")),
        "state": Field(gettext_lazy("How it stands"), _listed(STATE_WORDS)),
    },
    "livelihood": {
        "amount": Field(gettext_lazy("Amount"), amount),
        "per": Field(gettext_lazy("Per"), livelihood.per_words),
        "state": Field(gettext_lazy("How it stands"), livelihood.state_words),
        "route": Field(
            gettext_lazy("Way out of debt"),
            lambda code: livelihood.name_of(catalogue().routes, code),
        ),
    },
    "safety": {"state": Field(gettext_lazy("How it stands"), safety.state_words)},
    "people": {
        "given_names": Field(gettext_lazy("First names")),
        "prefix": Field(gettext_lazy("Prefix")),
        "surname": Field(gettext_lazy("Surname")),
        "called": Field(gettext_lazy("Is called")),
        "born": Field(gettext_lazy("Born")),
        "died": Field(gettext_lazy("Died")),
        "gender": Field(gettext_lazy("Gender"), _people(people.GENDERS)),
        "language": Field(gettext_lazy("Language"), _people(people.LANGUAGES)),
        "needs": Field(gettext_lazy("What helps in contact")),
    },
}
KINDS = frozenset(
    {
        "contact.conversation_noted",
        "contact.note_corrected",
        "livelihood.debt_restated",
        "livelihood.debt_turned",
        "livelihood.piece_changed",
        "livelihood.route_chosen",
        "people.member_corrected",
        "plan.goal_changed",
        "plan.problem_changed",
        "plan.step_changed",
        "plan.words_corrected",
        "plan.goal_evaluated",
        "safety.measure_turned",
    }
)
"""Kinds of events that keep what stood there before; the timeline leads to it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field that changed, in words; an empty side says that nothing stood there."""

    label: str
    before: str
    after: str


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value[:10]), "j F Y")
    except ValueError:
        return value


def said(kind: str, changes: tuple[Changed, ...]) -> list[Said]:
    """Put the changes of one event into words; a field without words of its own is called text."""
    fields = FIELDS.get(kind.partition(".")[0], {})
    found = []
    told = {(one.before, one.after) for one in changes if one.field != "what"}
    for one in changes:
        if one.field == "what" and (one.before, one.after) in told:
            # A step that was given no name goes by what somebody does in it.
            continue
        field = fields.get(one.field, Field(_("Text")))
        before, after = (
            "" if value in (None, "") else str(field.say(value))
            for value in (one.before, one.after)
        )
        found.append(Said(str(field.label), before, after))
    return found
