# SPDX-License-Identifier: EUPL-1.2
"""What the codes of tables are called on paper. A code without a word of its own is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from voordeur.factlab.counting.axes import UNKNOWN, area_around
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.lenses.typing import OTHER, Parameters
from voordeur.factlab.wording import Say, gettext_noop

WORDS: Mapping[tuple[str, str], str] = {
    ("stack", "0"): gettext_noop("No provision"),
    ("stack", "1"): gettext_noop("One"),
    ("stack", "2"): gettext_noop("Two"),
    ("stack", "3+"): gettext_noop("Three or more"),
    ("stack", "1+"): gettext_noop("One or more"),
    ("stack", "2+"): gettext_noop("Two or more"),
    ("number", "0"): gettext_noop("No provision under these laws"),
    ("number", "any"): gettext_noop("One or more"),
    ("number", "1"): gettext_noop("One"),
    ("number", "2"): gettext_noop("Two"),
    ("number", "3+"): gettext_noop("Three or more"),
    ("marked", "single"): gettext_noop("No stacking"),
    ("marked", "stacked"): gettext_noop("Two or more"),
    ("marked", "unintended"): gettext_noop("Unintended"),
    ("marked", "intended"): gettext_noop("Intended"),
    ("marked", "unmarked"): gettext_noop("Not marked"),
    ("laws", "0"): gettext_noop("No provision"),
    ("laws", "other"): gettext_noop("Only other laws"),
    ("laws", "any"): gettext_noop("Any of these laws"),
    ("laws", "J"): gettext_noop("Only Youth Act"),
    ("laws", "P"): gettext_noop("Only Participation Act"),
    ("laws", "W"): gettext_noop("Only Wmo"),
    ("laws", "J+P"): gettext_noop("Youth and Participation Act"),
    ("laws", "J+W"): gettext_noop("Youth Act and Wmo"),
    ("laws", "P+W"): gettext_noop("Participation Act and Wmo"),
    ("laws", "J+P+W"): gettext_noop("All three laws"),
    ("help", "problem"): gettext_noop("Open problem"),
    ("help", "both"): gettext_noop("Problem and provision"),
    ("help", "problem_only"): gettext_noop("Problem, no provision"),
    ("help", "no_problem"): gettext_noop("No open problem"),
    ("help", "provision_only"): gettext_noop("Provision, no problem reported"),
    ("help", "neither"): gettext_noop("Neither"),
    ("status", "open"): gettext_noop("Open"),
    ("status", "with_provision"): gettext_noop("Open, with a provision"),
    ("status", "without_provision"): gettext_noop("Open, without a provision"),
    ("status", "solved"): gettext_noop("Solved"),
    ("state", "open"): gettext_noop("Open"),
    ("state", "solved"): gettext_noop("Solved"),
    ("household_kind", "single"): gettext_noop("One person"),
    ("household_kind", "couple"): gettext_noop("Couple without children"),
    ("household_kind", "lone_parent"): gettext_noop("Lone parent with children"),
    ("household_kind", "couple_children"): gettext_noop("Couple with children"),
    ("household_kind", "other"): gettext_noop("Other composition"),
    ("cost_known", "not_all"): gettext_noop("Not all cost known"),
    ("cost_known", "all"): gettext_noop("All cost known"),
    ("rank", "ranked"): gettext_noop("With a known cost"),
    ("rank", "no_known_cost"): gettext_noop("No known cost"),
}
DIMENSIONS: Mapping[str, str] = {
    "stack": gettext_noop("Number of provisions"),
    "number": gettext_noop("Number of provisions"),
    "marked": gettext_noop("Stacking"),
    "laws": gettext_noop("Laws"),
    "area": gettext_noop("Area"),
    "source": gettext_noop("Source"),
    "help": gettext_noop("Problem and provision"),
    "life_area": gettext_noop("Life area"),
    "status": gettext_noop("State"),
    "state": gettext_noop("State"),
    "caseload": gettext_noop("Caseload"),
    "household_kind": gettext_noop("Composition"),
    "rank": gettext_noop("Rank by cost"),
    "cost_known": gettext_noop("Cost"),
}


class Labels:
    """Says codes and dimensions in one language, with the names that come from parameters.

    `own`: what codes of a dimension are called in these deliveries, such as areas and sources.
    """

    def __init__(
        self,
        say: Say,
        language: str,
        parameters: Parameters,
        own: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        self._say, self.language, self._own = say, language, own
        self._names = {at: words[language] for at, words in parameters.names.items()}
        self._types = {
            (scheme.axis.name, one.code): one.say(language)
            for scheme in parameters.schemes
            for one in scheme.types
        }

    def code(self, dimension: str, code: str) -> str:
        """Return what a code is called."""
        if code == TOTAL:
            return self._say(gettext_noop("Total"))
        if code == UNKNOWN:
            return self._say(gettext_noop("Not known"))
        if (dimension, code) in self._types:
            return self._types[dimension, code]
        if (dimension, code) in WORDS:
            return self._say(WORDS[dimension, code])
        if dimension.startswith("type_") and code == OTHER:
            return self._say(gettext_noop("None of these types"))
        if (dimension, code) in self._names:
            return self._names[dimension, code]
        if (dimension, code) in self._own:
            return self._own[dimension, code]
        if dimension == AREA and area_around(code):
            place = self.code(AREA, area_around(code))
            return self._say(gettext_noop("{area}, neighbourhood not known")).format(area=place)
        if code in {"yes", "no"}:
            return (
                self._say(gettext_noop("Yes")) if code == "yes" else self._say(gettext_noop("No"))
            )
        return code.replace("_", " ")

    def dimension(self, name: str) -> str:
        """Return what a dimension is called."""
        if name.startswith("type_"):
            return self._say(gettext_noop("Type"))
        return self._say(DIMENSIONS.get(name, name.replace("_", " ")))

    def title(self, asked: LensTable) -> str:
        """Return the title of a table."""
        about = asked.subject.get(self.language, "")
        title = self._say(asked.title)
        return f"{title}: {about}" if about else title
