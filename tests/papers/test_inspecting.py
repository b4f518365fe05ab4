# SPDX-License-Identifier: EUPL-1.2
"""What a file is follows from its content, and a scanner that is silent lets nothing through."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers import making
from voordeur.papers.kinds import LARGEST, Kind, Unfit, kind_of
from voordeur.papers.virusscan import PIECE, ScannerSilent, Verdict, scan


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (making.PDF, Kind.PDF),
        (b"\n\n" + making.PDF, Kind.PDF),
        (making.PNG, Kind.PNG),
        (making.JPEG, Kind.JPEG),
        (making.DOCX, Kind.DOCX),
        (making.XLSX, Kind.XLSX),
        (making.ODT, Kind.ODT),
        (making.TEXT, Kind.TXT),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"%PDF-" + b"0" * LARGEST, "too_large"),
        (b"MZ\x90\0\x03\0\0\0", "unknown"),
        (b"\x7fELF\x02\x01\x01\0", "unknown"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (b" \n<!DOCTYPE html>", "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "unknown"),
        (b"#!/bin/sh\nrm -rf /\n", "unknown"),
        (b"PK\x03\x04 this is no zip", "unknown"),
        (making.zipped("whatever.txt"), "unknown"),
        (making.zipped("a", mimetype=b"application/epub+zip"), "unknown"),
        (
            making.zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "macros",
        ),
        (
            making.zipped("Basic/x.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
            "macros",
        ),
    ],
)
def test_what_is_none_of_ours_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        kind_of(content)
    assert caught.value.reason == reason


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"%PDF", b"\x89PNG"]))
def test_any_bytes_are_a_kind_or_unfit_and_nothing_else(rest: bytes, start: bytes) -> None:
    answer: str = ""
    try:
        answer = kind_of(start + rest).value
    except Unfit as error:
        answer = error.reason
    assert answer in {*Kind, "empty", "unknown", "macros"}


def test_a_clean_file_goes_over_whole() -> None:
    content = making.TEXT * 5000
    assert len(content) > 2 * PIECE
    with making.a_clamd() as clamd:
        assert scan(content, clamd.address) == Verdict("")
        assert clamd.received == [content]


def test_a_virus_is_named() -> None:
    with making.a_clamd() as clamd:
        assert scan(making.EICAR, clamd.address) == Verdict("Eicar-Test-Signature")


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0", b"OK\0"]
)
def test_an_answer_that_is_no_verdict_counts_as_silence(answer: bytes) -> None:
    with making.a_clamd() as clamd:
        clamd.answer = answer
        with pytest.raises(ScannerSilent):
            scan(making.TEXT, clamd.address)


def test_no_scanner_at_the_address_counts_as_silence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        free = door.getsockname()[1]
    for address in (f"127.0.0.1:{free}", "/nowhere/clamd.ctl", "no port"):
        with pytest.raises(ScannerSilent):
            scan(making.TEXT, address)
