# SPDX-License-Identifier: EUPL-1.2
"""What a file is, by its content; its name and what the browser says of it are not believed.

Read by hand: the eight kinds we take have fixed first bytes or a fixed place in a zip file, and a
library would know a thousand kinds that must be refused.
"""

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 20 * 1024 * 1024
"""Bytes in one paper."""
_MOST_PARTS = 5000


class Kind(StrEnum):
    """The kinds of files that can be kept; the value is also the extension."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TXT = "txt"

    @property
    def media_type(self) -> str:
        """The Content-Type it is handed out with."""
        return _MEDIA[self]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: _OFFICE + "wordprocessingml.document",
    Kind.XLSX: _OFFICE + "spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.TXT: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Unfit(Exception):
    """Why a file cannot be kept: `empty`, `too_large`, `macros` or `unknown`."""

    reason: str


def kind_of(content: bytes) -> Kind:
    """Return the kind of a file; raises Unfit when it is empty, too large or none of ours.

    A word or calculation document with macros is refused: it is a program.
    """
    if not content.strip():
        raise Unfit("empty")
    if len(content) > LARGEST:
        raise Unfit("too_large")
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    if _is_text(content):
        return Kind.TXT
    raise Unfit("unknown")


def _in_zip(content: bytes) -> Kind:
    """Look at the names in a zip file, and unpack only the 39 bytes in which ODT says what it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if len(names) > _MOST_PARTS:
                raise Unfit("unknown")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Unfit("macros")
            if "[Content_Types].xml" in names:
                if "word/document.xml" in names:
                    return Kind.DOCX
                if "xl/workbook.xml" in names:
                    return Kind.XLSX
            if "mimetype" in names:
                with packed.open("mimetype") as part:
                    if part.read(100).decode("ascii", "replace") == Kind.ODT.media_type:
                        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
                            raise Unfit("macros")
                        return Kind.ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unfit("unknown") from error
    raise Unfit("unknown")


def _is_text(content: bytes) -> bool:
    """Say whether it is UTF-8 text without control characters; markup of a web page is not text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<script", "<?xml", "<svg", "#!")):
        return False
    return not any(ord(each) < 32 and each not in "\t\r\n\f" for each in text)
