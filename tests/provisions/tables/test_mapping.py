# SPDX-License-Identifier: EUPL-1.2
"""Which column is which field: guessed, seen by somebody, and kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.provisions.tables.making import PERSONS, codes

from voordeur.provisions.tables import (
    Column,
    DateOrder,
    Mapping,
    Unreadable,
    guess,
    targets,
)


def test_a_mapping_that_cannot_work_says_why():
    wrong = Mapping(
        "x", "persons", (Column("a", "born"), Column("b", "born"), Column("c", "shoe_size"))
    )
    assert sorted(f.code for f in wrong.faults()) == [
        "double_field",
        "unknown_field",
        "unmapped",
        "unmapped",
    ]
    assert [f.code for f in Mapping("x", "pets", ()).faults()] == ["unknown_target"]
    assert PERSONS.faults() == ()


@pytest.mark.parametrize(
    ("header", "target", "field"),
    [
        ("Burgerservicenummer", "persons", "citizen_number"),
        ("Geb. datum", "persons", "born"),
        ("Tussenvoegsel", "persons", "prefix"),
        ("Geboortdatum", "persons", "born"),
        ("INGANGSDATUM", "provisions", "since"),
        ("Naam aanbieder", "provisions", "provider"),
        ("Casusregisseur", "cases", "case_coordinator"),
        ("Leefgebied", "plans", "life_area"),
        ("Schoenmaat", "persons", None),
        ("", "persons", None),
    ],
)
def test_a_column_name_is_recognised_or_left_alone(header, target, field):
    (proposal,) = guess([header], target).proposals
    assert proposal.field == field
    assert (proposal.score > 0) is (field is not None)


def test_a_guess_is_no_mapping_until_somebody_has_seen_it(tmp_path):
    proposed = guess(["Gezin", "Voornaam", "Naam", "Rol"], "persons")
    assert not isinstance(proposed, Mapping)
    mapping = proposed.seen("bron", role=None, called="Naam")
    assert {(c.header, c.field) for c in mapping.columns} == {
        ("Gezin", "household"),
        ("Voornaam", "given_names"),
        ("Naam", "called"),
    }


@given(st.lists(st.text(max_size=20), max_size=8), st.sampled_from(sorted(targets())))
def test_a_guess_uses_each_field_at_most_once(headers, target):
    proposals = guess(headers, target).proposals
    fields = [p.field for p in proposals if p.field]
    assert len(fields) == len(set(fields))
    assert [p.header for p in proposals] == headers


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


COLUMNS = st.builds(
    Column,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.sampled_from([None, *DateOrder]),
)


MAPPINGS = st.builds(
    Mapping,
    TEXT,
    TEXT,
    st.lists(COLUMNS, max_size=4).map(tuple),
    TEXT,
    st.none() | st.integers(1, 50),
)


@given(MAPPINGS)
def test_a_mapping_survives_being_kept(mapping):
    assert Mapping.from_toml(mapping.to_toml()) == mapping


@pytest.mark.parametrize("text", ["", "source = 1 =", 'source = "a"', "columns = 3"])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(Unreadable) as error:
        Mapping.from_toml(text)
    assert codes(error) == ["bad_mapping"]
