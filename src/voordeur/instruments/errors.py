# SPDX-License-Identifier: EUPL-1.2
"""The errors of this room: each says what is wrong, where, and what to do."""


class InstrumentError(ValueError):
    """An instrument that cannot exist as written: the key, the problem and the remedy.

    `file` is empty until the loader knows which file the fault is in.
    """

    def __init__(self, key: str, problem: str, remedy: str, file: str = "") -> None:
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy
        where = f"{file}: {key}" if file else key
        super().__init__(f"{where}: {problem}. {remedy}")

    def inside(self, file: str, prefix: str = "") -> "InstrumentError":
        """Return the same fault, placed in a file and under a parent key."""
        key = ".".join(part for part in (prefix, self.key) if part)
        return InstrumentError(key, self.problem, self.remedy, self.file or file)


class UnknownInstrumentError(LookupError):
    """No instrument with this id and version in the catalogue; the message lists what there is."""


class NotInInstrumentError(ValueError):
    """A measurement names an area, level, rater or subject that its instrument does not have."""


class NotComparableError(ValueError):
    """Two things were laid side by side that may not be: other version, rater, area or subject."""
