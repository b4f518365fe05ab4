# SPDX-License-Identifier: EUPL-1.2
"""A price index is brought in with its source, and amounts follow it to one year."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.analysing import brought_in
from tests.money.making import a_controller
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.money import actions
from voordeur.money.indexing import as_lines, series
from voordeur.money.queries.analyses import analysis_now
from voordeur.money.scba.model import Index


@given(st.dictionaries(st.integers(1990, 2040), st.integers(1, 10_000), min_size=2, max_size=20))
def test_what_is_typed_is_read_back_the_same(values):
    found = series(as_lines(Index("cpi", "bron", {year: one / 8 for year, one in values.items()})))
    assert found == pytest.approx({year: one / 8 for year, one in values.items()}, rel=1e-5)


@pytest.mark.parametrize("wrong", ["", "2026; 100", "2026 100\n2025; 99", "2026; 1\n2026; 2"])
def test_a_series_that_says_something_else_is_refused_with_the_way_out(wrong):
    with pytest.raises(Refusal) as refused:
        series(wrong)
    assert refused.value.where == "values"
    assert refused.value.remedy


@pytest.mark.django_db
def test_an_amount_follows_an_index_that_somebody_brought_in_with_its_source(clock):
    row, me = brought_in(), a_controller()
    client, page = signed_in(me), reverse("analysis_figures", args=[row.uuid])
    assert "Geen prijsindex" in client.get(page).content.decode()
    before = analysis_now(row.uuid)
    name, year = next(
        (one.id, one.versions[0].year)
        for one in before.model.assumptions.values()
        if before.model.currency in one.unit and one.versions[0].value is not None
    )
    said = {
        "name": "cpi",
        "values": f"{year}; 100\n{year + 1}; 110",
        "source": "Reeks van de controller (verzonnen)",
        "figures": [name],
        "price_year": str(year + 1),
        "version": str(before.line.version),
    }
    address = reverse("analysis_index_new", args=[row.uuid])
    for wrong in ({"values": f"{year}; 100\n{year - 1}; 90"}, {"source": " "}, {"name": "1e"}):
        assert client.post(address, said | wrong).status_code == 422
    assert client.post(address, said).status_code == 303
    assert client.post(address, said).status_code == 409
    model = analysis_now(row.uuid).model
    assert model.value(name) == pytest.approx(1.1 * before.model.value(name))
    shown = client.get(page).content.decode()
    assert "Reeks van de controller (verzonnen)" in shown
    change = reverse("analysis_index", args=[row.uuid, "cpi"])
    assert "Reeks van de controller" in client.get(change).content.decode()
    with pytest.raises(NotAllowed):
        actions.write_index(
            make.a_worker("council").reader,
            analysis=row.uuid,
            expected_version=1,
            **{key: one for key, one in said.items() if key != "version"},
        )
