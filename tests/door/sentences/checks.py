# SPDX-License-Identifier: EUPL-1.2
"""What a sentence about the permission matrix can say, each a check of a few cells."""

from collections.abc import Callable

from voordeur.door.matrix import Answer, Matrix, Purpose

type Check = Callable[[Matrix], bool]
type Sentence = tuple[str, Check]
PARTS = "own money health youth justice safety where private"


def sees(relation: str, **answers: str) -> Check:
    """Check cells: `shown="name common"` and so on, for one relation."""

    def check(known: Matrix) -> bool:
        return all(
            known.cells[relation, compartment] is Answer[answer.upper()]
            for answer, compartments in answers.items()
            for compartment in compartments.split()
        )

    return check


def nobody_sees(compartment: str, *, but: str) -> Check:
    """Check that a compartment is hidden for every relation, except those named."""

    def check(known: Matrix) -> bool:
        return all(
            (known.cells[relation, compartment] is not Answer.HIDDEN) == (relation in but.split())
            for relation in known.purposes
        )

    return check


def may(act: str, *holders: str) -> Check:
    """Check the exact holders of an act; `role_x` stands for the role x."""
    wanted = frozenset(
        "role:" + holder.removeprefix("role_") if holder.startswith("role_") else holder
        for holder in holders
    )
    return lambda known: known.acts[act] == wanted


def serves(purpose: Purpose, *relations: str) -> Check:
    """Check that exactly these relations serve a purpose."""

    def check(known: Matrix) -> bool:
        return {r for r, given in known.purposes.items() if given is purpose} == set(relations)

    return check
