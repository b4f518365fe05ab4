# SPDX-License-Identifier: EUPL-1.2
"""What the sums refuse, in the language of the page: they know no gettext and write plain English.

A test holds this list to the sources: whatever the sums of an analysis can say stands here.
"""

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Concatenate

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door.deed import Deed
from voordeur.door.refusal import Refusal

SAYINGS = (
    gettext_noop("%(p1)s and %(p2)s cannot go together by %(p3)s."),
    gettext_noop("%(p1)s are added to each other."),
    gettext_noop("%(p1)s are counted together."),
    gettext_noop("%(p1)s draws say nothing."),
    gettext_noop("%(p1)s is no %(p2)s."),
    gettext_noop("%(p1)s is no product."),
    gettext_noop("%(p1)s of it is attributed."),
    gettext_noop("%(p1)s of one outcome is claimed."),
    gettext_noop("'%(p1)s' and '%(p2)s' are added to each other."),
    gettext_noop("'%(p1)s' is %(p2)s."),
    gettext_noop("'%(p1)s' is in %(p2)s, not a share."),
    gettext_noop("'%(p1)s' is in %(p2)s."),
    gettext_noop("'%(p1)s' is missing."),
    gettext_noop("'%(p1)s' is neither a number nor the name of an assumption."),
    gettext_noop("'%(p1)s' is neither yes nor no."),
    gettext_noop("'%(p1)s' is no unit."),
    gettext_noop("'%(p1)s' is none of the words for this."),
    gettext_noop("'%(p1)s' is the word for a discount schedule."),
    gettext_noop("'%(p1)s' was counted at the start."),
    gettext_noop("A belief of kind %(p1)s cannot be updated."),
    gettext_noop("A chance lies outside 0 and 1."),
    gettext_noop("A change between before and after is called an effect."),
    gettext_noop("A count is below zero."),
    gettext_noop("A line has another number of parts."),
    gettext_noop("A reason has an 'if' and a 'then'."),
    gettext_noop("A timing starts before year 0 or has no year."),
    gettext_noop("A total is asked without its range."),
    gettext_noop("A value of kind '%(p1)s' is not complete."),
    gettext_noop(
        "A yearly timing needs an amount per year; the value of a whole cohort is spread or once."
    ),
    gettext_noop("Add %(p1)s = … here."),
    gettext_noop("Add one to each."),
    gettext_noop("Add that %(p1)s or mend the name."),
    gettext_noop("Add that project or mend the name."),
    gettext_noop("Add that year."),
    gettext_noop("An amount from which costs were taken off stands beside gross amounts or costs."),
    gettext_noop("An assumption says nothing."),
    gettext_noop("Begin with a line of names, each once; then a line a person."),
    gettext_noop("Bring both to one unit first; counts of different things are never added."),
    gettext_noop("Bring them to one unit: the value of a cohort is not an amount per year."),
    gettext_noop("Choose %(p1)s."),
    gettext_noop("Choose 'none', %(p1)s, or the name of an assumption."),
    gettext_noop("Choose another name."),
    gettext_noop("Choose another."),
    gettext_noop("Choose of: %(p1)s."),
    gettext_noop("Choose one of the list."),
    gettext_noop("Compare with a group that did not take part, or mark it as estimated."),
    gettext_noop("Compare with a group that did not take part; until then call it a change."),
    gettext_noop("Count again."),
    gettext_noop("Count one unit at a time."),
    gettext_noop("Define this outcome and measure it; the same number cannot be both."),
    gettext_noop("Give %(p1)s or more."),
    gettext_noop("Give %(p1)s."),
    gettext_noop("Give 0 to 1."),
    gettext_noop("Give 1 or more."),
    gettext_noop("Give a %(p1)s."),
    gettext_noop("Give a claim."),
    gettext_noop("Give a comparison group."),
    gettext_noop('Give a number, a distribution or "unknown".'),
    gettext_noop("Give a share between 0 and 1; 15 per cent is 0.15."),
    gettext_noop("Give a time above 0."),
    gettext_noop("Give another --out."),
    gettext_noop("Give at most 5,000."),
    gettext_noop("Give each an id of its own."),
    gettext_noop("Give each unit in each year once."),
    gettext_noop("Give each version that disagrees a 'reading' of its own."),
    gettext_noop("Give it a value or 'unknown'."),
    gettext_noop("Give it as 'share/year'."),
    gettext_noop("Give the deviation."),
    gettext_noop("Give the effort of each, 0 or more."),
    gettext_noop("Give the gross amount, and its costs apart."),
    gettext_noop("Give the parts again on the page of this piece."),
    gettext_noop("Give the path of a CSV file."),
    gettext_noop("Give the path of a TOML file."),
    gettext_noop("Give the rest to one."),
    gettext_noop("Give them from low to high; for one value use kind 'fixed'."),
    gettext_noop("Give two or more."),
    gettext_noop("Give what it is based on, above 0."),
    gettext_noop("Gross amounts are added to net ones."),
    gettext_noop("Group them."),
    gettext_noop("If two go with a third, they go with each other; look again at %(p1)s."),
    gettext_noop("It cannot be sealed any more; say so in the report."),
    gettext_noop("It is not said whether it came true."),
    gettext_noop("It is not said whether there was a relapse."),
    gettext_noop("Join names and numbers with '*', for example \"0.5 * part_time\"."),
    gettext_noop("Keep one of them first."),
    gettext_noop("Leave it empty."),
    gettext_noop("Leave it."),
    gettext_noop("Let them add up to 1; a part after the horizon is still a share."),
    gettext_noop("Look again."),
    gettext_noop("Look at the example below it."),
    gettext_noop("Mean and deviation are not above 0."),
    gettext_noop("Mend a part, give one party the 'rest', or say that it is a transfer."),
    gettext_noop("Mend a part."),
    gettext_noop("Mend it."),
    gettext_noop("Mend or remove it; known here: %(p1)s."),
    gettext_noop("Mend that line."),
    gettext_noop("More cases than figures are needed."),
    gettext_noop("More were counted than there are."),
    gettext_noop("Name the party."),
    gettext_noop("Name two assumptions and a rank between -1 and 1."),
    gettext_noop("No %(p1)s is called '%(p2)s'."),
    gettext_noop("No effort was made."),
    gettext_noop("No project is called '%(p1)s'."),
    gettext_noop("No schedule or assumption is called '%(p1)s'."),
    gettext_noop("Nobody gets the rest."),
    gettext_noop("Nobody is named who pays or gains."),
    gettext_noop("Nobody knows the key '%(p1)s'."),
    gettext_noop("Nobody knows the kind '%(p1)s'."),
    gettext_noop("Nobody knows this kind."),
    gettext_noop("Not all of these are texts."),
    gettext_noop("Nothing is believed of this yet."),
    gettext_noop("Nothing was observed."),
    gettext_noop("One observation shows no spread."),
    gettext_noop("Part them with ';', as in the example."),
    gettext_noop("Pro rata it would be: %(p1)s; `shapley` proposes by what each adds."),
    gettext_noop("Say who says so."),
    gettext_noop("Shape and scale are not above 0."),
    gettext_noop("Something else in the analysis leans on this."),
    gettext_noop("Start at 0."),
    gettext_noop("Swap them."),
    gettext_noop("Take that off first, or change it."),
    gettext_noop("Take the analysis off as a file and start a new one with it."),
    gettext_noop("Take the costs off all, or off none."),
    gettext_noop("The amount is in %(p1)s, where %(p2)s is needed."),
    gettext_noop("The deviation is not above 0."),
    gettext_noop("The file cannot be read."),
    gettext_noop("The file has no lines, or two columns of one name."),
    gettext_noop("The folder cannot be made."),
    gettext_noop("The horizon has no year."),
    gettext_noop("The index has no figure for %(p1)s."),
    gettext_noop("The low end lies above the high end."),
    gettext_noop("The lowest, most likely and highest value are not in order."),
    gettext_noop("The outcome was known before the zero alternative was written."),
    gettext_noop("The panel has holes."),
    gettext_noop("The parts add up to %(p1)s, not %(p2)s."),
    gettext_noop("The parts add up to %(p1)s; no rest is left."),
    gettext_noop("The relapse clock has no length."),
    gettext_noop("The shares of the years add up to %(p1)s."),
    gettext_noop("The spread is not known."),
    gettext_noop("The value is missing."),
    gettext_noop("The weight is not above 0."),
    gettext_noop("The zero alternative is sealed already."),
    gettext_noop("The zero alternative is sealed, and this would change it."),
    gettext_noop("There are too many lines."),
    gettext_noop("There are too many to ask what each set reaches."),
    gettext_noop("There are two of '%(p1)s'."),
    gettext_noop("There is no column '%(p1)s'."),
    gettext_noop("There is no freedom left."),
    gettext_noop("There is no zero alternative."),
    gettext_noop("There is nothing to add."),
    gettext_noop("These figures cannot all go together as said."),
    gettext_noop("This is no TOML: %(p1)s."),
    gettext_noop("This is no number."),
    gettext_noop("This is no table of keys."),
    gettext_noop("This is not in the analysis any more."),
    gettext_noop("This kind needs another number of figures."),
    gettext_noop("This party is in the analysis already."),
    gettext_noop("This party is linked already."),
    gettext_noop("Too few to say."),
    gettext_noop("Two beliefs stand here."),
    gettext_noop("Two parties get the rest."),
    gettext_noop("Two that disagree each need a name."),
    gettext_noop("Two versions belong to the same reading."),
    gettext_noop("Use 'normal' for what can be below zero."),
    gettext_noop("Use 4, the custom."),
    gettext_noop("Use a part of the whole, 0 to 1."),
    gettext_noop("Use kind 'fixed'."),
    gettext_noop("Use that one."),
    gettext_noop("Wait until there are ten or more."),
    gettext_noop("What is unknown has no number."),
    gettext_noop("Who got help never differs."),
    gettext_noop("With a mean m and a deviation s: shape (m/s)², scale s²/m."),
    gettext_noop("Write %(p1)s to %(p2)s."),
    gettext_noop("Write 'share' and the value between 0 and 1."),
    gettext_noop("Write 1 or 0, ja or nee."),
    gettext_noop('Write ["one", "other"].'),
    gettext_noop("Write [table] or { key = value }."),
    gettext_noop("Write down a belief first."),
    gettext_noop('Write for example "cases * price".'),
    gettext_noop("Write for example: 0,3; nee."),
    gettext_noop("Write for example: 70; 90; 110."),
    gettext_noop("Write for example: 9; nee."),
    gettext_noop("Write it as beta (a share), gamma (a rate) or normal (an amount)."),
    gettext_noop("Write under [zero] what happens without the project."),
    gettext_noop("Write: if => then, one a line."),
    gettext_noop("a and b are not above 0."),
    gettext_noop("This line is no year with a figure."),
    gettext_noop("Write for example: 2026; 118,4."),
    gettext_noop("A year stands here twice."),
    gettext_noop("Keep one figure per year."),
    gettext_noop("An index needs two years or more."),
    gettext_noop("Add a year."),
    gettext_noop("This name cannot stand in a file."),
    gettext_noop("Use small letters, figures and _."),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each saying as a pattern that finds what was filled in, the most exact first."""
    found = []
    for saying in sorted(SAYINGS, key=lambda one: -len(re.sub(r"%\(p\d\)s", "", one))):
        parts = re.split(r"%\((p\d)\)s", saying.replace("%%", "%"))
        pattern = "".join(
            f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
        )
        found.append((re.compile(pattern, re.DOTALL), saying))
    return tuple(found)


def in_words(text: str) -> str:
    """Return what the sums say in the language of the page; what is not known stays as it is.

    >>> in_words("There are two of 'x'.")
    "There are two of 'x'."
    """
    for pattern, saying in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return _(saying) % found.groupdict()
    return text


def spoken[**P, R](
    body: Callable[Concatenate[Deed, P], R],
) -> Callable[Concatenate[Deed, P], R]:
    """Let a verb say what its sums refuse in the language of the page."""

    @wraps(body)
    def said(deed: Deed, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return body(deed, *args, **kwargs)
        except Refusal as refusal:
            if type(refusal) is not Refusal:
                raise
            raise Refusal(
                in_words(refusal.what), refusal.where, in_words(refusal.remedy)
            ) from refusal

    return said
