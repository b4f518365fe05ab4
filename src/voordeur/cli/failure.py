# SPDX-License-Identifier: EUPL-1.2
"""What a command says when it cannot do what was asked."""


class CommandFailed(Exception):
    """A command that stops, in words a person can act on: what is wrong, and what to do.

    Example:
        >>> str(CommandFailed("PostgreSQL is not there", remedy="apt install postgresql"))
        'PostgreSQL is not there: apt install postgresql'
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(f"{what}: {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy
