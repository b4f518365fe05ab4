# SPDX-License-Identifier: EUPL-1.2
"""The base pages: nothing inline, nothing that gives a resident away, errors that help."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

import voordeur.desk
from voordeur.desk.style import style_context

TEMPLATES = Path(voordeur.desk.__file__).parent / "templates"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    """The Content-Security-Policy would refuse them."""
    source = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on|javascript:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "409", "500"])
def test_error_pages_need_no_context(code: str) -> None:
    """An error page that fails is the worst error; each says what to do."""
    html = render_to_string(f"{code}.html")
    assert html.count("<h1") == 1
    assert "utrecht-button-link" in html


def test_the_style_page_needs_only_its_documented_context() -> None:
    """A name that is missing would be drawn as the mark."""
    with override("nl"):
        html = render_to_string("desk/stijl.html", style_context())
    assert html.count("<h1") == 1
    assert 'lang="nl"' in html


def test_the_title_of_a_resident_page_is_the_same_for_everyone() -> None:
    """It shows in tabs and history, where someone else may read it."""
    with override("en"):
        html = render_to_string("desk/base_resident.html", {"reader_name": "Angela"})
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    assert title[1] == "My page"


def test_a_resident_page_has_the_way_out_before_its_content() -> None:
    """The link works without script and is among the first stops of the keyboard."""
    html = render_to_string("desk/base_resident.html", {"exit_url": "https://weer.example/"})
    assert 'href="https://weer.example/"' in html
    assert html.index("data-exit-url") < html.index("<header")


def test_the_demo_banner_is_there_only_when_asked_for() -> None:
    """A real town never carries it, a demo town always."""
    assert "vd-banner" in render_to_string("desk/base.html", {"demo_banner": True})
    assert "vd-banner" not in render_to_string("desk/base.html")


def test_at_the_table_no_message_of_one_reader_is_shown() -> None:
    """Everyone present reads along; a message may tell what only one may know."""
    seen = {"messages": ["Tom is gebeld"], "present": ["Angela"]}
    assert "Tom is gebeld" in render_to_string("desk/base.html", seen)
    at_table = render_to_string("desk/base_table.html", seen)
    assert "Tom is gebeld" not in at_table
    assert "Angela" in at_table
