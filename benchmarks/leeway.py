# SPDX-License-Identifier: EUPL-1.2
"""How long it takes to say of 10,000 households under 500 rules why a door is closed.

`python -m benchmarks.leeway [HOUSEHOLDS] [RULES]` draws rules with circles and exclusion grounds,
draws what is known of each household, and times the whole analysis. The yardstick is a plain loop
to a fixed point over a NetworkX graph, which only says what can be reached and nothing of why, of
who may open it or at what price.
"""

import random
import sys
from time import perf_counter, process_time

import networkx as nx

from voordeur.leeway.graph import Facts, Known, Route, Rulebook
from voordeur.leeway.impasse import Analyst, SetAside

#: Rules in a field of policy, and the things they give.
FIELD, THINGS = 10, 4
FACTS, GROUNDS = 80, 20
#: Kinds of life that households share: the same facts in another house.
KINDS = 400


def rules(number: int, dice: random.Random) -> Rulebook:
    """Draw rules in fields of ten, as housing or debts are: each gives a thing of its field.

    A rule asks for two to four conditions: of its field, now and then of another. Every tenth has
    an exclusion ground. So there are circles within fields and across them.
    """
    things = [f"t{n}" for n in range(number * THINGS // FIELD)]
    found = []
    for n in range(number):
        field = n // FIELD
        own = things[field * THINGS : (field + 1) * THINGS]
        gives = own[n % THINGS]
        pool = [name for name in own if name != gives]
        pool += [f"f{dice.randrange(FACTS)}" for _ in range(4)]
        if n % 7 == 0:
            pool.append(dice.choice(things))
        needs = set(dice.sample(pool, dice.randint(2, 4))) - {gives}
        grounds = [f"x{dice.randrange(GROUNDS)}"] if n % 10 == 0 else []
        found.append(Route(f"r{n}", "1", gives, frozenset(needs), frozenset(grounds)))
    return Rulebook.of(found)


def households(number: int, dice: random.Random, things: int) -> list[tuple[Facts, str]]:
    """Draw what is known, and what each waits for: a few hundred kinds of life, each with its own."""
    kinds = []
    for _ in range(KINDS):
        facts = {
            f"f{n}": dice.choices([Known.YES, Known.NO, Known.UNKNOWN], [3, 6, 1])[0]
            for n in range(FACTS)
        }
        facts |= {f"x{n}": dice.choices([Known.YES, Known.NO], [1, 4])[0] for n in range(GROUNDS)}
        kinds.append((facts, f"t{dice.randrange(things)}"))
    found = []
    for _ in range(number):
        facts, goal = dice.choice(kinds)
        # What no two households share: one fact of their own.
        found.append(({**facts, f"f{dice.randrange(FACTS)}": Known.YES}, goal))
    return found


def plain(graph: nx.DiGraph, facts: Facts) -> set[str]:
    """Return what can be had, by going round all rules until nothing changes."""
    got = {name for name, known in facts.items() if known is not Known.NO}
    grew = True
    while grew:
        grew = False
        for route, gives in graph.nodes(data="gives"):
            if gives is None or gives in got:
                continue
            needs = [a for a, _b, kind in graph.in_edges(route, data="kind") if kind == "needs"]
            shut = [
                a
                for a, _b, kind in graph.in_edges(route, data="kind")
                if kind == "closes" and facts.get(a) is Known.YES
            ]
            if not shut and all(need in got for need in needs):
                got.add(gives)
                grew = True
    return got


def drawn(book: Rulebook) -> nx.DiGraph:
    """Return the rules as a graph of NetworkX."""
    graph: nx.DiGraph = nx.DiGraph()
    for route in book.routes:
        graph.add_node(route.key, gives=route.gives)
        graph.add_edges_from(((need, route.key) for need in route.needs), kind="needs")
        graph.add_edges_from(((one, route.key) for one in route.excluded_by), kind="closes")
    return graph


def leave(book: Rulebook) -> dict[tuple[str, str], SetAside]:
    """Return who may make an exception and at what price; of every fifth rule nobody may."""
    return {
        route.key: SetAside("somebody", 100 + 37 * n % 900)
        for n, route in enumerate(book.routes)
        if n % 5
    }


def main(number: int = 10_000, size: int = 500, seed: int = 1) -> tuple[float, float]:
    """Print and return the seconds of work of the whole analysis and of the plain loop."""
    dice = random.Random(seed)
    book = rules(size, dice)
    homes = households(number, dice, size * THINGS // FIELD)
    start, busy = perf_counter(), process_time()
    analyst = Analyst(book, leave(book))
    stuck = sum(analyst.of(facts, goal).stuck for facts, goal in homes)
    ours, worked = perf_counter() - start, process_time() - busy
    graph = drawn(book)
    few = homes[:: max(number // 500, 1)]
    busy = process_time()
    for facts, _goal in few:
        plain(graph, facts)
    loop = (process_time() - busy) / len(few) * number
    print(
        f"{number} households, {size} rules, {stuck} stuck: {ours:.1f} s, of which "
        f"{worked:.1f} s work on one core, with why and the cheapest way out; plain loop {loop:.1f} s "
        f"of work for reach alone ({len(few)} measured); ratio {worked / loop:.2f}"
    )
    return worked, loop


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))
