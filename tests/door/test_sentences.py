# SPDX-License-Identifier: EUPL-1.2
"""The sentences of `tests/door/sentences/` hold, each place of the matrix has one, and SQL agrees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from django.db.models import Value

from tests import factories as make
from tests.door.sentences import SENTENCES
from voordeur.door import access as door
from voordeur.door.masking import Reach, seen
from voordeur.door.matrix import Answer, Matrix, MatrixError, Purpose, matrix, parse
from voordeur.door.models import Standing
from voordeur.door.roles import ROLES
from voordeur.history import clock as product_clock


@pytest.mark.parametrize(("sentence", "check"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_the_matrix_says(sentence, check):
    assert check(matrix()), sentence


def test_there_are_at_least_sixty_sentences_and_none_twice():
    texts = [text for text, _ in SENTENCES]
    assert len(set(texts)) == len(texts) >= 60


@dataclass(frozen=True)
class Flip:
    """One changed cell, holder or purpose."""

    what: str
    made: Matrix


def _without(values: Mapping[object, object], key: object, new: object) -> dict:
    return {**values, key: new}


def flips(known: Matrix) -> Iterator[Flip]:
    """Every matrix that differs from this one in a single place."""
    for (relation, compartment), given in known.cells.items():
        for other in Answer:
            if other is not given:
                cells = _without(known.cells, (relation, compartment), other)
                yield Flip(f"{relation}/{compartment} = {other.name}", replace(known, cells=cells))
    everybody = [*known.purposes, *(f"role:{role}" for role in ROLES)]
    for act, holders in known.acts.items():
        for holder in everybody:
            acts = _without(known.acts, act, holders ^ {holder})
            yield Flip(f"{act} toggles {holder}", replace(known, acts=acts))
    for relation, given in known.purposes.items():
        for purpose in Purpose:
            if purpose is not given:
                purposes = _without(known.purposes, relation, purpose)
                yield Flip(f"{relation} for {purpose}", replace(known, purposes=purposes))


def test_flipping_any_place_of_the_matrix_breaks_a_sentence():
    changed = list(flips(matrix()))
    unnoticed = [flip.what for flip in changed if all(check(flip.made) for _, check in SENTENCES)]
    assert unnoticed == []
    known = matrix()
    assert len(changed) == 2 * len(known.cells) + len(known.acts) * (
        len(known.purposes) + len(ROLES)
    ) + 3 * len(known.purposes)


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", Purpose)
def test_the_database_gives_the_answer_of_the_matrix_for_every_relation_and_part(clock, purpose):
    """One query over relation × compartment: the SQL expression against the pure function."""
    known = matrix()
    worker = make.a_worker()
    homes = {relation: make.a_household() for relation in known.purposes}
    for relation, home in homes.items():
        person = make.person_ids(home)[0]
        for compartment in known.compartments:
            make.stand(worker.reader, home, relation, person_id=person, compartment=compartment)
    moment = product_clock.now()
    opened = door.Access(worker.reader, purpose, None, frozenset(), "", moment)
    reach = Reach(person="person_id", compartment="compartment", item="no_item")
    rows = Standing.objects.filter(reader=worker.reader.key).annotate(
        no_item=Value(None, output_field=Standing._meta.get_field("item"))
    )
    given = {
        (relation, compartment): answer
        for relation, compartment, answer in rows.annotate(answer=seen(opened, reach)).values_list(
            "relation", "compartment", "answer"
        )
    }
    assert given == {
        (relation, compartment): (
            known.answer([relation], compartment)
            if known.purposes[relation] is purpose
            else Answer.HIDDEN
        )
        for relation in known.purposes
        for compartment in known.compartments
    }


@pytest.mark.django_db
def test_the_best_of_several_relations_counts_in_the_database_too(clock):
    known = matrix()
    worker = make.a_worker()
    pairs = [("team", "helper"), ("lead", "triage"), ("member", "told"), ("team", "lead")]
    for pair in pairs:
        home = make.a_household()
        person = make.person_ids(home)[0]
        for relation in pair:
            for compartment in known.compartments:
                make.stand(worker.reader, home, relation, person_id=person, compartment=compartment)
        opened = door.Access(
            worker.reader, Purpose.HELP, home.pk, frozenset(pair), "", product_clock.now()
        )
        rows = Standing.objects.filter(household_id=home.pk, reader=worker.reader.key).annotate(
            no_item=Value(None, output_field=Standing._meta.get_field("item")),
            answer=seen(opened, Reach(item="no_item")),
        )
        assert dict(rows.values_list("compartment", "answer")) == {
            compartment: known.answer(pair, compartment) for compartment in known.compartments
        }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"compartments": ["name", "more"]}, "lacks 'more'"),
        ({"compartments": []}, "unknown compartment"),
        ({"acts": {"x": ["stranger"]}}, "unknown relation"),
    ],
)
def test_a_matrix_file_that_cannot_be_is_refused(change, message):
    data = {
        "compartments": ["name"],
        "relations": {"self": {"purpose": "help", "name": "shown"}},
        "acts": {},
    }
    with pytest.raises(MatrixError, match=message):
        parse({**data, **change})
