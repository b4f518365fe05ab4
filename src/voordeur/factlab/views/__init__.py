# SPDX-License-Identifier: EUPL-1.2
"""Pages of Factlab, for the analyst alone; see the modules by subject."""

from voordeur.factlab.views.deliveries import (
    factlab,
    factlab_check,
    factlab_delivery,
    factlab_folder,
    factlab_letter,
    factlab_receive,
)
from voordeur.factlab.views.doubt import factlab_doubt, factlab_second
from voordeur.factlab.views.tasks import factlab_file, factlab_report, factlab_stop, factlab_task

__all__ = [
    "factlab",
    "factlab_check",
    "factlab_delivery",
    "factlab_doubt",
    "factlab_file",
    "factlab_folder",
    "factlab_letter",
    "factlab_receive",
    "factlab_report",
    "factlab_second",
    "factlab_stop",
    "factlab_task",
]
