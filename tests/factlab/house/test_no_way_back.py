# SPDX-License-Identifier: EUPL-1.2
"""There is no way back from Factlab to a person in casework: not by code, data, address or page."""

import ast
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

import voordeur.factlab
from voordeur.factlab.urls import urlpatterns

ROOMS_WITH_PEOPLE = {
    "people", "intake", "coordination", "plan", "contact", "safety", "transitions", "cooperation",
    "counsel", "livelihood", "terms", "leeway", "resident", "desk", "money", "instruments",
}  # fmt: skip
HERE = Path(voordeur.factlab.__file__).parent


def imports(path):
    """Every module of the house that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_what_knows_the_house_reaches_no_room_with_people_and_no_such_room_reaches_it():
    """The library below knows no Django at all: the contract *Sums know no Django* holds that."""
    adapter = ["actions", "forms", "house", "models", "queries", "urls", "views"]
    files = [
        path for one in adapter for path in [*HERE.glob(f"{one}.py"), *HERE.glob(f"{one}/*.py")]
    ]
    assert len(files) > len(adapter)
    for path in files:
        rooms = {one.split(".")[1] for one in imports(path) if one.startswith("voordeur.")}
        assert not rooms & ROOMS_WITH_PEOPLE, path
    above = tuple(f"voordeur.factlab.{one}" for one in adapter)
    for room in ROOMS_WITH_PEOPLE:
        for path in (HERE.parent / room).rglob("*.py"):
            assert not [one for one in imports(path) if one.startswith(above)], path


def test_nothing_that_is_kept_points_at_anybody():
    for model in apps.get_app_config("factlab").get_models():
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            assert related is None or related._meta.app_label == "factlab", field
            assert "household" not in field.name
            assert "person" not in field.name
    for model in apps.get_models():
        if model._meta.app_label != "factlab":
            ends = {
                one.related_model._meta.app_label for one in model._meta.fields if one.is_relation
            }
            assert "factlab" not in ends, model


def test_no_page_links_to_a_household_and_no_address_takes_one():
    for path in (HERE / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        links = [part.split("'")[1] for part in text.split("{% url ")[1:]]
        assert all(one.startswith("factlab") for one in links), path
    for one in urlpatterns:
        assert "household" not in str(one.pattern)
        assert "person" not in str(one.pattern)
    assert get_resolver().reverse_dict.getlist("factlab")
