# SPDX-License-Identifier: EUPL-1.2
"""PDFs: tagged, titled, in a language, without network, and deaf to code in what people wrote."""

import json
import re
import zlib
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

import voordeur
from voordeur.papers import typeset as room
from voordeur.papers.typeset import HOUSE, ROOT, TypesetError, typeset

LETTER = HOUSE / "letter.typ"
PLAIN = {
    "title": "Een brief",
    "sender": "Gemeente Waterveen",
    "to": "Sanne",
    "date": "13 november 2026",
    "paragraphs": ["Hallo."],
    "signed": "M. de Wit",
}


def objects(pdf: bytes) -> bytes:
    """Return the PDF with its packed streams opened, to look for what it says of itself."""
    opened = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return pdf + b"\n".join(opened)


def elements(selector: str, **data: object) -> list[object]:
    """Return what Typst itself finds in the document made of this data."""
    values = room._clean(PLAIN | data)
    found = typst.query(
        str(LETTER),
        selector,
        root=str(ROOT),
        sys_inputs={"data": json.dumps(values), "language": "nl"},
    )
    listed: list[object] = json.loads(found)
    return listed


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_pdf_is_tagged_and_says_its_title_and_language(language: str) -> None:
    made = objects(typeset(LETTER, PLAIN, language))
    assert made.startswith(b"%PDF-1.7")
    for part in (b"/StructTreeRoot", b"/Marked true", f"/Lang({language})".encode()):
        assert part in made
    assert b"pdfuaid:part" in made
    assert b"Een brief" in made


@pytest.mark.parametrize(
    "wrote",
    [
        '#panic("x")',
        '#import "@preview/cetz:0.3.0"',
        '#read("/conf/settings.py")',
        "= Kop *vet* _schuin_ `code` $x^2$ @ref <label> \\ // weg /* weg */",
        '"] + read("/etc/passwd") + ["',
        "#set page(width: 1cm)",
    ],
)
def test_code_that_somebody_wrote_is_text(wrote: str) -> None:
    assert typeset(LETTER, PLAIN | {"paragraphs": [wrote], "title": wrote}, "nl")
    assert len(elements("heading", paragraphs=[wrote])) == 1


@settings(max_examples=60)
@given(wrote=st.text(alphabet=st.sampled_from("#[](){}*_=`$@<>\\/\"'-+~&%a1 \n\t"), max_size=60))
def test_no_text_makes_an_element_of_its_own(wrote: str) -> None:
    kinds = ("heading", "link", "raw", "strong", "emph", "math.equation", "list", "enum", "ref")
    for selector in kinds:
        before = len(elements(selector))
        assert len(elements(selector, paragraphs=[wrote], to=wrote, signed=wrote)) == before


@settings(max_examples=60)
@given(wrote=st.text(max_size=40))
@example(wrote="0\ua66f")
def test_any_text_at_all_gives_a_pdf(wrote: str) -> None:
    assert typeset(LETTER, PLAIN | {"paragraphs": [wrote], "signed": wrote}, "nl")[:5] == b"%PDF-"


def test_a_character_no_font_has_becomes_a_square() -> None:
    message = 'PDF/UA-1 error: the text `"\\u{378}"` could not be displayed with font `"X"`'
    assert room._undrawn(message) == "\u0378"
    assert room._without({"a": ["x\u0378"]}, "\u0378") == {"a": ["x\N{WHITE SQUARE}"]}


def test_a_wrong_template_is_our_fault_and_is_said() -> None:
    with pytest.raises(TypesetError, match=r"letter\.typ"):
        typeset(LETTER, {"title": "zonder de rest"}, "nl")


def test_no_template_reaches_for_the_network() -> None:
    source = Path(voordeur.__file__).parent
    templates = sorted(source.rglob("*.typ"))
    assert LETTER in templates
    assert [path for path in templates if "@preview" in path.read_text(encoding="utf-8")] == []
    assert [path for path in templates if "eval(" in path.read_text(encoding="utf-8")] == []
