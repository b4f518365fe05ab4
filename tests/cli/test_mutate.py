# SPDX-License-Identifier: EUPL-1.2
"""Mutants: one thing turned at a time, the same sample for the same seed, told when they live."""

import ast
from pathlib import Path

import pytest

from voordeur.cli.mutate import AlreadyFailing, Group, groups, mutants, mutated, sample, survivors
from voordeur.cli.source import repository

SOURCE = '''"""Text."""
def least(a: int, b: int = 3) -> int:
    """Text that is left as it is: 1 < 2."""
    if a < b:
        return a
    return b
'''


def test_one_thing_is_turned_at_a_time_and_the_rest_is_left() -> None:
    found = list(mutants("m.py", SOURCE))
    told = [one.what for one in found]
    assert [one.line for one in found] == [2, 4, 4, 5, 6]
    assert told[0] == "3 → 4"
    assert "a < b → a <= b" in told
    plain = ast.unparse(ast.parse(SOURCE)).splitlines()
    for one in found:
        changed = mutated(SOURCE, one.place).splitlines()
        assert sum(new != old for new, old in zip(changed, plain, strict=True)) == 1


def test_the_sample_follows_from_the_seed() -> None:
    root, group = repository(), groups()[0]
    first = sample(root, group, 12, seed=1)
    assert first == sample(root, group, 12, seed=1) != sample(root, group, 12, seed=2)


def test_every_module_and_test_of_the_list_is_there() -> None:
    root = repository()
    for group in groups():
        assert 0.9 <= group.least <= 1
        for module, tests in group.modules.items():
            assert all((root / path).is_file() for path in (module, *tests))


def house(tmp_path: Path, expected: str) -> Group:
    """Make a source of one module with one test; return the group of it."""
    (tmp_path / "src").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests").mkdir()
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).write_text("")
    (tmp_path / "src/least.py").write_text(SOURCE)
    (tmp_path / "tests/test_least.py").write_text(
        "import sys; sys.path.insert(0, 'src')\n"
        "from least import least\n"
        f"def test_least(): assert (least(1, 2), least(2, 1)) == {expected}\n"
    )
    return Group("own", 0.9, {"src/least.py": ["tests/test_least.py"]})


def test_a_mutant_no_test_notices_lives_and_one_that_is_noticed_does_not(tmp_path: Path) -> None:
    group = house(tmp_path, "(1, 1)")
    chosen = list(mutants("src/least.py", SOURCE))
    lives = [one.what for one in survivors(tmp_path, group, chosen)]
    # The default is used nowhere, and of two equal values either is the least.
    assert lives == ["3 → 4", "a < b → a <= b"]


def test_tests_that_fail_by_themselves_notice_nothing(tmp_path: Path) -> None:
    group = house(tmp_path, "(2, 2)")
    with pytest.raises(AlreadyFailing, match=r"tests/test_least\.py"):
        survivors(tmp_path, group, list(mutants("src/least.py", SOURCE)))
