# SPDX-License-Identifier: EUPL-1.2
"""What forms cost in minutes, and which fields hardly anybody fills in. A sum; no Django.

Figures are of all professionals together: there is nobody in them, and no team.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FEWEST = 30
"""Below this many uses nothing is proposed: too few to say that a field is not needed."""
RARELY = 0.05
LONGEST = 1800
"""Seconds; a form that was open for longer was left alone in between, and is not measured."""


@dataclass(frozen=True, slots=True)
class Use:
    """The use of one form over some time: how often sent, of how many the time is known."""

    form: str
    sent: int
    measured: int = 0
    seconds: int = 0
    filled: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Field → (how often filled in, what it is called)."""


@dataclass(frozen=True, slots=True)
class SpareField:
    """A field that may go: what it is called, and in how many of the uses it was filled in."""

    name: str
    label: str
    filled: int
    sent: int


@dataclass(frozen=True, slots=True)
class FormCost:
    """What one form cost. `minutes` is an estimate where not all were measured, None when none was."""

    form: str
    sent: int
    minutes: int | None
    seconds_each: int | None
    estimate: bool
    spare: tuple[SpareField, ...]


def together(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Add the uses of each form, in order of the form."""
    found: dict[str, Use] = {}
    for use in uses:
        before = found.get(use.form, Use(use.form, 0))
        filled = dict(before.filled)
        for name, (count, label) in use.filled.items():
            filled[name] = (filled.get(name, (0, ""))[0] + count, label)
        found[use.form] = Use(
            use.form,
            before.sent + use.sent,
            before.measured + use.measured,
            before.seconds + use.seconds,
            filled,
        )
    return tuple(found[form] for form in sorted(found))


def costs(uses: Iterable[Use]) -> tuple[FormCost, ...]:
    """Return what each form cost, the dearest first; those of which no time is known come last."""
    found = [_cost(use) for use in together(uses)]
    return tuple(
        sorted(found, key=lambda one: (one.minutes is None, -(one.minutes or 0), one.form))
    )


def _cost(use: Use) -> FormCost:
    each = round(use.seconds / use.measured) if use.measured else None
    spare = [
        SpareField(name, label, count, use.sent)
        for name, (count, label) in use.filled.items()
        if use.sent >= FEWEST and count < RARELY * use.sent
    ]
    return FormCost(
        form=use.form,
        sent=use.sent,
        minutes=None if each is None else round(use.seconds / use.measured * use.sent / 60),
        seconds_each=each,
        estimate=use.measured < use.sent,
        spare=tuple(sorted(spare, key=lambda one: (one.filled, one.name))),
    )


def total_minutes(found: Iterable[FormCost]) -> tuple[int, int]:
    """Return the minutes that are known together, and of how many forms no time is known."""
    given = list(found)
    known = [one.minutes for one in given if one.minutes is not None]
    return sum(known), len(given) - len(known)
