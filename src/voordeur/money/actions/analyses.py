# SPDX-License-Identifier: EUPL-1.2
"""Verbs of an analysis as a whole: starting it, bringing it in, describing and sealing its zero."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Conflict, Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history import record
from voordeur.money.actions.writing import MONEY, some_text, the_project, today
from voordeur.money.analysis_refusals import in_words, spoken
from voordeur.money.indexing import as_lines, series, with_index
from voordeur.money.models import Analysis, AnalysisVersion
from voordeur.money.scba import changing, describing
from voordeur.money.scba.model import Index, Model
from voordeur.money.scba.reading import model_from
from voordeur.money.scba.review import BACKGROUNDS
from voordeur.money.scba.sealing import SealState, seal, seal_state
from voordeur.money.scba.writing import written

_AN_ID = re.compile(r"[-a-zA-Z0-9_]*")
"""What may stand in an address: the pages of a piece are named by its id."""
MOST = 400_000
"""Characters of a model file; that of the largest example has under ten thousand."""


def model_of(text: str) -> Model:
    """Return the analysis that a version holds."""
    return model_from(text, "")


def locked(deed: Deed, uuid: UUID) -> Analysis:
    """Return an analysis, its stream locked, so that two who draw come after each other."""
    key = Analysis.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if key is None:
        raise Refusal(_("This analysis is not there any more."))
    deed.streams |= record.lock([("model", key)])
    return Analysis.objects.get(pk=key)


def now_of(row: Analysis) -> Model:
    """Return what an analysis says now."""
    return model_of(AnalysisVersion.objects.get(analysis=row, number=row.version).text)


def keep(
    deed: Deed,
    row: Analysis,
    model: Model,
    what: str,
    *,
    piece: str = "",
    side: str = "",
    text: str = "",
) -> AnalysisVersion:
    """Keep a new version of an analysis; `text` is a file that stays as it came."""
    row.title = model.title[:200]
    row.is_demo = any(one.demo for each in model.assumptions.values() for one in each.versions)
    row.save()
    made = AnalysisVersion.objects.create(
        analysis=row,
        number=row.version,
        text=text or written(model),
        what=what,
        piece=piece[:120],
        side=side,
        made_at=deed.now,
        made_by=deed.reader.key,
    )
    facts = {"analysis": row.pk, "version": row.version, "what": what, "piece": piece}
    deed.happened("money.analysis_changed", facts, stream=("model", row.pk))
    return made


def changed(
    deed: Deed,
    uuid: UUID,
    what: str,
    change: Callable[[Model], tuple[Model, str]],
    *,
    side: str = "",
) -> str:
    """Change an analysis as it is now and keep the new version; return the key of the piece."""
    row = locked(deed, uuid)
    before = now_of(row)
    after, piece = change(before)
    if side in BACKGROUNDS and side not in after.drawn_by:
        after = replace(after, drawn_by=(*after.drawn_by, side))
    row.version += 1
    keep(deed, row, changing.keep_seal(before, after), what, piece=piece, side=side)
    return piece


def _new(deed: Deed, model: Model, what: str, project: UUID | None, text: str = "") -> Analysis:
    under = the_project(project) if project is not None else None
    row = Analysis.objects.create(project=under, title=model.title[:200], seal=model.zero.seal)
    deed.streams |= record.lock([("model", row.pk)])
    keep(deed, row, model, what, text=text)
    deed.happened("money.analysis_started", {"analysis": row.pk, "how": what}, stream=MONEY)
    return row


@action("analysis.write", household=False)
@spoken
def start_analysis(
    deed: Deed,
    *,
    title: str,
    start: int,
    horizon: int,
    discount: str,
    zero: str,
    project: UUID | None = None,
) -> Analysis:
    """Start an analysis: what it is called, and first of all what happens without the project."""
    made = describing.started(
        some_text(title, "title", 200),
        start,
        horizon,
        discount,
        some_text(zero, "zero", 4000),
        today(deed),
    )
    return _new(deed, made, "started", project)


@action("analysis.write", household=False)
@spoken
def bring_in_analysis(deed: Deed, *, text: str, file: str, project: UUID | None = None) -> Analysis:
    """Start an analysis from a model file; what is wrong with the file is said with key and remedy."""
    if len(text) > MOST:
        raise Refusal(_("This file is too large."), "file")
    try:
        made = model_from(text, file)
    except Refusal as refusal:
        place = refusal.where.removeprefix(f"{file}: ")
        what = f"{place}: {in_words(refusal.what)}"
        raise Refusal(what, "file", refusal.remedy) from refusal
    for key in changing.pieces_of(made):
        id_ = key.partition(":")[2]
        if not _AN_ID.fullmatch(id_):
            what = in_words(f"'{id_}' is none of the words for this.")
            raise Refusal(what, "file", _("Choose another name."))
    if seal_state(made) is SealState.BROKEN:
        raise Refusal(
            _("The zero alternative in this file was changed after it was sealed."),
            "file",
            _("Bring in the file as it was sealed, or take the seal out and say so."),
        )
    return _new(deed, made, "brought_in", project, text=text)


@action("analysis.write", household=False)
def hang_analysis(
    deed: Deed, *, analysis: UUID, project: UUID | None, expected_version: int
) -> Analysis:
    """Hang an analysis under a project, or under none; what it says does not change."""
    row = locked(deed, analysis)
    under = the_project(project) if project is not None else None
    if row.version != expected_version:
        raise Conflict(_("Somebody else changed this while you were writing."), mine={}, theirs={})
    row.project = under
    row.save(update_fields=["project"])
    facts = {"analysis": row.pk, "project": under.pk if under else None}
    deed.happened("money.analysis_hung", facts, stream=("model", row.pk))
    return row


@action("analysis.write", household=False)
@spoken
def seal_zero(deed: Deed, *, analysis: UUID, expected_version: int) -> Analysis:
    """Seal the zero alternative, before the outcome is known; nothing changes it afterwards."""
    row = locked(deed, analysis)
    model = now_of(row)
    if row.version != expected_version:
        raise Conflict(_("Somebody else changed this while you were writing."), mine={}, theirs={})
    if seal_state(model) is not SealState.OPEN:
        raise Refusal(_("The zero alternative is sealed already."))
    known = model.zero.outcome_known
    if known is not None and known <= today(deed):
        raise Refusal(
            _("The outcome is known already, so nothing can be sealed any more."),
            "",
            _("Say in the notes that the zero alternative was written afterwards."),
        )
    sealed = seal(model)
    row.version += 1
    row.seal, row.sealed_at = sealed.zero.seal, deed.now
    keep(deed, row, sealed, "sealed", piece=changing.ZERO)
    facts = {"analysis": row.pk, "version": row.version, "seal": row.seal}
    deed.happened("money.zero_sealed", facts, stream=("model", row.pk))
    return row


@action("analysis.write", household=False)
@spoken
def write_index(
    deed: Deed,
    *,
    analysis: UUID,
    name: str,
    values: str,
    source: str,
    figures: Collection[str],
    price_year: int,
    expected_version: int,
) -> None:
    """Put a price index in an analysis, a figure per year with its source, under what follows it."""
    row = locked(deed, analysis)
    before = now_of(row)
    if row.version != expected_version:
        theirs = before.indexes.get(name)
        raise Conflict(
            _("Somebody else changed this while you were writing."),
            mine={"values": values},
            theirs={"values": as_lines(theirs) if theirs else ""},
        )
    index = Index(name, some_text(source, "source"), series(values))
    after = with_index(before, index, figures, price_year)
    if after == before:
        raise Refusal(_("Nothing was changed."))
    row.version += 1
    keep(deed, row, after, "index_written")


def then_of(row: Analysis, version: int) -> Model:
    """Return what an analysis said when a form was made of it; refused for a version that never was."""
    made = AnalysisVersion.objects.filter(analysis=row, number=version).first()
    if made is None:
        raise Refusal(_("This form is too old."), "", _("Open the page again."))
    return model_of(made.text)


def _knows(model: Model, piece: str) -> bool:
    return piece == changing.HEAD or piece in changing.pieces_of(model)


def rewritten(
    deed: Deed, uuid: UUID, piece: str, said: Mapping[str, Any], expected_version: int
) -> None:
    """Write a piece anew, unless that very piece changed since the form was made.

    Others may draw other things meanwhile: only the piece itself is compared.
    """
    row = locked(deed, uuid)
    model, then = now_of(row), then_of(row, expected_version)
    now = describing.fields_of(model, piece)
    if not _knows(then, piece) or describing.fields_of(then, piece) != now:
        raise Conflict(
            _("Somebody else changed this while you were writing."),
            mine=dict(said),
            theirs={name: now.get(name, "") for name in said},
        )
    after = describing.described(model, piece, said)
    if after == model:
        raise Refusal(_("Nothing was changed."))
    row.version += 1
    keep(deed, row, changing.keep_seal(model, after), "rewritten", piece=piece)


@action("analysis.write", household=False)
@spoken
def describe_analysis(
    deed: Deed, *, analysis: UUID, said: Mapping[str, Any], expected_version: int
) -> None:
    """Write anew what the analysis as a whole is: title, years, discounting, sources."""
    some_text(str(said["title"]), "title", 200)
    rewritten(deed, analysis, changing.HEAD, said, expected_version)


@action("analysis.write", household=False)
@spoken
def describe_zero(
    deed: Deed, *, analysis: UUID, said: Mapping[str, Any], expected_version: int
) -> None:
    """Write the zero alternative anew; refused once it is sealed."""
    some_text(str(said["text"]), "text", 4000)
    rewritten(deed, analysis, changing.ZERO, said, expected_version)
