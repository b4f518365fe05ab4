# SPDX-License-Identifier: EUPL-1.2
"""Every text of a room is in its catalogue, and every message of the catalogue is in Dutch."""

from pathlib import Path

import pytest

from voordeur.cli.messages import compile_all, extract, marked_texts, message_faults
from voordeur.door.refusal import Refusal

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    room = tmp_path / "src" / "voordeur" / "porch"
    (room / "templates" / "porch").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    return tmp_path


def write_catalogue(root: Path, body: str) -> Path:
    file = root / "src" / "voordeur" / "porch" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER + body, encoding="utf-8")
    return file


def mark(root: Path, *, code: str = "", page: str = "") -> None:
    room = root / "src" / "voordeur" / "porch"
    (room / "views.py").write_text(code, encoding="utf-8")
    (room / "templates" / "porch" / "page.html").write_text(page, encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('msgid "Plan"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Plan"\nmsgstr "Plan"\n', "fuzzy"),
        ('msgid "%(n)s steps"\nmsgstr "stappen"\n', "lost placeholder"),
        ('msgid "Steps"\nmsgstr "%(n)s stappen"\n', "unknown placeholder"),
    ],
)
def test_an_incomplete_message_is_a_fault(root: Path, body: str, why: str) -> None:
    write_catalogue(root, body)
    (fault,) = message_faults(root)
    assert why in fault
    assert "django.po:" in fault


def test_a_complete_catalogue_has_no_fault(root: Path) -> None:
    mark(root, code='from django.utils.translation import gettext as _\nx = _("Plan")\n')
    write_catalogue(root, 'msgid "Plan"\nmsgstr "Plan"\n')
    assert message_faults(root) == []


def test_a_marked_text_outside_the_catalogue_is_a_fault(root: Path) -> None:
    mark(root, page='{% load i18n %}<p>{% translate "Who helps" %}</p>')
    write_catalogue(root, "")
    (fault,) = message_faults(root)
    assert "'Who helps'" in fault


def test_one_text_has_one_dutch_in_all_rooms_unless_a_context_tells_them_apart(root: Path) -> None:
    write_catalogue(root, 'msgid "May"\nmsgstr "Mag"\n')
    other = root / "src" / "voordeur" / "yard" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    other.parent.mkdir(parents=True)
    other.write_text(HEADER + 'msgid "May"\nmsgstr "Mei"\n', encoding="utf-8")
    (fault,) = message_faults(root)
    assert "'Mei' here and 'Mag' in src/voordeur/porch" in fault
    assert message_faults(root, ["porch"]) == []
    other.write_text(HEADER + 'msgctxt "month"\nmsgid "May"\nmsgstr "Mei"\n', encoding="utf-8")
    assert message_faults(root) == []


def test_a_room_with_texts_needs_a_catalogue(root: Path) -> None:
    mark(root, code='x = gettext("Plan")\n')
    (fault,) = message_faults(root)
    assert "missing" in fault


def test_templates_give_their_texts_with_plural_and_context(root: Path) -> None:
    mark(
        root,
        page="""{% load i18n %}<p title="it's">{% translate "May" context "month" %}</p>
{% blocktranslate count n=rows|length trimmed %}
  {{ n }} "step" (open)
{% plural %}
  {{ n }} steps
{% endblocktranslate %}{{ _("Close") }}""",
    )
    assert set(marked_texts(root / "src" / "voordeur" / "porch")) == {
        ("month", "May"),
        (None, '%(n)s "step" (open)'),
        (None, "Close"),
    }


def test_extracting_keeps_what_was_translated_and_guesses_nothing(root: Path) -> None:
    mark(root, code='x = _("Household plan")\ny = _("Household plans")\n')
    file = write_catalogue(root, 'msgid "Household plan"\nmsgstr "Plan van het huishouden"\n')
    extract(root)
    text = file.read_text(encoding="utf-8")
    assert "Plan van het huishouden" in text
    assert "#, fuzzy" not in text
    assert len(message_faults(root)) == 1


def test_compiling_writes_what_gettext_reads(root: Path) -> None:
    import gettext

    write_catalogue(root, 'msgid "Who helps"\nmsgstr "Wie er helpen"\n')
    (compiled,) = compile_all(root)
    with compiled.open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Who helps") == "Wie er helpen"


def test_a_broken_catalogue_is_named(root: Path) -> None:
    write_catalogue(root, 'msgid "a"\nrubbish\n')
    with pytest.raises(Refusal, match=r"django\.po cannot be read"):
        compile_all(root)
