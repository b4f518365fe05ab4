# SPDX-License-Identifier: EUPL-1.2
"""The seal on a zero alternative: what the world without the project would be, fixed beforehand."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from enum import StrEnum

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import kind_of, parameters
from voordeur.money.scba.model import Model


class SealState(StrEnum):
    """What the seal says about the zero alternative."""

    OPEN = "open"
    WHOLE = "whole"
    BROKEN = "broken"


def fingerprint(model: Model) -> str:
    """Return what the zero alternative comes down to: its text, day, and each figure it uses."""
    used = sorted({name for effect in model.effects for one in effect.zero for name in one.names})
    content = {
        "text": model.zero.text,
        "written": model.zero.written.isoformat(),
        # An effect without a zero of its own may come later: it says nothing of that world.
        "zero": {
            effect.id: [str(one) for one in effect.zero] for effect in model.effects if effect.zero
        },
        "figures": {
            name: [
                [version.reading, *_belief(version.value)]
                for version in model.assumptions[name].versions
            ]
            for name in used
        },
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _belief(value: object) -> list[object]:
    return ["unknown"] if value is None else [kind_of(value), parameters(value)]  # type: ignore[arg-type]


def seal(model: Model) -> Model:
    """Return the model with its zero alternative sealed; refused once the outcome is known."""
    zero = model.zero
    if zero.outcome_known is not None and zero.outcome_known <= zero.written:
        raise Refusal(
            "The outcome was known before the zero alternative was written.",
            "zero",
            "It cannot be sealed any more; say so in the report.",
        )
    return replace(model, zero=replace(zero, seal=fingerprint(model)))


def seal_state(model: Model) -> SealState:
    """Say whether the zero alternative is as it was sealed."""
    if not model.zero.seal:
        return SealState.OPEN
    return SealState.WHOLE if model.zero.seal == fingerprint(model) else SealState.BROKEN
