# SPDX-License-Identifier: EUPL-1.2
"""Make the small margin tables in `data/` from the original CBS files.

Run it only when the originals change::

    python -m voordeur.town.margins FOLDER src/voordeur/town/data

FOLDER holds `Huishoudens__samenstelling__regio.csv`, `leeftijden__per__gemeente.csv` (CBS,
2020) and `buurten_dordrecht.csv` (CBS, Wijk- en buurtkaart 2020). Waterveen borrows the
numbers of Dordrecht (GM0505); the neighbourhood names are our own. Everything the drawing
needs is settled here once, so that `draw` itself only looks up and picks.
"""

import csv
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

MUNICIPALITY, CODE = "Dordrecht", "GM0505"
LICENCE = "# Licence: CBS, CC BY 4.0. Made by voordeur.town.margins; do not edit by hand."
SOURCE_COMPOSITION = (
    "# Source: CBS, Huishoudens; samenstelling, grootte, regio, 1 januari (71486ned), 2020, "
    "municipality of Dordrecht."
)
SOURCE_POSITIONS = (
    "# Source: CBS, Personen in huishoudens naar leeftijd en geslacht, regio (71488ned), "
    "1 January 2020, municipality of Dordrecht (GM0505), men and women."
)
SOURCE_NEIGHBOURHOODS = (
    "# Source: CBS, Kerncijfers wijken en buurten / Wijk- en buurtkaart 2020, municipality of "
    "Dordrecht; names and postcodes replaced by fictional ones, inhabitants left out."
)
#: Columns of the position file by the name we give the position.
POSITIONS = {
    "child": ("ThuiswonendKind_3",),
    "single": ("Alleenstaand_4",),
    "couple": ("PartnerInNietGehuwdPaarZonderKi_6", "PartnerInGehuwdPaarZonderKinderen_7"),
    "couple_children": (
        "PartnerInNietGehuwdPaarMetKinderen_8",
        "PartnerInGehuwdPaarMetKinderen_9",
    ),
    "lone_parent": ("OuderInEenouderhuishouden_10",),
    "other": ("OverigLidHuishouden_11",),
}
#: Neighbourhoods with fewer households would be recognisable and are too small to draw from.
SMALLEST_NEIGHBOURHOOD = 200
#: How many years a parent is older than a child: a triangle from 17 to 47 with its top at 30.
YOUNGEST_GAP, USUAL_GAP, OLDEST_GAP = 17, 30, 47


