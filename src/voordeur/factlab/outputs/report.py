# SPDX-License-Identifier: EUPL-1.2
"""The report of a run as plain pieces: sections, tables and pictures, in one language.

Made only of what may be told. HTML, PDF and spreadsheet show these same pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import NamedTuple

from voordeur.factlab.combinations.finding import YES, Before, Combination
from voordeur.factlab.combinations.surprise import by_chance, lift_interval
from voordeur.factlab.disclosure.published import Figure
from voordeur.factlab.disclosure.tables import Dimension
from voordeur.factlab.lenses.lens import LENSES, Share, check_nested
from voordeur.factlab.lenses.place import AREA, TOTAL, Geography
from voordeur.factlab.lenses.target import Estimate, national, two_lists
from voordeur.factlab.lenses.typing import Parameters
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.publishing import SafeRun, SafeTable, Safety
from voordeur.factlab.wording import Say, gettext_noop, speaker

BRIEF = gettext_noop("In brief")
"""What the first words of a report are called."""
STEP = "\u2003"
"""The space by which a part stands under the whole it is a part of."""
WIDE = 8
"""A table of more columns, and of fewer rows, is turned: it would not fit on paper or a phone."""
NATIONAL = (0.5, 1.0)
"""Percent of families with several heavy problems in the whole country, 2006 (landingsbaan 5.1)."""


@dataclass(frozen=True)
class Grid:
    """A table as it is read: a heading per column, and rows of texts; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    total: bool = False
    """Whether the last row adds up the others."""


@dataclass(frozen=True)
class Picture:
    """An SVG with a title and a description of what it shows; the table beside it has the figures."""

    svg: str
    title: str
    description: str


