# SPDX-License-Identifier: EUPL-1.2
"""When a concern about safety may be closed: a reason that makes somebody safer, and the work done.

Lack of time, of contact, of money or of a place never closes one (landingsbaan, Savanna;
nabij A12). Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from voordeur.safety.catalogue import Catalogue, NoReason


@dataclass(frozen=True, slots=True)
class Standing:
    """What has been done about a concern: the step decided, agreements with how they went."""

    decided: bool
    agreements: tuple[bool | None, ...] = ()
    """Per agreement whether it held when it was last looked at; None: not looked at yet."""
    taken_over_by: str = ""


def excuse(known: Catalogue, reason: str, words: str) -> NoReason | None:
    """Return the excuse that a reason or its words amount to, or None.

    The words are looked at too: a good reason from the list with 'no time' behind it is no reason.
    """
    if reason in known.no_reasons:
        return known.no_reasons[reason]
    said = " ".join(words.lower().split())
    for one in known.no_reasons.values():
        if any(word in said for word in one.words):
            return one
    return None


def lacking(known: Catalogue, reason: str, done: Standing) -> tuple[str, ...]:
    """Return what must still be there before this reason closes a concern; empty: nothing.

    `decided`: the last step of the reporting code; `agreement_kept`: at least one agreement on
    safety, looked at and kept, and none that was broken; `taken_over_by`: the party by name.
    Raises KeyError for a reason that is not in the list.
    """
    missing = []
    for need in known.closings[reason].needs:
        met = {
            "decided": done.decided,
            "agreement_kept": True in done.agreements and False not in done.agreements,
            "taken_over_by": bool(done.taken_over_by.strip()),
        }[need]
        if not met:
            missing.append(need)
    return tuple(missing)


def steps_open(known: Catalogue, taken: Iterable[str]) -> tuple[str, ...]:
    """Return the steps of the reporting code that nobody wrote anything down for, in order."""
    done = set(taken)
    return tuple(step for step in known.steps if step not in done)
