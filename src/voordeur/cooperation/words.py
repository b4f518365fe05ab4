# SPDX-License-Identifier: EUPL-1.2
"""Words for codes of cooperation."""

from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.door.matrix import Purpose, bases

KIND_WORDS = {
    "referral": gettext_lazy("Refer: another party takes this up, after an intake"),
    "request": gettext_lazy("Ask: another party does one thing"),
    "transfer": gettext_lazy("Hand over: a task goes from one party to another"),
    "assignment": gettext_lazy("Assign: a colleague in the team takes this up"),
}
KIND_NAMES = {
    "referral": gettext_lazy("Referral"),
    "request": gettext_lazy("Request"),
    "transfer": gettext_lazy("Transfer"),
    "assignment": gettext_lazy("Assignment"),
}
STATE_WORDS = {
    "asked": gettext_lazy("asked, no answer yet"),
    "waiting": gettext_lazy("on the waiting list"),
    "accepted": gettext_lazy("accepted, intake follows"),
    "started": gettext_lazy("started"),
    "finished": gettext_lazy("done"),
    "refused": gettext_lazy("refused"),
    "sent_on": gettext_lazy("other help is needed"),
    "withdrawn": gettext_lazy("taken back"),
}
STATE_TONES = {
    "asked": "info",
    "waiting": "warning",
    "accepted": "info",
    "started": "ok",
    "finished": "ok",
    "refused": "error",
    "sent_on": "warning",
    "withdrawn": "",
}
WAIT_WORDS = {
    "no_room": gettext_lazy("There is no room yet"),
    "no_staff": gettext_lazy("There is nobody to do it"),
    "decision": gettext_lazy("A decision or a paper is missing"),
    "own_choice": gettext_lazy("The resident chooses to wait"),
    "other_first": gettext_lazy("Something else comes first, as agreed with the household"),
}
INTAKE_WORDS = {
    "fits": gettext_lazy("This help fits: it starts"),
    "lighter": gettext_lazy("Lighter help is enough"),
    "heavier": gettext_lazy("Heavier help is needed"),
}
FORM_WORDS = {
    "lighter_kind": gettext_lazy("A lighter kind of help in place of a heavier one"),
    "lower_intensity": gettext_lazy("The same help, less often or shorter"),
    "fewer_helpers": gettext_lazy("Fewer helpers: somebody leaves, a task is taken over"),
    "up": gettext_lazy("More help, where support is missing"),
}
PART_WORDS = {
    "common": gettext_lazy("Everyone in the household and all who help may see it"),
    "own": gettext_lazy("The member's own part"),
    "health": gettext_lazy("Health"),
    "youth": gettext_lazy("Growing up"),
    "money": gettext_lazy("Money"),
    "justice": gettext_lazy("Police and justice"),
    "safety": gettext_lazy("Safety"),
}
CHANNEL_WORDS = {
    "table": gettext_lazy("Spoken"),
    "phone": gettext_lazy("By phone"),
    "paper": gettext_lazy("On paper"),
    "supporter": gettext_lazy("Through a client supporter"),
}


def basis_choices() -> list[tuple[str, str]]:
    """Return what a sharing can rest on, the yes of the resident first."""
    english = language() == "en"
    ordered = sorted(
        (one for one in bases().values() if Purpose.HELP in one.purposes),
        key=lambda one: (one.code != "consent", one.nl),
    )
    return [(one.code, one.en if english else one.nl) for one in ordered if one.code != "own_file"]


def basis_name(code: str | None) -> str:
    """Return what a legal basis is called."""
    if not code or code not in bases():
        return ""
    return bases()[code].en if language() == "en" else bases()[code].nl
