# SPDX-License-Identifier: EUPL-1.2
"""What Factlab says when it cannot go on: what is wrong, where, and what to do."""


class Fault(Exception):
    """A problem that a person can act on.

    `where` names a file with its row, a table with its cell, or a setting; never a person.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what} {remedy}")
        self.what, self.where, self.remedy = what, where, remedy
