# SPDX-License-Identifier: EUPL-1.2
"""The controller's sheet: it closes, is signed by a person, stays as it was, and works itself out again."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from openpyxl import load_workbook

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.formulas import Recalculated
from tests.money.making import (
    AGREED,
    SHELTER,
    WELFARE,
    a_claim,
    a_controller,
    a_line,
    a_project,
    an_effort,
    booked,
    moved,
)
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.money import actions
from voordeur.money.closing import body, digest
from voordeur.money.models import Sheet
from voordeur.money.queries.sheets import closing_of, signed_lines

pytestmark = pytest.mark.django_db


def seen(project, year=2026):
    return digest(body(closing_of(project.pk, year), project.name, year))


def sign(project, **more):
    given = {"signer": "A. Bakker, controller", "seen": seen(project), **more}
    return actions.sign_sheet(a_controller().reader, project=project.uuid, year=2026, **given)


def a_difference(project, line, cents, kind="commitment"):
    return actions.name_difference(
        a_controller().reader,
        project=project.uuid,
        year=2026,
        kind=kind,
        cents=cents,
        why="=Toegezegd, nog niet betaald",
        line=line.uuid if line else None,
    )


@pytest.fixture
def world(clock):
    """A project that costs 82,500 euros, of which 70,000 is spent, and that cashed 60,000."""
    project, line = a_project(), a_line(WELFARE)
    an_effort(project, line=line.uuid)
    actions.book_cost(
        a_controller().reader,
        project=project.uuid,
        line=line.uuid,
        cents=70_000_00,
        on=date(2026, 10, 31),
        text="Facturen tot en met oktober",
    )
    booked(moved(a_claim(project), *AGREED), a_line(SHELTER))
    return project, line


def test_a_sheet_is_signed_only_when_it_closes_and_stays_as_it_was_signed(world):
    project, line = world
    made = closing_of(project.pk, 2026)
    assert [one.open for one in made.lines] == [12_500_00]
    assert (made.claimed.sum, made.cashed) == (60_000_00, 60_000_00)
    with pytest.raises(Refusal):
        sign(project)
    a_difference(project, line, 10_000_00)
    wrong = a_difference(project, line, 2_500_00, "taakveld")
    read = seen(project)
    actions.take_back_difference(a_controller().reader, difference=wrong.uuid, expected_version=1)
    a_difference(project, line, 2_500_00, "forecast")
    with pytest.raises(Refusal):
        sign(project, seen=read)
    first = sign(project, remark="Onder voorbehoud van de jaarrekening")
    assert (first.number, first.digest) == (1, seen(project))
    with pytest.raises(Refusal):
        sign(project)
    an_effort(project, line=line.uuid, what="Extra dag", cents=1_000_00)
    with pytest.raises(Refusal):
        sign(project)
    a_difference(project, line, 1_000_00, "forecast")
    assert sign(project).number == 2
    newest, oldest = signed_lines(project.pk, 2026)
    assert (newest.made.costs.sum, oldest.made.costs.sum) == (83_500_00, 82_500_00)
    assert oldest.is_whole
    for statement in ("UPDATE money_sheet SET signer = 'x'", "DELETE FROM money_sheet"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_spreadsheet_of_a_signed_sheet_works_out_to_the_same_figures(world):
    project, line = world
    an_effort(project, party="Corporatie", what="=1+1", cents=5_000_00)
    a_difference(project, line, 12_500_00)
    a_difference(project, None, 5_000_00, "budget_line")
    row = sign(project)
    me = signed_in(make.a_worker("project_leader"))
    page = f"/kosten-en-baten/{project.uuid}/versie/{row.uuid}/"
    content = me.get(f"{page}controleblad.xlsx").content
    book, sheet = Recalculated(content), load_workbook(BytesIO(content)).sheetnames[0]
    assert book.column(sheet, "B")[:3] == [82_500, 5_000, 87_500]
    assert book.column(sheet, "C")[:3] == [70_000, 0, 70_000]
    assert book.column(sheet, "I")[:3] == [0, 0, 0]
    assert book.column(sheet, "G")[:3] == [12_500, 0, 12_500]
    assert me.get(f"{page}controleblad.pdf").content.startswith(b"%PDF")
    assert me.get(f"{page}controleblad.exe").status_code == 404
    text = me.get(page).content.decode()
    assert row.digest in text
    assert "A. Bakker, controller" in text


def test_the_controller_signs_on_the_page_and_nobody_else_does(world):
    project, line = world
    at = f"/kosten-en-baten/{project.uuid}/blad/2026/"
    me, leader = signed_in(a_controller()), signed_in(make.a_worker("project_leader"))
    assert "tekenen/" not in me.get(at).content.decode()
    gone = {
        "line": str(line.uuid),
        "kind": "commitment",
        "cents": "12.500",
        "why": "Nog te betalen",
    }
    assert me.post(f"{at}verschil/", {**gone, "side": "-1"}).status_code == 303
    text = me.get(at).content.decode()
    difference = text.split('name="difference" value="')[1].split('"')[0]
    sent = {"difference": difference, "version": "1"}
    assert leader.post(f"{at}verschil/terug/", sent).status_code == 403
    assert me.post(f"{at}verschil/terug/", sent).status_code == 303
    assert me.post(f"{at}verschil/", {**gone, "side": "1"}).status_code == 303
    form = me.get(f"{at}tekenen/").content.decode()
    token = form.split('name="seen" value="')[1].split('"')[0]
    spent = {"line": str(line.uuid), "cents": "1,00", "on": "2026-11-01", "text": "Bonnetje"}
    assert me.post(f"{at}uitgave/", spent).status_code == 303
    sent = {"signer": "A. Bakker, controller", "remark": "", "seen": token}
    assert me.post(f"{at}tekenen/", sent).status_code == 422
    assert leader.get(f"{at}tekenen/").status_code == 403
    a_difference(project, line, -1_00)
    assert me.post(f"{at}tekenen/", {**sent, "seen": seen(project)}).status_code == 303
    assert Sheet.objects.count() == 1
    assert "versie/" in leader.get(at).content.decode()
    with pytest.raises(NotAllowed):
        actions.sign_sheet(
            make.a_worker("project_leader").reader,
            project=project.uuid,
            year=2026,
            signer="x",
            seen=seen(project),
        )
