# SPDX-License-Identifier: EUPL-1.2
"""Pictures of what may be told: SVG with a title and a description inside, drawn on the server.

The figures of a picture stand in a table beside it; a figure that is left out is not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import altair
import vl_convert

from voordeur.factlab.counting.axes import UNKNOWN, area_around
from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.lenses.provisions import law_codes
from voordeur.factlab.lenses.typing import Layer
from voordeur.factlab.outputs.report import ComeTogether, Picture, Told, number, ranged
from voordeur.factlab.publishing import SafeTable
from voordeur.factlab.wording import Say, gettext_noop

if TYPE_CHECKING:
    from voordeur.factlab.outputs.labels import Labels

SHADES = ("#cfc8ee", "#8d7fd0", "#3f2f8f")
BAR = "#4a3f8f"
GREY = "#d8d8d8"
INK = "#222222"
WIDTH = 520
STEPS = 160
"""How wide the steps of the pyramid are; the words stand beside them."""
STACKED = ("1", "2", "3+")
_PARTS = re.compile(r' (?:role="graphics-[a-z]+"|aria-[a-z]+="[^"]*")')
"""How Vega announces the parts of a drawing."""


def stacking(safe: SafeTable, say: Say, labels: Labels) -> Picture | None:
    """Draw one bar per district, of one district per neighbourhood, or of the city."""
    areas, _ = bars(safe)
    codes = STACKED
    values = [
        {
            "area": labels.code(AREA, area),
            "class": labels.code("stack", code),
            "order": place,
            "households": value,
        }
        for area in areas
        for place, code in enumerate(codes)
        if (value := safe.value(stack=code, area=area))
    ]
    if not values:
        return None
    chart = (
        altair.Chart(altair.InlineData(values=values))
        .mark_bar(height=16)
        .encode(
            y=altair.Y("area:N", sort=None, title=None),
            x=altair.X("households:Q", title=say(gettext_noop("Households")), axis=_few_lines()),
            color=altair.Color(
                "class:N",
                sort=[labels.code("stack", code) for code in codes],
                scale=altair.Scale(range=list(SHADES)),
                legend=altair.Legend(title=None, orient="top"),
            ),
            order="order:Q",
        )
        .properties(width=WIDTH, height={"step": 24})
    )
    return _drawn(
        chart,
        say(gettext_noop("Stacking per area")),
        say(
            gettext_noop(
                "One bar per area: households with one, two, and three or more provisions."
            )
        ),
    )


def upset(safe: SafeTable, say: Say, labels: Labels) -> Picture | None:
    """Draw how many households have exactly which laws, with dots under each bar."""
    letters = {
        "J": gettext_noop("Youth Act"),
        "P": gettext_noop("Participation Act"),
        "W": gettext_noop("Wmo"),
    }
    told = {code: value for code in law_codes() if (value := safe.value(laws=code)) is not None}
    if not told:
        return None
    return _set_bars(
        [
            (told[code], [say(law) for letter, law in letters.items() if letter in code.split("+")])
            for code in told
        ],
        [say(law) for law in letters.values()],
        say,
        say(gettext_noop("Which laws come together")),
        say(
            gettext_noop(
                "A bar per combination: households with exactly the laws that have a dark dot under it."
            )
        ),
    )


def come_together(found: Sequence[ComeTogether], say: Say) -> Picture | None:
    """Draw how many households have which provisions together, with dots under each bar."""
    if not found:
        return None
    kinds = list(dict.fromkeys(name for one in found for name in one.names))
    return _set_bars(
        [(one.households, one.names) for one in found],
        kinds,
        say,
        say(gettext_noop("Which provisions come together")),
        say(
            gettext_noop(
                "A bar per combination: households with at least the provisions that have a dark dot "
                "under it."
            )
        ),
    )


def _set_bars(
    sets: Sequence[tuple[int, Collection[str]]],
    rows: Sequence[str],
    say: Say,
    title: str,
    description: str,
) -> Picture:
    """Draw a bar per set, largest first, and under it a row of dots for each of what sets are made of."""
    ordered = sorted(sets, key=lambda one: -one[0])
    values = [{"set": at, "households": many} for at, (many, _) in enumerate(ordered)]
    dots = [
        {"set": at, "row": row, "on": row in names}
        for at, (_, names) in enumerate(ordered)
        for row in rows
    ]
    x = altair.X("set:O", axis=None)
    base = altair.Chart(altair.InlineData(values=values)).encode(
        x=x, y=altair.Y("households:Q", title=say(gettext_noop("Households")), axis=_few_lines())
    )
    bars = base.mark_bar(color=BAR, width=34)
    words = base.mark_text(dy=-8, fontSize=12).encode(text=altair.Text("households:Q", format=",d"))
    matrix = (
        altair.Chart(altair.InlineData(values=dots))
        .mark_circle(size=160, opacity=1)
        .encode(
            x=x,
            y=altair.Y("row:N", title=None, sort=list(rows), axis=altair.Axis(labelLimit=260)),
            color=altair.condition("datum.on", altair.value(BAR), altair.value(GREY)),
        )
        .properties(width=WIDTH, height=30 * len(rows))
    )
    chart = altair.vconcat((bars + words).properties(width=WIDTH, height=220), matrix, spacing=6)
    return _drawn(chart, title, description)


def curve(ranks: SafeTable, costs: SafeTable) -> list[tuple[int, int]]:
    """Return (households, cost of all of them) up to each rank, dearest first, then everybody.

    Ranks up to which a cost is not told are passed over; empty when the whole is not told.
    """
    everybody, all_cost = ranks.value(rank="ranked"), costs.value(rank="ranked")
    if not everybody or not all_cost:
        return []
    points, cost = [(0, 0)], 0
    tree = ranks.asked.table.dimensions[0]
    for code in tree.children["ranked"]:
        end = code.partition("-")[2]
        value = costs.value(rank=code)
        if value is None:
            # Not told, but what is before the next told class may follow from the total: stop here.
            break
        cost += value
        if end and int(end) < everybody and cost < all_cost:
            points.append((int(end), cost))
    return [*points, (everybody, all_cost)]


def lorenz(points: Sequence[tuple[int, int]], say: Say) -> Picture:
    """Draw which share of the cost the dearest households have together."""
    everybody, all_cost = points[-1]
    values = [
        {"households": 100 * rank / everybody, "cost": 100 * cost / all_cost}
        for rank, cost in points
    ]
    even = [{"households": 0, "cost": 0}, {"households": 100, "cost": 100}]
    x = altair.X(
        "households:Q",
        title=say(gettext_noop("Percent of households with a known cost, dearest first")),
        axis=_few_lines(),
    )
    y = altair.Y("cost:Q", title=say(gettext_noop("Percent of the cost")), axis=_few_lines())
    line = (
        altair.Chart(altair.InlineData(values=values))
        .mark_line(color=BAR, strokeWidth=3, point=altair.OverlayMarkDef(color=BAR, size=50))
        .encode(x=x, y=y)
    )
    straight = (
        altair.Chart(altair.InlineData(values=even))
        .mark_line(color="#767676", strokeDash=[5, 4])
        .encode(x=x, y=y)
    )
    return _drawn(
        (straight + line).properties(width=WIDTH - 120, height=300),
        say(gettext_noop("Concentration of cost")),
        say(
            gettext_noop(
                "The curve shows the share of the cost of the dearest households together; the dashed line "
                "is how it would be if all cost the same."
            )
        ),
    )


@dataclass(frozen=True)
class Found:
    """A layer of the pyramid as it was found: ranges, None where it is not told."""

    layer: Layer
    households: tuple[int, int] | None
    mean_euro: tuple[int, int] | None


def base_of(told: Told) -> int | None:
    """Return how many households the shares of the layers are taken of; None: not told."""
    stack = told.run.table("stacking")
    if stack is None:
        return None
    return stack.value() if told.parameters.pyramid.base == "all" else stack.value(stack="1+")


def layers(points: Sequence[tuple[int, int]], told: Told) -> list[Found]:
    """Return each layer with how many households it has and what they cost on average."""
    base = base_of(told)
    found = []
    before = (0.0, 0.0)
    for layer in told.parameters.pyramid.layers:
        after = (before[0] + layer.share[0], before[1] + layer.share[1])
        sides = [
            _between(points, base, before[side], after[side]) if base else None for side in (0, 1)
        ]
        known = [one for one in sides if one is not None]
        if len(known) == 2:
            found.append(Found(layer, (known[0][0], known[1][0]), (known[0][1], known[1][1])))
        else:
            found.append(Found(layer, None, None))
        before = after
    return found


def _between(
    points: Sequence[tuple[int, int]], base: int, start: float, end: float
) -> tuple[int, int] | None:
    """Return households and mean cost in euro between two shares of a base."""
    low, high = _near(points, base * start / 100), _near(points, base * end / 100)
    if low is None or high is None or high[0] <= low[0]:
        return None
    many = high[0] - low[0]
    return many, round((high[1] - low[1]) / many / 10_000) * 100


def _near(points: Sequence[tuple[int, int]], rank: float) -> tuple[int, int] | None:
    """Return the point at a rank; ends are rounded up to tens."""
    return next((one for one in points if -1 <= one[0] - rank <= 15), None)


OTHERS = gettext_noop("Everybody else")


def others(found: Sequence[Found], base: int | None) -> int:
    """Return how many of the base are in no layer, at the widest; 0 where that is not told."""
    told = [max(one.households) for one in found if one.households]
    return max(0, (base or 0) - sum(told)) if len(told) == len(found) else 0


def pyramid(found: Sequence[Found], base: int | None, say: Say, language: str) -> Picture | None:
    """Draw the layers as steps on all others of the base, the dearest on top, as wide as they have
    households."""
    each = say(gettext_noop("{many} households, {euro} each"))
    steps = [
        (
            one.layer.words[language],
            max(one.households),
            each.format(many=ranged(one.households), euro=_euro(one.mean_euro)),
        )
        for one in found
        if one.households and one.mean_euro
    ]
    if not steps:
        return None
    rest = others(found, base)
    if rest:
        many = say(gettext_noop("{many} households")).format(many=number(rest))
        steps.append((say(OTHERS), rest, many))
    values: list[dict[str, Any]] = [
        {"layer": layer, "left": -many / 2, "right": many / 2, "says": says, "at": at}
        for at, (layer, many, says) in enumerate(steps)
    ]
    drawn = altair.Chart(altair.InlineData(values=values)).encode(
        y=altair.Y("layer:N", sort=None, axis=None, scale=altair.Scale(padding=0.06))
    )
    widest = max(many for _, many, _ in steps) / 2
    wide = drawn.mark_bar().encode(
        x=altair.X(
            "left:Q", axis=None, scale=altair.Scale(domain=[-widest, widest], range=[0, STEPS])
        ),
        x2="right:Q",
        color=altair.Color(
            "at:O", legend=None, scale=altair.Scale(range=[*reversed(SHADES)][: len(steps)])
        ),
    )
    beside = altair.value(STEPS + 16)
    name = drawn.mark_text(align="left", dy=-9, fontSize=12, fontWeight="bold", color=INK)
    many = drawn.mark_text(align="left", dy=9, fontSize=12, color=INK)
    chart = wide + name.encode(x=beside, text="layer:N") + many.encode(x=beside, text="says:N")
    return _drawn(
        chart.properties(width=WIDTH, height={"step": 54}),
        say(gettext_noop("The pyramid")),
        say(
            gettext_noop(
                "A step per layer, the dearest on top, as wide as it has households; beside it how many they "
                "are and what they cost."
            )
        ),
    )


def _euro(values: tuple[int, int]) -> str:
    low, high = sorted(values)
    words = f"€ {low:,}" if low == high else f"€ {low:,} – {high:,}"
    return words.replace(",", ".")


def choropleth(
    safe: SafeTable, shapes: Mapping[str, object], say: Say, labels: Labels
) -> Picture | None:
    """Draw the areas, darker where more of the households have two or more provisions."""
    tree = next((one for one in safe.asked.table.dimensions if one.name == AREA), None)
    drawn = [code for code in tree.leaves if code in shapes] if tree else []
    features = []
    shares: list[int] = []
    for code in drawn:
        part, whole = safe.value(stack="2+", area=code), safe.value(area=code)
        share = round(100 * min(part, whole) / whole) if part is not None and whole else None
        shares += [] if share is None else [share]
        features.append(
            {
                "type": "Feature",
                "geometry": shapes[code],
                "properties": {"area": labels.code(AREA, code), "share": share},
            }
        )
    # One area, or areas that are all as dark, are no picture of a difference.
    if len(shares) < 2:
        return None
    base = altair.Chart(altair.InlineData(values=features))
    told = altair.Color(
        "properties.share:Q",
        # From nothing on: the darkest of two areas that hardly differ is not to look like much more.
        scale=altair.Scale(domain=[0, max(shares)], range=["#f6f5fc", "#3f2f8f"]),
        legend=altair.Legend(
            title=say(gettext_noop("Percent with two or more")),
            orient="bottom",
            titleLimit=400,
            format="d",
            values=sorted({0, min(shares), max(shares)}),
        ),
    )
    ground = base.mark_geoshape(fill=GREY, stroke="white", strokeWidth=0.8)
    filled = (
        base.mark_geoshape(stroke="white", strokeWidth=0.8)
        .encode(color=told)
        .transform_filter("isValid(datum.properties.share)")
    )
    chart = (
        (ground + filled)
        .project(type="identity", reflectY=True)
        .properties(width=WIDTH, height=380)
    )
    return _drawn(
        chart,
        say(gettext_noop("Two or more provisions, by neighbourhood")),
        say(
            gettext_noop(
                "Each area is darker the larger the share of its households with two or more provisions; "
                "grey where that is not told."
            )
        ),
    )


def bars(safe: SafeTable) -> tuple[list[str], list[str]]:
    """Return the areas that a bar is drawn of, and those of which a part is left out.

    Of one district its neighbourhoods are drawn; where no area is told whole, the city.
    """
    tree = next(one for one in safe.asked.table.dimensions if one.name == AREA)
    under = _known(tree.children.get(TOTAL, ()))
    if len(under) == 1:
        under = _known(tree.children.get(under[0], ())) or under
    whole = [
        area
        for area in under
        if all(safe.value(stack=code, area=area) is not None for code in STACKED)
    ]
    return (whole, [area for area in under if area not in whole]) if whole else ([TOTAL], under)


def _known(areas: Sequence[str]) -> list[str]:
    return [area for area in areas if area != UNKNOWN and not area_around(area)]


def _few_lines() -> Any:
    return altair.Axis(tickCount=5, gridColor="#eeeeee", format=",d", domain=False)


def _drawn(chart: Any, title: str, description: str) -> Picture:
    shown = (
        chart.configure(font="sans-serif", background="transparent")
        .configure_axis(labelFontSize=12, titleFontSize=12, labelLimit=220, ticks=False)
        .configure_legend(labelFontSize=12, titleFontSize=12)
        .configure_view(stroke=None)
    )
    svg: str = vl_convert.vegalite_to_svg(
        shown.to_dict(),
        allowed_base_urls=[],
        format_locale={
            "decimal": ",",
            "thousands": ".",
            "grouping": [3],
            "currency": ["€ ", ""],
        },
    )
    head, _, rest = svg.partition(">")
    # The drawing is one picture with a name; its parts have none, and are not announced.
    rest = _PARTS.sub("", rest)
    named = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return Picture(f'{head} role="img">{named}{rest}', title, description)
