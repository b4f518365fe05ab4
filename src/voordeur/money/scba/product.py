# SPDX-License-Identifier: EUPL-1.2
"""Products of named figures: the only arithmetic a model file needs, and easy to check."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voordeur.door.refusal import Refusal

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Product:
    """A number times named assumptions; several of them are added by who holds them."""

    number: float = 1.0
    names: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str | float, where: str) -> Product:
        """Read '0.5 * part_time'; a bare number is a product too.

        >>> Product.read("0.5 * leavers", "here")
        Product(number=0.5, names=('leavers',))
        """
        if isinstance(text, bool) or not isinstance(text, str | int | float):
            raise Refusal(f"{text!r} is no product.", where, 'Write for example "cases * price".')
        if not isinstance(text, str):
            return cls(float(text))
        number, names = 1.0, []
        for piece in (one.strip() for one in text.split("*")):
            sign = -1.0 if piece.startswith("-") else 1.0
            word = piece.removeprefix("-").strip()
            if _NUMBER.fullmatch(word):
                number *= float(word)
            elif _NAME.fullmatch(word):
                names.append(word)
            else:
                raise Refusal(
                    f"'{piece}' is neither a number nor the name of an assumption.",
                    where,
                    "Join names and numbers with '*', for example \"0.5 * part_time\".",
                )
            number *= sign
        return cls(number, tuple(names))

    def __str__(self) -> str:
        if not self.names:
            return f"{self.number:g}"
        sign = "-" if self.number < 0 else ""
        head = [] if abs(self.number) == 1 else [f"{abs(self.number)!r}"]
        return sign + " * ".join([*head, *self.names])


ONE = Product()
