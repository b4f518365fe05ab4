# SPDX-License-Identifier: EUPL-1.2
"""The licences of the packages Voordeur stands on, against a list that goes with the EUPL-1.2.

Permissive licences may be used in a work under any licence; of the reciprocal ones only those are
here that the EUPL's appendix names as compatible or that stay with their own files (MPL-2.0) or
their own library (LGPL).
"""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "EUPL-1.2",
        "ISC",
        "LGPL-2.1-or-later",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    ]
)
# How packages wrote it before there were licence expressions.
OLD_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
# Packages whose metadata says nothing, or too much; the licence file in the package was read.
READ_BY_HAND = {
    "axe-playwright-python": "MIT",
    "qrcode": "BSD-3-Clause",
}


def licence_faults(root: Path) -> list[str]:
    """Locked packages that are installed here under a licence outside the list.

    A locked package that is not installed (another platform, an extra) is not judged: its metadata
    is not there. Raises nothing; an unreadable licence is a fault that names the package.
    """
    faults = []
    for name in locked_names(root):
        try:
            found = licence_of(distribution(name))
        except PackageNotFoundError:
            continue
        if not allowed(found):
            faults.append(f"{name}: licence {found or 'unknown'!r} is not on the list")
    return faults


def locked_names(root: Path) -> list[str]:
    """Names of all packages in `uv.lock` except Voordeur itself."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    return sorted(package["name"] for package in lock["package"] if package["name"] != "voordeur")


def licence_of(package: Distribution) -> str:
    """The licence expression of an installed package, `""` when nothing recognisable is given."""
    name = package.metadata["Name"].lower().replace("_", "-")
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    if expression := package.metadata.get("License-Expression"):
        return str(expression)
    words = str(package.metadata.get("License") or "")
    if words in ALLOWED or words in OLD_WORDS:
        return OLD_WORDS.get(words, words)
    classifiers = [
        str(line).rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    return " AND ".join(OLD_WORDS.get(word, word.replace(" ", "-")) for word in classifiers)


def allowed(expression: str, allow: Iterable[str] = ALLOWED) -> bool:
    """Whether an SPDX expression can be met with allowed licences: every AND, any OR.

    Example:
        >>> allowed("MIT AND (GPL-2.0-only OR BSD-3-Clause)")
        True
        >>> allowed("MIT AND GPL-2.0-only")
        False
    """
    tokens = re.findall(r"[()]|[^\s()]+", expression)
    names = frozenset(allow)
    place = 0

    def any_of() -> bool:
        nonlocal place
        good = all_of()
        while place < len(tokens) and tokens[place].upper() == "OR":
            place += 1
            good = all_of() or good
        return good

    def all_of() -> bool:
        nonlocal place
        good = one()
        while place < len(tokens) and tokens[place].upper() == "AND":
            place += 1
            good = one() and good
        return good

    def one() -> bool:
        nonlocal place
        if place >= len(tokens):
            return False
        word = tokens[place]
        place += 1
        if word != "(":
            return word in names
        good = any_of()
        place += 1
        return good

    return any_of() and place == len(tokens)
