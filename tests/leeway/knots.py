# SPDX-License-Identifier: EUPL-1.2
"""The knots of the domain texts as rules, and a checker that tries everything and shares no code."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from hypothesis import strategies as st

from voordeur.leeway.graph import Block, Known, Route, Rulebook

YES, NO, UNKNOWN = Known.YES, Known.NO, Known.UNKNOWN

HOME_AND_DEBT = Rulebook.of(
    [
        Route("housing", "own home", "home", frozenset({"debt arrangement"})),
        Route("debts", "arrangement", "debt arrangement", frozenset({"overview"})),
        Route("debts", "overview", "overview", frozenset({"home", "income"})),
        Route("urgency", "divorce", "home", frozenset({"urgency"}), frozenset({"divorced"})),
    ]
)
KARIMA = {"income": YES, "urgency": NO, "divorced": NO}
DIVORCED_WOMAN = {"income": YES, "urgency": YES, "divorced": YES}

PASSPORT = Rulebook.of(
    [
        Route("passport", "consulate", "passport", frozenset({"400 euros"})),
        Route("aliens act", "extension", "permit", frozenset({"passport"})),
        Route("social service", "admission", "client", frozenset({"permit"})),
        Route("social service", "advance", "400 euros", frozenset({"client"})),
        Route(
            "special assistance", "grant", "400 euros", excluded_by=frozenset({"identity papers"})
        ),
        Route("team cash", "loan", "400 euros", frozenset({"team agrees"})),
    ]
)


def everything(
    book: Rulebook, facts: Mapping[str, Known], granted: frozenset[Block] = frozenset()
) -> set[str]:
    """Return what can be got, by adding one thing at a time until nothing changes."""
    got = {name for name, known in facts.items() if known is YES}
    while True:
        more = {
            route.gives
            for route in book.routes
            if all(
                need in got or Block(route.rule, route.name, need, False) in granted
                for need in route.needs
            )
            and all(
                facts[ground] is NO or Block(route.rule, route.name, ground, True) in granted
                for ground in route.excluded_by
            )
        }
        if more <= got:
            return got
        got |= more


def cheapest(
    book: Rulebook, facts: Mapping[str, Known], goal: str, prices: Mapping[Block, int]
) -> int | None:
    """Return the least cost at which a goal opens, by trying every set of exceptions."""
    blocks = [block for block in _all_blocks(book, facts) if block in prices]
    costs = [
        sum(prices[block] for block in chosen)
        for size in range(len(blocks) + 1)
        for chosen in combinations(blocks, size)
        if goal in everything(book, facts, frozenset(chosen))
    ]
    return min(costs, default=None)


def _all_blocks(book: Rulebook, facts: Mapping[str, Known]) -> Iterable[Block]:
    got = everything(book, facts)
    for route in book.routes:
        yield from (Block(*route.key, need, False) for need in route.needs - got)
        yield from (Block(*route.key, one, True) for one in route.excluded_by if facts[one] is YES)


@st.composite
def impasses(draw: st.DrawFn, most: int = 8) -> tuple[Rulebook, dict[str, Known], str]:
    """Return rules, facts and a goal; circles are always among the rules."""
    things = [f"t{index}" for index in range(draw(st.integers(2, most)))]
    plain = [f"f{index}" for index in range(draw(st.integers(0, 3)))]
    grounds = [f"x{index}" for index in range(draw(st.integers(0, 2)))]
    routes = [
        # The circle: each thing needs the next.
        Route("circle", thing, thing, frozenset({things[(place + 1) % len(things)]}))
        for place, thing in enumerate(things)
    ]
    for place in range(draw(st.integers(0, 4))):
        gives = draw(st.sampled_from(things))
        pool = [name for name in (*things, *plain) if name != gives]
        routes.append(
            Route(
                "extra",
                str(place),
                gives,
                frozenset(draw(st.lists(st.sampled_from(pool), max_size=3))),
                frozenset(draw(st.lists(st.sampled_from(grounds), max_size=1)) if grounds else ()),
            )
        )
    facts = {name: draw(st.sampled_from([YES, NO])) for name in (*plain, *grounds)}
    facts |= dict.fromkeys(things, NO)
    if draw(st.booleans()):
        facts[draw(st.sampled_from(things))] = YES
    return Rulebook.of(routes), facts, things[0]
