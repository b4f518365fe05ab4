# SPDX-License-Identifier: EUPL-1.2
"""Synthetic citizen numbers that pass the 11-test and belong to nobody.

Numbers that start with 9 are not issued to people; testers of the Dutch registers use the block
that starts with 9999. That block has only 9,091 numbers that pass the test, so a full town runs
on downwards below it: the first persons (the stories come first, and a small town whole) lie in
9999…, all others in 99….
"""

from collections.abc import Iterator

FIRST_BLOCK = 999_900_000
BLOCK = 100_000


def passes(number: str) -> bool:
    """Return whether nine digits pass the 11-test (weights 9 … 2, and -1 for the last)."""
    if len(number) != 9 or not number.isdecimal():
        return False
    digits = [int(digit) for digit in number]
    return (sum((9 - i) * digits[i] for i in range(8)) - digits[8]) % 11 == 0


def synthetic_numbers() -> Iterator[str]:
    """Yield different citizen numbers, always in the same order, enough for 900,000 persons."""
    for block in range(FIRST_BLOCK, 990_000_000 - 1, -BLOCK):
        for stem in range(block // 10, (block + BLOCK) // 10):
            rest, check = stem, 0
            for weight in range(2, 10):
                rest, digit = divmod(rest, 10)
                check += weight * digit
            if (last := check % 11) < 10:
                yield f"{stem}{last}"
