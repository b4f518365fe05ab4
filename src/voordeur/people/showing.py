# SPDX-License-Identifier: EUPL-1.2
"""What the people pages and panels show, in words: plain dataclasses for templates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.people import words
from voordeur.people.authority import AuthorityFact, PersonFacts, Who, authority_rules, who_decides
from voordeur.people.partialdate import PartialDate, PartialDateError
from voordeur.people.queries.members import Member, PersonCard, members
from voordeur.people.queries.ties import (
    AddressLine,
    Authority,
    Channel,
    Companion,
    addresses,
    authorities,
    channels,
    network,
    relations,
)
from voordeur.people.relations import inverse


def age(born: str | None, on: date) -> str:
    """Return an age in years in words; empty when not known or masked, a range when not certain."""
    if not born:
        return ""
    try:
        low, high = PartialDate.parse(born).age_range(on)
    except PartialDateError:
        return ""
    if low == high:
        return _("%(age)s years") % {"age": low}
    return _("%(low)s or %(high)s years") % {"low": low, "high": high}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as a list shows them."""

    uuid: UUID | None
    person_id: int
    name: str | None
    role: str
    age: str
    from_date: date
    until: date | None
    past: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    """A relation as a sentence in two halves: who, is what, of whom."""

    uuid: UUID
    version: int
    first: str
    kind: str
    second: str
    inverse: str


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """Who decides by law for whom; `kind` is empty when only that there is something is shown."""

    uuid: UUID
    version: int
    over: str
    kind: str
    holder: str
    ruling: str
    from_date: date


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An address and whose it is; `text` None: a protected address that is not for this reader."""

    uuid: UUID
    version: int
    whose: str
    kind: str
    lived_at: bool
    text: str | None
    protected: bool
    from_date: date


@dataclass(frozen=True, slots=True)
class CompanionLine:
    """Somebody of the household's own people."""

    uuid: UUID
    first_name: str
    tie: str
    about: str
    """How near, what goes back and forth, what they can carry and what is said of it."""
    shared: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """The own people of one member, or of the whole household when `whose` is empty."""

    whose: str
    people: tuple[CompanionLine, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everything about who belongs together."""

    members: list[MemberLine]
    ties: list[TieLine]
    authorities: list[AuthorityLine]
    places: list[PlaceLine]
    circles: list[Circle]


def _names(found: list[Member]) -> dict[int, str]:
    return {one.person_id: one.called or one.name or "" for one in found}


def member_lines(found: list[Member]) -> list[MemberLine]:
    """Return members for a list; who left comes last."""
    today = clock.today()
    lines = [
        MemberLine(
            uuid=None if one.masked else one.person_uuid,
            person_id=one.person_id,
            name=one.name,
            role=words.word(words.ROLES, one.role),
            age=age(one.born, today),
            from_date=one.from_date,
            until=one.until,
            past=one.until is not None and one.until <= today,
        )
        for one in found
    ]
    return sorted(lines, key=lambda line: line.past)


def tie_lines(access: Access, names: dict[int, str]) -> list[TieLine]:
    """Return relations between people whose names this reader knows."""
    return [
        TieLine(
            uuid=tie.uuid,
            version=tie.version,
            first=names[tie.person_id],
            kind=words.relation(tie.kind),
            second=names[tie.other_id],
            inverse=words.relation(inverse(tie.kind)),
        )
        for tie in relations(access)
        if names.get(tie.person_id) and names.get(tie.other_id)
    ]


def _holder(row: Authority, names: dict[int, str]) -> str:
    if row.holder_id is not None:
        return names.get(row.holder_id, "")
    return row.holder


def authority_lines(found: list[Authority], names: dict[int, str]) -> list[AuthorityLine]:
    """Return who decides by law, with names where this reader knows them."""
    return [
        AuthorityLine(
            uuid=row.uuid,
            version=row.version,
            over=names.get(row.person_id, ""),
            kind=words.authority(row.kind),
            holder=_holder(row, names),
            ruling=row.ruling,
            from_date=row.from_date,
        )
        for row in found
    ]


def place_lines(found: list[AddressLine], names: dict[int, str]) -> list[PlaceLine]:
    """Return addresses with whose they are; `whose` is empty for the whole household."""
    return [
        PlaceLine(
            uuid=row.uuid,
            version=row.version,
            whose=names.get(row.person_id, "") if row.person_id else "",
            kind=words.word(words.ADDRESS_KINDS, row.kind),
            lived_at=row.kind == "home",
            text=row.text,
            protected=row.protected,
            from_date=row.from_date,
        )
        for row in found
    ]


def _about(one: Companion) -> tuple[str, ...]:
    carries = one.can_carry
    return (
        words.word(words.NEARNESS, one.nearness),
        words.word(words.EXCHANGE, one.exchange),
        ""
        if carries is None
        else ngettext(
            "can help with %(n)d thing at once", "can help with %(n)d things at once", carries
        )
        % {"n": carries},
        one.note,
    )


def circles(access: Access, names: dict[int, str]) -> list[Circle]:
    """Return the own people per member, those of the whole household first; nearest first."""
    order = {"close": 0, "middle": 1, "far": 2, "": 3}
    found: dict[str, list[tuple[int, int, CompanionLine]]] = defaultdict(list)
    for one in network(access):
        whose = names.get(one.person_id, "") if one.person_id else ""
        line = CompanionLine(
            uuid=one.uuid,
            first_name=one.first_name,
            tie=words.tie(one.tie),
            about=" · ".join(part for part in _about(one) if part),
            shared=one.shared,
        )
        found[whose].append((order[one.nearness], one.id, line))
    return [
        Circle(whose, tuple(line for _near, _id, line in sorted(lines, key=lambda x: x[:2])))
        for whose, lines in sorted(found.items())
    ]


def people_page(access: Access) -> PeoplePage:
    """Return the page of a household's people; five queries."""
    everyone = members(access, past=True)
    names = _names(everyone)
    return PeoplePage(
        members=member_lines(everyone),
        ties=tie_lines(access, names),
        authorities=authority_lines(authorities(access), names),
        places=place_lines(addresses(access), names),
        circles=circles(access, names),
    )


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A safe way to reach a member; `kind` is empty when only that there is one is shown."""

    uuid: UUID
    kind: str
    value: str
    when: str
    never: str


def channel_lines(found: list[Channel]) -> list[ChannelLine]:
    """Return safe channels in words."""
    return [
        ChannelLine(
            uuid=one.uuid,
            kind=words.word(words.CHANNELS, one.kind),
            value=one.value or "",
            when=one.when or "",
            never=one.never or "",
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Say:
    """Who decides in one matter, in words, with the article of law and what is still open."""

    matter: str
    answers: tuple[str, ...]
    source: str
    to_find_out: tuple[str, ...]


def _said(who: Who, holders: tuple[str, ...]) -> str:
    text = _(words.DECIDES[who])
    named = ", ".join(holder for holder in holders if holder)
    return f"{text} {named}".strip()


def says(card: PersonCard, found: list[Authority], names: dict[int, str]) -> list[Say]:
    """Return who decides for a member in each matter; from what this reader may see, no more."""
    try:
        born = PartialDate.parse(card.born) if card.born else None
    except PartialDateError:
        born = None
    facts = PersonFacts(
        born=born,
        authority=tuple(
            AuthorityFact(row.kind, _holder(row, names), row.from_date, row.until)
            for row in found
            if row.kind and row.person_id == card.person_id
        ),
    )
    lines = []
    for code in authority_rules().matters:
        deciding = who_decides(facts, code, clock.today())
        lines.append(
            Say(
                matter=words.matter(code),
                answers=tuple(_said(one.who, one.holders) for one in deciding.outcomes),
                source="; ".join(dict.fromkeys(one.source for one in deciding.outcomes)),
                to_find_out=tuple(_(words.TO_FIND_OUT[one]) for one in deciding.open_questions),
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member: who they are, where, how to reach them, who decides."""

    card: PersonCard
    role: str
    gender: str
    language: str
    age: str
    places: list[PlaceLine]
    channels: list[ChannelLine]
    authorities: list[AuthorityLine]
    says: list[Say]


def member_page(access: Access, card: PersonCard) -> MemberPage:
    """Return the page of one member; four queries besides the card."""
    everyone = members(access, past=True)
    names = _names(everyone)
    law = [row for row in authorities(access) if row.person_id == card.person_id]
    mine = [row for row in addresses(access) if row.person_id in (None, card.person_id)]
    return MemberPage(
        card=card,
        role=words.word(words.ROLES, card.role),
        gender=words.word(words.GENDERS, card.gender),
        language=words.word(words.LANGUAGES, card.language),
        age=age(card.born, clock.today()),
        places=place_lines(mine, names),
        channels=channel_lines(channels(access, person_id=card.person_id)),
        authorities=authority_lines(law, names),
        says=says(card, law, names),
    )
