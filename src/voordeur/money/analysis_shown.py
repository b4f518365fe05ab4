# SPDX-License-Identifier: EUPL-1.2
"""An analysis as its pages show it: columns with who put what in, beliefs in words, several together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.door.refusal import Refusal
from voordeur.money.analysis_words import COLUMN_WORDS, DESIGNS, MARK_WORDS, SIDES
from voordeur.money.estimates import LEAST
from voordeur.money.living import from_record, updatable
from voordeur.money.queries.analyses import (
    AnalysisLine,
    AnalysisNow,
    CalibrationLine,
    Hand,
    OutcomeLine,
    SeenLine,
    hands,
)
from voordeur.money.queries.standing import AnalysisStanding
from voordeur.money.scba.assumption import Version
from voordeur.money.scba.canvas import COLUMNS, Box, canvas_of
from voordeur.money.scba.claims import Claim, portfolio
from voordeur.money.scba.distribution import Beta, Fixed
from voordeur.money.scba.model import Basis
from voordeur.money.scba.report.blocks import Choice, Document, plain
from voordeur.money.scba.report.words import (
    belief_text,
    money,
    number,
    percent,
    unit_name,
)
from voordeur.money.updating import DRIFT
from voordeur.money.zeroscenario import share_between


@dataclass(frozen=True, slots=True)
class Item:
    """A box on the canvas as the lists show it."""

    box: Box
    kind: str
    id: str
    leads_to: tuple[str, ...]
    hand: Hand | None
    side: str


_KINDS = {
    "party": "partij",
    "measure": "maatregel",
    "effect": "effect",
    "investment": "investering",
}


def columns(now: AnalysisNow) -> list[dict[str, Any]]:
    """Return the columns of the canvas as lists, with who put each thing in."""
    canvas, put_in = canvas_of(now.model), hands(now.line.id)

    def item(box: Box) -> Item:
        kind, _colon, id_ = box.key.partition(":")
        hand = put_in.get(box.key)
        side = str(SIDES.get(hand.side, hand.side)) if hand else ""
        leads = tuple(one.text for one in canvas.leads_to(box.key))
        return Item(box, _KINDS[kind], id_, leads, hand, side)

    return [
        {
            "code": name,
            "words": COLUMN_WORDS[name],
            "items": [item(one) for one in canvas.column(name)],
        }
        for name in COLUMNS
    ]


@dataclass(frozen=True, slots=True)
class BeliefSaid:
    """One belief in words: what is expected, of which shape, and where it comes from."""

    reading: str
    expected: str
    shape: str
    source: str
    year: int
    mark: str
    demo: bool


def belief_said(one: Version) -> BeliefSaid:
    """Return a belief in words; nobody knows is an answer."""
    lang = language()
    expected = _("nobody knows") if one.value is None else number(one.value.mean, lang)
    plain = one.value is None or isinstance(one.value, Fixed)
    return BeliefSaid(
        one.reading,
        expected,
        "" if plain else belief_text(one.value, lang),
        one.source,
        one.year,
        str(MARK_WORDS[one.mark]),
        one.demo,
    )


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An assumption with every belief in words, and whether it can learn."""

    id: str
    about: str
    unit: str
    beliefs: tuple[BeliefSaid, ...]
    learns: bool
    is_share: bool
    side: str


def figure_rows(now: AnalysisNow) -> list[FigureRow]:
    """Return the assumptions as the page shows them."""

    learning = {one.id for one in updatable(now.model)}
    put_in = hands(now.line.id)
    rows = []
    for one in now.model.assumptions.values():
        hand = put_in.get(f"figure:{one.id}")
        rows.append(
            FigureRow(
                one.id,
                one.about,
                unit_name(one.unit, language()),
                tuple(belief_said(version) for version in one.versions),
                one.id in learning,
                isinstance(one.versions[0].value, Beta),
                str(SIDES.get(hand.side, "")) if hand else "",
            )
        )
    return rows


def piece_names(now: AnalysisNow) -> dict[str, str]:
    """Return what each piece of an analysis is about, by key."""
    found = {box.key: box.text for box in canvas_of(now.model).boxes}
    return found | {f"figure:{name}": one.about for name, one in now.model.assumptions.items()}


@dataclass(frozen=True, slots=True)
class Card:
    """An analysis in the list, with what it came to in words; '' while there is no balance."""

    line: AnalysisLine
    low: str
    high: str


def card(line: AnalysisLine) -> Card:
    """Return an analysis as the list shows it."""
    net = line.net
    return Card(line, _euros(net["low"]) if net else "", _euros(net["high"]) if net else "")


def _euros(amount: float) -> str:
    return money(amount, language(), sure=False)


@dataclass(frozen=True, slots=True)
class Together:
    """Several analyses together: a range in words, or why they may not be added."""

    count: int
    low: str = ""
    high: str = ""
    why_not: str = ""


def together(lines: Sequence[AnalysisLine]) -> Together | None:
    """Return what the worked-out analyses come to together, never without the range; None below two."""
    return added((one.title, one.net) for one in lines)


def added(nets: Iterable[tuple[str, Mapping[str, Any] | None]]) -> Together | None:
    """Return what nets come to together; one that is unknown is left out. None below two."""
    claims = [
        Claim(title, net["low"], net["high"], Basis.NET, net["unit"]) for title, net in nets if net
    ]
    if len(claims) < 2:
        return None
    try:
        total = portfolio(claims)
    except Refusal:
        return Together(len(claims), why_not=_("They count other years or another currency."))
    return Together(len(claims), _euros(total.low), _euros(total.high))


