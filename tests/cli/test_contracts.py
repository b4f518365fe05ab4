# SPDX-License-Identifier: EUPL-1.2
"""The contracts of the house see what they are for."""

from collections.abc import Iterable

import pytest
from grimp import ImportGraph

from voordeur.cli.contracts import OwnModels, PureSums


def graph_of(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    modules: Iterable[str] = {module for pair in imports for module in pair}
    for module in modules:
        graph.add_module(module, is_squashed=module == "django")
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def own_models() -> OwnModels:
    return OwnModels("models", {}, {"package": "house"})


@pytest.mark.parametrize("models", ["house.plan.models", "house.plan.models.step"])
def test_another_room_may_not_import_models(models: str) -> None:
    graph = graph_of(("house.desk.views", models))
    assert not own_models().check(graph, verbose=False).kept


def test_a_room_imports_its_own_models_and_the_queries_of_others() -> None:
    graph = graph_of(
        ("house.plan.actions", "house.plan.models"), ("house.desk.views", "house.plan.queries")
    )
    assert own_models().check(graph, verbose=False).kept


def sums(spared: list[str] | None = None) -> PureSums:
    options = {"modules": ["house.plan.*"], "forbidden": "django", "spared": spared or []}
    return PureSums("sums", {}, options)


def test_a_sum_that_reaches_django_by_a_detour_is_found() -> None:
    graph = graph_of(
        ("house.plan.order", "house.people.queries"), ("house.people.queries", "django")
    )
    assert not sums().check(graph, verbose=False).kept


def test_a_spared_module_may_use_django() -> None:
    graph = graph_of(("house.plan.actions", "django"))
    assert not sums().check(graph, verbose=False).kept
    assert sums(["*.actions"]).check(graph, verbose=False).kept