def rows_of(path: Path, delimiter: str) -> list[dict[str, str]]:
    """Return the rows of an original file by column name."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def positions_by_age(folder: Path) -> dict[str, list[int]]:
    """Count persons per position and five-year band (0-5, 5-10, … 95 and older)."""
    rows = [
        row
        for row in rows_of(folder / "leeftijden__per__gemeente.csv", ";")
        if row["RegioS"] == CODE
    ]
    rows.sort(key=lambda row: int(row["Leeftijd"].split()[0]))
    return {
        name: [sum(int(row[column] or 0) for column in columns) for row in rows]
        for name, columns in POSITIONS.items()
    }


def household_counts(folder: Path, positions: dict[str, list[int]]) -> dict[str, int]:
    """Count households per kind and number of children.

    CBS gives sizes (2, 3, 4, 5+) over all kinds together. Couples without children are known
    from the positions, so the lone parents with one child are what remains of size 2; the
    larger lone-parent families then follow in the ratio 7 : 3 (two, three children), and the
    couples take the rest. "Other" households count as two adults.
    """
    row = next(
        row
        for row in rows_of(folder / "Huishoudens__samenstelling__regio.csv", ";")
        if row["Regio's"] == MUNICIPALITY and row["Leeftijd referentiepersoon"] == "Totaal"
    )
    number = [int(value) for value in list(row.values())[3:]]
    total, single, _, unmarried, married, lone, two, three, four, five = number
    couples = round(sum(positions["couple"]) / 2)
    other = total - single - unmarried - married - lone
    lone_one = two - couples - other
    lone_two = round((lone - lone_one) * 0.7)
    lone_three = lone - lone_one - lone_two
    return {
        "single": single,
        "couple": couples,
        "other": other,
        "lone_parent 1": lone_one,
        "lone_parent 2": lone_two,
        "lone_parent 3": lone_three,
        "couple_children 1": three - lone_two,
        "couple_children 2": four - lone_three,
        "couple_children 3": five,
    }


def fit(seed: list[list[float]], rows: Sequence[float], columns: Sequence[float]) -> None:
    """Scale the matrix in place until its margins are `rows` and `columns` (IPF).

    Cells that start at zero stay zero. The two margins must have the same total.
    """
    for _ in range(200):
        for i, target in enumerate(rows):
            found = sum(seed[i])
            seed[i] = [cell * target / found if found else 0.0 for cell in seed[i]]
        for j, target in enumerate(columns):
            found = sum(line[j] for line in seed)
            for line in seed:
                line[j] = line[j] * target / found if found else 0.0


def gap_weight(gap: float) -> float:
    """Return how usual it is that a parent is `gap` years older than a child."""
    if not YOUNGEST_GAP < gap < OLDEST_GAP:
        return 0.0
    if gap <= USUAL_GAP:
        return (gap - YOUNGEST_GAP) / (USUAL_GAP - YOUNGEST_GAP)
    return (OLDEST_GAP - gap) / (OLDEST_GAP - USUAL_GAP)


def child_ages(positions: dict[str, list[int]]) -> list[list[float]]:
    """Fit how children's ages go with their parents' so that both CBS margins hold.

    Returns per parent's age band the chance of each child's age band.
    """
    parents = [
        couple / 2 + lone
        for couple, lone in zip(positions["couple_children"], positions["lone_parent"], strict=True)
    ]
    children = [float(count) for count in positions["child"]]
    matrix = [
        [gap_weight(5.0 * (parent - child)) + 1e-9 * (parent - child > 3) for child in range(20)]
        for parent in range(20)
    ]
    for band, line in enumerate(matrix):
        if not any(line):
            parents[band] = 0.0
    scale = sum(children) / sum(parents)
    fit(matrix, [count * scale for count in parents], children)
    return [[cell / total if (total := sum(line)) else 0.0 for cell in line] for line in matrix]


def neighbourhoods(folder: Path, data: Path, counts: dict[str, int]) -> list[list[object]]:
    """Fit households per neighbourhood and kind to the margins of the whole municipality.

    The neighbourhood gives households and three percentages (one person, no children, with
    children). The result is weights per row: key, name, area, postcode, single, childless,
    with children.
    """
    with (data / "places.toml").open("rb") as file:
        places = tomllib.load(file)["area"]
    areas = {area["borrows"]: area for area in places}
    kept = [
        row
        for row in rows_of(folder / "buurten_dordrecht.csv", ",")
        if int(row["aantal_hh"]) >= SMALLEST_NEIGHBOURHOOD
        and int(row["p_eenp_hh"]) >= 0
        and row["wk_code"][-2:] in areas
    ]
    matrix = [
        [
            max(int(row[column]), 1) * int(row["aantal_hh"]) / 100
            for column in ("p_eenp_hh", "p_hh_z_k", "p_hh_m_k")
        ]
        for row in kept
    ]
    total = sum(counts.values())
    households = [int(row["aantal_hh"]) for row in kept]
    kinds = [
        counts["single"],
        counts["couple"] + counts["other"],
        sum(count for kind, count in counts.items() if kind[-1].isdigit()),
    ]
    scale = total / sum(households)
    fit(matrix, [count * scale for count in households], [float(count) for count in kinds])
    seen: dict[str, int] = {}
    lines: list[list[object]] = []
    for row, weights in zip(kept, matrix, strict=True):
        area = areas[row["wk_code"][-2:]]
        number = seen[area["key"]] = seen.get(area["key"], 0) + 1
        name = area["neighbourhoods"][number - 1]
        lines.append(
            [f"{area['key']}-{number:02}", name, area["key"], area["postcode"] + number]
            + [f"{weight:.3f}" for weight in weights]
        )
    return lines


def write(path: Path, source: str, head: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    """Write one margin table with its source and licence on top."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{source}\n{LICENCE}\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(head)
        table.writerows(lines)


def make(folder: Path, data: Path) -> None:
    """Write the four margin tables into `data` from the originals in `folder`."""
    positions = positions_by_age(folder)
    counts = household_counts(folder, positions)
    bands = [f"{5 * band}" for band in range(20)]
    write(
        data / "composition.csv",
        SOURCE_COMPOSITION,
        ["kind", "children", "households"],
        [[*f"{kind} 0".split()[:2], count] for kind, count in counts.items()],
    )
    write(
        data / "positions.csv",
        SOURCE_POSITIONS,
        ["position", *bands],
        [[name, *ages] for name, ages in positions.items()],
    )
    write(
        data / "child_ages.csv",
        SOURCE_POSITIONS + " Fitted: chance of a child's age band given the parent's.",
        ["parent", *bands],
        [
            [bands[band], *(f"{cell:.6f}" for cell in line)]
            for band, line in enumerate(child_ages(positions))
            if any(line)
        ],
    )
    write(
        data / "neighbourhoods.csv",
        SOURCE_NEIGHBOURHOODS,
        ["key", "name", "area", "postcode", "single", "childless", "with_children"],
        neighbourhoods(folder, data, counts),
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
