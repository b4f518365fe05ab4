# SPDX-License-Identifier: EUPL-1.2
"""Checking a message against the XSD files in a folder that the operator names.

The schemas of iStandaarden are not part of this product. Copies found in the wild have a
markdown heading before the XML, import `basisschema.xsd` while the file is `Basisschema.xsd`,
or are simply broken: a schema that cannot be used says nothing about the message. No look-up
leaves the folder, whatever a schema or a message asks for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lxml import etree

from voordeur.provisions.istandaarden.faults import Fault, Scope, Where, fault
from voordeur.provisions.istandaarden.opening import SIZE_LIMIT, Refused, open_xml, read_bytes
from voordeur.provisions.istandaarden.reading import FAMILIES, message_kind

_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([A-Za-z0-9]{1,40})'")


class Outcome(StrEnum):
    """What a schema check can say."""

    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    """The file or the schema could not be used: the faults say which."""


@dataclass(frozen=True, slots=True)
class Validation:
    """The outcome of a schema check with its faults."""

    outcome: Outcome
    faults: tuple[Fault, ...] = ()


class _Within(etree.Resolver):
    """Finds schema files in one folder only, without regard to case."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.missing: str | None = None

    def resolve(self, url: str | None, public_id: str | None, context: object) -> object:
        """Give the cleaned content of the file of this name, or an empty document."""
        name = re.split(r"[/\\]", url or "")[-1]
        found = _file(self._folder, name)
        if found is None:
            self.missing = name
            return self.resolve_empty(context)
        return self.resolve_string(_cleaned(found), context)


def _file(folder: Path, name: str) -> Path | None:
    """The regular file of this name in the folder, without regard to case; links do not count."""
    for path in sorted(folder.iterdir()):
        if path.name.lower() == name.lower() and path.is_file() and not path.is_symlink():
            return path
    return None


def _cleaned(path: Path) -> bytes:
    """The content from the XML declaration on; raises Refused when it does not fit or read."""
    content = read_bytes(path)
    start = content.find(b"<?xml")
    if start > 0 and b"<" not in content[:start]:
        content = content[start:]
    open_xml(content, path.name)
    return content


class Schemas:
    """The schemas in one folder, each compiled once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled: dict[str, etree.XMLSchema | Fault] = {}

    def validate(self, path: Path, limit: int = SIZE_LIMIT) -> Validation:
        """Check one message file; never raises for what is in the file or in the folder."""
        try:
            return self.validate_bytes(read_bytes(path, limit), path.name, limit)
        except Refused as refused:
            return Validation(Outcome.UNKNOWN, (refused.reason,))

    def validate_bytes(self, content: bytes, name: str, limit: int = SIZE_LIMIT) -> Validation:
        """Check one message; `name` is only used to say where a fault is."""
        try:
            root = open_xml(content, name, limit)
            law, kind = message_kind(root, name)
        except Refused as refused:
            return Validation(Outcome.UNKNOWN, (refused.reason,))
        schema = self._schema(f"{FAMILIES[law][1].upper()}{kind}.xsd")
        if isinstance(schema, Fault):
            return Validation(Outcome.UNKNOWN, (schema,))
        if schema.validate(root):
            return Validation(Outcome.VALID)
        return Validation(Outcome.INVALID, tuple(_faults(schema.error_log, name)))

    def _schema(self, name: str) -> "etree.XMLSchema | Fault":
        if name not in self._compiled:
            self._compiled[name] = self._compile(name)
        return self._compiled[name]

    def _compile(self, name: str) -> "etree.XMLSchema | Fault":
        where = Where(name)
        if not self._folder.is_dir():
            return fault("schema_folder", Scope.FILE, where)
        path = _file(self._folder, name)
        if path is None:
            return fault("schema_missing", Scope.FILE, where, name=name)
        within = _Within(self._folder)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        parser.resolvers.add(within)
        unusable = fault("schema_unusable", Scope.FILE, where, name=name)
        compiled: etree.XMLSchema | Fault
        try:
            compiled = etree.XMLSchema(etree.fromstring(_cleaned(path), parser))
        except (etree.LxmlError, Refused):
            compiled = unusable
        # A missing part can make the compiler fail or merely warn; neither may pass as a check.
        if within.missing is not None:
            return fault("schema_missing", Scope.FILE, where, name=within.missing)
        return compiled


def _faults(log: Iterable[etree._LogEntry], name: str) -> Iterable[Fault]:
    """One fault per complaint, without its text: that would quote the values in the message."""
    for entry in log:
        element = _ELEMENT.search(entry.message)
        yield fault(
            "schema_invalid",
            Scope.FILE,
            Where(name, entry.line, element[1] if element else ""),
            element=element[1] if element else "?",
            rule=entry.type_name,
        )


def validate(path: Path, xsd_folder: Path) -> Validation:
    """Check one message file against the schemas in a folder; see `Schemas` for many files."""
    return Schemas(xsd_folder).validate(path)
