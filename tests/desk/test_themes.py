# SPDX-License-Identifier: EUPL-1.2
"""A theme only changes tokens, and its colours can be read."""

import re
from pathlib import Path

import pytest

import voordeur.desk

STATIC = Path(voordeur.desk.__file__).parent / "static/desk"
THEMES = sorted((STATIC / "themes").glob("*.css"))
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
WHITE = "#ffffff"
# (ink, paper, at least): text 4.5 : 1, edges of controls 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
PAIRS = [
    *[(f"{hue}-500", f"{hue}-100", 4.5) for hue in ("violet", "blauw", "grijs")],
    *[(f"{hue}-600", f"{hue}-200", 4.5) for hue in ("violet", "blauw", "grijs")],
    ("violet-500", "wit", 4.5),
    ("blauw-500", "grijs-50", 4.5),
    ("grijs-400", "grijs-50", 4.5),
    ("grijs-400", "grijs-100", 4.5),
    ("grijs-700", "grijs-200", 7.0),
    ("violet-400", "grijs-50", 3.0),
]


@pytest.fixture(params=THEMES, ids=lambda path: path.stem)
def theme(request: pytest.FixtureRequest) -> Path:
    """Each theme that we ship."""
    path: Path = request.param
    return path


def test_two_municipalities_have_a_theme() -> None:
    """One theme would not prove that the look can be replaced."""
    assert len(THEMES) >= 2


def test_a_theme_sets_tokens_and_nothing_else(theme: Path) -> None:
    """A rule in a theme would break with the next version of our own styles."""
    css = re.sub(r"/\*.*?\*/", "", theme.read_text("utf-8"), flags=re.DOTALL)
    body = re.fullmatch(r"\s*\.voorbeeld-theme \{(.*)\}\s*", css, re.DOTALL)
    assert body is not None
    assert TOKEN.sub("", body[1]).strip() == ""


@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_text_and_edges_stand_out(theme: Path, ink: str, paper: str, least: float) -> None:
    """The pairs in which our parts use the palette."""
    colours = tokens(theme)
    assert (
        contrast(colours[f"--voorbeeld-kleuren-{ink}"], colours[f"--voorbeeld-kleuren-{paper}"])
        >= least
    )


def test_the_header_and_the_accent_can_be_read(theme: Path) -> None:
    """The colours that only our own styles use."""
    colours = tokens(theme)
    header = colours["--voordeur-brand-background"]
    for ink in ("color", "color-subtle"):
        assert contrast(colours[f"--voordeur-brand-{ink}"], header) >= 4.5
    assert contrast(colours["--voordeur-brand-accent"], header) >= 3
    for paper in (WHITE, colours["--voordeur-accent-background"]):
        assert contrast(colours["--voordeur-accent"], paper) >= 4.5
    grey = colours["--voorbeeld-kleuren-grijs-500"]
    assert contrast(grey, colours["--voordeur-accent-background"]) >= 4.5


def tokens(theme: Path) -> dict[str, str]:
    """The palette of the example theme, overridden by this theme."""
    base = next((STATIC / "vendor").glob("voorbeeld-*/theme.css")).read_text("utf-8")
    return {**dict(TOKEN.findall(base)), **dict(TOKEN.findall(theme.read_text("utf-8")))}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hexadecimal colours, 1 to 21 (WCAG 2.2 definition)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
