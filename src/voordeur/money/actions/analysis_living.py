# SPDX-License-Identifier: EUPL-1.2
"""Verbs of an analysis that lives: working it out, and letting it learn from what the town sees."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.figures.queries import Week, frozen
from voordeur.money.actions.analyses import keep, locked, now_of
from voordeur.money.actions.writing import some_text, today
from voordeur.money.analysis_refusals import spoken
from voordeur.money.comparing import Design, compared, foreseen
from voordeur.money.estimates import LEAST, TooFew
from voordeur.money.living import as_record, from_record, observed, observed_anew, standing
from voordeur.money.models import (
    Analysis,
    AnalysisResult,
    AnalysisVersion,
    FigureSeen,
    GroupOutcome,
    ZeroCalibration,
)
from voordeur.money.queries.standing import figures_that_follow, first_beliefs
from voordeur.money.scba import changing
from voordeur.money.scba.model import Model
from voordeur.money.scba.report.blocks import as_data
from voordeur.money.scba.report.document import document
from voordeur.money.scba.report.findings import Findings, find
from voordeur.money.scba.spread import Spread
from voordeur.money.updating import Seen, Updated
from voordeur.money.zeroscenario import Known, foresight

SEED: Final = 1
DRAWS: Final = 5_000
LARGEST: Final = 20_000
"""Figures times effects and costs that are worked out while somebody waits: some seconds."""


def findings_of(model: Model) -> Findings:
    """Return all that a report says of an analysis; the same every time. Refused for a large one."""
    if len(model.assumptions) * len(model.pieces) > LARGEST:
        raise Refusal(
            _("This analysis is too large to work out while you wait."),
            "",
            _("Take it off as a file and run: voordeur scba run."),
        )
    return find(model, draws=DRAWS, seed=SEED)


def _spread(net: Spread) -> dict[str, float]:
    """Return a net as it is kept."""
    return {"low": net.low, "mean": net.mean, "high": net.high}


@action("analysis.draw", household=False)
@spoken
def work_out(deed: Deed, *, analysis: UUID) -> AnalysisResult:
    """Work out the analysis as it is now, and keep what came out with this version."""
    row = locked(deed, analysis)
    version = AnalysisVersion.objects.get(analysis=row, number=row.version)
    if AnalysisResult.objects.filter(version=version).exists():
        raise Refusal(_("This version was worked out already."))
    model = now_of(row)
    if not model.effects:
        raise Refusal(_("There is nothing to work out yet."), "", _("Draw an effect first."))
    found = findings_of(model)
    whole = found.society
    unit = f"{model.currency}, {model.start}-{model.start + model.horizon - 1}"
    net = whole.net and {**_spread(whole.net), "chance": whole.chance, "unit": unit}
    first = first_beliefs(row.pk)
    before = standing(model, first).indicative if first else None
    made = AnalysisResult.objects.create(
        version=version,
        seed=SEED,
        draws=found.sample.draws,
        report={"nl": as_data(document(found, "nl")), "en": as_data(document(found, "en"))},
        net=net,
        indicative=before and {**_spread(before), "unit": unit},
        made_at=deed.now,
    )
    facts = {"analysis": row.pk, "version": row.version, "fingerprint": found.fingerprint}
    deed.happened("money.analysis_worked_out", facts, stream=("model", row.pk))
    return made


def _kept(
    deed: Deed, row: Analysis, figure: str, after: Model, found: Updated, **from_: object
) -> FigureSeen:
    """Keep a version that learned, and what it learned from."""
    row.version += 1
    keep(deed, row, after, "figure_seen", piece=changing.key_of(changing.FIGURE, figure))
    return FigureSeen.objects.create(
        analysis=row,
        figure=figure,
        base=found.seen.base,
        count=found.seen.count,
        mean=found.seen.mean,
        sd=found.seen.sd,
        before=as_record(found.before),
        after=as_record(found.after),
        surprise=found.surprise,
        made_at=deed.now,
        made_by=deed.reader.key,
        **from_,
    )


@action("analysis.write", household=False)
@spoken
def observe_figure(
    deed: Deed,
    *,
    analysis: UUID,
    figure: str,
    base: float,
    source: str,
    count: float = 0.0,
    mean: float = 0.0,
    sd: float = 0.0,
) -> FigureSeen:
    """Let a figure learn from what the town saw; below ten the answer is: too few, nothing kept."""
    said = some_text(source, "source", 200)
    seen = Seen(base=base, count=count, mean=mean, sd=sd)
    row = locked(deed, analysis)
    after, found = observed(now_of(row), figure, seen, source=said, year=today(deed).year)
    return _kept(deed, row, figure, after, found, source=said)


@dataclass(frozen=True, slots=True)
class Published:
    """A row of the published figures as it stands: what was seen, since which week, and from where."""

    seen: Seen
    since: str
    source: str


def published(week: Week | None, table: str, code: str) -> Published:
    """Return a published row as an observation: so many of the total of its table.

    Those are safe already: refused for what is not shown there, and for amounts.
    """
    found = next((one for one in week.tables if one.code == table), None) if week else None
    row = next((one for one in found.rows if one.code == code), None) if found else None
    if week is None or found is None or row is None or found.measure == "cost":
        raise Refusal(_("This figure is not published."), "row")
    if row.value is None or found.total is None:
        raise Refusal(
            _("Too few to say."), "row", _("This figure is not shown, so it is not used.")
        )
    source = _("Figures of the town, week %(week)s") % {"week": week.week}
    return Published(Seen(float(found.total), float(row.value)), found.since, source)


@action("analysis.write", household=False)
@spoken
def observe_in_figures(
    deed: Deed, *, analysis: UUID, figure: str, table: str, code: str, follows: bool = False
) -> FigureSeen:
    """Let a share learn from the published figures: so many of the total of one table.

    With `follows` it goes on learning by itself: each newer issue takes the place of the older.
    """
    one, row = published(frozen(), table, code), locked(deed, analysis)
    year = today(deed).year
    after, found = observed(now_of(row), figure, one.seen, source=one.source, year=year)
    from_ = {"table": table, "code": code, "since": one.since, "follows": follows}
    return _kept(deed, row, figure, after, found, source=one.source, **from_)


def stay_alive(reader: Reader) -> int:
    """Let every figure that follows a published row learn from its newer issue; return how many did.

    What cannot learn (not shown any more, two beliefs, a sealed zero alternative) stays as it is.
    """
    week, learned = frozen(), 0
    for row in figures_that_follow():
        try:
            one = published(week, row.table, row.code)
            if one.since > row.since:
                follow_figure(reader, seen=row.pk)
                learned += 1
        except Refusal:
            continue
    return learned


@action("analysis.write", household=False)
@spoken
def follow_figure(deed: Deed, *, seen: int) -> FigureSeen:
    """Let a figure learn from the newer issue of the row it follows, in the place of the older one."""
    last = FigureSeen.objects.select_related("analysis").get(pk=seen)
    one, row = published(frozen(), last.table, last.code), locked(deed, last.analysis.uuid)
    after, found = observed_anew(
        now_of(row),
        last.figure,
        from_record(last.before),
        one.seen,
        source=one.source,
        year=today(deed).year,
    )
    from_ = {"table": last.table, "code": last.code, "since": one.since, "follows": True}
    return _kept(deed, row, last.figure, after, found, source=one.source, **from_)


@action("analysis.write", household=False)
@spoken
def compare_outcomes(
    deed: Deed,
    *,
    analysis: UUID,
    about: str,
    unit: str,
    design: str,
    helped: str,
    source: str,
    others: str = "",
    is_effect: bool = False,
    until: float | None = None,
) -> GroupOutcome:
    """Compare the outcomes of a group; the pasted numbers are used and not kept.

    Refuses the word 'effect' for before and after without a comparison group.
    """
    row = locked(deed, analysis)
    how = Design(design)
    found = compared(how, helped, others, is_effect=is_effect, until=until)
    given = (
        {}
        if isinstance(found, TooFew)
        else {
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "helped": found.treated,
            "compared": found.control if found.control >= LEAST else None,
        }
    )
    made = GroupOutcome.objects.create(
        analysis=row,
        about=some_text(about, "about", 200),
        unit=some_text(unit, "unit", 60),
        design=str(how),
        is_effect=is_effect,
        until=until if how is Design.STAYING else None,
        source=some_text(source, "source", 200),
        made_at=deed.now,
        made_by=deed.reader.key,
        **given,
    )
    facts = {"analysis": row.pk, "outcome": made.pk, "design": str(how), "enough": bool(given)}
    deed.happened("money.outcome_compared", facts, stream=("model", row.pk))
    return made


@action("analysis.write", household=False)
@spoken
def calibrate_zero(deed: Deed, *, analysis: UUID, scenarios: str, source: str) -> ZeroCalibration:
    """Look how well sealed zero scenarios of cases foresaw; below twenty nothing of them is kept.

    A line says the chance that was written down beforehand and whether it came true; nothing says
    whose case it was or who wrote it.
    """
    row = locked(deed, analysis)
    # each line is a case of its own: nothing tells whose it was
    lines = [Known(place, *one) for place, one in enumerate(foreseen(scenarios))]
    found = foresight(lines)
    made = ZeroCalibration.objects.create(
        analysis=row,
        cases=found.cases if found else None,
        brier=found.brier if found else None,
        spread=[list(one) for one in found.classes] if found else [],
        source=some_text(source, "source", 200),
        made_at=deed.now,
        made_by=deed.reader.key,
    )
    facts = {"analysis": row.pk, "calibration": made.pk, "enough": found is not None}
    deed.happened("money.zero_calibrated", facts, stream=("model", row.pk))
    return made
