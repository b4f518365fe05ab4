# SPDX-License-Identifier: EUPL-1.2
"""Questions about single steps, for lists that run over households."""

from collections.abc import Iterable

from voordeur.door.access import Access
from voordeur.plan.models import Step


def step_names(access: Access, subjects: Iterable[str]) -> dict[str, str]:
    """Return what the steps behind subjects of terms (`step:12`) say, those shown only; one query."""
    ids = [int(subject[5:]) for subject in subjects if subject.startswith("step:")]
    found = Step.objects.through(access).filter(pk__in=ids).rows("id", "what")
    return {f"step:{row.id}": row.what for row in found if row.what}
