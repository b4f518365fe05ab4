# SPDX-License-Identifier: EUPL-1.2
"""Differentially private counts, paid from a budget that each source keeps.

The noise is the discrete Laplace of OpenDP, which is an extra (`voordeur[privacy]`). The unit that
is protected is a household: adding or taking away one changes one count of a partition by one. All
counts of a partition together cost epsilon once; what was spent stays spent, also over runs, so the
budget is a file beside the deliveries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from voordeur.factlab.fault import Fault

Noise = Callable[[int, float], int]
"""Adds noise to a whole number, given the scale."""


@dataclass(frozen=True)
class Budget:
    """What each source allows and has spent, in a file. Amounts are epsilons, written as decimals."""

    path: Path

    def left(self, source: str) -> Fraction:
        """Return what a source has left; raises Fault when it allows nothing."""
        allowed, spent = self._read(source)
        return allowed - spent

    def allow(self, source: str, epsilon: str) -> None:
        """Set what a source allows in all. Raises Fault when more was spent already."""
        books = self._books()
        spent = Fraction(books.get(source, {}).get("spent", "0"))
        if _number(epsilon) < spent:
            raise Fault(
                f"{float(spent):g} was spent already.", f"budget of {source}", "Allow more."
            )
        books[source] = {"allowed": epsilon, "spent": _plain(spent)}
        self._write(books)

    def spend(self, sources: Iterable[str], epsilon: str) -> None:
        """Take epsilon from every source at once; from none when one of them has too little left.

        Raises Fault naming the first source that cannot pay. Written before anything is told: what
        is paid for and never told is lost, what is told and never paid for would be a hole.
        """
        price, chosen = _number(epsilon), sorted(set(sources))
        if price <= 0:
            raise Fault(f"{epsilon} is no price.", "budget", "Give an epsilon above nothing.")
        for source in chosen:
            if self.left(source) < price:
                raise Fault(
                    f"{epsilon} is asked and {float(self.left(source)):g} is left.",
                    f"budget of {source}",
                    "Ask for less, or agree on a larger budget with the institution.",
                )
        books = self._books()
        for source in chosen:
            books[source]["spent"] = _plain(Fraction(books[source]["spent"]) + price)
        self._write(books)

    def _read(self, source: str) -> tuple[Fraction, Fraction]:
        try:
            book = self._books()[source]
        except KeyError:
            raise Fault(
                "This source has no budget.", f"budget of {source}", "Agree on one and allow it."
            ) from None
        return Fraction(book["allowed"]), Fraction(book["spent"])

    def _books(self) -> dict[str, dict[str, str]]:
        if not self.path.exists():
            return {}
        try:
            books: dict[str, dict[str, str]] = json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise Fault(
                "This is no budget.", self.path.name, "Put the file back as it was."
            ) from error
        return books

    def _write(self, books: Mapping[str, Mapping[str, str]]) -> None:
        draft = self.path.with_suffix(".part")
        draft.write_text(json.dumps(books, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(self.path)


def private_counts(
    counts: Mapping[str, int],
    sources: Iterable[str],
    epsilon: str,
    budget: Budget,
    noise: Noise | None = None,
) -> dict[str, int]:
    """Return the counts of one partition with noise; never under zero. Paid before it is told.

    `counts`: households per class, each household in one class. Raises Fault when the budget does
    not reach, or when OpenDP is not installed and no other `noise` is given.
    """
    add = noise or _opendp()
    budget.spend(sources, epsilon)
    scale = float(1 / Fraction(epsilon))
    return {code: max(0, add(value, scale)) for code, value in counts.items()}


def _opendp() -> Noise:
    try:
        import opendp.prelude as dp
    except ImportError:
        raise Fault(
            "Private counts need OpenDP.", "disclosure", "Install voordeur[privacy]."
        ) from None
    dp.enable_features("contrib")

    @cache
    def noise(scale: float) -> Callable[[int], int]:
        made: Callable[[int], int] = dp.m.make_laplace(
            dp.atom_domain(T=int), dp.absolute_distance(T=int), scale
        )
        return made

    def add(value: int, scale: float) -> int:
        return noise(scale)(value)

    return add


def _number(epsilon: str) -> Fraction:
    try:
        return Fraction(epsilon)
    except (ValueError, ZeroDivisionError):
        raise Fault(f"{epsilon!r} is no number.", "epsilon", "Write it as 0.5.") from None


def _plain(value: Fraction) -> str:
    return str(value)
