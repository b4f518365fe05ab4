# SPDX-License-Identifier: EUPL-1.2
"""What states, steps, changes and files are called on the pages of Factlab."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.factlab.deliveries.drift import About
from voordeur.factlab.fault import said

STATES: Mapping[str, Promise] = {
    "waiting": gettext_lazy("waits for its turn"),
    "running": gettext_lazy("busy"),
    "done": gettext_lazy("done"),
    "failed": gettext_lazy("could not go on"),
    "stopped": gettext_lazy("stopped"),
}
TONES = {"done": "ok", "failed": "error", "running": "info", "stopped": "warning"}
KINDS: Mapping[str, Promise] = {
    "check": gettext_lazy("Check of the files"),
    "run": gettext_lazy("Run to figures"),
}
STEPS: Mapping[str, Promise] = {
    "": gettext_lazy("Files are read"),
    "taken in": gettext_lazy("Files are read; rows are linked"),
    "linked": gettext_lazy("Rows are linked; households are counted"),
    "lenses": gettext_lazy("Households are counted; combinations are looked for"),
    "combinations": gettext_lazy("Figures are made safe"),
    "safe": gettext_lazy("Figures are safe; the report is written"),
    "report": gettext_lazy("The report is written"),
    "written": gettext_lazy("Everything is written"),
}
"""What is going on after each step, in order."""

VERDICTS: Mapping[str, Promise] = {
    "accepted": gettext_lazy("accepted"),
    "refused": gettext_lazy("refused"),
    "open": gettext_lazy("not looked at"),
}
SAYS: Mapping[str, Promise] = {
    "same": gettext_lazy("The same person"),
    "different": gettext_lazy("Two people"),
    "unsure": gettext_lazy("I cannot tell"),
}
SHOWN: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "address": gettext_lazy("Address"),
}
FILES: Mapping[str, tuple[str, Promise]] = {
    "report.pdf": ("application/pdf", gettext_lazy("The report as PDF")),
    "tables.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        gettext_lazy("All tables (XLSX)"),
    ),
    "figures.parquet": (
        "application/vnd.apache.parquet",
        gettext_lazy("All figures (Parquet)"),
    ),
    "cbs-85637NED.csv": (
        "text/csv; charset=utf-8",
        gettext_lazy("Beside CBS table 85637NED (CSV)"),
    ),
    "provenance.json": (
        "application/json",
        gettext_lazy("Where each figure comes from (JSON)"),
    ),
    "report.html": ("application/octet-stream", gettext_lazy("Report for elsewhere (HTML)")),
}
"""The files of a run that can be taken along: their type, and what they are called."""


def fault_words(fault: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what is wrong, where, and what to do, in the language of the reader."""
    return said(fault, language())


def change_words(change: Mapping[str, Any]) -> str:
    """Return one change since the last delivery as a sentence; shares in whole percents."""
    about = About(change["about"])
    values = {
        "name": change["label"],
        "before": f"{change['before']:.0%}",
        "now": f"{change['now']:.0%}",
    }
    if about is About.VOLUME:
        whole = {"before": f"{change['before']:.0f}", "now": f"{change['now']:.0f}"}
        return _("Number of rows: first %(before)s, now %(now)s.") % whole
    texts = {
        About.COLUMN: _("%(name)s is filled in %(now)s of the rows; it was %(before)s."),
        About.CODE: _("The code %(name)s stands in %(now)s of the rows; it was %(before)s."),
        About.REFUSED: _("Rows that cannot be used: %(now)s; it was %(before)s."),
        About.OVERLAP: _("Only %(now)s of the people stands in both deliveries."),
    }
    return texts[about] % values
