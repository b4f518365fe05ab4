# SPDX-License-Identifier: EUPL-1.2
"""What triage, the team and its lead see of a household."""

from tests.door.sentences.checks import PARTS, Sentence, sees

SENTENCES: list[Sentence] = [
    (
        "Who decides on a signal sees the household, what is together and the members' own words.",
        sees("triage", shown="name common own"),
    ),
    (
        "Who decides on a signal sees concerns about safety: it may have to be tonight.",
        sees("triage", shown="safety"),
    ),
    (
        "Who decides on a signal knows that there are debts, care, youth care or justice, not what.",
        sees("triage", masked="money health youth justice"),
    ),
    (
        "Who decides on a signal knows that an address is protected, not which it is.",
        sees("triage", masked="where"),
    ),
    (
        "Who decides on a signal does not find the page a member keeps alone.",
        sees("triage", hidden="private"),
    ),
    (
        "A colleague of the same team who does not help this household finds only that it exists.",
        sees("team", masked="name", hidden="common " + PARTS),
    ),
    (
        "A team lead sees which households the team has and who coordinates there.",
        sees("lead", shown="name"),
    ),
    (
        "A team lead knows that there is a plan and who is busy with it, not what it says.",
        sees("lead", masked="common"),
    ),
    (
        "A team lead knows that a concern about safety is open, to see that it is taken up.",
        sees("lead", masked="safety"),
    ),
    (
        "A team lead does not find anything personal of a member.",
        sees("lead", hidden="own money health youth justice where private"),
    ),
]
