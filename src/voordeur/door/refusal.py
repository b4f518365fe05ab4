# SPDX-License-Identifier: EUPL-1.2
"""The one way to say no: what is wrong, where, and what to do. For forms, API and command line."""


class Refusal(Exception):
    """An action or a question that is refused; `remedy` says what the reader can do.

    `where` names a field or a place, never a person; the texts are translated where they are shown.
    """

    status = 400

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy


class NoEntry(Refusal):
    """The reader has no standing for this; the same answer whether or not the thing exists."""

    status = 404


class NotAllowed(Refusal):
    """The reader may see this household, but may not do this."""

    status = 403


class TooMany(Refusal):
    """The reader did this more often than the limit allows; `remedy` says when it can go on."""

    status = 429


class Conflict(Refusal):
    """Somebody else changed this meanwhile; carries both texts so that none is lost."""

    status = 409

    def __init__(self, what: str, *, mine: dict[str, object], theirs: dict[str, object]) -> None:
        super().__init__(what, remedy="")
        self.mine, self.theirs = mine, theirs
