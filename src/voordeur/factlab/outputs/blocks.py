# SPDX-License-Identifier: EUPL-1.2
"""The blocks of a report: each table with its words, shares with their base, and its picture."""

from __future__ import annotations

from collections.abc import Iterator

from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.lenses.profiles import NO_COST
from voordeur.factlab.lenses.provisions import law_codes
from voordeur.factlab.outputs import pictures
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import (
    Block,
    Grid,
    Picture,
    Section,
    Told,
    asked_of,
    estimates,
    figure,
    grid,
    nested_ok,
    number,
    percent,
    ranged,
    shares,
)
from voordeur.factlab.publishing import SafeTable
from voordeur.factlab.wording import Say, gettext_noop


def of_lens(told: Told, lens: str, say: Say, labels: Labels) -> Iterator[Block]:
    """Yield the blocks of one lens."""
    tables = asked_of(told, lens)
    definitions = [one for one in tables if one.asked.name.startswith("definition_")]
    ranked = {one.asked.name: one for one in tables if one.asked.name in {"ranks", "rank_cost"}}
    for safe in tables:
        if safe in definitions or safe.asked.name in ranked:
            continue
        lines = [say(one) for one in (safe.asked.note, safe.asked.coarser) if one]
        if safe.asked.unit == "eurocent":
            lines.append(say(gettext_noop("In euro.")))
        lines += _said(safe, told, say, labels)
        if safe.asked.name == "stacking":
            lines += _not_drawn([labels.code(AREA, one) for one in pictures.bars(safe)[1]], say)
            if not any(one.name == "marked" for one in told.run.asked):
                lines.append(
                    say(gettext_noop("No source says whether a team meant the stacking or not."))
                )
        if safe.asked.name == "laws_households":
            hidden = [one for one in law_codes() if safe.value(laws=one) is None]
            lines += _not_drawn([labels.code("laws", one) for one in hidden], say)
        yield Block(
            safe.asked.name,
            labels.title(safe.asked),
            tuple(lines),
            grid(safe, labels, say),
            _picture(safe, say, labels),
        )
        if safe.asked.name == "stacking":
            picture = pictures.choropleth(safe, told.areas.shapes, say, labels)
            if picture:
                sketch = say(
                    gettext_noop("The map is a sketch: shapes and distances in it say nothing.")
                )
                yield Block(
                    "map",
                    picture.title,
                    (picture.description, *([sketch] if told.areas.schematic else [])),
                    _of_map(safe, say, labels),
                    picture,
                )
    if len(ranked) == 2:
        yield from _cost(ranked["ranks"], ranked["rank_cost"], told, say)
    if definitions:
        yield _definitions(definitions, told, say, labels)


def _not_drawn(names: list[str], say: Say) -> Iterator[str]:
    """Yield what has no bar: a bar without a part would look like a smaller figure."""
    if names:
        yield say(gettext_noop("Without a bar, because a part of it is left out: {names}.")).format(
            names=", ".join(names)
        )


def _of_map(safe: SafeTable, say: Say, labels: Labels) -> Grid:
    """Return the figures of the map."""
    head = (
        say(gettext_noop("Area")),
        say(gettext_noop("Households")),
        say(gettext_noop("Two or more")),
        say(gettext_noop("Share of the households")),
    )
    areas = next(one for one in safe.asked.table.dimensions if one.name == AREA).leaves
    rows = []
    for area in areas:
        found = shares(safe, ("2+",), TOTAL, area=area)
        told = (figure(safe, area=area), figure(safe, stack="2+", area=area))
        rows.append(
            (
                labels.code(AREA, area),
                *(one or "." for one in told),
                percent(found[0]) if found else ".",
            )
        )
    return Grid(head, tuple(rows), "household")


def _picture(safe: SafeTable, say: Say, labels: Labels) -> Picture | None:
    if safe.asked.name == "stacking":
        return pictures.stacking(safe, say, labels)
    if safe.asked.name == "laws_households":
        return pictures.upset(safe, say, labels)
    return None


def _said(safe: SafeTable, told: Told, say: Say, labels: Labels) -> list[str]:
    """Return sentences with percentages; each says of what."""
    name, slack = safe.asked.name, 2 * told.safety.profile.base
    if name == "stacking":
        nested_ok(safe, (TOTAL, "1+", "2+", "3+"), slack)
        lines = _sentences(
            safe,
            ("1+", "2+"),
            TOTAL,
            say(gettext_noop("of all {many} households in the data")),
            labels,
        )
        return lines + _sentences(
            safe,
            ("2+", "3+"),
            "1+",
            say(gettext_noop("of the {many} households with a provision")),
            labels,
        )
    if name == "help":
        return _sentences(
            safe,
            ("problem_only",),
            "problem",
            say(gettext_noop("of the {many} households with an open problem")),
            labels,
        )
    if name == "marked":
        return _sentences(
            safe,
            ("unintended", "intended", "unmarked"),
            "stacked",
            say(gettext_noop("of the {many} households with two or more")),
            labels,
        )
    return []


