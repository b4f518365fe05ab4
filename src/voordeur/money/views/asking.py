# SPDX-License-Identifier: EUPL-1.2
"""Who may come to the pages of money, and what every page of a project starts from."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.refusal import NoEntry
from voordeur.money.queries.projects import ProjectLine, project_line

READERS = ("controller", "project_leader", "policy_officer", "analyst", "council")
WRITERS = ("controller", "project_leader")
FORM = ["GET", "HEAD", "POST"]


def the_project(uuid: UUID) -> ProjectLine:
    """Return the project of a page, or say that it is not there."""
    line = project_line(uuid)
    if line is None:
        raise NoEntry(_("This project is not there any more."))
    return line
