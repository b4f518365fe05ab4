# SPDX-License-Identifier: EUPL-1.2
"""The family and the people around a household, as a drawing and as a list that says the same.

What a reader may not read is in neither, and takes no room. Nothing is worked out from the people a
household named: the drawing shows what was said, in the words in which it was said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.people import ecogram, genogram, words
from voordeur.people.ecogram import Around, Ring
from voordeur.people.genogram import FamilyTie, Someone
from voordeur.people.queries.members import Member, members
from voordeur.people.queries.ties import Companion, network, relations
from voordeur.people.showing import age


@dataclass(frozen=True, slots=True)
class Sheet:
    """A box of a drawing with its words; `kind` chooses how it looks."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    rows: tuple[tuple[int, str], ...]
    """Height and text of each row of words, as far as they fit."""

    @property
    def middle(self) -> int:
        """Return the middle of the box, for the words in it."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Trace:
    """A line of a drawing; `kind` chooses its stroke."""

    kind: str
    path: str
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what stands below it in words."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the same in words."""

    width: int
    height: int
    boxes: tuple[Sheet, ...]
    traces: tuple[Trace, ...]
    groups: tuple[Group, ...]
    centre: tuple[int, int] = (0, 0)
    centre_rows: tuple[tuple[int, str], ...] = ()
    """For the circle of the household: height and text of each row."""


@dataclass(frozen=True, slots=True)
class Helping:
    """An organisation that helps, as the room above knows it: for whom, with what."""

    organisation: str
    task: str
    whom: str = ""