@dataclass(frozen=True)
class Block:
    """A piece of a section: words, a table, a picture, or some of these."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Section:
    """A part of the report, with what it is for."""

    name: str
    title: str
    purpose: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """Everything that is told of a run."""

    language: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    rules: tuple[str, ...] = field(default_factory=tuple)
    brief: tuple[str, ...] = field(default_factory=tuple)
    """What was found, in a few sentences, and what was left out."""


@dataclass(frozen=True)
class Areas:
    """Where areas lie: GeoJSON geometry by code, what they are called, and whether it is a sketch."""

    shapes: Mapping[str, object] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    schematic: bool = False


@dataclass(frozen=True)
class Told:
    """What a report is made of."""

    name: str
    period: str
    run: SafeRun
    safety: Safety
    parameters: Parameters
    geography: Geography
    sources: Sequence[tuple[str, str, bool]]
    """Code, institution, and whether it delivered."""
    combinations: Sequence[Combination] = ()
    before: Sequence[Before] = ()
    expensive: Sequence[str] = ()
    estimates: Sequence[Estimate] = ()
    areas: Areas = field(default_factory=Areas)

    def labels(self, language: str) -> Labels:
        """Return what codes are called: areas and institutions by their own names."""
        own = {(AREA, code): name for code, name in self.areas.names.items()}
        for code, institution, _there in self.sources:
            own |= {("source", code): institution, ("caseload", code): institution}
        return Labels(speaker(language), language, self.parameters, own)


def build(told: Told, language: str) -> Report:
    """Return the report in a language."""
    # The blocks are made of the pieces of this module.
    from voordeur.factlab.outputs import blocks, brief, questions

    say = speaker(language)
    labels = told.labels(language)
    gaps = [institution for _, institution, there in told.sources if not there]
    lines = [
        say(gettext_noop("Period: {period}. {there} of {many} sources delivered.")).format(
            period=told.period, there=len(told.sources) - len(gaps), many=len(told.sources)
        )
    ]
    if gaps:
        lines.append(
            say(
                gettext_noop(
                    "A gap, not a zero: {names}. What only they know is missing in every figure."
                )
            ).format(names=", ".join(gaps))
        )
    lines.append(
        say(
            gettext_noop(
                "These figures are for steering. They say nothing about one household, and nobody can "
                "be found in them."
            )
        )
    )
    sections = [
        Section(
            lens.name,
            say(lens.title),
            say(lens.purpose),
            tuple(blocks.of_lens(told, lens.name, say, labels)),
        )
        for lens in LENSES
    ]
    sections.append(questions.combinations(told, say, labels))
    sections.append(blocks.in_all(told, say))
    sections = [one for one in sections if one.blocks]
    return Report(
        language,
        told.name,
        tuple(lines),
        tuple(sections),
        tuple(_rules(told, say, labels)),
        tuple(brief.sentences(told, say, labels)),
    )


def _rules(told: Told, say: Say, labels: Labels) -> Iterator[str]:
    profile, rules, run = told.safety.profile, told.safety.rules, told.run
    yield say(gettext_noop("Rounding profile: {name} ({year}).")).format(
        name=profile.name, year=profile.year
    )
    yield say(
        gettext_noop(
            "Fewer than {least} is left out. Other figures are left out so that those cannot be worked "
            "out. What is told is rounded to {base}, amounts to {euro} euro."
        )
    ).format(
        least=rules.threshold,
        base=profile.base,
        euro=f"{profile.amount_base // 100:,}".replace(",", "."),
    )
    if rules.dominance:
        yield say(
            gettext_noop(
                "An amount is left out when {largest} households make up more than {share} percent of it."
            )
        ).format(largest=rules.dominance.largest, share=round(rules.dominance.share * 100))
    hidden = left_out(run)
    yield say(
        gettext_noop(
            "{hidden} of {many} figures are left out. A program tried to work out each of them from "
            "everything that is told, and came close to none."
        )
    ).format(hidden=number(hidden), many=number(len(run.release.figures)))
    if not run.release.proved:
        yield say(
            gettext_noop(
                "Perhaps fewer could have been left out; that was not worked out to the end."
            )
        )
    if run.earlier:
        yield say(gettext_noop("Tried together with {many} earlier releases.")).format(
            many=len(run.earlier)
        )
    for asked, _why in run.left_out:
        # Why in so many words would say between which numbers a figure lies that is not told.
        yield say(
            gettext_noop(
                "Left out as a whole: {title}. It could not be told without telling about somebody."
            )
        ).format(title=labels.title(asked))
    yield say(
        gettext_noop(
            "Between brackets: lowest and highest, when fewer or more records are taken to be of the same "
            "person. A point means left out, a dash not known."
        )
    )


def grid(safe: SafeTable, labels: Labels, say: Say) -> Grid:
    """Return a table as it is read: the first dimension across, the others down."""
    first, *others = safe.asked.table.dimensions
    # What was not broken down needs no words in every row.
    rest = [one for one in others if len(one.codes) > 1] or others[:1]
    amount = safe.asked.unit == "eurocent"
    if not rest:
        head: tuple[str, ...] = (
            labels.dimension(first.name),
            say(gettext_noop("Number")) if not amount else say(gettext_noop("Euro")),
        )
        rows: tuple[tuple[str, ...], ...] = tuple(
            (labels.code(first.name, code), cell(safe, (code,))) for code in _order(first.codes)
        )
        return Grid(head, rows, safe.asked.unit, total=True)
    across = _order(first.codes)
    place = {one.name: at for at, one in enumerate(rest)}

    def _at(code: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Put the total back where a dimension has no row of its own."""
        return (
            code,
            *(codes[place[one.name]] if one.name in place else one.total for one in others),
        )

    down = product(*(_order(one.codes) for one in rest))
    head = (
        " / ".join(labels.dimension(one.name) for one in rest),
        *(labels.code(first.name, code) for code in across),
    )
    steps = _steps(rest[0]) if len(rest) == 1 else {}
    rows = tuple(
        (
            STEP * steps.get(codes[0], 0)
            + " / ".join(
                labels.code(one.name, code) for one, code in zip(rest, codes, strict=True)
            ),
            *(cell(safe, _at(code, codes)) for code in across),
        )
        for codes in down
    )
    if len(head) > WIDE > len(rows):
        head, rows = _turned(labels.dimension(first.name), head, rows)
    return Grid(head, rows, safe.asked.unit, total=True)


