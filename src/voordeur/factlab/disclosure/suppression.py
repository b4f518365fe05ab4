# SPDX-License-Identifier: EUPL-1.2
"""What else must be left out, so that nothing sensitive can be worked out: as little as possible.

Exact where the tables are small enough: a master programme chooses figures, the attacker tries, and
what the attacker finds comes back as inequalities (`cuts`) until nothing is found; the choice is
then the best there is. When time runs out, figures are added where doubt is cheapest and then put
back one by one where nothing comes of it; `proved` says which of the two it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from voordeur.factlab.disclosure.attacker import Attacker, Finding
from voordeur.factlab.disclosure.cuts import Cut, Cutter
from voordeur.factlab.disclosure.fences import Fence
from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.system import Equation, System
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.solver import quiet_solver

MANY = 400
"""From how many figures on the quick way is taken when there is no time to prove."""
Weigh = Callable[[float], float]


def by_cell(value: float) -> float:
    """Weigh a figure as one, and among equals the smaller one as the smaller loss."""
    return 1.0 + 1e-3 * float(np.log1p(value))


def by_size(value: float) -> float:
    """Weigh a figure by the order of its size: a total is worth more than a part."""
    return 1.0 + float(np.log1p(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures are left out: those that are sensitive, and those that protect them.

    `lost` is the weight of the second kind; `bound` the least it could have been, as far as is
    known. `proved`: no lighter choice exists.
    """

    sensitive: frozenset[int]
    secondary: frozenset[int]
    lost: float
    bound: float
    proved: bool

    @property
    def left_out(self) -> frozenset[int]:
        """Return all figures that are not published."""
        return self.sensitive | self.secondary


