# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the plan is made with all members, also minors sign (R30)."""

import pytest
from django.urls import reverse

from tests.resident.making import a_house, account_of, inside
from tests.resident.test_pages import a_plan, signed_in
from voordeur.resident import queries

pytestmark = pytest.mark.django_db


def test_transformatie_r30_every_member_gives_an_own_word_and_reads_only_that(clock):
    house = a_house(("Angela", "Kind"))
    a_plan(house)
    page = reverse("my_plan", args=[house.home.uuid])
    signed_in(account_of(house.her)).post(page, {"word": "agreed"})
    signed_in(account_of(house.him)).post(page, {"word": "not_agreed", "remark": "Te ver"})
    hers = queries.our_plan(inside(house.her, house), house.angela)
    his = queries.our_plan(inside(house.him, house), house.tom)
    assert (hers.word, hers.remark) == ("agreed", "")
    assert (his.word, his.remark) == ("not_agreed", "Te ver")