@dataclass(frozen=True, slots=True)
class StandingSaid:
    """How an analysis of a project stands, in words; '' where there is no balance."""

    line: AnalysisStanding
    indicative: str
    actual: str
    is_old: bool
    """Whether it was changed since it was worked out."""


def standing_said(line: AnalysisStanding) -> StandingSaid:
    """Return how an analysis stands as a project shows it."""
    return StandingSaid(
        line,
        _range(line.indicative),
        _range(line.actual),
        line.worked_out is not None and line.worked_out != line.version,
    )


def _range(net: Mapping[str, Any] | None) -> str:
    if net is None:
        return ""
    said = {"low": _euros(net["low"]), "high": _euros(net["high"])}
    return _("between %(low)s and %(high)s") % said


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with the head of its column, which a narrow page says in front of it."""

    text: str
    label: str
    numeric: bool


def sections_shown(sections: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the sections of a report (`blocks.as_data`) with the cells of their tables."""
    return [
        {"heading": one["heading"], "blocks": [_block(block) for block in one["blocks"]]}
        for one in sections
    ]


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    if block["kind"] != "table":
        return dict(block)
    heads = [
        Cell(text, "", place >= block["numeric_from"]) for place, text in enumerate(block["heads"])
    ]
    rows = [
        [Cell(text, head.text, head.numeric) for text, head in zip(row, heads, strict=True)]
        for row in block["rows"]
    ]
    return {"kind": "table", "caption": block["caption"], "heads": heads, "rows": rows}


def council_sections(made: Document) -> list[dict[str, Any]]:
    """Return the sections of a page for the council, its sliders as links."""
    return [
        {
            "heading": one.heading,
            "blocks": [
                _choice(block) if isinstance(block, Choice) else _block(plain(block))
                for block in one.blocks
            ],
        }
        for one in made.sections
    ]


def _choice(block: Choice) -> dict[str, Any]:
    options = [{"text": one.text, "url": one.file, "chosen": one.chosen} for one in block.options]
    return {"kind": "choice", "label": block.label, "options": options}


@dataclass(frozen=True, slots=True)
class SeenSaid:
    """What was seen of a figure, in words: the belief before, what was seen, the belief after."""

    about: str
    before: str
    seen: str
    after: str
    drifted: bool
    source: str
    at: datetime


def seen_said(row: SeenLine, now: AnalysisNow) -> SeenSaid:
    """Return an observation in words."""
    lang = language()
    figure = now.model.assumptions.get(row.figure)
    about = figure.about if figure else row.figure
    before, after = from_record(row.before), from_record(row.after)
    kind = row.before["kind"]
    figures = {
        "count": number(row.count, lang),
        "base": number(row.base, lang),
        "mean": number(row.mean, lang),
    }
    words = {
        "beta": _("%(count)s of %(base)s"),
        "gamma": _("%(count)s times in %(base)s"),
        "normal": _("%(mean)s on average over %(base)s"),
    }[kind]
    return SeenSaid(
        about,
        number(before.mean, lang, digits=3),
        words % figures,
        number(after.mean, lang, digits=3),
        row.surprise < DRIFT,
        row.source,
        row.at,
    )


@dataclass(frozen=True, slots=True)
class OutcomeSaid:
    """A comparison of groups in words; without `value` there were too few."""

    about: str
    word: str
    value: str
    low: str
    high: str
    says_something: bool
    unit: str
    design: str
    helped: int | None
    compared: int | None
    source: str
    at: datetime


def outcome_said(row: OutcomeLine) -> OutcomeSaid:
    """Return a comparison in words: an effect only beside a comparison group."""
    lang = language()

    def text(value: float | None) -> str:
        return "" if value is None else number(value, lang, digits=3)

    return OutcomeSaid(
        row.about,
        _("effect") if row.is_effect else _("change or difference"),
        text(row.value),
        text(row.low),
        text(row.high),
        row.low is not None and row.high is not None and (row.low > 0 or row.high < 0),
        row.unit,
        _design_said(row),
        row.helped,
        row.compared,
        row.source,
        row.at,
    )


def _design_said(row: OutcomeLine) -> str:
    design = str(DESIGNS[row.design])
    if row.until is None:
        return design
    return _("%(design)s, until %(until)s") % {
        "design": design,
        "until": number(row.until, language()),
    }


@dataclass(frozen=True, slots=True)
class CalibrationSaid:
    """How well was foreseen, in words; a class with fewer than ten cases shows no count."""

    cases: int | None
    brier: str
    rows: tuple[tuple[str, str], ...]
    source: str
    at: datetime


def calibration_said(row: CalibrationLine) -> CalibrationSaid:
    """Return a calibration in words: per class of chance how many came true."""
    lang = language()

    def came_true(there: int | None, true: int | None) -> str:
        if there is None or true is None or there < LEAST:
            return _("Too few to say.")
        low, high = share_between(true, there)
        return _("%(count)s of %(base)s, so between %(low)s and %(high)s") % {
            "count": true,
            "base": there,
            "low": percent(low),
            "high": percent(high),
        }

    rows = tuple(
        (f"{percent(low)} - {percent(high)}", came_true(there, true))
        for low, high, there, true in row.spread
    )
    brier = "" if row.brier is None else number(row.brier, lang, digits=2)
    return CalibrationSaid(row.cases, brier, rows, row.source, row.at)