def _fits(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _wrapped(text: str, longest: int) -> list[str]:
    """Return a text on at most two rows; what does not fit is in the list."""
    first, *rest = wrap(text, longest) or [""]
    return [first, _fits(" ".join(rest), longest)] if rest else [first]


def _rows(y: int, height: int, texts: Sequence[str], longest: int) -> tuple[tuple[int, str], ...]:
    """Return words below each other in the middle of a box."""
    shown = [_fits(text, longest) for text in texts if text]
    first = y + height // 2 - (len(shown) - 1) * 9 + 5
    return tuple((first + number * 18, text) for number, text in enumerate(shown))


def _about(one: Member) -> str:
    """Return what stands below a name: an age, or that somebody died."""
    if one.died:
        return _("died in %(year)s") % {"year": one.died[:4]}
    return age(one.born, clock.today())


def _kin(companions: Iterable[Companion], known: set[str]) -> list[Companion]:
    """Return the own people who are family of a member in the drawing."""
    return [
        one
        for one in companions
        if genogram.is_family(one.tie) and one.person_id is not None and str(one.person_id) in known
    ]


def family(access: Access) -> Picture | None:
    """Return the family of a household by generations; None when nobody is shown; three queries.

    Who left is in it only when tied to somebody, and family that a member named stands outside.
    """
    today = clock.today()
    everyone = [one for one in members(access, past=True) if not one.masked]
    here = {str(one.person_id) for one in everyone if one.until is None or one.until > today}
    ties = [
        FamilyTie(
            str(tie.person_id),
            tie.kind,
            str(tie.other_id),
            over=tie.until is not None and tie.until <= today,
        )
        for tie in relations(access, past=True)
    ]
    tied = {end for tie in ties if genogram.is_family(tie.kind) for end in (tie.one, tie.other)}
    shown = {
        str(one.person_id): one
        for one in everyone
        if str(one.person_id) in here or str(one.person_id) in tied
    }
    if not shown:
        return None
    kin = _kin(network(access), set(shown))
    ties += [FamilyTie(f"n{one.id}", one.tie, str(one.person_id)) for one in kin]
    people = [Someone(key, key in here) for key in shown] + [
        Someone(f"n{one.id}", inside=False) for one in kin
    ]
    names = {key: one.called or one.name or "" for key, one in shown.items()}
    names |= {f"n{one.id}": one.first_name for one in kin}
    below = {key: _about(one) for key, one in shown.items()}
    gone = {key for key, one in shown.items() if one.died}
    drawn = genogram.draw(people, ties)
    return Picture(
        drawn.width,
        drawn.height,
        tuple(
            Sheet(
                box.x,
                box.y,
                genogram.WIDTH,
                genogram.HEIGHT,
                "died" if box.key in gone else "in" if box.key in here else "out",
                _rows(box.y, genogram.HEIGHT, [names[box.key], below.get(box.key, "")], 19),
            )
            for box in drawn.boxes
        ),
        tuple(Trace(stroke.line.value, stroke.path) for stroke in drawn.strokes),
        _in_words(drawn, ties, names, below, here),
    )


def _in_words(
    drawn: genogram.Genogram,
    ties: Sequence[FamilyTie],
    names: dict[str, str],
    below: dict[str, str],
    here: set[str],
) -> tuple[Group, ...]:
    """Return the same as the drawing: each generation, and what they are to each other."""
    groups = []
    for number in sorted({box.generation for box in drawn.boxes}):
        lines = []
        for box in drawn.boxes:
            if box.generation == number:
                where = _("in this household") if box.key in here else _("not in this household")
                facts = [part for part in (below.get(box.key, ""), where) if part]
                lines.append(f"{names[box.key]}: {', '.join(facts)}")
        title = _("Generation %(number)s") % {"number": number + 1}
        groups.append(Group(title, tuple(lines)))
    by_ends = {(tie.one, tie.other): tie for tie in ties}
    said = []
    for stroke in drawn.strokes:
        tie = by_ends[stroke.one, stroke.other]
        sentence = _("%(one)s is %(kind)s of %(other)s") % {
            "one": names[tie.one],
            "kind": words.relation(tie.kind),
            "other": names[tie.other],
        }
        said.append(f"{sentence} ({_('no longer')})" if tie.over else sentence)
    if said:
        groups.append(Group(_("What they are to each other"), tuple(said)))
    return tuple(groups)


def surroundings(access: Access, helping: Sequence[Helping]) -> Picture | None:
    """Return who and what stands around a household; None when nobody was named; two queries.

    `helping` are the organisations this reader may read of.
    """
    today = clock.today()
    inside = [
        one
        for one in members(access)
        if not one.masked and (one.until is None or one.until > today)
    ]
    names = {one.person_id: one.called or "" for one in inside}
    companions = {f"n{one.id}": one for one in network(access)}
    bodies = {f"o{number}": one for number, one in enumerate(helping)}
    around = [Around(key, Ring(one.nearness), one.exchange) for key, one in companions.items()] + [
        Around(key, Ring.ORGANISATION) for key in bodies
    ]
    if not around:
        return None
    drawn = ecogram.draw(around)
    boxes = []
    for spot in drawn.spots:
        person, body = companions.get(spot.key), bodies.get(spot.key)
        texts = [person.first_name, words.tie(person.tie)] if person else []
        texts = _wrapped(body.organisation, 18) if body else texts
        kind = "body" if body else "out"
        rows = _rows(spot.y, ecogram.HEIGHT, texts, 18)
        boxes.append(Sheet(spot.x, spot.y, ecogram.WIDTH, ecogram.HEIGHT, kind, rows))
    called = [name for name in names.values() if name]
    middle = called if len(called) <= 5 else [*called[:4], _("and others")]
    size = ecogram.CENTRE
    return Picture(
        drawn.width,
        drawn.height,
        tuple(boxes),
        tuple(Trace("other", spot.line, spot.heads) for spot in drawn.spots),
        _around_in_words(companions.values(), helping, names),
        (drawn.x, drawn.y),
        _rows(drawn.y - size, size * 2, middle, 14),
    )


def _around_in_words(
    companions: Iterable[Companion], helping: Sequence[Helping], names: dict[int, str]
) -> tuple[Group, ...]:
    companions = list(companions)
    groups = [Group(_("In the middle"), tuple(name for name in names.values() if name))]
    for ring in (Ring.CLOSE, Ring.MIDDLE, Ring.FAR, Ring.UNSAID):
        near = [one for one in companions if one.nearness == ring.value]
        if near:
            title = words.word(words.NEARNESS, ring.value) or _("How near was not said")
            groups.append(Group(title, tuple(_person_said(one, names) for one in near)))
    if helping:
        groups.append(
            Group(
                _("Organisations"),
                tuple(
                    ", ".join(part for part in (one.organisation, one.task, one.whom) if part)
                    for one in helping
                ),
            )
        )
    return tuple(groups)


def _person_said(one: Companion, names: dict[int, str]) -> str:
    """Return what was said about somebody around the household, in one line."""
    of = names.get(one.person_id or 0, "")
    tie = words.tie(one.tie)
    if tie and of:
        tie = _("%(kind)s of %(name)s") % {"kind": tie, "name": of}
    elif of:
        tie = _("named by %(name)s") % {"name": of}
    parts = [one.first_name, tie, words.word(words.EXCHANGE, one.exchange), one.note]
    return ", ".join(part for part in parts if part)
