# SPDX-License-Identifier: EUPL-1.2
"""A question whose SQL is written once gives what Django gives, whatever the values."""

from datetime import timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Upper

from tests import factories as make
from voordeur.conf.engines import inserting
from voordeur.door.access import standing_of
from voordeur.history.asking import LONG, Shape
from voordeur.history.models import Stream
from voordeur.partners.models import Professional
from voordeur.partners.queries import colleagues

pytestmark = pytest.mark.django_db

STREAMS = Shape(
    lambda kind, subjects: Stream.objects.filter(kind=kind, subject_id__in=subjects).order_by("pk")
)
STANDING = Shape(
    lambda keys, moment, home: (
        standing_of(keys, moment)
        .filter(household_id=home)
        .order_by("pk")
        .values_list("pk", "item", "valid_from", "relation")
    )
)


@pytest.mark.parametrize("number", [0, 1, 2, LONG + 5])
def test_instances_come_as_django_gives_them_for_lists_of_every_length(number):
    homes = [make.a_household() for _ in range(3)]
    numbers = [*(home.pk for home in homes), *range(10**6, 10**6 + LONG + 5)][:number]
    expected = Stream.objects.filter(kind="household", subject_id__in=numbers).order_by("pk")
    for _ in range(2):
        found = STREAMS("household", numbers)
        assert [vars(one) | {"_state": None} for one in found] == [
            vars(one) | {"_state": None} for one in expected
        ]
        assert all(not one._state.adding for one in found)


def test_rows_have_the_values_of_their_fields_and_follow_the_values_asked_for(clock, friday):
    worker, other = make.a_worker().reader, make.a_worker().reader
    home, elsewhere = make.a_household(), make.a_household()
    make.stand(worker, home, "case_coordinator")
    make.stand(worker, home, "triage", item=home.uuid)
    make.stand(other, elsewhere, "case_coordinator")
    for moment in (friday, friday - timedelta(days=1)):
        for reader in (worker, other):
            for household in (home, elsewhere):
                expected = standing_of(reader.keys, moment).filter(household_id=household.pk)
                columns = ("pk", "item", "valid_from", "relation")
                assert STANDING(reader.keys, moment, household.pk) == list(
                    expected.order_by("pk").values_list(*columns)
                )


def test_a_question_with_a_worked_out_column_keeps_the_order_of_its_columns():
    worker = make.a_worker(name="Ada Aal", team=make.a_team("Kade"))
    [found] = colleagues(ids=[worker.professional.pk])
    assert (found.name, found.team, found.account_id) == ("Ada Aal", "Kade", worker.account.pk)
    assert colleagues(account_ids=[None]) == colleagues(ids=[]) == colleagues(team_ids=[]) == []
    assert colleagues(account_ids=[worker.account.pk], ids=[10**9]) == [found]
    team = [worker.professional.team_id]
    assert colleagues(team_ids=team, ids=[found.id], with_account=True) == [found]
    assert colleagues(team_ids=team, ids=[10**9]) == []


def test_a_row_is_written_with_its_own_values_each_time_and_with_what_sql_works_out():
    organisation = make.an_organisation()
    for name in ("Bea", "Cor", Upper(Value("dirk"))):
        row = Professional.objects.create(name=name, organisation=organisation)
        row.refresh_from_db()
        assert row.name == (name if isinstance(name, str) else "DIRK")
    assert any(key[1] is Professional for key in inserting.KEPT)
    many = [Professional(name=f"P{number}", organisation=organisation) for number in range(5)]
    Professional.objects.bulk_create(many)
    names = {row.pk: row.name for row in Professional.objects.filter(name__startswith="P")}
    assert {row.pk: row.name for row in many} == names
