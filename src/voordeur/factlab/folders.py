# SPDX-License-Identifier: EUPL-1.2
"""The folders of deliveries the house knows: all under one root, and nothing outside it is reached.

    deliveries/NAME/factlab.toml      a folder of deliveries; its name is all a page says
    work                              what was taken in and linked; holds names

A name that came from outside is never put into a path: it is looked up among the names that are
there. A package is unpacked piece by piece and counted while it is, whatever it says of itself.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from voordeur.factlab.deliveries.manifest import NAME as MANIFEST
from voordeur.factlab.deliveries.manifest import Manifest
from voordeur.factlab.fault import Fault, gettext_noop

MOST_FILES = 20_000
LARGEST = 400 * 1024 * 1024
"""Bytes a package may become when it is unpacked."""

PACKED = 20 * 1024 * 1024
"""Bytes of a package as it is sent by a page; more goes into the folder by hand."""

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
SUFFIXES = frozenset({".toml", ".csv", ".txt", ".xlsx", ".parquet", ".xml", ".geojson"})
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Root:
    """Where deliveries lie and where the work on them is done."""

    path: Path

    @property
    def deliveries(self) -> Path:
        """The folder with one folder per period."""
        return self.path / "deliveries"

    @property
    def work(self) -> Path:
        """The folder with what was taken in and linked; it holds names."""
        return self.path / "work"

    def names(self) -> Mapping[str, Path]:
        """Return the folders with a manifest by name, in order; those with another name are not."""
        if not self.deliveries.is_dir():
            return {}
        return {
            one.name: one
            for one in sorted(self.deliveries.iterdir())
            if NAME.fullmatch(one.name) and not one.is_symlink() and (one / MANIFEST).is_file()
        }

    def folder(self, name: str) -> Path:
        """Return the folder of that name. Raises Fault when there is none."""
        found = self.names().get(name)
        if found is None:
            raise Fault(
                gettext_noop("There is no such folder of deliveries."),
                "deliveries",
                gettext_noop("Choose one from the list."),
            )
        return found

    def receive(self, name: str, package: bytes) -> Path:
        """Unpack a package into a new folder, whole or not at all, and return it.

        The manifest stands at the top of the package, or in the one folder it holds. Raises Fault
        for a name that is taken, and for a package that is no package of deliveries.
        """
        if not NAME.fullmatch(name):
            raise Fault(
                gettext_noop("This is no name for a folder."),
                "name",
                gettext_noop("Use a-z, 0-9 and hyphens, at most 40."),
            )
        target = self.deliveries / name
        if target.exists():
            raise Fault(
                gettext_noop("There is a folder of this name already."),
                "name",
                gettext_noop("Choose another name: what was delivered is not written over."),
            )
        draft = self.deliveries / f".{name}.part"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            _unpack(package, draft)
            Manifest.read(draft)
            draft.replace(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return target


def _unpack(package: bytes, into: Path) -> None:
    try:
        opened = zipfile.ZipFile(BytesIO(package))
    except zipfile.BadZipFile as error:
        raise _refused(gettext_noop("This is no zip file, or it is damaged.")) from error
    with opened:
        entries = [one for one in opened.infolist() if not one.is_dir()]
        if len(entries) > MOST_FILES:
            raise _refused(gettext_noop("The package holds too many files."))
        top = _top(entries)
        left = LARGEST
        for entry in entries:
            name = _checked(entry, top)
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            left = _write(opened, entry, path, left)


def _top(entries: list[zipfile.ZipInfo]) -> str:
    """Return the folder that the manifest stands in: "" at the top, else the one folder there is."""
    found = [one.filename for one in entries if PurePosixPath(one.filename).name == MANIFEST]
    if len(found) != 1:
        raise _refused(gettext_noop("The package needs one factlab.toml."))
    parts = PurePosixPath(found[0]).parts
    if len(parts) > 2:
        raise _refused(gettext_noop("The factlab.toml lies too deep in the package."))
    return f"{parts[0]}/" if len(parts) == 2 else ""


def _checked(entry: zipfile.ZipInfo, top: str) -> PurePosixPath:
    """Return where a file of a package goes. Raises Fault when that is outside, or no delivery."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    inside = str(name).startswith(top)
    if not inside or name.is_absolute() or ".." in name.parts or ":" in str(name):
        raise _refused(gettext_noop("A file of the package lies outside its folder."))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(gettext_noop("The package holds a link instead of a file."))
    if entry.flag_bits & 0x1:
        raise _refused(gettext_noop("The package is locked with a password."))
    if name.suffix.lower() not in SUFFIXES:
        raise _refused(
            gettext_noop("The package holds a file that is no delivery."), str(name)[-80:]
        )
    return PurePosixPath(str(name).removeprefix(top))


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int) -> int:
    """Write one file and return how many bytes may still come."""
    try:
        with opened.open(entry) as source, path.open("xb") as target:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refused(gettext_noop("The package becomes too large when unpacked."))
                target.write(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise _refused(gettext_noop("This is no zip file, or it is damaged.")) from error
    return left


def _refused(what: str, where: str = "package") -> Fault:
    return Fault(what, where, gettext_noop("Send a zip with factlab.toml and the files it names."))
