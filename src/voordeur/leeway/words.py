# SPDX-License-Identifier: EUPL-1.2
"""Words for codes of leeway."""

from django.utils.translation import gettext_lazy, gettext_noop, pgettext_lazy

KIND_WORDS = {
    "law": gettext_lazy("Law"),
    "local": gettext_lazy("Local policy rule"),
    "behaviour": gettext_lazy("How we do things here"),
    "financial": gettext_lazy("Money or scarcity"),
    "legal": gettext_lazy("Legal conditions around it"),
    "other": gettext_lazy("Something else"),
}
BARRIER_WORDS = {
    "clash": gettext_lazy("Two rules clash"),
    "missing": gettext_lazy("A rule is missing"),
    "backfires": gettext_lazy("A rule does the opposite of what it is for"),
    "provision": gettext_lazy("A provision is missing or scarce"),
    "routine": gettext_lazy("It is a habit, not a rule"),
    "": pgettext_lazy("barrier", "Not sorted yet"),
}
FOUND_WORDS = {
    "law": gettext_lazy("An article of a law says so"),
    "local": gettext_lazy("A local rule says so"),
    "none": gettext_lazy("No rule found, possibly a habit"),
    "": gettext_lazy("Nobody looked it up yet"),
}
LEGALITY_WORDS = {
    "legal": gettext_lazy("It is allowed"),
    "doubtful": gettext_lazy("It is doubtful whether it is allowed"),
    "illegal": gettext_lazy("It is not allowed"),
    "unknown": gettext_lazy("Nobody knows whether it is allowed"),
}
LEGALITY_TONES = {"legal": "ok", "doubtful": "warning", "illegal": "error", "unknown": ""}
PART_WORDS = {
    "common": gettext_lazy("Everyone in the household and all who help may see it"),
    "own": gettext_lazy("The member's own part"),
    "money": gettext_lazy("Money"),
    "health": gettext_lazy("Health"),
    "youth": gettext_lazy("Growing up"),
    "justice": gettext_lazy("Police and justice"),
}
PART_NAMES = {
    "common": gettext_lazy("Of everyone"),
    "own": gettext_lazy("The member's own part"),
    "money": gettext_lazy("Money"),
    "health": gettext_lazy("Health"),
    "youth": gettext_lazy("Growing up"),
    "justice": gettext_lazy("Police and justice"),
}
YES_NO = (
    ("", gettext_lazy("Unknown")),
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
)
"""Three answers: what is not known is neither yes nor no."""


def three(answer: str) -> bool | None:
    """Return yes, no or unknown from what a form says."""
    return {"yes": True, "no": False}.get(answer)


def answer_of(known: bool | None) -> str:
    """Return what a form shows for yes, no or unknown."""
    return "" if known is None else "yes" if known else "no"


REFUSALS = (
    gettext_noop("This is no TOML file."),
    gettext_noop("This code is given twice."),
    gettext_noop("Give one another code."),
    gettext_noop("Write this as a list of tables."),
    gettext_noop("This field is not known."),
    gettext_noop("Take it out."),
    gettext_noop("Write a text here."),
    gettext_noop("A code has small letters, digits and hyphens."),
    gettext_noop("At most 60."),
    gettext_noop("This part of a file is not known."),
    gettext_noop("Write true or false."),
    gettext_noop("This kind of rule is not known."),
    gettext_noop("A law has a number in the register of laws and an article."),
    gettext_noop("Without an article it is a local rule or a habit."),
    gettext_noop("A rule that aims to help has no conditions."),
    gettext_noop("Take the routes out."),
    gettext_noop("The end lies before the start."),
    gettext_noop("Only a law is confirmed by a lawyer."),
    gettext_noop("Leave this out."),
    gettext_noop("Write whole eurocents here."),
    gettext_noop("Write a list of codes here."),
    gettext_noop("Write a day here, as 2026-03-01."),
    gettext_noop("Two routes carry this name."),
    gettext_noop("Give one another name."),
    gettext_noop("This route asks for what it gives."),
    gettext_noop("Take that need out."),
    gettext_noop("An exclusion ground is something that a rule gives."),
    gettext_noop("Name the fact that closes the route."),
    gettext_noop("Only somebody with an account records this."),
)
"""What modules that only compute say when they refuse; translated where it is shown."""

GROUND_WORDS = {
    "clause": gettext_lazy("The rule has a clause for exceptions"),
    "strict": gettext_lazy("The rule is applied strictly"),
    "result": gettext_lazy("The result comes first, the breach of the rule is overlooked"),
    "creative": gettext_lazy("A solution that serves both the rule and the result"),
}
ANSWER_WORDS = {
    "change": gettext_lazy("The rule changes"),
    "exception": gettext_lazy("An exception holds"),
    "explanation": gettext_lazy("The rule allows more than was thought; this is how"),
    "passed_on": gettext_lazy("Passed on to who decides; the clock goes with it"),
    "refusal": gettext_lazy("The rule stays, on this ground"),
}
RUNG_WORDS = {
    "exception": gettext_lazy("An exception for this household"),
    "knot": gettext_lazy("A knot that is cut"),
    "judgement": gettext_lazy("The judgement that was asked"),
}
JUDGED_WORDS = {
    "": gettext_lazy("No: it can be decided like anything else"),
    "law": gettext_lazy("Yes, by law"),
    "custom": gettext_lazy("Yes, by a custom of the house"),
}
HOW_WORDS = {
    "not_admitted": gettext_lazy("Not admitted"),
    "withdrawn": gettext_lazy("Put out, or the help was withdrawn"),
    "referred_on": gettext_lazy("Sent on to another"),
}
