# SPDX-License-Identifier: EUPL-1.2
"""The permission matrix in sentences that a resident, a professional and a lawyer can check.

Each sentence stands for one or more cells of `door/matrix.toml`. A new act needs its sentence here;
flipping any cell, holder or purpose of the matrix breaks at least one sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from django.db.models import Value

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.masking import Reach, seen
from voordeur.door.matrix import Answer, Matrix, MatrixError, Purpose, matrix, parse
from voordeur.door.models import Standing
from voordeur.door.roles import ROLES
from voordeur.history import clock as product_clock

type Check = Callable[[Matrix], bool]
PARTS = "own money health youth justice safety where private"


def sees(relation: str, **answers: str) -> Check:
    """Check cells: `shown="name common"` and so on, for one relation."""

    def check(known: Matrix) -> bool:
        return all(
            known.cells[relation, compartment] is Answer[answer.upper()]
            for answer, compartments in answers.items()
            for compartment in compartments.split()
        )

    return check


def nobody_sees(compartment: str, *, but: str) -> Check:
    """Check that a compartment is hidden for every relation, except those named."""

    def check(known: Matrix) -> bool:
        return all(
            (known.cells[relation, compartment] is not Answer.HIDDEN) == (relation in but.split())
            for relation in known.purposes
        )

    return check


def may(act: str, *holders: str) -> Check:
    """Check the exact holders of an act; `role_x` stands for the role x."""
    wanted = frozenset(
        "role:" + holder.removeprefix("role_") if holder.startswith("role_") else holder
        for holder in holders
    )
    return lambda known: known.acts[act] == wanted


def serves(purpose: Purpose, *relations: str) -> Check:
    """Check that exactly these relations serve a purpose."""

    def check(known: Matrix) -> bool:
        return {r for r, given in known.purposes.items() if given is purpose} == set(relations)

    return check


HELP = [
    "self",
    "member",
    "parent",
    "supporter",
    "case_coordinator",
    "process_coordinator",
    "helper",
    "triage",
    "team",
    "lead",
    "emergency",
    "task",
    "told",
]

SENTENCES: list[tuple[str, Check]] = [
    # The resident.
    (
        "A resident sees who is in the household and what it plans together.",
        sees("self", shown="name common"),
    ),
    (
        "A resident sees every part that is about themselves: there is no file behind their back.",
        sees("self", shown="own money health youth justice safety where"),
    ),
    ("A resident has one page that is theirs alone.", sees("self", shown="private")),
    (
        "A member sees that the others are in the household and what is planned together.",
        sees("member", shown="name common"),
    ),
    (
        "A member does not find out that another member said anything at all.",
        sees("member", hidden="own"),
    ),
    (
        "A member does not find out that another member has debts or income on file.",
        sees("member", hidden="money"),
    ),
    (
        "A member does not find out that another member is under treatment.",
        sees("member", hidden="health"),
    ),
    (
        "A member does not find out that a child of another has help of its own.",
        sees("member", hidden="youth"),
    ),
    (
        "A member does not find out that police or probation know another member.",
        sees("member", hidden="justice"),
    ),
    (
        "A violent partner does not find out that somebody worries about safety.",
        sees("member", hidden="safety"),
    ),
    (
        "A violent partner does not find out that there is another address or a safe channel.",
        sees("member", hidden="where"),
    ),
    (
        "A member does not find out that another member keeps a page of their own.",
        sees("member", hidden="private"),
    ),
    (
        "A parent with authority sees the household and the child's own words.",
        sees("parent", shown="name common own"),
    ),
    (
        "A parent with authority sees the child's money, health, youth care and justice.",
        sees("parent", shown="money health youth justice"),
    ),
    (
        "A parent does not find out that a concern about the child's safety is on file: it can be "
        "about that parent.",
        sees("parent", hidden="safety"),
    ),
    (
        "A parent does not find out where a child is kept safe.",
        sees("parent", hidden="where"),
    ),
    (
        "A parent does not find out what a child keeps to itself.",
        sees("parent", hidden="private"),
    ),
    (
        "A client supporter sees what the household shares together.",
        sees("supporter", shown="name common"),
    ),
    (
        "A client supporter sees nothing else until the member shares it.",
        sees("supporter", hidden=PARTS),
    ),
    # Who coordinates.
    (
        "The case coordinator sees the household, its plan and each member's own words.",
        sees("case_coordinator", shown="name common own"),
    ),
    (
        "The case coordinator sees money and growing up: the plan cannot be made without.",
        sees("case_coordinator", shown="money youth"),
    ),
    (
        "The case coordinator sees concerns about safety and how to reach somebody safely.",
        sees("case_coordinator", shown="safety where"),
    ),
    (
        "The case coordinator knows that there is treatment or a case in court, not which.",
        sees("case_coordinator", masked="health justice"),
    ),
    (
        "The case coordinator does not find the page a member keeps alone.",
        sees("case_coordinator", hidden="private"),
    ),
    (
        "The process coordinator sees the household and the joint plan.",
        sees("process_coordinator", shown="name common"),
    ),
    (
        "The process coordinator knows that there are personal parts, not what is in them.",
        sees("process_coordinator", masked="own money health youth justice safety where"),
    ),
    (
        "The process coordinator does not find the page a member keeps alone.",
        sees("process_coordinator", hidden="private"),
    ),
    # Who helps.
    (
        "Who helps for one task sees the household and the joint plan.",
        sees("helper", shown="name common"),
    ),
    (
        "Who helps for one task knows that members said something of their own, not what.",
        sees("helper", masked="own"),
    ),
    (
        "A youth worker does not read the debts, and a debt adviser does not read the youth care.",
        sees("helper", masked="money youth"),
    ),
    (
        "Who helps for one task knows that there is treatment or a case in court, not which.",
        sees("helper", masked="health justice"),
    ),
    (
        "Who helps for one task knows that there is a concern about safety and whom to ask.",
        sees("helper", masked="safety"),
    ),
    (
        "Who helps for one task knows that an address is protected, not which it is.",
        sees("helper", masked="where"),
    ),
    (
        "Who helps for one task does not find the page a member keeps alone.",
        sees("helper", hidden="private"),
    ),
    (
        "A named task opens the part it names, on its legal basis.",
        sees("task", shown="name common own money health youth justice safety where"),
    ),
    (
        "No task, however named, opens the page a member keeps alone.",
        sees("task", hidden="private"),
    ),
    (
        "What a member shares is shown to whom it was shared with.",
        sees("told", shown="name common own money health youth justice safety where"),
    ),
    (
        "Even a line of the own page is shown to the one the member picks.",
        sees("told", shown="private"),
    ),
    # At the gate.
    (
        "Who decides on a signal sees the household, what is together and the members' own words.",
        sees("triage", shown="name common own"),
    ),
    (
        "Who decides on a signal sees concerns about safety: it may have to be tonight.",
        sees("triage", shown="safety"),
    ),
    (
        "Who decides on a signal knows that there are debts, care, youth care or justice, not what.",
        sees("triage", masked="money health youth justice"),
    ),
    (
        "Who decides on a signal knows that an address is protected, not which it is.",
        sees("triage", masked="where"),
    ),
    (
        "Who decides on a signal does not find the page a member keeps alone.",
        sees("triage", hidden="private"),
    ),
    (
        "A colleague of the same team who does not help this household finds only that it exists.",
        sees("team", masked="name", hidden="common " + PARTS),
    ),
    (
        "A team lead sees which households the team has and who coordinates there.",
        sees("lead", shown="name"),
    ),
    (
        "A team lead knows that there is a plan and who is busy with it, not what it says.",
        sees("lead", masked="common"),
    ),
    (
        "A team lead knows that a concern about safety is open, to see that it is taken up.",
        sees("lead", masked="safety"),
    ),
    (
        "A team lead does not find anything personal of a member.",
        sees("lead", hidden="own money health youth justice where private"),
    ),
    # Emergency and supervision.
    (
        "In an emergency everything that can save somebody is shown.",
        sees("emergency", shown="name common own money health youth justice safety where"),
    ),
    (
        "Not even an emergency opens the page a member keeps alone.",
        sees("emergency", hidden="private"),
    ),
    (
        "The privacy officer finds that a household is there, not who is in it.",
        sees("inspector", masked="name"),
    ),
    (
        "Supervision of the log is not reading the file.",
        sees("inspector", hidden="common " + PARTS),
    ),
    (
        "The own page is not there for anybody but the member and whom the member picks.",
        nobody_sees("private", but="self told"),
    ),
    (
        "Who helps, coordinates, shares, decides or rescues does so for help and nothing else.",
        serves(Purpose.HELP, *HELP),
    ),
    (
        "The privacy officer comes in for supervision and nothing else.",
        serves(Purpose.SUPERVISION, "inspector"),
    ),
    (
        "Nobody comes into a household to buy care: nothing identifiable passes to buying.",
        serves(Purpose.BUYING),
    ),
    (
        "Nobody comes into a household for figures: nothing identifiable passes to figures.",
        serves(Purpose.FIGURES),
    ),
    (
        "Who is several things to a household gets the best answer of them.",
        lambda known: (
            known.answer(["member", "case_coordinator"], "own") is Answer.SHOWN
            and known.answer(["team", "helper"], "common") is Answer.SHOWN
            and known.answer(["team", "lead"], "money") is Answer.HIDDEN
        ),
    ),
    (
        "Who is nothing to a household finds nothing.",
        lambda known: all(known.answer([], part) is Answer.HIDDEN for part in known.compartments),
    ),
    # Acts.
    (
        "Whoever works with residents may pass on a signal.",
        may("signal.record", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "Only who was given triage decides what a signal needs, and in a case its coordinator.",
        may("signal.triage", "role_triage", "case_coordinator"),
    ),
    (
        "Professionals, triage and team leads may look whether a household is known.",
        may("household.find", "role_professional", "role_triage", "role_team_lead"),
    ),
    (
        "A household is registered at triage or by the administrator who brings over old files.",
        may("household.register", "role_triage", "role_administrator"),
    ),
    (
        "Who is in the household is kept right by triage and the case coordinator.",
        may("household.edit", "triage", "case_coordinator"),
    ),
    (
        "A member's own people are written down by the member, who stands beside them or who helps.",
        may("network.write", "self", "supporter", "case_coordinator", "helper", "triage"),
    ),
    (
        "How a member is reached safely is kept by that member and the case coordinator.",
        may("where.write", "self", "case_coordinator"),
    ),
    ("A case is opened by who did the triage.", may("case.open", "triage")),
    (
        "Who helps and who coordinates is arranged by the coordinators and the team lead.",
        may("case.coordinate", "case_coordinator", "process_coordinator", "lead"),
    ),
    (
        "A colleague who is asked may answer, also one who only knows that the household exists.",
        may("case.answer", "case_coordinator", "process_coordinator", "helper", "lead", "team"),
    ),
    (
        "Whoever helps may say that their organisation coordinates; the conflict is then shown.",
        may("case.claim", "case_coordinator", "process_coordinator", "helper"),
    ),
    (
        "A member's own words are written by the member or by whom they speak to.",
        may(
            "voice.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "A problem is named by the member, who speaks for them or who sees it.",
        may(
            "problem.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "The plan is written down by those who help and coordinate.",
        may("plan.write", "case_coordinator", "process_coordinator", "helper"),
    ),
    (
        "A plan is agreed by the members themselves; a parent does so for a young child.",
        may("plan.agree", "self", "parent"),
    ),
    (
        "A yes on paper or by phone is recorded by the case coordinator or the supporter.",
        may("plan.agree_for", "case_coordinator", "supporter"),
    ),
    (
        "An offer from the network is answered by the member, also through who stands beside them.",
        may("offer.answer", "self", "parent", "supporter", "case_coordinator"),
    ),
    (
        "Notes of a contact are written by those who help, coordinate or triage.",
        may("contact.write", "case_coordinator", "process_coordinator", "helper", "triage"),
    ),
    (
        "The member rates as well as the professional; a parent may for a child.",
        may("measure.write", "self", "parent", "case_coordinator", "helper", "triage"),
    ),
    (
        "Which help is given is recorded by those who arrange it.",
        may("provision.write", "case_coordinator", "helper", "triage"),
    ),
    (
        "A paper is put in the file by the member, who stands beside them, or who helps.",
        may(
            "paper.write",
            *("self", "parent", "supporter"),
            *("case_coordinator", "helper", "triage"),
        ),
    ),
    (
        "Whoever is shown what goes on, or was let in by an emergency, may raise a concern about "
        "safety.",
        may(
            "safety.raise",
            *("self", "parent", "supporter", "case_coordinator"),
            *("process_coordinator", "helper", "triage", "emergency"),
        ),
    ),
    ("Only the member writes on the own page.", may("private.write", "self")),
    (
        "Who was told something by a member may answer it, and nobody else.",
        may("told.answer", "told"),
    ),
    (
        "Only the member decides what is shared; paper and phone go through supporter or case "
        "coordinator, a young child through the parent.",
        may("share.give", "self", "parent", "supporter", "case_coordinator"),
    ),
    (
        "The case coordinator gives somebody the part they need for a task.",
        may("task.give", "case_coordinator"),
    ),
    (
        "A professional or triage may break the glass.",
        may("emergency.open", "role_professional", "role_triage"),
    ),
    (
        "The privacy officer judges it afterwards.",
        may("emergency.review", "role_privacy_officer"),
    ),
    (
        "The privacy officer reads the access log of a household.",
        may("log.inspect", "role_privacy_officer"),
    ),
    (
        "Forgetting somebody is carried out by the privacy officer.",
        may("forget.person", "role_privacy_officer"),
    ),
    (
        "An import is run by the administrator or by the system.",
        may("import.run", "role_administrator", "role_system"),
    ),
    (
        "Only the controller books in a book that has no room of its own.",
        may("ledger.book", "role_controller", "role_system"),
    ),
    (
        "The house is set up by the administrator or by the system.",
        may("set.up", "role_administrator", "role_system"),
    ),
]


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
