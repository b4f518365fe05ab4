# SPDX-License-Identifier: EUPL-1.2
"""The attacker: what can be worked out about a figure that was left out, from all that was not.

For each figure two linear programmes give the lowest and the highest value that fits everything
known (the attack of Fischetti and Salazar-González, "Models and algorithms for optimizing cell
suppression in tabular data with linear constraints", JASA 95, 2000). The attacker knows which sums
bind the figures, that no figure is less than nothing, and what earlier releases said.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

import highspy
import numpy as np

from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.solutions import mixed
from voordeur.factlab.disclosure.system import Equation
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.solver import quiet_solver

EXACT = 1e-7
MANY = 6
"""From how many doubtful figures on it pays to push them together."""

UNBOUNDED = (
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
ANSWERS = (
    *UNBOUNDED,
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
)


class Interval(NamedTuple):
    """What a figure can be: at least, at most."""

    lower: float
    upper: float

    @property
    def width(self) -> float:
        """Return how wide the interval is."""
        return self.upper - self.lower


class Finding(NamedTuple):
    """A figure of which too much can be worked out; `insider` is whose own record helped, if any.

    `because`: the figures whose limits hold it where it is, as far as that was asked.
    """

    place: int
    interval: Interval
    insider: int | None = None
    because: frozenset[int] = frozenset()


class Attacker:
    """Somebody with everything that was published and a solver.

    `lower` and `upper`, shape (figures,): what is known of each figure beforehand; equal where it
    was published, 0 and infinity where nothing is known. `integer`: the attacker also uses that
    figures are whole numbers.
    """

    def __init__(
        self,
        equations: Iterable[Equation],
        lower: np.ndarray,
        upper: np.ndarray,
        *,
        integer: bool = False,
    ) -> None:
        self.lower, self.upper = lower.astype(float), upper.astype(float)
        self._parts = _components(tuple(equations), self.lower, self.upper)
        self._part_of: dict[int, _Part] = {}
        for part in self._parts:
            part.build(self.lower, self.upper, integer=integer)
            self._part_of |= dict.fromkeys(part.columns, part)

    def interval(self, place: int) -> Interval:
        """Return what a figure can be, given everything known."""
        part = self._part_of.get(place)
        if part is None:
            return Interval(float(self.lower[place]), float(self.upper[place]))
        lower, upper = part.extreme(place, down=True), part.extreme(place, down=False)
        return Interval(lower, upper)

    def intervals(self, places: Iterable[int]) -> dict[int, Interval]:
        """Return what each of these figures can be."""
        return {place: self.interval(place) for place in places}

    def around(self, place: int) -> frozenset[int]:
        """Return the figures about which something may follow from this one."""
        part = self._part_of.get(place)
        return part.places if part else frozenset()

    def holding(self, place: int) -> frozenset[int]:
        """Return the figures without whose limits this one could be lower, or higher."""
        part = self._part_of.get(place)
        if part is None:
            return frozenset()
        part.extreme(place, down=True)
        below = part.holding()
        part.extreme(place, down=False)
        return (below | part.holding()) - {place}

    def exposed(self, needs: Mapping[int, Need], values: np.ndarray) -> Iterator[Finding]:
        """Yield the figures that are left with too little doubt, one by one.

        `values` are the true figures. A figure for which the solutions found so far already show
        enough doubt costs no programme of its own.
        """
        doubtful = self._spread(needs, values)
        for place, need in needs.items():
            if place not in doubtful:
                continue
            part = self._part_of.get(place)
            if part is None:
                interval = self.interval(place)
                if not need.met(values[place], *interval):
                    yield Finding(place, interval)
            elif not need.met(values[place], *part.witnessed(place)):
                # One side may be enough: the widest interval is not asked for, only a wide one.
                upper = part.extreme(place, down=False)
                if need.met(values[place], part.witnessed(place).lower, upper):
                    continue
                interval = Interval(part.extreme(place, down=True), upper)
                if not need.met(values[place], *interval):
                    yield Finding(place, interval)

    def _spread(self, needs: Mapping[int, Need], values: np.ndarray) -> set[int]:
        """Show doubt about many figures at once, by pushing them all, each to a side of its own.

        One programme for many figures; what it leaves is returned, to be tried figure by figure.
        """
        left: set[int] = set()
        doubtful: dict[_Part, list[int]] = {}
        for place, need in needs.items():
            part = self._part_of.get(place)
            if part is None:
                left.add(place)
            elif not need.met(values[place], *part.witnessed(place)):
                doubtful.setdefault(part, []).append(place)
        for part, places in doubtful.items():
            if part.mix(places):
                places = [p for p in places if not needs[p].met(values[p], *part.witnessed(p))]
            rest = len(places)
            sides = np.random.default_rng(rest)
            while rest >= MANY:
                push = sides.choice([-1.0, 1.0], size=len(places))
                for one in (push, -push):
                    part.push(places, one, _targets(part, places, one, needs, values))
                places = [p for p in places if not needs[p].met(values[p], *part.witnessed(p))]
                if len(places) > rest * 3 // 4:
                    break
                rest = len(places)
            left.update(places)
        return left

    @contextmanager
    def knowing(self, known: Mapping[int, tuple[float, float]]) -> Iterator[Attacker]:
        """Let the attacker know more about some figures, for as long as this lasts."""
        of_part: dict[_Part, dict[int, tuple[float, float]]] = {}
        for place, limits in known.items():
            part = self._part_of.get(place)
            if part:
                of_part.setdefault(part, {})[place] = limits
        with ExitStack() as narrowed:
            for part, limits_here in of_part.items():
                narrowed.enter_context(part.narrowed(limits_here))
            yield self

    def trust(self, values: np.ndarray) -> None:
        """Say that these figures fit all that is known; they then count as a first solution."""
        for part in self._parts:
            part.witness(values[list(part.columns)])

    def solutions(self) -> np.ndarray:
        """Return what was found, shape (many, figures): each fits all that is known.

        What was found in one part goes with the first that was found in each of the others.
        """
        base = self.lower.copy()
        for part in self._parts:
            if not part.begun():
                return np.empty((0, len(base)))
            base[list(part.columns)] = part.solutions[0]
        found = [np.empty((0, len(base)))]
        for part in self._parts:
            rows = np.tile(base, (len(part.solutions), 1))
            rows[:, part.columns] = part.solutions
            found.append(rows)
        return np.concatenate(found)


def _targets(
    part: _Part, places: list[int], sides: np.ndarray, needs: Mapping[int, Need], values: np.ndarray
) -> np.ndarray:
    """Return how far each figure need be pushed to its side: no further, that the others move too."""
    targets = []
    for place, side in zip(places, sides, strict=True):
        need, value, shown = needs[place], float(values[place]), part.witnessed(place)
        if side > 0:
            targets.append(max(value + need.above, min(shown.lower, value) + need.width))
        else:
            targets.append(min(value - need.below, max(shown.upper, value) - need.width))
    return np.array(targets)


class _Row(NamedTuple):
    """A sum as far as its figures are not exactly known: terms, what they come to, and the others."""

    terms: list[tuple[int, int]]
    rest: float
    told: frozenset[int]


class _Solutions:
    """Solutions that were found, one a row of one array that grows: it is read far more than added to."""

    def __init__(self, width: int) -> None:
        self._room = np.empty((8, width))
        self._count = 0

    def add(self, solution: np.ndarray) -> None:
        if self._count == len(self._room):
            self._room = np.concatenate((self._room, np.empty_like(self._room)))
        self._room[self._count] = solution
        self._count += 1

    @property
    def rows(self) -> np.ndarray:
        return self._room[: self._count]


class _Part:
    """Figures that hang together through sums; each part is a programme of its own."""

    def __init__(self, columns: tuple[int, ...], rows: list[_Row]) -> None:
        self.columns = columns
        self.places = frozenset(columns)
        self._at = {place: index for index, place in enumerate(columns)}
        self._rows = rows
        self._solver = quiet_solver(again=True)
        self._scale = 1.0
        self._low = np.full(len(columns), np.inf)
        self._high = np.full(len(columns), -np.inf)
        self._solutions = _Solutions(len(columns))
        self._single: tuple[int, float, float] | None = None
        self._integer = False

    def build(self, lower: np.ndarray, upper: np.ndarray, *, integer: bool) -> None:
        places = list(self.columns)
        biggest = max(
            (abs(value) for value in (*lower[places], *upper[places]) if np.isfinite(value)),
            default=0.0,
        )
        biggest = max([biggest, *(abs(row.rest) for row in self._rows)])
        # Amounts in eurocents are far from 1; a solver wants them nearer. Counts stay as they are.
        self._integer = integer
        self._scale = 1.0 if integer or biggest < 1e6 else biggest / 1e6
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = len(places), len(self._rows)
        programme.col_cost_ = np.zeros(len(places))
        programme.col_lower_ = lower[places] / self._scale
        programme.col_upper_ = upper[places] / self._scale
        rest = np.array([row.rest for row in self._rows]) / self._scale
        programme.row_lower_ = programme.row_upper_ = rest
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts, indices, factors = [0], [], []
        for row in self._rows:
            for place, factor in row.terms:
                indices.append(self._at[place])
                factors.append(float(factor))
            starts.append(len(indices))
        programme.a_matrix_.start_ = np.array(starts)
        programme.a_matrix_.index_ = np.array(indices, dtype=np.int32)
        programme.a_matrix_.value_ = np.array(factors)
        if integer:
            programme.integrality_ = [highspy.HighsVarType.kInteger] * len(places)
        self._lower, self._upper = np.array(programme.col_lower_), np.array(programme.col_upper_)
        self._now = self._lower.copy(), self._upper.copy()
        self._solver.passModel(programme)

    def push(self, places: list[int], sides: np.ndarray, targets: np.ndarray) -> None:
        """Look for a solution in which these figures are high (1) or low (-1) together."""
        columns = np.array([self._at[place] for place in places], dtype=np.int32)
        lower, upper = self._now[0][columns], self._now[1][columns]
        targets = targets / self._scale
        self._solver.changeColsBounds(
            len(columns),
            columns,
            np.where(sides < 0, np.maximum(lower, targets), lower),
            np.where(sides > 0, np.minimum(upper, targets), upper),
        )
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._solver.changeColsCost(len(columns), columns, sides)
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            self.witness(np.array(self._solver.getSolution().col_value) * self._scale)
        self._solver.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        self._solver.changeColsBounds(len(columns), columns, lower, upper)

    def extreme(self, place: int, *, down: bool) -> float:
        """Return the lowest (`down`) or the highest value that fits; infinite when unbounded."""
        column = self._at[place]
        sense = highspy.ObjSense.kMinimize if down else highspy.ObjSense.kMaximize
        self._solver.changeObjectiveSense(sense)
        self._solver.changeColCost(column, 1.0)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status not in ANSWERS:
            # Lost its way from where it was: once more, from nothing.
            self._solver.clearSolver()
            self._solver.run()
            status = self._solver.getModelStatus()
        self._solver.changeColCost(column, 0.0)
        if status in UNBOUNDED:
            # Without end, or nothing fits at all: of these two only the first leaves doubt.
            self._solver.clearSolver()
            self._solver.run()
            if self._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
                status = highspy.HighsModelStatus.kInfeasible
        if status in UNBOUNDED:
            found = -math.inf if down else math.inf
            if down:
                self._low[column] = found
            else:
                self._high[column] = found
            return found
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Fault(
                gettext_noop("What was published contradicts itself."),
                "releases",
                gettext_noop(
                    "Check that earlier releases are of the same figures, and correct the one that is not."
                ),
            )
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"the attack ended with {status}")
        solution = np.array(self._solver.getSolution().col_value)
        self.witness(solution * self._scale)
        return float(solution[column] * self._scale)

    def holding(self) -> frozenset[int]:
        """Return the figures by whose limits the last answer is held; none of a whole-number programme."""
        found = self._solver.getSolution()
        limits = np.abs(np.array(found.col_dual)) > EXACT
        sums = np.abs(np.array(found.row_dual)) > EXACT
        told = (self._rows[at].told for at in np.flatnonzero(sums))
        return frozenset(self.columns[at] for at in np.flatnonzero(limits)).union(*told)

    def witness(self, solution: np.ndarray) -> None:
        """Remember a solution that shows something new: every figure can be what it says."""
        if (solution < self._low).any() or (solution > self._high).any():
            self._solutions.add(solution)
            np.minimum(self._low, solution, out=self._low)
            np.maximum(self._high, solution, out=self._high)

    def witnessed(self, place: int) -> Interval:
        column = self._at[place]
        return Interval(float(self._low[column]), float(self._high[column]))

    def mix(self, places: Sequence[int]) -> bool:
        """Show of these figures what mixes of solutions show, while one is narrowed; False if nothing."""
        if self._single is None:
            return False
        single, lower, upper = self._single
        # Of thousands of figures a few are asked after: the others need not be mixed.
        columns = np.array([single, *(self._at[place] for place in places)])
        mixes = mixed(self._solutions.rows[:, columns], 0, lower, upper)
        np.minimum.at(self._low, columns, mixes.min(axis=0, initial=np.inf))
        np.maximum.at(self._high, columns, mixes.max(axis=0, initial=-np.inf))
        return True

    @property
    def solutions(self) -> np.ndarray:
        return self._solutions.rows

    def begun(self) -> bool:
        """Say whether there is a solution; look for a first one when none was found yet."""
        if not len(self.solutions):
            self.push([], np.empty(0), np.empty(0))
        return len(self.solutions) > 0

    @contextmanager
    def narrowed(self, limits: Mapping[int, tuple[float, float]]) -> Iterator[None]:
        many = len(limits)
        columns = np.array([self._at[place] for place in limits], dtype=np.int32)
        lower = np.array([low for low, _ in limits.values()])
        upper = np.array([high for _, high in limits.values()])
        kept = self._low, self._high
        pool = self._solutions.rows
        inside = (pool[:, columns] >= lower - EXACT) & (pool[:, columns] <= upper + EXACT)
        fits = inside.all(axis=1)
        self._low = pool[fits].min(axis=0, initial=np.inf)
        self._high = pool[fits].max(axis=0, initial=-np.inf)
        self._now[0][columns], self._now[1][columns] = lower / self._scale, upper / self._scale
        if many == 1 and not self._integer:
            # What lies between two whole solutions need not be whole.
            self._single = int(columns[0]), float(lower[0]), float(upper[0])
        self._solver.changeColsBounds(many, columns, lower / self._scale, upper / self._scale)
        try:
            yield
        finally:
            self._single = None
            self._now = self._lower.copy(), self._upper.copy()
            self._solver.changeColsBounds(many, columns, self._lower[columns], self._upper[columns])
            self._low = np.minimum(self._low, kept[0])
            self._high = np.maximum(self._high, kept[1])


def _components(
    equations: tuple[Equation, ...], lower: np.ndarray, upper: np.ndarray
) -> list[_Part]:
    """Return the figures that are not exactly known, in groups that no sum connects."""
    exact = upper - lower <= EXACT
    leader: dict[int, int] = {}

    def find(place: int) -> int:
        leader.setdefault(place, place)
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    kept: list[_Row] = []
    for total, parts in equations:
        terms = [(total, 1), *((part, -1) for part in parts)]
        unknown = [(place, factor) for place, factor in terms if not exact[place]]
        if not unknown:
            continue
        rest = -sum(factor * lower[place] for place, factor in terms if exact[place])
        told = frozenset(place for place, _ in terms if exact[place])
        kept.append(_Row(unknown, float(rest), told))
        first = find(unknown[0][0])
        for place, _ in unknown[1:]:
            leader[find(place)] = first
    columns: dict[int, list[int]] = {}
    for place in sorted(leader):
        columns.setdefault(find(place), []).append(place)
    rows: dict[int, list[_Row]] = {one: [] for one in columns}
    for row in kept:
        rows[find(row.terms[0][0])].append(row)
    return [_Part(tuple(places), rows[one]) for one, places in columns.items()]
