# SPDX-License-Identifier: EUPL-1.2
"""`voordeur messages`: extract, check and compile the translations of every room.

Each room has its own catalogue, `src/voordeur/<room>/locale/nl/LC_MESSAGES/django.po`. The msgids
are the English texts themselves, so English is complete when no msgid is empty; Dutch is complete
when every msgid has a translation that nobody marked as a guess ("fuzzy") and that keeps the
placeholders of the English. The catalogues are merged when the house opens, so one English text has
one Dutch text in all rooms; where English has one word for two things, a context tells them apart.
Compiling needs no msgfmt: Babel writes the `.mo` files.
"""

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from voordeur.cli.source import repository
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

PLACEHOLDER = re.compile(r"%\([^)]+\)[a-zA-Z]|%[sd]|\{[a-z_][a-z0-9_.]*\}")


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur messages extract|check|compile`."""
    parser = subparsers.add_parser("messages", help="extract, check and compile the translations")
    parser.add_argument("what", choices=["extract", "check", "compile"])
    parser.add_argument("rooms", nargs="*", help="only these rooms (default: all)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for the rooms that were named, or for all of them."""
    root = repository()
    if arguments.what == "compile":
        compile_all(root, arguments.rooms)
        return 0
    if arguments.what == "check":
        faults = message_faults(root, arguments.rooms)
        for fault in faults:
            print(fault)
        return 1 if faults else 0
    extract(root, arguments.rooms)
    return 0


def catalogue_files(root: Path, rooms: list[str] | None = None) -> list[Path]:
    """The translation sources of all rooms, or of the rooms named, in a fixed order."""
    files = sorted((root / "src" / "voordeur").glob("*/locale/*/LC_MESSAGES/*.po"))
    return [file for file in files if not rooms or file.parents[3].name in rooms]


def compile_all(root: Path, rooms: list[str] | None = None) -> list[Path]:
    """Write the `.mo` beside each `.po` and return what was written; fuzzy messages stay out."""
    written = []
    for source in catalogue_files(root, rooms):
        compiled = source.with_suffix(".mo")
        partial = compiled.with_suffix(f".mo.{os.getpid()}.partial")
        with partial.open("wb") as stream:
            write_mo(stream, _read(source, root))
        # Two starts at the same moment each rename a whole file over the other's.
        partial.replace(compiled)
        written.append(compiled)
    return written


def message_faults(root: Path, rooms: list[str] | None = None) -> list[str]:
    """What keeps a catalogue from being complete, one line per message, as `file:line: why`.

    A room with marked texts and no Dutch catalogue, and a marked text that is missing from its
    room's catalogue, are faults too: a catalogue is not complete because it was never extracted.
    """
    faults = []
    for source in catalogue_files(root, rooms):
        catalogue = _read(source, root)
        name = source.relative_to(root)
        faults += [f"{name}:{message.lineno}: {why}" for message, why in _incomplete(catalogue)]
    for room in _rooms(root, rooms):
        marked = marked_texts(root / "src" / "voordeur" / room)
        if not marked:
            continue
        file = _catalogue_of(root, room)
        if not file.exists():
            faults.append(f"{file.relative_to(root)}: missing, {len(marked)} texts wait for Dutch")
            continue
        there = {(m.context, _first(m.id)) for m in _read(file, root) if m.id}
        faults += [
            f"{file.relative_to(root)}: not in the catalogue: {key[1]!r} ({where})"
            for key, (_message, where) in sorted(marked.items(), key=lambda item: item[0][1])
            if key not in there
        ]
    return faults + _two_words_for_one(root, rooms)


def _two_words_for_one(root: Path, rooms: list[str] | None) -> list[str]:
    """Texts with another Dutch in this room than in an earlier one: only one would be seen."""
    seen: dict[tuple[str, str | None, str], tuple[object, Path]] = {}
    faults = []
    for source in catalogue_files(root):
        language, name = source.parents[1].name, source.relative_to(root)
        for message in _read(source, root):
            if not message.id or not message.string:
                continue
            key = (language, message.context, _first(message.id))
            text, where = seen.setdefault(key, (message.string, name))
            if text != message.string and (not rooms or source.parents[3].name in rooms):
                faults.append(
                    f"{name}:{message.lineno}: {_first(message.id)!r} is {_first(message.string)!r}"
                    f" here and {_first(text)!r} in {where}: choose one, or give one a context"
                )
    return faults


def _incomplete(catalogue: Catalog) -> Iterator[tuple[Message, str]]:
    for message in catalogue:
        if not message.id:
            continue
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            yield message, f"fuzzy: {_first(message.id)!r}"
        elif not all(translations):
            yield message, f"not translated: {_first(message.id)!r}"
        elif extra := _placeholders(translations) - _placeholders(message.id):
            yield message, f"unknown placeholder {sorted(extra)} in {_first(message.id)!r}"
        elif isinstance(message.id, str) and (
            lost := _placeholders(message.id) - _placeholders(translations)
        ):
            yield message, f"lost placeholder {sorted(lost)} in {message.id!r}"


def marked_texts(room: Path) -> dict[tuple[str | None, str], tuple[object, str]]:
    """The texts a room marks for translation: (context, msgid) to (message, `file:line`)."""
    from babel.messages.extract import extract_from_file

    keywords: dict[str, Any] = {
        "gettext": None,
        "gettext_lazy": None,
        "gettext_noop": None,
        "_": None,
        "ngettext": (1, 2),
        "ngettext_lazy": (1, 2),
        "pgettext": ((1, "c"), 2),
        "pgettext_lazy": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
        "npgettext_lazy": ((1, "c"), 2, 3),
    }
    found: dict[tuple[str | None, str], tuple[object, str]] = {}
    sources: list[tuple[Path, Any]] = [(file, "python") for file in sorted(room.rglob("*.py"))]
    for suffix in ("html", "txt", "svg"):
        sources += [(file, _TEMPLATES) for file in sorted(room.glob(f"templates/**/*.{suffix}"))]
    for file, method in sources:
        for line, text, _comments, context in extract_from_file(
            method,
            file,
            keywords=keywords,
        ):
            where = f"{file.relative_to(room.parent)}:{line}"
            found.setdefault((context, _first(text)), (text, where))
    return found


def _django_templates(fileobj, keywords, comment_tags, options):  # type: ignore[no-untyped-def]
    """Babel extraction method for Django templates: Django itself turns tags into gettext calls."""
    from babel.messages.extract import extract_python
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    from io import BytesIO

    from django.utils.translation.template import templatize

    code = templatize(fileobj.read().decode("utf-8"))
    # What templatize keeps of the page around the calls is letters, not always valid Python.
    calls = "\n".join(_gettext_calls(code))
    yield from extract_python(BytesIO(calls.encode()), keywords, comment_tags, options)


def _gettext_calls(code: str) -> Iterator[str]:
    pattern = re.compile(
        r"(?:(?:n?p?gettext)|_)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)"
    )
    for line in code.split("\n"):
        yield "; ".join(match.group(0) for match in pattern.finditer(line))


_TEMPLATES = _django_templates


def extract(root: Path, rooms: list[str] | None = None) -> list[Path]:
    """Add each room's new texts to its Dutch catalogue, and mark what is gone as obsolete.

    Nothing is guessed: a new text comes in untranslated, never fuzzy.
    """
    from babel.messages.pofile import write_po

    written = []
    for room in _rooms(root, rooms):
        marked = marked_texts(root / "src" / "voordeur" / room)
        file = _catalogue_of(root, room)
        if not marked and not file.exists():
            continue
        template = Catalog(domain="django", charset="utf-8")
        for (context, _msgid), (text, where) in marked.items():
            path, _, _line = where.rpartition(":")
            template.add(text, locations=[(path, 0)], context=context)  # type: ignore[arg-type]
        if file.exists():
            catalogue = _read(file, root)
        else:
            catalogue = Catalog(
                locale="nl", domain="django", project="Voordeur", charset="utf-8", fuzzy=False
            )
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            write_po(
                stream, catalogue, width=100, sort_output=True, include_lineno=False,
                omit_header=False,
            )  # fmt: skip
        print(f"{file.relative_to(root)}: {len(marked)} texts")
        written.append(file)
    return written


def _rooms(root: Path, rooms: list[str] | None) -> list[str]:
    found = sorted(p.parent.name for p in (root / "src" / "voordeur").glob("*/__init__.py"))
    return [room for room in found if not rooms or room in rooms]


def _catalogue_of(root: Path, room: str) -> Path:
    return root / "src" / "voordeur" / room / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def _read(source: Path, root: Path) -> Catalog:
    with source.open("rb") as stream:
        try:
            return read_po(stream, locale=source.parents[1].name, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            raise Refusal(f"{source.relative_to(root)} cannot be read: {error}") from error


def _first(msgid: object) -> str:
    return str(msgid[0]) if isinstance(msgid, (tuple, list)) else str(msgid)


def _placeholders(texts: object) -> set[str]:
    parts = texts if isinstance(texts, (tuple, list)) else (texts,)
    return {found for text in parts for found in PLACEHOLDER.findall(str(text or ""))}
