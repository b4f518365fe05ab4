# SPDX-License-Identifier: EUPL-1.2
"""The page with the family and the surroundings: the drawing says what the list says, to each reader."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests import factories as make
from tests.people.test_pages import signed_in
from voordeur.coordination.actions import involve
from voordeur.door.access import open_household
from voordeur.history import clock as product_clock
from voordeur.people import actions, pictures, queries
from voordeur.people.actions import NewPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(clock):
    """A mother, her child, the father who left, her mother who died, an uncle and an organisation."""
    home = make.a_household("Angela", "Bram", "Cor", "Dina")
    angela, bram, cor, dina = make.person_ids(home)
    rows = [
        (angela, bram, "parent"),
        (cor, bram, "parent"),
        (angela, cor, "ex_partner"),
        (dina, angela, "parent"),
    ]
    for one, other, kind in rows:
        actions.record_relation(
            make.SETUP, household_id=home.pk, person_id=one, other_id=other, kind=kind
        )
    access = opened(home, make.SETUP, everything=True)
    cards = {one.person_id: one for one in queries.members(access)}
    actions.correct_member(
        make.SETUP,
        household_id=home.pk,
        person_id=dina,
        expected_version=1,
        role="adult",
        given_names="Dina",
        died="2019-04-01",
    )
    for person in (cor, dina):
        actions.end_membership(
            make.SETUP,
            household_id=home.pk,
            membership=cards[person].membership_id,
            until=product_clock.today(),
            expected_version=1,
        )
    actions.name_network_member(
        make.SETUP,
        household_id=home.pk,
        person_id=angela,
        shared=True,
        first_name="Egbert",
        tie="aunt_or_uncle",
        nearness="close",
        exchange="gives",
        note="komt op zondag",
    )
    actions.name_network_member(
        make.SETUP, household_id=home.pk, person_id=angela, first_name="Fenna", nearness="far"
    )
    involve(
        make.SETUP,
        household_id=home.pk,
        organisation_id=make.an_organisation("Bewindkantoor Zuid").pk,
        law="wgs",
        task="Rekeningen betalen",
        from_date=product_clock.today(),
    )
    return home


def opened(home, reader, *, everything=False):
    from voordeur.door.access import for_system

    if everything:
        return for_system(reader, home.pk)
    return open_household(reader, home.pk, activity="test")


def test_the_family_stands_by_generations_and_the_list_says_the_same(home):
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    found = pictures.family(opened(home, worker.reader))
    assert [group.title for group in found.groups[:3]] == [
        "Generatie 1",
        "Generatie 2",
        "Generatie 3",
    ]
    words = [line for group in found.groups for line in group.lines]
    for box in found.boxes:
        assert any(line.startswith(box.rows[0][1]) for line in words)
    *generations, ties = found.groups
    assert len(found.traces) == len(ties.lines) == 5
    assert sum(len(group.lines) for group in generations) == len(found.boxes) == 5
    assert {box.rows[0][1]: box.kind for box in found.boxes} == {
        "Angela": "in",
        "Bram": "in",
        "Cor": "out",
        "Dina": "died",
        "Egbert": "out",
    }
    assert "Dina: overleden in 2019, niet in dit huishouden" in words
    assert "Angela is ex-partner van Cor" in ties.lines


def test_who_stands_around_is_told_in_the_words_of_the_members(home):
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    helping = [pictures.Helping("Bewindkantoor Zuid", "Rekeningen betalen")]
    found = pictures.surroundings(opened(home, worker.reader), helping)
    lines = {group.title: group.lines for group in found.groups}
    assert lines["dichtbij"] == ("Egbert, oom of tante van Angela, geeft steun, komt op zondag",)
    assert lines["ver weg"] == ("Fenna, genoemd door Angela",)
    assert lines["Organisaties"] == ("Bewindkantoor Zuid, Rekeningen betalen",)
    assert len(found.boxes) == 3
    assert [len(trace.heads) for trace in found.traces] == [1, 0, 0]


def test_the_page_is_one_drawing_with_a_title_and_words_for_each_and_few_statements(
    home, all_queries
):
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    client = signed_in(worker)
    address = reverse("pictures", args=[home.uuid])
    client.get(address)
    with all_queries() as statements:
        page = client.get(address)
    assert page.status_code == 200
    assert len(statements) <= 15, len(statements)
    html = page.content.decode()
    for name in ("family", "around"):
        assert f'aria-labelledby="{name}-title {name}-desc"' in html
    inside = [unescape(text) for text in re.findall(r"<text[^>]*>([^<]+)</text>", html)]
    lists = html[html.index("vd-sheet__words") :]
    for text in inside:
        if not text.endswith("…"):
            assert text in unescape(lists), text
    assert address in client.get(reverse("people_page", args=[home.uuid])).content.decode()


def test_who_may_not_read_a_members_own_people_gets_a_smaller_drawing_without_a_gap(home):
    helper = make.a_worker()
    make.stand(helper.reader, home, "helper")
    access = opened(home, helper.reader)
    seen = [box.rows[0][1] for box in pictures.surroundings(access, []).boxes]
    assert seen == ["Egbert"]
    other = make.a_household("Angela")
    stranger = make.a_worker()
    make.stand(stranger.reader, other, "helper")
    assert signed_in(stranger).get(reverse("pictures", args=[home.uuid])).status_code == 404


def test_nobody_named_and_nobody_tied_is_said_in_words(clock):
    home = make.a_household("Greet")
    worker = make.a_worker()
    make.stand(worker.reader, home, "case_coordinator")
    access = opened(home, worker.reader)
    assert [box.rows[0][1] for box in pictures.family(access).boxes] == ["Greet"]
    assert pictures.surroundings(access, []) is None
    actions.add_member(
        worker.reader, household_id=home.pk, new=NewPerson(given_names="Wilhelmina-Alexandra Maria")
    )
    long = pictures.family(opened(home, worker.reader))
    assert {box.rows[0][1] for box in long.boxes} == {"Greet", "Wilhelmina-Alexand…"}
    assert any("Wilhelmina-Alexandra:" in line for line in long.groups[0].lines)