@dataclass(frozen=True)
class Task:
    """What is to be protected, against whom, and at what cost."""

    system: System
    needs: Mapping[int, Need]
    weigh: Weigh = by_size
    public: frozenset[int] = frozenset()
    """Figures that are known already, whatever we do (an earlier release)."""
    own_record: bool = True
    """Also hold against somebody who is in the figures and knows it."""
    integer: bool = False
    """Also hold against somebody who uses that figures are whole numbers."""
    seconds: float = 30.0
    weights: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what each figure is worth."""
        values = np.nan_to_num(self.system.values)
        object.__setattr__(self, "weights", np.array([self.weigh(value) for value in values]))
        exposed = sorted(self.public & set(self.needs))
        if exposed:
            raise Fault(
                gettext_noop(
                    "An earlier release already said this figure, which is too small to say."
                ),
                str(self.system.keys[exposed[0]]),
                gettext_noop(
                    "Report it to the privacy officer; do not publish tables that build on it."
                ),
            )

    def attacker(self, left_out: Iterable[int], *, integer: bool = False) -> Attacker:
        """Return an attacker who sees everything except the figures that are left out."""
        hidden = np.zeros(len(self.system.keys), dtype=bool)
        hidden[list(left_out)] = True
        values = np.nan_to_num(self.system.values)
        attacker = Attacker(
            self.system.equations,
            np.where(hidden, 0.0, values),
            np.where(hidden, np.inf, values),
            integer=integer,
        )
        attacker.trust(values)
        return attacker

    def findings(self, left_out: Iterable[int], *, most: int | None = None) -> list[Finding]:
        """Return what attackers find out; `most`: stop after so many."""
        chosen = frozenset(left_out)
        attacker = self.attacker(chosen)
        found: list[Finding] = []
        for one in self._tries(attacker, chosen):
            found.append(one)
            if most is not None and len(found) >= most:
                break
        return found

    def _tries(self, attacker: Attacker, left_out: frozenset[int]) -> Iterator[Finding]:
        values = np.nan_to_num(self.system.values)
        lost = set()
        for finding in attacker.exposed(self.needs, values):
            lost.add(finding.place)
            yield finding
        if self.own_record:
            safe = {place: need for place, need in self.needs.items() if place not in lost}
            for finding in insiders(attacker, safe, values, self.system, left_out):
                lost.add(finding.place)
                yield finding
        if self.integer and not lost:
            yield from self.attacker(left_out, integer=True).exposed(self.needs, values)


def insiders(
    attacker: Attacker,
    needs: Mapping[int, Need],
    values: np.ndarray,
    system: System,
    left_out: frozenset[int],
) -> Iterator[Finding]:
    """Yield what somebody finds who is counted in a figure that was left out.

    Who is alone in a cell may know so, and then knows it exactly; anybody else knows that it is at
    least one. What somebody finds about a figure with nobody in it but themselves is no finding.
    Each figure is reported once.
    """
    records = {
        place: known
        for place in sorted(left_out)
        if (known := own_record(system, place)) is not None
    }
    alone = {place: known for place, known in records.items() if known[0] == known[1]}
    others = {place: known for place, known in records.items() if place not in alone}
    left = dict(needs)
    for group in (others, alone):
        # What somebody who knew all of these would not find, nobody finds who knows one of them.
        with attacker.knowing(group) as all_together:
            doubtful = {finding.place for finding in all_together.exposed(left, values)}
        for insider, known in group.items() if doubtful else ():
            own = system.same_household(insider) if group is alone else {insider}
            asked = {
                place: need
                for place, need in left.items()
                if place in doubtful and place not in own
            }
            if not asked:
                continue
            with attacker.knowing({insider: known}) as knowing:
                for finding in knowing.exposed(asked, values):
                    del left[finding.place]
                    yield finding._replace(insider=insider)


def own_record(system: System, place: int) -> tuple[float, float] | None:
    """Return what somebody in a cell knows of its figure by being in it; None: nothing."""
    cell = system.cells[place]
    if not cell.value:
        return None
    if cell.contributors is None:
        return (1.0, 1.0) if cell.value == 1 else (1.0, np.inf)
    if cell.contributors == 1:
        return float(cell.value), float(cell.value)
    return float(cell.largest[0]), np.inf


def choose(
    system: System,
    needs: Mapping[int, Need],
    *,
    weigh: Weigh = by_size,
    public: frozenset[int] = frozenset(),
    own_record: bool = True,
    integer: bool = False,
    seconds: float = 30.0,
) -> Choice:
    """Return the lightest set of figures to leave out so that every need is met.

    Raises Fault when a figure cannot be protected by leaving out all others that may be left out.
    """
    choices = []
    for part, places in parts_of(system, public):
        here = {at: needs[place] for at, place in enumerate(places) if place in needs}
        if not here:
            continue
        known = frozenset(at for at, place in enumerate(places) if place in public)
        # Time is shared by how much there is to protect.
        share = seconds * len(here) / len(needs)
        task = Task(part, here, weigh, known, own_record, integer, share)
        found = _Search(task).run()
        secondary = frozenset(places[at] for at in found.secondary)
        choices.append((secondary, found.lost, found.bound, found.proved))
    return Choice(
        frozenset(needs),
        frozenset().union(*(one for one, *_ in choices)),
        sum(lost for _, lost, _, _ in choices),
        sum(bound for _, _, bound, _ in choices),
        all(proved for *_, proved in choices),
    )


def parts_of(system: System, public: frozenset[int]) -> Iterator[tuple[System, tuple[int, ...]]]:
    """Yield the parts that no sum connects, each with the places of its figures in the whole.

    What is public already connects nothing: a choice on one side of it changes nothing on the other.
    A figure in no sum is a part by itself.
    """
    # Here and not above: a server starts sooner without.
    import networkx

    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(system.keys)))
    lines: dict[int, list[Equation]] = {}
    for total, parts in system.equations:
        free = [place for place in (total, *parts) if place not in public]
        networkx.add_path(graph, free)
        if free:
            lines.setdefault(free[0], []).append((total, parts))
    for group in networkx.connected_components(graph):
        own = [line for place in sorted(group) for line in lines.get(place, ())]
        places = tuple(sorted(group.union(*((total, *parts) for total, parts in own))))
        at = {place: index for index, place in enumerate(places)}
        yield (
            System(
                tuple(system.keys[place] for place in places),
                tuple(system.cells[place] for place in places),
                tuple((at[total], tuple(at[part] for part in parts)) for total, parts in own),
            ),
            places,
        )


def _candidates(task: Task) -> list[int]:
    return sorted(task.system.known - set(task.needs) - task.public)


def _hopeless(task: Task) -> Fault:
    """Return what to say when leaving out everything is not enough."""
    finding = task.findings([*task.needs, *_candidates(task)], most=1)[0]
    return Fault(
        gettext_noop(
            "This figure can be worked out even when everything that may be left out is left out."
        ),
        str(task.system.keys[finding.place]),
        gettext_noop("Publish coarser: fewer dimensions, larger areas, or leave this table out."),
    )


class _Search:
    """The master programme and its cuts; one variable for each figure that may be left out."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._free = _candidates(task)
        self._column = {place: index for index, place in enumerate(self._free)}
        values = np.nan_to_num(task.system.values)
        self._fixed = frozenset(range(len(values))) - set(self._free) - set(task.needs)
        up = np.full(len(values), np.inf)
        down = values.copy()
        up[list(self._fixed)] = down[list(self._fixed)] = 0.0
        self._cutter = Cutter(task.system.equations, down, up)
        self._values = values
        # Without this the solver stops within 0.01 % of the best and calls that the best.
        self._master = quiet_solver(exact=True)
        for place in self._free:
            self._master.addVar(0.0, 1.0)
            column = self._column[place]
            self._master.changeColIntegrality(column, highspy.HighsVarType.kInteger)
            self._master.changeColCost(column, float(task.weights[place]))
        self._cuts = 0

    def run(self) -> Choice:
        task = self._task
        end = time.monotonic() + task.seconds
        self._first_cuts()
        bound = 0.0
        chosen: frozenset[int] = frozenset()
        while True:
            left = end - time.monotonic()
            if left <= 0:
                break
            self._master.setOptionValue("time_limit", self._master.getRunTime() + left)
            self._master.run()
            if self._master.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
                raise _hopeless(task)
            if self._master.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            solution = self._master.getSolution().col_value
            chosen = frozenset(
                p for p, value in zip(self._free, solution, strict=True) if value > 0.5
            )
            bound = self._master.getInfo().objective_function_value
            findings = task.findings(chosen | set(task.needs))
            if not findings:
                return self._choice(chosen, bound, proved=True)
            if not self._learn(chosen, findings, end):
                break
        if len(self._free) > MANY:
            chosen = pruned(task, fenced(task, chosen), seconds=task.seconds)
        else:
            chosen = pruned(task, grown(task, chosen))
        return self._choice(chosen, bound, proved=False)

    def _choice(self, chosen: frozenset[int], bound: float, *, proved: bool) -> Choice:
        lost = float(self._task.weights[list(chosen)].sum()) if chosen else 0.0
        return Choice(frozenset(self._task.needs), chosen, lost, min(bound, lost), proved)

    def _first_cuts(self) -> None:
        """No sensitive figure may be the only one left out in a sum."""
        sensitive = set(self._task.needs)
        for total, parts in self._task.system.equations:
            line = {total, *parts}
            if len(line & sensitive) == 1:
                self._add((dict.fromkeys(line - sensitive, 1.0), 1.0))

    def _learn(self, chosen: frozenset[int], findings: Sequence[Finding], end: float) -> bool:
        """Add what the attacker found as cuts, until `end`; False when nothing new was learnt."""
        task, before = self._task, self._cuts
        left_out = np.zeros(len(self._values), dtype=bool)
        left_out[[*chosen, *task.needs]] = True
        for finding in findings:
            if time.monotonic() > end:
                break
            need = task.needs[finding.place]
            held = {}
            if finding.insider is not None:
                known = own_record(task.system, finding.insider)
                assert known is not None
                value = self._values[finding.insider]
                held = {finding.insider: (value - known[0], known[1] - value)}
            scale = float(max(need.below, need.above, need.width))
            self._cutter.allow(left_out, scale)
            learnt = False
            for cut in self._cutter.cut(finding.place, need, held):
                learnt |= self._add(cut, chosen)
            if not learnt:
                # The attacker used more than the sums (whole numbers): this choice, or less, fails.
                others = {place: 1.0 for place in self._free if place not in chosen}
                self._add((others, 1.0), chosen)
        return self._cuts > before

    def _add(self, cut: Cut, chosen: frozenset[int] | None = None) -> bool:
        """Add a cut; False when the present choice meets it already, or nothing can."""
        factors, wanted = cut
        given = sum(value for place, value in factors.items() if place in self._task.needs)
        wanted -= given
        if wanted <= 1e-6:
            return False
        free = {
            self._column[place]: min(value, wanted)
            for place, value in factors.items()
            if place in self._column and value > 1e-9
        }
        if not free:
            raise _hopeless(self._task)
        if chosen is not None:
            reached = sum(min(value, wanted) for place, value in factors.items() if place in chosen)
            if reached >= wanted - 1e-6:
                return False
        columns = np.array(list(free), dtype=np.int32)
        values = np.array([free[column] / wanted for column in free])
        self._master.addRow(1.0, highspy.kHighsInf, len(free), columns, values)
        self._cuts += 1
        return True