def _sentences(
    safe: SafeTable, codes: tuple[str, ...], base: str, of: str, labels: Labels
) -> list[str]:
    dimension = safe.asked.table.dimensions[0].name
    return [
        f"{labels.code(dimension, one.what)}: {percent(one)} {of.format(many=number(one.base))}."
        for one in shares(safe, codes, base)
    ]


def _cost(ranks: SafeTable, costs: SafeTable, told: Told, say: Say) -> Iterator[Block]:
    """Yield the concentration of cost and the pyramid, as far as the ranking may be told."""
    points = pictures.curve(ranks, costs)
    if len(points) < 2:
        return
    households, cents = points[-1]
    head = (
        say(gettext_noop("Dearest households")),
        say(gettext_noop("Share of the households")),
        say(gettext_noop("Known cost together, in euro")),
        say(gettext_noop("Share of the cost")),
    )
    rows = tuple(
        (
            number(rank),
            f"{100 * rank / households:.1f} %".replace(".", ","),
            number(cost // 100),
            f"{round(100 * cost / cents)} %",
        )
        for rank, cost in points[1:]
    )
    without = ranks.value(rank=NO_COST)
    line = say(
        gettext_noop("Base: {many} households with a known cost; of {none} no cost is known.")
    ).format(many=number(households), none="." if without is None else number(without))
    yield Block(
        "concentration",
        say(gettext_noop("In how few households the cost is found")),
        (line, say(costs.asked.note)),
        Grid(head, rows, "eurocent"),
        pictures.lorenz(points, say),
    )
    yield _pyramid(points, told, say)


def _pyramid(points: list[tuple[int, int]], told: Told, say: Say) -> Block:
    layers, base_told = pictures.layers(points, told), pictures.base_of(told)
    head = (
        say(gettext_noop("Layer")),
        say(gettext_noop("Households")),
        say(gettext_noop("Found per household, euro")),
        say(gettext_noop("Source says, euro")),
        say(gettext_noop("Source")),
    )
    rows = tuple(
        (
            one.layer.words[told_language(say)],
            ranged(one.households),
            ranged(one.mean_euro),
            ranged((one.layer.cost_cents[0] // 100, one.layer.cost_cents[1] // 100)),
            f"{one.layer.source}, {one.layer.year}",
        )
        for one in layers
    )
    rest = pictures.others(layers, base_told)
    if rest:
        rows += ((say(pictures.OTHERS), number(rest), "", "", ""),)
    base = {
        "all": gettext_noop("Shares are taken of all households."),
        "provision": gettext_noop("Shares are taken of the households with a provision."),
    }[told.parameters.pyramid.base]
    note = gettext_noop(
        "The shares and costs of the layers are parameters with a source, no facts about this city; the "
        "source does not say of which households."
    )
    return Block(
        "pyramid",
        say(gettext_noop("The pyramid")),
        (say(base), say(note)),
        Grid(head, rows),
        pictures.pyramid(layers, base_told, say, told_language(say)),
    )


def told_language(say: Say) -> str:
    """Return the language somebody speaks, by one word."""
    return "nl" if say("Total") == "Totaal" else "en"


def _definitions(tables: list[SafeTable], told: Told, say: Say, labels: Labels) -> Block:
    """Put the definitions side by side, each with its share of all households."""
    head = (
        say(gettext_noop("Definition")),
        say(gettext_noop("Households")),
        say(gettext_noop("Of all households")),
    )
    rows = []
    for safe in tables:
        dimension = safe.asked.table.dimensions[0].name
        found = shares(safe, ("yes",), TOTAL)
        share = percent(found[0]) if found else "."
        rows.append(
            (
                safe.asked.subject[labels.language],
                figure(safe, **{dimension: "yes"}) or ".",
                share,
            )
        )
    return Block(
        "definitions",
        say(gettext_noop("One city, by definition")),
        (say(gettext_noop("How many there are depends on what is asked; the rows overlap.")),),
        Grid(head, tuple(rows), "household"),
    )


def in_all(told: Told, say: Say) -> Section:
    """Return estimates of how many there are in all, each with what it takes for granted."""
    names = {
        "two_lists": gettext_noop("Problem or provision, also those nobody knows (two lists)"),
        "many_lists": gettext_noop("With a provision, also those no list has (many lists)"),
        "national": gettext_noop(
            "Several heavy problems, by the national share of 0.5 to 1 percent (2006)"
        ),
    }
    base = told.safety.profile.base
    blocks = []
    found = estimates(told)
    if found:
        rows = tuple(
            (
                say(names[one.name]),
                number(round(one.value / base) * base),
                f"{number(int(one.low // base * base))}–{number(int(-(-one.high // base) * base))}",
            )
            for one in found
        )
        head = (
            say(gettext_noop("Estimate")),
            say(gettext_noop("Households")),
            say(gettext_noop("Interval")),
        )
        lines = [
            f"{say(names[one.name])}. " + " ".join(say(each) for each in one.assumptions)
            for one in found
        ]
        blocks.append(
            Block(
                "estimates",
                say(gettext_noop("How many there are in all")),
                tuple(lines),
                Grid(head, rows, "household"),
            )
        )
    return Section(
        "in_all",
        say(gettext_noop("In all")),
        say(gettext_noop("How many households there may be, those that nobody knows included.")),
        tuple(blocks),
    )
