# SPDX-License-Identifier: EUPL-1.2
"""Opening a file of unknown origin as XML without trusting it.

Characters are decoded here and strictly; a DOCTYPE is refused before any XML parser sees it, so
no entity is ever declared, expanded or fetched. The parser itself is closed off a second time.
"""

import codecs
import re
from pathlib import Path

from lxml import etree

from voordeur.provisions.istandaarden.faults import Fault, Scope, Where, fault

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes; a 323 of a large provider is a few megabytes."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*?\?>")
_DECLARED = re.compile(rb"\A\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ASIDE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)


class Refused(Exception):
    """The file as a whole cannot be read; carries the one fault that says why."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason.code)
        self.reason = reason


def read_bytes(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """The content of a file of at most `limit` bytes; raises Refused when that cannot be had."""
    where = Where(path.name)
    try:
        with path.open("rb") as source:
            content = source.read(limit + 1)
    except OSError as error:
        raise Refused(fault("unreadable", Scope.FILE, where)) from error
    if len(content) > limit:
        raise Refused(fault("too_large", Scope.FILE, where, limit=limit))
    return content


def open_xml(content: bytes, name: str, limit: int = SIZE_LIMIT) -> etree._Element:
    """The root element of an XML document; raises Refused with a fault of scope FILE.

    `name` is only used to say where. Comments and processing instructions are left out.
    """
    where = Where(name)
    if len(content) > limit:
        raise Refused(fault("too_large", Scope.FILE, where, limit=limit))
    text = _decoded(content, where)
    if not text.strip():
        raise Refused(fault("empty", Scope.FILE, where))
    prolog_end = _prolog_end(text)
    if text.startswith("<!DOCTYPE", prolog_end):
        line = text.count("\n", 0, prolog_end) + 1
        raise Refused(fault("doctype", Scope.FILE, Where(name, line)))
    return _parsed(text, where)


def _decoded(content: bytes, where: Where) -> str:
    encoding = None
    for mark, marked in _MARKS:
        if content.startswith(mark):
            encoding, content = marked, content[len(mark) :]
            break
    if encoding is None:
        declared = _DECLARED.match(content[:200])
        encoding = _ENCODINGS.get(declared[1].decode("ascii").lower()) if declared else "utf-8"
    if encoding is None:
        raise Refused(fault("encoding_unknown", Scope.FILE, where))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            fault("encoding", Scope.FILE, where, encoding=encoding, position=error.start)
        ) from error


def _prolog_end(text: str) -> int:
    """Where the first thing stands that is no white space, comment or processing instruction."""
    at = 0
    while aside := _ASIDE.match(text, at):
        at = aside.end()
    return at


def _parsed(text: str, where: Where) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    # The declaration goes, because the characters are decoded already; its line breaks stay, so
    # that line numbers in faults are those of the file.
    declaration = _DECLARATION.match(text)
    if declaration:
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise Refused(fault("not_xml", Scope.FILE, Where(where.file, line))) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(fault("doctype", Scope.FILE, where))
    return root
