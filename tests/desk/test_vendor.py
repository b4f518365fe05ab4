# SPDX-License-Identifier: EUPL-1.2
"""What we did not write is what it says it is, and the selection keeps what pages use."""

import hashlib
import re
from pathlib import Path

import pytest

import voordeur.desk
from voordeur.desk.vendor import blocks, keep_components, keep_tokens

DESK = Path(voordeur.desk.__file__).parent
VENDOR = DESK / "static/desk/vendor"


def test_every_vendored_file_has_the_sum_that_the_list_gives() -> None:
    """A copy mended by hand, or one that is not on the list, is found."""
    listed = dict(re.findall(r"^\| `([^`]+/[^`]+)` \| `(\w{64})` \|$", _list(), re.MULTILINE))
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.glob("*/*")
        if path.suffix in {".css", ".js"}
    }
    assert listed == there


def test_every_vendored_folder_carries_its_licence_and_stands_on_the_list() -> None:
    """No package without licence text."""
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), folder.name
        assert f"`{folder.name}`" in _list()


def test_no_stylesheet_asks_for_anything_outside_the_house() -> None:
    """Our Content-Security-Policy has no data: pictures and no other hosts."""
    for sheet in DESK.rglob("*.css"):
        assert not re.search(r"data:|https?:|@import", sheet.read_text("utf-8")), sheet.name


def test_only_rules_of_the_wanted_components_are_kept() -> None:
    """A rule that also needs an unwanted component goes; the others in its list stay."""
    css = (
        ".utrecht-link:is(:hover, :focus), .utrecht-drawer { color: red }"
        ".utrecht-link .utrecht-drawer { color: blue }"
        "@media print { .utrecht-drawer { color: green } }"
        "@media print { .utrecht-link--external { color: black } }"
    )
    kept = keep_components(css, frozenset({"link"}))
    assert ".utrecht-link:is(:hover, :focus) {" in kept
    assert "drawer" not in kept
    assert kept.count("@media print") == 1


def test_a_component_name_is_matched_whole() -> None:
    """`link` does not bring in `link-list`."""
    assert keep_components(".utrecht-link-list { gap: 0 }", frozenset({"link"})) == ""


def test_only_tokens_of_the_wanted_groups_are_kept() -> None:
    """Tokens of component sets that we do not ship are left out."""
    css = ".theme { --basis-a: 1px; --denhaag-b: 2px; }"
    assert keep_tokens(css, ("--basis-",)) == ".theme {\n  --basis-a: 1px;\n}\n"


def test_a_truncated_stylesheet_is_refused() -> None:
    """A broken download must not become an empty look."""
    with pytest.raises(ValueError, match="unbalanced"):
        list(blocks(".utrecht-link { color: red"))


def _list() -> str:
    return (VENDOR / "README.md").read_text("utf-8")