def _turned(
    corner: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a table with what stood across now down; `corner` names what stands down."""
    return (
        (corner, *(row[0] for row in rows)),
        tuple((head[at], *(row[at] for row in rows)) for at in range(1, len(head))),
    )


def _steps(dimension: Dimension) -> Mapping[str, int]:
    """Return how far each code is set in under the codes it is a part of."""
    steps = {dimension.total: 0}
    for code in dimension.codes:
        inward = 0 if code == dimension.total else steps[code] + 1
        steps |= dict.fromkeys(dimension.children.get(code, ()), inward)
    return steps


def _order(codes: Sequence[str]) -> list[str]:
    """Parts first, the total last, as people read."""
    return [*codes[1:], codes[0]]


def cell(safe: SafeTable, codes: tuple[str, ...]) -> str:
    """Return a figure as text: a point where it is left out, a dash where it is not known."""
    told: Figure = safe.figures[codes]
    if told.value is None:
        return "–" if told.state == "unknown" else "."
    if safe.asked.unit == "eurocent":
        return number(told.value // 100)
    low, high = safe.doubt.get(codes, (told.value, told.value))
    if low != high:
        return f"{number(told.value)} ({number(low)}–{number(high)})"
    return number(told.value)


def apart(text: str) -> tuple[str, str]:
    """Return a figure as it is written and what it may be instead, without brackets.

    >>> apart("405 (400–405)"), apart("405")
    (('405', '400–405'), ('405', ''))
    """
    value, _, doubt = text.removesuffix(")").partition(" (")
    return (value, doubt) if doubt and text.endswith(")") else (text, "")


def figure(safe: SafeTable | None, **at: str) -> str:
    """Return one figure as text, totals where nothing is said; "" when it is not told."""
    if safe is None or safe.value(**at) is None:
        return ""
    return cell(safe, tuple(at.get(one.name, one.total) for one in safe.asked.table.dimensions))


def number(value: int) -> str:
    """Write a whole number the Dutch way."""
    return f"{value:,}".replace(",", ".")


def ranged(values: tuple[int, int] | None) -> str:
    """Write a range, or the one number it is; a point where it is not told."""
    if values is None:
        return "."
    low, high = sorted(values)
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def shares(safe: SafeTable, codes: Sequence[str], base: str, **at: str) -> list[Share]:
    """Return the parts of a base as shares, from published figures; those not told are left out.

    Rounding can make a part a little larger than its base; then it is the whole of it.
    """
    first = safe.asked.table.dimensions[0].name
    whole = safe.value(**at) if base == TOTAL else safe.value(**{first: base}, **at)
    if not whole:
        return []
    found = []
    for code in codes:
        part = safe.value(**{first: code}, **at)
        if part is not None:
            found.append(Share(code, min(part, whole), whole, base))
    return found


def percent(share: Share) -> str:
    """Write a share in whole percents; a part that is there is never 0 %."""
    if share.percentage == 0 and share.part:
        return "< 1 %"
    return f"{share.percentage} %"


def nested_ok(safe: SafeTable, codes: Sequence[str], slack: int) -> None:
    """Raise Fault when published figures contradict each other by more than rounding can."""
    values = [(code, safe.value(**{safe.asked.table.dimensions[0].name: code})) for code in codes]
    check_nested(
        [(code, value) for code, value in values if value is not None], safe.asked.name, slack=slack
    )


def left_out(run: SafeRun) -> int:
    """Return how many figures are left out; one that nobody knows is a gap, and is not."""
    return sum(one.value is None and one.state != "unknown" for one in run.release.figures.values())


class ComeTogether(NamedTuple):
    """A combination as it may be told: the names of its kinds, how many have them, times chance.

    `many` is `households` as text, with its interval.
    """

    names: tuple[str, ...]
    households: int
    many: str
    times: str

    @property
    def name(self) -> str:
        """Return its kinds in one text."""
        return " + ".join(self.names)


def together(told: Told, labels: Labels) -> list[ComeTogether]:
    """Return the combinations that may be told, clearest first."""
    stacking, found = told.run.table("stacking"), []
    base = stacking.value(stack="1+") if stacking else None
    for one in told.combinations:
        safe = told.run.table(one.asked.name)
        at = {f"kind {kind}": YES for kind in one.kinds}
        times = times_chance(safe, one.kinds, base) if safe and base else None
        if safe and times:
            names = tuple(labels.code("kind", kind) for kind in one.kinds)
            lift, low, high = times
            words = f"{lift:.1f} ({low:.1f}–{high:.1f})".replace(".", ",")
            found.append(ComeTogether(names, safe.value(**at) or 0, figure(safe, **at), words))
    return found


def times_chance(
    safe: SafeTable, kinds: Sequence[str], base: int
) -> tuple[float, float, float] | None:
    """Return how many times as often as by chance these kinds come together, with its 95 % interval.

    From figures as they are told, `base` households with a provision, so that it says nothing beyond
    them: from the true ones it would say how many have the one kind without the other. None where one
    of those figures is not told.
    """
    items = tuple(range(len(kinds)))
    sets = {
        some: safe.value(**{f"kind {kinds[at]}": YES for at in some})
        for size in range(1, len(kinds) + 1)
        for some in combinations(items, size)
    }
    told = {some: value for some, value in sets.items() if value}
    if len(told) < len(sets):
        return None
    expected, rest, alone = by_chance(items, told, base)
    return told[items] / expected, *lift_interval(told[items], base, rest, alone)


def estimates(told: Told) -> list[Estimate]:
    """Return estimates of how many there are in all, from figures that may be told."""
    found = list(told.estimates)
    help_table = told.run.table("help")
    if help_table:
        problem = help_table.value(help="problem")
        both = help_table.value(help="both")
        only = help_table.value(help="provision_only")
        if problem and both and only is not None:
            found.append(two_lists(problem, both + only, min(both, problem)))
    stack = told.run.table("stacking")
    everybody = stack.value() if stack else None
    if everybody:
        found.append(national(everybody, *NATIONAL))
    return found


def asked_of(told: Told, lens: str) -> list[SafeTable]:
    """Return the tables of one lens, in the order in which they were asked."""
    return [one for one in told.run.tables if one.asked.lens == lens]