def grown(task: Task, chosen: frozenset[int]) -> frozenset[int]:
    """Add figures where doubt is cheapest until no attacker finds anything.

    Raises Fault when everything that may be left out is, and somebody still finds something.
    """
    route = _Route(task)
    left_out = set(chosen)
    while findings := task.findings(left_out | set(task.needs)):
        before = len(left_out)
        for finding in findings:
            left_out |= route.cheapest(finding, left_out)
        if len(left_out) == before:
            rest = set(_candidates(task)) - left_out
            if not rest:
                raise _hopeless(task)
            # A flow showed room that this attacker does not leave: take the cheapest figure beside it.
            left_out.add(min(rest, key=lambda one: (task.weights[one], one)))
    return frozenset(left_out)


def fenced(task: Task, chosen: frozenset[int]) -> frozenset[int]:
    """Leave out the lightest figure beside everything that can be worked out, until nothing can.

    Cheap where there are thousands of figures: first no line may have one gap, or gaps that are too
    little together; then one more figure beside each finding, all findings of one attack at once.
    Raises Fault when everything that may be left out is, and somebody still finds something.
    """
    fence = Fence(task.system, task.weights, _candidates(task), chosen | set(task.needs))
    fence.close_lines(task.needs)
    while findings := task.findings(fence.left_out):
        if not sum(fence.widen(finding.place) for finding in findings):
            raise _hopeless(task)
    return frozenset(fence.left_out - set(task.needs))


