# SPDX-License-Identifier: EUPL-1.2
"""Reports without a name come out in batches of several people, and a rule file reads as written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.leeway.anonymity import Report, released
from voordeur.leeway.rulefile import (
    KINDS,
    PARTS,
    ConditionText,
    RouteText,
    RuleFile,
    RuleText,
    read,
    unnamed,
    written,
)
from voordeur.leeway.sorting import claim_test
from voordeur.leeway.starter import starter_text

MONDAY = date(2026, 1, 5)
REPORTS = st.lists(st.tuples(st.integers(0, 8), st.sampled_from("abcdefgh")), max_size=40).map(
    lambda rows: [
        Report(number, MONDAY + timedelta(weeks=week), author)
        for number, (week, author) in enumerate(rows)
    ]
)


@given(REPORTS, st.integers(2, 6))
def test_between_two_weeks_nothing_comes_out_or_the_lines_of_enough_people_do(reports, least):
    """What management sees at the end of each week, week after week."""
    by = {one.id: one.author for one in reports}
    before: frozenset[int] = frozenset()
    for week in range(10):
        now = released(reports, MONDAY + timedelta(weeks=week), least)
        assert before <= now
        new = now - before
        assert not new or len({by[one] for one in new}) >= least
        before = now


@given(REPORTS)
def test_one_busy_reporter_never_fills_a_batch(reports):
    mine = [Report(one.id, one.week, "a") for one in reports]
    assert released(mine, date.max) == frozenset()


def test_a_limit_of_one_person_is_no_limit():
    with pytest.raises(ValueError, match="2 or more"):
        released([], MONDAY, 1)


CODES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
WORDS = st.text(min_size=1, max_size=30).map(str.strip).filter(bool)
THINGS = st.sampled_from(["huis", "regeling", "overzicht"])
FACTS = st.sampled_from(["inkomen", "scheiding"])


@st.composite
def files(draw):
    routes = st.builds(
        RouteText,
        name=WORDS,
        gives=st.just("huis"),
        needs=st.lists(FACTS, unique=True, max_size=2).map(tuple),
        excluded_by=st.lists(FACTS, unique=True, max_size=2).map(tuple),
        set_aside_by=WORDS,
        set_aside_cents=st.none() | st.integers(0, 10**6),
    )
    rules = st.builds(
        RuleText,
        code=CODES,
        title=WORDS,
        text=WORDS,
        kind=st.sampled_from([kind for kind in KINDS if kind != "law"]),
        from_date=st.none() | st.dates(date(2000, 1, 1), date(2010, 1, 1)),
        until=st.none() | st.dates(date(2011, 1, 1), date(2020, 1, 1)),
        routes=st.lists(routes, max_size=2, unique_by=lambda one: one.name).map(tuple),
    )
    conditions = st.builds(ConditionText, code=CODES, name=WORDS, part=st.sampled_from(PARTS))
    return RuleFile(
        tuple(draw(st.lists(conditions, max_size=3, unique_by=lambda one: one.code))),
        tuple(draw(st.lists(rules, max_size=3, unique_by=lambda one: one.code))),
    )


@given(files())
def test_a_file_reads_as_it_was_written(file):
    assert read(written(file)) == file


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[rule]\n", "text"),
        ("x = 1", "text: x"),
        ("rule = 1", "rule"),
        ('[[rule]]\ncode="a"\ntitle="A"\nkind="wens"', "kind"),
        ('[[rule]]\ncode="A b"\ntitle="A"\nkind="local"', "rule 1: code"),
        ('[[rule]]\ncode="a"\ntitle=""\nkind="local"', "rule 1: title"),
        ('[[rule]]\ncode="a"\ntitle="A"\nkind="law"', "article"),
        ('[[rule]]\ncode="a"\ntitle="A"\nkind="local"\nfrom="nu"', "rule 1: from"),
        ('[[rule]]\ncode="a"\ntitle="A"\nkind="local"\ninclusive=1', "rule 1: inclusive"),
        (
            '[[rule]]\ncode="a"\ntitle="A"\nkind="local"\nfrom=2020-01-01\nuntil=2020-01-01',
            "until",
        ),
        ('[[condition]]\ncode="a"\nname="A"\npart="safety"', "condition 1: part"),
        ('[[condition]]\ncode="a"\nname="A"\n[[condition]]\ncode="a"\nname="B"', "a"),
        (
            '[[rule]]\ncode="a"\ntitle="A"\nkind="local"\ninclusive=true\n'
            '[[rule.route]]\nname="1"\ngives="x"',
            "inclusive",
        ),
        (
            '[[rule]]\ncode="a"\ntitle="A"\nkind="local"\n'
            '[[rule.route]]\nname="1"\ngives="x"\nneeds=["x"]',
            "a/1",
        ),
        (
            '[[rule]]\ncode="a"\ntitle="A"\nkind="local"\n'
            '[[rule.route]]\nname="1"\ngives="x"\nneeds="y"',
            "rule 1, route 1: needs",
        ),
        (
            '[[rule]]\ncode="a"\ntitle="A"\nkind="local"\n'
            '[[rule.route]]\nname="1"\ngives="x"\nset_aside_cents=-1',
            "rule 1, route 1: set_aside_cents",
        ),
    ],
)
def test_a_file_that_cannot_be_is_refused_with_its_place(text, where):
    with pytest.raises(Refusal) as refused:
        read(text)
    assert refused.value.where == where


def test_the_starter_set_names_every_condition_and_holds_together():
    file = read(starter_text())
    assert unnamed(file) == ()
    used = {
        name
        for rule in file.rules
        for route in rule.routes
        for name in (route.gives, *route.needs, *route.excluded_by)
    }
    assert {one.code for one in file.conditions} == used
    assert any(rule.inclusive for rule in file.rules)


def test_a_claim_of_law_is_counted_against_what_was_found():
    found = claim_test([(True, "law"), (True, "none"), (True, ""), (False, "local"), (None, "")])
    assert (found.claimed, found.looked_up, found.law, found.local, found.none) == (3, 2, 1, 0, 1)
