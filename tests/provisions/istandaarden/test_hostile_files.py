# SPDX-License-Identifier: EUPL-1.2
"""Files that attack the reader, or that are simply not what they should be."""

import pytest
from tests.provisions.istandaarden.messages import assigned, message

from voordeur.provisions.istandaarden import Outcome, Schemas, read_file, read_message
from voordeur.provisions.istandaarden.writing import to_xml

GOOD = to_xml(message("301", assigned()))
DECLARATION = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def with_doctype(doctype: bytes) -> bytes:
    return GOOD.replace(DECLARATION, DECLARATION + doctype)


def only_fault(content: bytes) -> str:
    reading = read_message(content, "hostile.xml")
    assert reading.message is None
    (found,) = reading.faults
    return found.code


def test_the_untouched_file_is_read():
    assert read_message(GOOD, "good.xml").faults == ()
    assert GOOD.startswith(DECLARATION)


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE Bericht>",
        b'<!DOCTYPE Bericht [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE Bericht SYSTEM "http://127.0.0.1/evil.dtd">',
        b'<!DOCTYPE Bericht [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!-- first --><?pi x?>\n<!DOCTYPE Bericht [<!ENTITY % p SYSTEM "x">%p;]>',
    ],
)
def test_a_doctype_is_refused_before_anything_is_expanded(doctype):
    assert only_fault(with_doctype(doctype)) == "doctype"


def test_an_entity_without_doctype_is_no_xml():
    assert only_fault(GOOD.replace(b"Waterlelie", b"&secret;")) == "not_xml"


def test_a_doctype_hidden_in_utf_16_is_refused():
    text = with_doctype(b'<!DOCTYPE Bericht [<!ENTITY x "y">]>').decode()
    assert only_fault(text.replace("UTF-8", "UTF-16").encode("utf-16")) == "doctype"


def test_the_word_doctype_in_a_comment_of_a_person_is_just_text():
    line = assigned(comment="<!DOCTYPE is geen probleem>")
    reading = read_message(to_xml(message("301", line)), "file.xml")
    assert reading.faults == ()


@pytest.mark.parametrize("kept", range(40, len(GOOD) - 12, 173))
def test_a_truncated_file_is_refused_whole(kept):
    assert only_fault(GOOD[:kept]) == "not_xml"


def test_an_empty_file_says_so():
    assert only_fault(b"") == only_fault(b" \n") == "empty"


def test_characters_that_are_not_what_the_file_says_are_found():
    content = GOOD.replace(b"Waterlelie", "Müller".encode("cp1252"))
    reading = read_message(content, "file.xml")
    assert [f.code for f in reading.faults] == ["encoding"]
    assert str(content.index(b"\xfc")) in reading.faults[0].what.en


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16")],
)
def test_another_declared_character_set_is_read(declared, codec):
    text = GOOD.decode().replace("Waterlelie", "Müller").replace("UTF-8", declared)
    reading = read_message(text.encode(codec), "file.xml")
    assert reading.faults == ()
    assert reading.message is not None
    name = reading.message.clients[0].client.name
    assert name is not None
    assert name.surname == "Müller"


def test_an_unknown_character_set_is_refused():
    assert only_fault(GOOD.replace(b"UTF-8", b"UTF-7")) == "encoding_unknown"


def test_a_file_above_the_limit_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "large.xml"
    path.write_bytes(GOOD)
    assert [f.code for f in read_file(path, limit=len(GOOD) - 1).faults] == ["too_large"]
    assert read_file(path, limit=len(GOOD)).faults == ()


def test_a_missing_file_is_a_fault_and_not_a_crash(tmp_path):
    assert [f.code for f in read_file(tmp_path / "none.xml").faults] == ["unreadable"]


def test_very_deep_nesting_is_refused():
    depth = 5_000
    assert only_fault(b"<a>" * depth + b"</a>" * depth) == "not_xml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"/iwmo/3_2/wmo301/", b"/iwmo/3_1/wmo301/", "release"),
        (b"/iwmo/3_2/wmo301/", b"/iwmo/3_2/wmo302/", "kind"),
        (b"/iwmo/3_2/wmo301/", b"/iwmo/3_2/jw301/", "foreign"),
        (b"http://www.istandaarden.nl/iwmo/3_2/wmo301/", b"http://www.egem.nl/StUF/", "envelope"),
        (b"wmo301:Bericht", b"wmo301:Brief", "foreign"),
        (b">414<", b">436<", "header_mismatch"),
        (b"BerichtSubversie>2<", b"BerichtSubversie>1<", "header_mismatch"),
        (b">0999<", b">GM0999<", "bad_party"),
    ],
)
def test_a_message_of_another_kind_says_what_it_is(old, new, code):
    assert old in GOOD
    assert only_fault(GOOD.replace(old, new)) == code


def test_a_schema_cannot_reach_outside_its_folder(tmp_path):
    outside = tmp_path / "secret.xsd"
    outside.write_text(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
        "<xs:element name='Bericht'/></xs:schema>"
    )
    folder = tmp_path / "xsd"
    folder.mkdir()
    (folder / "link.xsd").symlink_to(outside)
    for location in ("../secret.xsd", outside.as_uri(), str(outside), "link.xsd"):
        (folder / "WMO301.xsd").write_text(
            f"""<?xml version="1.0"?>
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
              targetNamespace="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema">
              <xs:include schemaLocation="{location}"/>
            </xs:schema>"""
        )
        checked = Schemas(folder).validate_bytes(GOOD, "good.xml")
        assert checked.outcome is Outcome.UNKNOWN, location
        assert [f.code for f in checked.faults] == ["schema_missing"], location


def test_a_missing_schema_or_folder_says_so(tmp_path):
    for folder, code in ((tmp_path, "schema_missing"), (tmp_path / "none", "schema_folder")):
        checked = Schemas(folder).validate_bytes(GOOD, "good.xml")
        assert [f.code for f in checked.faults] == [code]


def test_a_schema_with_a_doctype_is_not_used(tmp_path):
    (tmp_path / "WMO301.xsd").write_text(
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>'
    )
    checked = Schemas(tmp_path).validate_bytes(GOOD, "good.xml")
    assert [f.code for f in checked.faults] == ["schema_unusable"]
