# SPDX-License-Identifier: EUPL-1.2
"""The story households: one TOML file each, with the facts of a case in the domain texts.

The people, their troubles and the figures come from the text that `source` names; every sentence
is our own, and so are family names, addresses and, where `amount_is_ours` says so, amounts. What
follows on the beginning of a story stands under `[later]`: it is left out when the town is drawn,
so that a user can do that part.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from voordeur.town.facts import Bundle, Town
from voordeur.town.stories.reading import Reading

#: The stories in the order in which they are told.
SLUGS = (
    "tom-angela",
    "miranda",
    "paula",
    "berend",
    "dismissed-father",
    "team-twins",
    "engels",
    "homeless-mother",
    "gladys",
    "karima",
    "divorced-woman",
    "hakan-sandra",
    "mother-of-two",
    "homeless-youth",
    "van-dalen",
    "turning-eighteen",
    "stuck",
    "support-stays",
)


@cache
def story(slug: str) -> dict[str, Any]:
    """Return a story file as it stands; FileNotFoundError when there is no such story."""
    text = (files("voordeur.town.stories") / f"{slug}.toml").read_text("utf-8")
    return tomllib.loads(text)


def tell(town: Town, numbers: Iterator[str], *, to_the_end: bool = False) -> Iterator[Bundle]:
    """Yield a bundle per story, as it begins or, if asked, with what follows under `[later]`."""
    for slug in SLUGS:
        yield Reading(slug, story(slug), town, numbers, to_the_end=to_the_end).bundle()
