# SPDX-License-Identifier: EUPL-1.2
"""Genogram and ecogram: everybody once, nothing over each other, generations in order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from voordeur.people import ecogram, genogram
from voordeur.people.ecogram import Around, Ring
from voordeur.people.genogram import FamilyTie, Line, Someone
from voordeur.people.relations import relation_types

KEYS = [f"p{number}" for number in range(9)]
FAMILY = [code for code, kind in relation_types().items() if kind.family]


@st.composite
def families(draw):
    people = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    some = st.sampled_from([*KEYS, "elsewhere"])
    ties = draw(
        st.lists(
            st.builds(FamilyTie, some, st.sampled_from(list(relation_types())), some, st.booleans())
        )
    )
    return [Someone(key, draw(st.booleans())) for key in people], ties


def apart(boxes, width, height):
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert abs(one.x - other.x) >= width or abs(one.y - other.y) >= height, (one, other)


def test_every_kind_of_family_has_its_generation_and_its_inverse_the_other_way():
    assert {code for code in relation_types() if genogram.is_family(code)} == set(FAMILY)
    for code in FAMILY:
        assert genogram._DOWN[code] == -genogram._DOWN[relation_types()[code].inverse]


@given(families())
def test_everybody_stands_once_on_the_sheet_and_over_nobody(family):
    people, ties = family
    drawn = genogram.draw(people, ties)
    assert sorted(box.key for box in drawn.boxes) == sorted(one.key for one in people)
    apart(drawn.boxes, genogram.WIDTH, genogram.HEIGHT)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - genogram.WIDTH
        assert 0 <= box.y <= drawn.height - genogram.HEIGHT
    assert drawn == genogram.draw(people, ties)


@given(families())
def test_whoever_is_not_given_leaves_nothing_behind(family):
    people, ties = family
    known = {one.key for one in people}
    among = [tie for tie in ties if {tie.one, tie.other} <= known]
    assert genogram.draw(people, ties) == genogram.draw(people, among)


@given(st.permutations(KEYS), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_parents_stand_above_their_children(order, pairs):
    ties = [FamilyTie(KEYS[one], "parent", KEYS[two]) for one, two in pairs if one < two]
    drawn = genogram.draw([Someone(key) for key in order], ties)
    level = {box.key: box.y for box in drawn.boxes}
    assert all(level[tie.one] < level[tie.other] for tie in ties)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_generations_follow_each_other_without_an_empty_row(sizes):
    people, ties, above = [], [], None
    for row, size in enumerate(sizes):
        keys = [f"{row}-{number}" for number in range(size)]
        people += [Someone(key) for key in keys]
        if above:
            ties += [FamilyTie(key, "child", above) for key in keys]
        above = keys[0]
    drawn = genogram.draw(people, ties)
    if len(sizes) > 1:
        rows = sorted({box.generation for box in drawn.boxes})
        assert all(two - one == 1 for one, two in pairwise(rows))


def test_partners_stand_side_by_side_and_each_line_has_its_own_stroke():
    people = [Someone(key) for key in ("mother", "child", "father", "new", "foster")]
    ties = [
        FamilyTie("mother", "parent", "child"),
        FamilyTie("child", "child", "father"),
        FamilyTie("mother", "ex_partner", "father"),
        FamilyTie("mother", "partner", "new"),
        FamilyTie("foster", "foster_child", "mother"),
        FamilyTie("foster", "foster_sibling", "child"),
    ]
    drawn = genogram.draw(people, ties)
    places = {box.key: box for box in drawn.boxes}
    for partner in ("father", "new"):
        assert places[partner].y == places["mother"].y
        step = genogram.WIDTH + genogram.GAP_ACROSS
        assert abs(places[partner].x - places["mother"].x) == step
    assert [stroke.line for stroke in drawn.strokes] == [
        Line.CHILD,
        Line.CHILD,
        Line.PARTED,
        Line.COUPLE,
        Line.CHOSEN,
        Line.OTHER,
    ]


def test_a_tie_that_was_written_from_both_sides_is_drawn_once():
    people = [Someone("a"), Someone("b")]
    ties = [FamilyTie("a", "parent", "b"), FamilyTie("b", "child", "a")]
    assert len(genogram.draw(people, ties).strokes) == 1


ring = st.sampled_from(list(Ring))
sides = st.sampled_from(["", "gives", "takes", "both"])
surroundings = st.lists(
    st.builds(Around, st.integers(0, 60).map(str), ring, sides), unique_by=lambda one: one.key
)


@given(surroundings)
def test_around_a_household_everybody_stands_once_and_over_nobody(around):
    drawn = ecogram.draw(around)
    assert sorted(spot.key for spot in drawn.spots) == sorted(one.key for one in around)
    apart(drawn.spots, ecogram.WIDTH, ecogram.HEIGHT)
    for spot in drawn.spots:
        assert 0 <= spot.x <= drawn.width - ecogram.WIDTH
        assert 0 <= spot.y <= drawn.height - ecogram.HEIGHT
        near_x = max(spot.x, min(drawn.x, spot.x + ecogram.WIDTH))
        near_y = max(spot.y, min(drawn.y, spot.y + ecogram.HEIGHT))
        away = (near_x - drawn.x) ** 2 + (near_y - drawn.y) ** 2
        assert away >= ecogram.CENTRE**2, "stands over the household"
    assert drawn == ecogram.draw(around)


@given(surroundings)
def test_nearer_is_drawn_nearer_and_heads_point_where_support_goes(around):
    drawn = ecogram.draw(around)
    order = list(Ring)
    heads = {"": 0, "gives": 1, "takes": 1, "both": 2}
    given_by = {one.key: one.exchange for one in around}
    far = {}
    for spot in drawn.spots:
        x, y = spot.x + ecogram.WIDTH / 2 - drawn.x, spot.y + ecogram.HEIGHT / 2 - drawn.y
        far.setdefault(order.index(spot.ring), []).append((x * x + y * y) ** 0.5)
        assert len(spot.heads) == heads[given_by[spot.key]]
    for one, two in pairwise(sorted(far)):
        assert max(far[one]) < min(far[two])
