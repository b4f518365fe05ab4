# SPDX-License-Identifier: EUPL-1.2
"""What to look at before another helper comes: the map, the basics, the plan, and one question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.queries import Help, cases, last_moves, overview
from voordeur.coordination.queries.situation import NOTHING
from voordeur.coordination.words import law_name
from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.instruments.queries import latest_footing


@dataclass(frozen=True, slots=True)
class Gate:
    """The overview in words; `open_basics` None: nobody looked at the basics."""

    helpers: int
    has_joint_plan: bool
    by_law: tuple[tuple[str, tuple[str, ...]], ...]
    open_basics: tuple[str, ...] | None


def gate_of(access: Access, household_id: int, helping: Sequence[Help]) -> Gate | None:
    """Return what to look at first, or None while there is room; `helping` past help included.

    It asks and never forbids: less help is no aim.
    """
    case = next(iter(cases(access)), None)
    seen = overview(case, helping, last_moves(access).get(household_id, NOTHING))
    if seen is None:
        return None
    return Gate(
        seen.helpers,
        seen.has_joint_plan,
        tuple(
            (law_name(law) or _("Not for you to see"), tuple(who or _("somebody") for who in names))
            for law, names in seen.by_law
        ),
        _open_basics(access),
    )


def _open_basics(access: Access) -> tuple[str, ...] | None:
    found = latest_footing(access).basics
    if not found.open and not found.in_order:
        return None
    shown = language()
    return tuple(area.title.in_language(shown) for area in found.open)


def what_can_stop(*, required: bool = True) -> forms.CharField:
    """Return the one question of the gate, as a field."""
    return forms.CharField(
        label=gettext_lazy("What can stop when this starts?"),
        help_text=gettext_lazy("'Nothing, because …' is an answer too."),
        max_length=300,
        required=required,
    )
