# SPDX-License-Identifier: EUPL-1.2
"""The plan on paper: plain words for the pieces one reader may see, and the PDF made of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.plan.planfacts import Stance, StepState
from voordeur.plan.projection import Piece
from voordeur.plan.wording import STATES, for_a_resident


def paper(
    pieces: Iterable[Piece],
    *,
    members: Mapping[int, str],
    number: int | None = None,
    on: date,
    said: Sequence[str] = (),
    signers: Sequence[str] = (),
) -> dict[str, Any]:
    """Return everything the paper says, as text; `number` None: the plan as it is today.

    It holds no count of anything that the reader does not see, and the same closing sentence for
    everybody: there may be more in the plan.
    """
    pieces = list(pieces)
    goals = []
    granted = any(one.kind == "step" and one.body["professional_does"] for one in pieces)
    for goal in (one for one in pieces if one.kind == "goal"):
        steps = [p for p in pieces if p.kind == "step" and p.body["goal"] == goal.source]
        goals.append(
            {
                "text": goal.body["text"],
                "who": _who(goal, members),
                "steps": [_step(place, step.body) for place, step in enumerate(steps, 1)],
            }
        )
    return {
        "language": language(),
        "title": _("Our plan"),
        "subtitle": _("Version {number}, set down on {day}").format(number=number, day=_day(on))
        if number is not None
        else _("As it is on {day}. Not set down yet.").format(day=_day(on)),
        "opening": _("This plan is yours. It says what you want and who does what."),
        "closing": _(
            "You see the parts that are meant for you. There may be more in the plan. "
            "You can change the plan at any time. Ask your regular contact."
        ),
        "granted": _(
            "What a professional does in this plan is granted as soon as you agree with it. "
            "You need not ask for it again."
        )
        if granted
        else "",
        "footer": _("Our plan"),
        "words": [
            {
                "who": members.get(one.body["person"], _("a member of the household")),
                "text": one.body["text"],
                "first": one.body["first"],
                "on": _day(one.body["on"]),
            }
            for one in pieces
            if one.kind == "words"
        ],
        "goals": goals,
        "words_on_it": list(said),
        "sign": bool(signers),
        "signers": list(signers),
        "labels": {
            "words": _("What we say ourselves"),
            "first": _("What comes first:"),
            "for": _("This is a goal of:"),
            "plan": _("What we want"),
            "no_steps": _("There are no steps yet."),
            "no_goals": _("There is no goal in the plan yet."),
            "said": _("What was said about this version"),
            "sign": _("What do you think of this plan?"),
            "no_price": _(
                "Whatever you choose: your help and your rights stay the same. You need not sign."
            ),
            "agreed": _("I agree"),
            "not_agreed": _("I do not agree"),
            "seen": _("I have seen it"),
            "date": _("Date:"),
            "signature": _("Signature:"),
        },
    }


def _who(piece: Piece, members: Mapping[int, str]) -> str:
    if piece.body["person"] is None:
        return _("all of us")
    return members.get(piece.body["person"], _("a member of the household"))


def _day(day: date | str | None) -> str:
    if not day:
        return ""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return date_format(day, "j F Y")


def _step(place: int, body: Mapping[str, Any]) -> dict[str, Any]:
    own = body["household_does"]
    network = [body["network_does"], *body["offers"]]
    parts = [
        (_with(_("What we do"), body["members"]), own),
        (_("What people around us do"), "\n".join(text for text in network if text)),
        (_with(_("What the professional does"), body["professionals"]), body["professional_does"]),
    ]
    if body["fall_back"]:
        parts.append((_("If it does not work"), _("Call {who}.").format(who=body["fall_back"])))
    if body["parked"]:
        waits = _("{reason} Agreed by: {who}. We look again on {day}.").format(
            reason=_sentence(body["parked"]["reason"]),
            who=body["parked"]["agreed_by"],
            day=_day(body["parked"]["review_on"]),
        )
        parts.append((_("Why not now"), waits))
    if body.get("stuck"):
        parts.append((_("Why it is stuck"), body["stuck"]))
    line = [str(STATES[StepState(body["state"])]), str(for_a_resident(Stance(body["stance"])))]
    if body["due"]:
        line.append(_("before {day}").format(day=_day(body["due"])))
    return {
        "number": place,
        "what": body["what"],
        "line": " · ".join(line),
        "parts": [{"label": label, "text": text} for label, text in parts if text],
    }


def _with(label: str, people: Sequence[str]) -> str:
    named = ", ".join(one for one in people if one)
    return f"{label} ({named})" if named else label


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def pdf(told: Mapping[str, Any], made_at: datetime) -> bytes:
    """Return the paper as an accessible PDF (PDF/UA-1); the same paper gives the same bytes."""
    source = files("voordeur.plan").joinpath("typst/plan.typ").read_bytes()
    made, _warnings = typst.compile_with_warnings(
        source,
        format="pdf",
        sys_inputs={"paper": json.dumps(told)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return bytes(made)
