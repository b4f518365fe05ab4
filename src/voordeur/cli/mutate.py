# SPDX-License-Identifier: EUPL-1.2
"""`voordeur mutate`: change one thing in a sum or in the door and see whether a test notices.

A mutant is the source with one comparison, operator, condition, number or truth value turned. It
is made in a copy of the source, never in the source itself. Which modules, with which tests and
how many mutants must be killed at least, stands in `mutants.toml`. The sample follows from a seed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from voordeur.cli.source import repository

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

LONGEST = 300
"""Seconds for the tests of one mutant; one that hangs is noticed too."""
COPIED = ("src", "tests", "docs", "pyproject.toml", "uv.lock")
TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


class AlreadyFailing(Exception):
    """The tests fail while nothing was changed: they would notice every mutant, and so none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Modules with the tests that must notice, and the share of mutants to be killed."""

    name: str
    least: float
    modules: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed place: what was turned, on which line, and which node of the module it is."""

    module: str
    line: int
    what: str
    place: int


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur mutate [GROUP …] [--sample N] [--seed N]`."""
    parser = subparsers.add_parser("mutate", help="see whether tests notice a changed sum or door")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="only these groups of modules")
    parser.add_argument(
        "--sample", type=int, default=40, help="mutants of each group (default: 40)"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mutants")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Try the mutants of every group; 1 when one of the groups has too many survivors."""
    root, failed = repository(), False
    for group in groups():
        if arguments.groups and group.name not in arguments.groups:
            continue
        chosen = sample(root, group, arguments.sample, arguments.seed)
        try:
            survived = survivors(root, group, chosen)
        except AlreadyFailing as failing:
            print(f"{group.name}: {failing}")
            failed = True
            continue
        killed = len(chosen) - len(survived)
        share = killed / len(chosen) if chosen else 0.0
        print(f"{group.name}: {killed} of {len(chosen)} mutants killed ({share:.0%})")
        for one in survived:
            print(f"  lives: {one.module}:{one.line}: {one.what}")
        failed |= share < group.least
    return int(failed)


def groups() -> list[Group]:
    """Return the groups of `mutants.toml`."""
    text = Path(__file__).with_name("mutants.toml").read_text(encoding="utf-8")
    return [Group(name, table.pop("least"), table) for name, table in tomllib.loads(text).items()]


def sample(root: Path, group: Group, size: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a group, or all when there are fewer; the same for the same seed."""
    every = [
        mutant
        for module in sorted(group.modules)
        for mutant in mutants(module, (root / module).read_text(encoding="utf-8"))
    ]
    dice = random.Random(f"{seed}|{group.name}")  # noqa: S311 - a sample, not a secret
    return sorted(
        dice.sample(every, min(size, len(every))), key=lambda one: (one.module, one.line, one.what)
    )


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module; texts, annotations and decorators are left as they are."""
    for place, node in enumerate(_nodes(ast.parse(source))):
        before, kept = ast.unparse(node), dict(vars(node))
        if isinstance(node, ast.Compare):
            node.ops = [*node.ops]
        if _turn(node):
            what = f"{before} → {ast.unparse(node)}".replace("\n", " ")
            yield Mutant(module, getattr(node, "lineno", 0), what[:160], place)
            vars(node).update(kept)


def mutated(source: str, place: int) -> str:
    """Return the whole source with the one thing turned that a mutant of `mutants` stands for."""
    tree = ast.parse(source)
    node = next(node for number, node in enumerate(_nodes(tree)) if number == place)
    _turn(node)
    return ast.unparse(tree)


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that do something, in a fixed order."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.arg | ast.alias):
            continue
        yield node
        yield from _nodes(_bare(node))


def _bare(node: ast.AST) -> ast.AST:
    """Return a statement without what is no behaviour: annotations, decorators, returned types."""
    if isinstance(node, ast.FunctionDef):
        # Defaults stay: they are behaviour. The list is new, the nodes in it are the tree's own.
        kept: list[ast.expr | ast.stmt] = [*node.args.defaults, *node.body]
        kept += [one for one in node.args.kw_defaults if one is not None]
        return ast.Module(body=kept, type_ignores=[])  # type: ignore[arg-type]
    if isinstance(node, ast.ClassDef):
        return ast.Module(body=node.body, type_ignores=[])
    if isinstance(node, ast.AnnAssign):
        return ast.Module(body=[node.value] if node.value else [], type_ignores=[])  # type: ignore[list-item]
    return node


def _turn(node: ast.AST) -> bool:
    """Turn one thing in a node; False when there is nothing in it to turn."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        node.ops[0] = TURNED[type(node.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in TURNED:
        node.op = TURNED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value += 1
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        node.value = ast.Constant(None)
    else:
        return False
    return True


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def survivors(root: Path, group: Group, chosen: list[Mutant]) -> list[Mutant]:
    """Return the mutants that no test noticed; as many at a time as there are cores.

    Raises AlreadyFailing when the tests of the group fail by themselves.
    """
    cores = min(os.cpu_count() or 1, 4)
    with tempfile.TemporaryDirectory(prefix="voordeur-mutants-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(cores):
            copies.put(_copy(root, Path(folder) / str(number)))
        every = sorted({test for tests in group.modules.values() for test in tests})
        if not _passes(Path(folder) / "0", every):
            raise AlreadyFailing("the tests fail with nothing changed: " + " ".join(every))

        def lives(mutant: Mutant) -> bool:
            copy = copies.get()
            path = copy / mutant.module
            original = path.read_text(encoding="utf-8")
            path.write_text(mutated(original, mutant.place), encoding="utf-8")
            # What was compiled is kept by moment and size: each mutant has a moment of its own.
            os.utime(path, (mutant.place + 1, mutant.place + 1))
            try:
                return _passes(copy, group.modules[mutant.module])
            finally:
                path.write_text(original, encoding="utf-8")
                copies.put(copy)

        with ThreadPoolExecutor(cores) as pool:
            return [
                one for one, alive in zip(chosen, pool.map(lives, chosen), strict=True) if alive
            ]


def _copy(root: Path, target: Path) -> Path:
    target.mkdir(parents=True)
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target / name)
    return target


def _passes(copy: Path, tests: list[str]) -> bool:
    """Say whether all tests pass with the source of a copy as it is now."""
    words = ["-x", "-q", "-m", "not browser and not long", "-p", "no:cacheprovider", *tests]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOORDEUR_")}
    try:
        done = subprocess.run(  # noqa: S603 - the words are our own
            [sys.executable, "-m", "pytest", *words],
            cwd=copy,
            env=kept
            | {
                "VOORDEUR_DATA_DIR": str(copy / "data"),
                # What the tests start, starts from the copy too.
                "PYTHONPATH": str(copy / "src"),
                "PYTHONDONTWRITEBYTECODE": "",
                "PYTHONPYCACHEPREFIX": os.environ.get(
                    "PYTHONPYCACHEPREFIX", str(copy.parent / "bytecode")
                ),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
