# SPDX-License-Identifier: EUPL-1.2
"""Words for codes of money."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from voordeur.door.language import language
from voordeur.ledger.eurocents import KnownSum
from voordeur.money.benefits import Harvest, State
from voordeur.money.zeroscenario import Came

STATE_WORDS = {
    State.POTENTIAL: pgettext_lazy("claim", "Potential"),
    State.TALKED: pgettext_lazy("claim", "Talked about"),
    State.OFFERED: pgettext_lazy("claim", "Offered"),
    State.AGREED: pgettext_lazy("claim", "Agreed"),
    State.BOOKED: pgettext_lazy("claim", "Cashed"),
    State.LAPSED: pgettext_lazy("claim", "Lapsed"),
}
STATE_MEANS = {
    State.POTENTIAL: gettext_lazy("worked out, nobody was asked"),
    State.TALKED: gettext_lazy("the party that gains was spoken to"),
    State.OFFERED: gettext_lazy("an offer lies on the table"),
    State.AGREED: gettext_lazy("there is a yes, no budget line went down yet"),
    State.BOOKED: gettext_lazy("a named budget line went down"),
    State.LAPSED: gettext_lazy("refused, or the term was over"),
}
TONES = {State.AGREED: "info", State.BOOKED: "ok", State.LAPSED: "error"}
HARVEST_WORDS = {
    Harvest.CONTRIBUTION: gettext_lazy("A contribution in recognition"),
    Harvest.STAFF: gettext_lazy("Staff on loan"),
    Harvest.SMALL_TENDER: gettext_lazy("A small tender made to measure"),
    Harvest.BASIC_SHARE: gettext_lazy("A share of the basic finance"),
    Harvest.PER_PATH: gettext_lazy("A payment for each path"),
}
EVIDENCE_WORDS = {
    "measured": gettext_lazy("Measured"),
    "few": gettext_lazy("Computed on few cases"),
    "average": gettext_lazy("An average, not of these cases"),
    "estimated": gettext_lazy("Estimated"),
}
DIFFERENCE_WORDS = {
    "taakveld": gettext_lazy("Stands on another task field"),
    "cost_centre": gettext_lazy("Stands on another cost centre"),
    "budget_line": gettext_lazy("Stands on another budget line"),
    "commitment": gettext_lazy("Promised, not paid yet"),
    "forecast": gettext_lazy("Expected for the rest of the year"),
}

FORESEEN_WORDS = {
    "eviction": gettext_lazy("The household loses its home"),
    "cut_off": gettext_lazy("Water, gas or electricity is cut off"),
    "shelter": gettext_lazy("Somebody needs shelter"),
    "placement": gettext_lazy("A child goes to live elsewhere"),
    "admission": gettext_lazy("Somebody is admitted to care"),
    "detention": gettext_lazy("Somebody is detained, for a debt or otherwise"),
    "school": gettext_lazy("A child or young person drops out of school"),
    "work": gettext_lazy("Somebody loses work or daytime activity"),
    "more_help": gettext_lazy("Heavier or more help is needed"),
    "other": gettext_lazy("Something else"),
}
CAME_WORDS = {
    Came.HAPPENED: pgettext_lazy("foreseen", "It happened"),
    Came.NOT: pgettext_lazy("foreseen", "It did not happen"),
    Came.UNKNOWN: pgettext_lazy("foreseen", "Nobody can know"),
    Came.MISTAKE: pgettext_lazy("foreseen", "Written down by mistake today"),
}


def summed(total: KnownSum) -> str:
    """Return a sum in words: of nothing a dash, with something unknown 'at least'."""
    return "–" if total.known + total.unknown == 0 else total.text(language())
