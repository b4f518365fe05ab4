# SPDX-License-Identifier: EUPL-1.2
"""Who lives together: households, persons, memberships, relations, their network."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Address:
    """A place to live. `protected`: nobody outside the door's own rules may see it."""

    key: str
    street: str
    number: int
    postcode: str
    city: str
    neighbourhood: str
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """The people one plan is about. `kind` is the CBS kind; `stage` how far the work is.

    `stage` is none, signal, triage, case or plan; `story` names the story file it comes from.
    `address` is None for who has no roof.
    """

    key: str
    kind: str
    area: str
    neighbourhood: str
    address: str | None
    stage: str
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A resident. `bsn` is synthetic (see `bsn`); None for who has none."""

    key: str
    first_name: str
    prefix: str
    surname: str
    born: date
    sex: str  # female, male, other or unknown
    bsn: str | None

    def age_on(self, day: date) -> int:
        """Return the age in whole years on that day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's place in one household. At most one at a time is `registered` (BRP)."""

    person: str
    household: str
    role: str  # adult, partner, parent, child, other
    since: date
    until: date | None
    registered: bool
    address: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """`person` is the `kind` of `other`: read it as a sentence."""

    person: str
    other: str
    kind: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class LegalAuthority:
    """Who decides by law for a person: exactly one of holder_person, holder_institution."""

    person: str
    kind: str  # parental_authority, guardianship, administration, mentorship, curatorship
    holder_person: str | None
    holder_institution: str | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """Someone the household itself names. An offer is an offer until the member says yes.

    `offer` is None when nothing was offered; then `offer_state` is none.
    """

    key: str
    household: str
    named_by: str
    first_name: str
    bond: str
    does: str | None
    offer: str | None
    offer_state: str  # none, open, accepted, declined
    can_carry: int | None = None
    """How many things at once, as they say themselves; None: not said."""
