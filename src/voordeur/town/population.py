# SPDX-License-Identifier: EUPL-1.2
"""The margins and name pools that the drawing of people looks up, read once from `data/`."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from voordeur.town.chance import Weighted

BANDS = tuple(range(0, 100, 5))
#: Kinds of household as the neighbourhood table groups them.
GROUPS = ("single", "childless", "with_children")
GROUP_OF = {
    "single": "single",
    "couple": "childless",
    "other": "childless",
    "lone_parent": "with_children",
    "couple_children": "with_children",
}
#: How much likelier than a single person a household of this kind has a provision (own choice).
PROVISION_WEIGHT = {
    "single": 1.0,
    "couple": 0.72,
    "other": 1.2,
    "lone_parent": 1.8,
    "couple_children": 0.85,
}
#: Share of households with at least one provision: 14,500 of 60,417 (Factlab Zaanstad).
SHARE_WITH_PROVISION = 0.24


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbourhood to draw from: households by group, and how likely provisions are."""

    key: str
    name: str
    area: str
    postcode: str
    groups: tuple[float, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Pool:
    """First names by sex and generation, and family names as (prefix, surname)."""

    first: dict[tuple[str, str], tuple[str, ...]]
    surnames: tuple[tuple[str, str], ...]


def data(name: str) -> dict[str, Any]:
    """Return a TOML file of `data/`."""
    return tomllib.loads((files("voordeur.town") / "data" / name).read_text("utf-8"))


def table(name: str) -> list[dict[str, str]]:
    """Return a margin table of `data/` by column name; lines that start with # are left out."""
    text = (files("voordeur.town") / "data" / name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


class Population:
    """Everything about how people live together in Waterveen, ready to pick from."""

    def __init__(self) -> None:
        self.composition = [
            (row["kind"], int(row["children"]), int(row["households"]))
            for row in table("composition.csv")
        ]
        self.positions = {
            row["position"]: [int(row[str(band)]) for band in BANDS]
            for row in table("positions.csv")
        }
        self.ages = {kind: Weighted(BANDS, ages) for kind, ages in self._adults().items()}
        self.child_ages = {
            int(row["parent"]): Weighted(BANDS, [float(row[str(band)]) for band in BANDS])
            for row in table("child_ages.csv")
        }
        map_ = data("places.toml")
        self.areas = tuple((area["key"], area["name"]) for area in map_["area"])
        self.places = self._places({area["key"]: area["weight"] for area in map_["area"]})
        self.where = Weighted(
            [(place, group) for place in self.places for group in range(3)],
            [weight for place in self.places for weight in place.groups],
        )
        self.in_group = {
            group: Weighted(
                [(kind, children) for kind, children, _ in self.composition],
                [count if GROUP_OF[kind] == group else 0 for kind, _, count in self.composition],
            )
            for group in GROUPS
        }
        self.street_first = tuple(map_["streets"]["first"])
        self.street_last = tuple(map_["streets"]["last"])
        self.pools = self._pools()
        self._base_chance = SHARE_WITH_PROVISION / self._mean_weight()

    def _adults(self) -> dict[str, list[int]]:
        """Return adults' ages per kind; nobody under 18 is drawn as an adult.

        The band 15-20 counts only its 18- and 19-year-olds in practice; the drawing takes age 18
        or 19 for it. A parent who is younger than 20 is so rare that the fit leaves them out.
        """
        adults = {kind: list(ages) for kind, ages in self.positions.items() if kind != "child"}
        for kind in ("lone_parent", "couple_children"):
            adults[kind][3] = 0
        for ages in adults.values():
            ages[:3] = [0, 0, 0]
        adults["couple_children"][19] = 0
        return adults

    def _places(self, weights: dict[str, float]) -> tuple[Place, ...]:
        return tuple(
            Place(
                row["key"],
                row["name"],
                row["area"],
                row["postcode"],
                tuple(float(row[group]) for group in GROUPS),
                weights[row["area"]],
            )
            for row in table("neighbourhoods.csv")
        )

    @staticmethod
    def _pools() -> Weighted[Pool]:
        pools, weights = [], []
        for pool in data("names.toml")["pool"]:
            first = {
                (sex, generation): tuple(pool[sex + generation])
                for sex in "fm"
                for generation in ("_old", "", "_young")
            }
            surnames = [tuple(name.split("|")) for name in pool["surnames"]]
            pools.append(Pool(first, tuple((prefix, last) for prefix, last in surnames)))
            weights.append(pool["weight"])
        return Weighted(pools, weights)

    def _mean_weight(self) -> float:
        """Return the mean over all households of neighbourhood weight × kind weight."""
        kinds: dict[str, dict[str, float]] = {group: {} for group in GROUPS}
        for kind, _, count in self.composition:
            counts = kinds[GROUP_OF[kind]]
            counts[kind] = counts.get(kind, 0) + count
        of_group = [
            sum(count * PROVISION_WEIGHT[kind] for kind, count in kinds[group].items())
            / sum(kinds[group].values())
            for group in GROUPS
        ]
        total = sum(weight for place in self.places for weight in place.groups)
        weighted = sum(
            place.weight * of_group[group] * weight
            for place in self.places
            for group, weight in enumerate(place.groups)
        )
        return weighted / total

    def provision_chance(self, place: Place, kind: str) -> float:
        """Return the chance that a household has a provision; 0.24 over the whole town."""
        return self._base_chance * place.weight * PROVISION_WEIGHT[kind]


@cache
def population() -> Population:
    """Return the population tables, read once."""
    return Population()
