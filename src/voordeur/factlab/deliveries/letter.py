# SPDX-License-Identifier: EUPL-1.2
"""The letter back to an institution: what arrived, what could not be used and why, what changed.

In Dutch, in plain text, for the person who made the file. It names rows of their own file and
nothing of what stands in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from voordeur.factlab.deliveries.drift import About, Change, Drift
from voordeur.factlab.deliveries.manifest import Source
from voordeur.factlab.deliveries.reasons import Reason
from voordeur.factlab.deliveries.taking_in import Taken

SHOWN = 10
"""Rows named per reason; the others are counted."""


def letter(source: Source, taken: Taken | None, drift: Drift | None = None) -> str:
    """Return the letter about one delivery, or about one that did not come."""
    lines = [f"Aan: {source.institution}", f"Over: aanlevering volgens {source.agreement}", ""]
    if taken is None:
        lines += [
            "Van u kwam geen bestand binnen. In de cijfers staat uw organisatie daarom als",
            "ontbrekend, niet als nul. Levert u alsnog, dan tellen uw gegevens mee.",
        ]
        return "\n".join(lines) + "\n"
    used = taken.rows_in - taken.rows_rejected
    lines += [
        f"Wij ontvingen {_rows(taken.rows_in)}. Daarvan {'kan' if used == 1 else 'kunnen'} wij "
        f"{_rows(used)} gebruiken.",
        f"Doel: {source.purpose}. Grondslag: {source.legal_basis}.",
    ]
    if taken.rows_rejected:
        lines += ["", "Deze rijen konden wij niet gebruiken:", *_refused(source, taken)]
    if drift and drift.changes:
        lines += ["", "Dit is anders dan in uw vorige aanlevering. Klopt dat?"]
        lines += [f"- {_change(source, one)}" for one in drift.changes]
    if not taken.rows_rejected and not (drift and drift.changes):
        lines += ["", "U hoeft niets te doen."]
    return "\n".join(lines) + "\n"


def _refused(source: Source, taken: Taken) -> Iterable[str]:
    by_reason: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in taken.refusals():
        reason: Reason = one.reason
        what = reason.what(source.columns.get(reason.field, "")).nl
        by_reason[what, reason.remedy.nl].append(f"{one.file} rij {one.file_row}")
    for (what, remedy), places in by_reason.items():
        more = f" en nog {len(places) - SHOWN}" if len(places) > SHOWN else ""
        yield f"- {_rows(len(places))}: {what}. {remedy}"
        yield f"  ({', '.join(places[:SHOWN])}{more})"


def _rows(number: int) -> str:
    return f"{number} rij" if number == 1 else f"{number} rijen"


def _change(source: Source, one: Change) -> str:
    before, now = f"{one.before:.0%}", f"{one.now:.0%}"
    if one.about is About.VOLUME:
        return f"aantal rijen: eerst {one.before:.0f}, nu {one.now:.0f}"
    if one.about is About.REFUSED:
        return f"rijen die niet te gebruiken zijn: eerst {before}, nu {now}"
    if one.about is About.OVERLAP:
        return f"maar {now} van de mensen komt in beide aanleveringen voor"
    if one.about is About.COLUMN:
        name = source.columns.get(one.name.removesuffix("_day").removesuffix("_cents"), one.name)
        return f"kolom {name} gevuld: eerst {before}, nu {now} van de rijen"
    field, _, code = one.name.partition(" ")
    name = source.columns.get(field, field)
    return f"code {code} in {name}: eerst {before}, nu {now} van de rijen"
