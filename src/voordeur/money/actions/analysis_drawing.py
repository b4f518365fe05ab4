# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the table: drawing an analysis together, one thing at a time, each kept at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Conflict, Deed, action
from voordeur.door.refusal import Refusal
from voordeur.money.actions.analyses import changed, keep, locked, now_of, rewritten, then_of
from voordeur.money.actions.writing import some_text, today
from voordeur.money.analysis_refusals import spoken
from voordeur.money.analysis_words import SIDES
from voordeur.money.scba import changing, describing
from voordeur.money.scba.assumption import Assumption
from voordeur.money.scba.model import Model
from voordeur.money.scba.product import Product


def _who(side: str) -> str:
    """Return who at the table said so, as the source of a figure."""
    return str(SIDES.get(side, "")) or _("at the table")


@action("analysis.draw", household=False)
@spoken
def rewrite_piece(
    deed: Deed, *, analysis: UUID, piece: str, said: Mapping[str, Any], expected_version: int
) -> None:
    """Write a party, measure, effect, investment or figure anew, as its form says it."""
    if piece in (changing.HEAD, changing.ZERO):
        raise Refusal(_("This has a form of its own."))
    rewritten(deed, analysis, piece, said, expected_version)


@action("analysis.draw", household=False)
@spoken
def sit_at_table(
    deed: Deed, *, analysis: UUID, sides: Sequence[str], expected_version: int
) -> None:
    """Write down who drew the analysis together: backgrounds, and parties by id."""
    row = locked(deed, analysis)
    model = now_of(row)
    mine = tuple(dict.fromkeys(sides))
    if then_of(row, expected_version).drawn_by != model.drawn_by:
        raise Conflict(
            _("Somebody else changed this while you were writing."),
            mine={"sides": list(mine)},
            theirs={"sides": list(model.drawn_by)},
        )
    row.version += 1
    keep(deed, row, replace(model, drawn_by=mine), "table")


@action("analysis.draw", household=False)
@spoken
def draw_party(deed: Deed, *, analysis: UUID, name: str, kind: str = "", side: str = "") -> str:
    """Put a party on the canvas: who can pay or gain."""
    called = some_text(name, "name", 80)
    return changed(
        deed, analysis, "drawn", lambda model: changing.with_party(model, called, kind), side=side
    )


@action("analysis.draw", household=False)
@spoken
def draw_measure(deed: Deed, *, analysis: UUID, about: str, side: str = "") -> str:
    """Put a measure on the canvas: what is done."""
    said = some_text(about, "about", 160)
    return changed(
        deed, analysis, "drawn", lambda model: changing.with_measure(model, said), side=side
    )


@action("analysis.draw", household=False)
@spoken
def draw_effect(
    deed: Deed,
    *,
    analysis: UUID,
    about: str,
    measure: str,
    party: str,
    reason: str = "",
    side: str = "",
) -> str:
    """Put an effect on the canvas: what a measure leads to, why, and with whom it lands."""
    said, why = some_text(about, "about", 160), reason.strip()[:200]
    return changed(
        deed,
        analysis,
        "drawn",
        lambda model: changing.with_effect(model, said, measure, party, reason=why),
        side=side,
    )


@action("analysis.draw", household=False)
@spoken
def draw_investment(
    deed: Deed,
    *,
    analysis: UUID,
    about: str,
    measure: str,
    party: str,
    amount: float | None = None,
    side: str = "",
) -> str:
    """Put an investment on the canvas: what a measure takes, and who pays; unknown without an amount."""
    said = some_text(about, "about", 160)
    belief = changing.estimated(amount, _who(side), today(deed).year)
    return changed(
        deed,
        analysis,
        "drawn",
        lambda model: changing.with_cost(model, said, measure, party, belief),
        side=side,
    )


@action("analysis.draw", household=False)
@spoken
def link_party(
    deed: Deed, *, analysis: UUID, piece: str, party: str, part: str = "", side: str = ""
) -> str:
    """Link one more party to an effect or an investment; without a part its part is unknown."""
    share = Product.read(part.strip().replace(",", "."), "part") if part.strip() else None
    words = changing.unknown(_who(side), today(deed).year)
    return changed(
        deed,
        analysis,
        "linked",
        lambda model: (changing.linked(model, piece, party, share, words), piece),
        side=side,
    )


@action("analysis.draw", household=False)
@spoken
def write_figure(deed: Deed, *, analysis: UUID, said: Mapping[str, Any], side: str = "") -> str:
    """Write down a new figure: what is believed, in which unit, from where, and how sure."""
    about = some_text(str(said["about"]), "about", 200)

    def change(model: Model) -> tuple[Model, str]:
        name = changing.fresh_id(about, model.assumptions)
        new = Assumption(name, about, str(said["unit"]), (describing.version_of(said),))
        return changing.with_piece(model, new), changing.key_of(changing.FIGURE, name)

    return changed(deed, analysis, "figure_written", change, side=side)


@action("analysis.draw", household=False)
@spoken
def dispute_figure(
    deed: Deed,
    *,
    analysis: UUID,
    figure: str,
    said: Mapping[str, Any],
    first_reading: str = "",
    side: str = "",
) -> str:
    """Put a belief that disagrees beside what is believed of a figure; both are worked out."""

    def change(model: Model) -> tuple[Model, str]:
        made = changing.with_version(model, figure, describing.version_of(said), first_reading)
        return made, changing.key_of(changing.FIGURE, figure)

    return changed(deed, analysis, "figure_disputed", change, side=side)


@action("analysis.draw", household=False)
@spoken
def keep_one_belief(
    deed: Deed, *, analysis: UUID, figure: str, reading: str, expected_version: int
) -> str:
    """Keep one of several beliefs of a figure; the others stay in the versions before."""
    row = locked(deed, analysis)
    if row.version != expected_version:
        raise Conflict(_("Somebody else changed this while you were writing."), mine={}, theirs={})
    before = now_of(row)
    row.version += 1
    piece = changing.key_of(changing.FIGURE, figure)
    after = changing.with_one_version(before, figure, reading)
    keep(deed, row, changing.keep_seal(before, after), "figure_settled", piece=piece)
    return piece


@action("analysis.draw", household=False)
@spoken
def take_off(deed: Deed, *, analysis: UUID, piece: str, expected_version: int) -> None:
    """Take a piece off the canvas; refused while another leans on it, or when it changed meanwhile."""
    row = locked(deed, analysis)
    model = now_of(row)
    then = changing.pieces_of(then_of(row, expected_version)).get(piece)
    if then != changing.pieces_of(model).get(piece):
        raise Conflict(_("Somebody else changed this while you were writing."), mine={}, theirs={})
    row.version += 1
    keep(
        deed,
        row,
        changing.keep_seal(model, changing.without(model, piece)),
        "taken_off",
        piece=piece,
    )
