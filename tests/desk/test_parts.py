# SPDX-License-Identifier: EUPL-1.2
"""Fields, errors, badges, tables and amounts as a reader and a screen reader meet them."""

import datetime
import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from voordeur.desk.style import StyleForm
from voordeur.desk.templatetags.desk import euros


def draw(source: str, **context: Any) -> str:
    """Render a template that has the desk's tags at hand."""
    return Template("{% load desk %}" + source).render(Context(context))


def test_label_help_and_error_are_tied_to_the_control() -> None:
    """The ids in aria-describedby exist in the page."""
    html = draw("{% field form.story %}", form=StyleForm({}))
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    for target in described[1].split():
        assert f'id="{target}"' in html
    assert 'aria-invalid="true"' in html
    assert 'for="id_story"' in html


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name", "utrecht-textbox"),
        ("story", "utrecht-textarea"),
        ("party", "utrecht-select"),
        ("due", 'type="date"'),
        ("amount", 'type="number"'),
        ("letter", 'type="file"'),
        ("agreed", 'class="vd-choice"'),
    ],
)
def test_each_kind_of_field_gets_its_control(name: str, expected: str) -> None:
    """One tag draws every kind."""
    assert expected in draw(f"{{% field form.{name} %}}", form=StyleForm())


@pytest.mark.parametrize("name", ["stance", "present"])
def test_choices_stand_in_a_fieldset_with_a_legend(name: str) -> None:
    """Each choice has its own label."""
    html = draw(f"{{% field form.{name} %}}", form=StyleForm())
    assert html.count("<legend") == 1
    assert html.count('<label class="vd-choice"') == 3


def test_a_date_comes_back_in_the_form_that_the_date_picker_reads() -> None:
    """Also where dates are written day first."""
    with override("nl"):
        form = StyleForm(initial={"due": datetime.date(2026, 3, 1)})
        assert 'value="2026-03-01"' in draw("{% field form.due %}", form=form)


def test_a_class_set_by_the_form_stays() -> None:
    """Our class is added to it."""

    class Narrow(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "narrow"}))

    html = draw("{% field form.code %}", form=Narrow())
    assert 'class="utrecht-textbox utrecht-textbox--html-input narrow"' in html


def test_typed_text_is_escaped() -> None:
    """What someone typed is text, never markup."""
    html = draw("{% field form.name %}", form=StyleForm({"name": "<b>Tom</b>"}))
    assert "<b>" not in html


def test_every_line_of_the_error_summary_leads_to_an_id_on_the_page() -> None:
    """Radio buttons too: there it is the first choice."""
    html = draw('{% include "desk/components/form.html" %}', form=StyleForm({}))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 6
    assert all(f'id="{target}"' in html for target in targets)


def test_a_form_without_errors_has_no_error_summary() -> None:
    """Nothing to correct, nothing to read."""
    assert "vd-errors" not in draw("{% error_summary form %}", form=StyleForm())


def test_errors_of_the_whole_form_are_in_the_summary_without_a_link() -> None:
    """They belong to no single field."""
    form = StyleForm({})
    form.add_error(None, "Kies iemand anders.")
    html = draw("{% error_summary form %}", form=form)
    assert "<li>Kies iemand anders.</li>" in html


def test_an_unknown_tone_is_refused() -> None:
    """A typing error does not become a grey badge."""
    with pytest.raises(ValueError, match="tone"):
        draw('{% badge "te laat" "rood" %}')


def test_table_cells_carry_their_column_and_unknown_is_said() -> None:
    """Below 600 px the column name is all that tells what a cell is."""
    with override("nl"):
        html = draw(
            '{% table "Hulp" columns rows numbers="2" %}',
            columns=["Wie", "Bedrag"],
            rows=[["Rijk", None], ["Gemeente", 0]],
        )
    assert html.count('data-label="Bedrag"') == 2
    assert "onbekend" in html
    assert ">0</td>" in html


def test_a_table_row_of_another_length_is_refused() -> None:
    """A shifted column is worse than no table."""
    with pytest.raises(ValueError, match="zip"):
        draw('{% table "Hulp" columns rows %}', columns=["Wie", "Bedrag"], rows=[["Rijk"]])


@pytest.mark.parametrize(
    ("cents", "dutch"),
    [
        (None, "onbekend"),
        (0, "€\N{NO-BREAK SPACE}0"),
        (1234550, "€\N{NO-BREAK SPACE}12.345,50"),
        (16800000, "€\N{NO-BREAK SPACE}168.000"),
        (-505, "€\N{NO-BREAK SPACE}\N{MINUS SIGN}5,05"),
    ],
)
def test_amounts_are_written_the_dutch_way(cents: int | None, dutch: str) -> None:
    """Unknown is a word, zero is a figure."""
    with override("nl"):
        assert euros(cents) == dutch