def pruned(task: Task, chosen: frozenset[int], seconds: float = float("inf")) -> frozenset[int]:
    """Publish again, heaviest first, every figure without which nothing can be worked out.

    Stops after `seconds`: what is left is safe, and may be more than is needed.
    """
    end = time.monotonic() + seconds
    left_out = set(chosen)
    for place in sorted(chosen, key=lambda one: (-task.weights[one], one)):
        if time.monotonic() > end:
            break
        left_out.discard(place)
        if task.findings(left_out | set(task.needs), most=1):
            left_out.add(place)
    return frozenset(left_out)


class _Route:
    """The cheapest way to make room for doubt about one figure: a flow that costs what it uses."""

    def __init__(self, task: Task) -> None:
        self._task = task
        values = np.nan_to_num(task.system.values)
        self._size = len(values)
        may = set(_candidates(task)) | set(task.needs)
        self._up = np.array([np.inf if place in may else 0.0 for place in range(self._size)])
        self._down = np.array([values[p] if p in may else 0.0 for p in range(self._size)])
        self._values = values

    def cheapest(self, finding: Finding, left_out: set[int]) -> set[int]:
        """Return figures to leave out as well, so that this finding is no finding any more."""
        task, place = self._task, finding.place
        need = task.needs[place]
        down, up = self._down.copy(), self._up.copy()
        if finding.insider is not None:
            known = own_record(task.system, finding.insider)
            assert known is not None
            value = self._values[finding.insider]
            down[finding.insider], up[finding.insider] = value - known[0], known[1] - value
        free = left_out | set(task.needs)
        cost = np.array([0.0 if one in free else task.weights[one] for one in range(self._size)])
        rise = max(need.above, need.width - min(self._values[place], need.width))
        steps = [
            (1.0, float(max(rise, need.above))),
            (-1.0, float(min(need.width, self._values[place]))),
        ]
        used: set[int] = set()
        for direction, amount in steps:
            amount = max(amount, float(need.below)) if direction < 0 else amount
            if amount > 0:
                used |= self._flow(place, direction * amount, cost, down, up)
        return {one for one in used if one not in task.needs}

    def _flow(
        self, place: int, amount: float, cost: np.ndarray, down: np.ndarray, up: np.ndarray
    ) -> set[int]:
        size, equations = self._size, self._task.system.equations
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = 2 * size, len(equations)
        # Dear per unit where little can move: a figure is left out whole, however little it moves.
        scale = np.minimum(abs(amount), np.concatenate([up, down]))
        programme.col_cost_ = np.concatenate([cost, cost]) / np.maximum(scale, 1e-9)
        lower, upper = np.zeros(2 * size), np.concatenate([up, down])
        which = place if amount > 0 else size + place
        other = size + place if amount > 0 else place
        lower[which] = upper[which] = min(abs(amount), upper[which])
        upper[other] = 0.0
        programme.col_lower_, programme.col_upper_ = lower, upper
        programme.row_lower_ = programme.row_upper_ = np.zeros(len(equations))
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts, indices, factors = [0], [], []
        for total, parts in equations:
            for one, factor in ((total, 1.0), *((part, -1.0) for part in parts)):
                indices += [one, size + one]
                factors += [factor, -factor]
            starts.append(len(indices))
        programme.a_matrix_.start_ = np.array(starts)
        programme.a_matrix_.index_ = np.array(indices, dtype=np.int32)
        programme.a_matrix_.value_ = np.array(factors)
        solver = quiet_solver()
        solver.passModel(programme)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return set(range(size)) - set(np.flatnonzero(up == 0).tolist())
        flow = np.array(solver.getSolution().col_value)
        moved = (flow[:size] > 1e-7) | (flow[size:] > 1e-7)
        return set(np.flatnonzero(moved).tolist())
