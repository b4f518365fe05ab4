# SPDX-License-Identifier: EUPL-1.2
"""The verb of a project: writing down what it does and which pots it touches."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.money.actions.writing import MONEY, some_text, the_project
from voordeur.money.models import Project


@action("benefit.claim", household=False)
def write_project(
    deed: Deed,
    *,
    name: str,
    about: str,
    starts_on: date,
    pots: Sequence[str] = (),
    ends_on: date | None = None,
    portfolio: str = "",
    is_demo: bool = False,
    project: UUID | None = None,
    expected_version: int = 0,
) -> Project:
    """Write down a project, or change one; its name is there once."""
    called = some_text(name, "name", 120)
    row = Project(is_demo=is_demo) if project is None else the_project(project)
    if project is not None:
        expect(row, expected_version, {"name": called, "about": about})
        row.version += 1
    if Project.objects.filter(name=called).exclude(pk=row.pk).exists():
        raise Refusal(_("There is a project of this name already."), "name")
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("It ends before it starts."), "ends_on")
    row.name, row.about = called, some_text(about, "about")
    row.starts_on, row.ends_on, row.portfolio = starts_on, ends_on, portfolio.strip()[:120]
    row.pots = list(dict.fromkeys(one.strip()[:60] for one in pots if one.strip()))
    row.save()
    deed.happened("money.project_written", {"project": row.pk}, stream=MONEY)
    return row
