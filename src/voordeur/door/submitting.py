# SPDX-License-Identifier: EUPL-1.2
"""Sending a form to an action: a refusal comes back in the form, so that nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal


@dataclass(frozen=True, slots=True)
class Both:
    """One field that somebody else changed meanwhile: what I wrote and what is there now."""

    label: str
    mine: object
    theirs: object


def submit(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run an action for a valid form; False when it was refused, with the reason in the form.

    The error stands at the field the refusal names, else above the form. A conflict leaves both
    texts in `form.both`. Whoever may not do this at all gets the page that says so.
    """
    try:
        act()
    except (NoEntry, NotAllowed):
        raise
    except Refusal as refusal:
        field = refusal.where if refusal.where in form.fields else None
        words = " ".join(_(part) for part in (refusal.what, refusal.remedy) if part)
        form.add_error(field, words)
        if isinstance(refusal, Conflict):
            form.both = [  # type: ignore[attr-defined]
                Both(
                    str(form.fields[name].label or name) if name in form.fields else name,
                    mine,
                    refusal.theirs.get(name),
                )
                for name, mine in refusal.mine.items()
            ]
        return False
    return True
