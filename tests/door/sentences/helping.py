# SPDX-License-Identifier: EUPL-1.2
"""What who helps sees, by a task or because a member told it."""

from tests.door.sentences.checks import Sentence, sees

SENTENCES: list[Sentence] = [
    (
        "Who helps for one task sees the household and the joint plan.",
        sees("helper", shown="name common"),
    ),
    (
        "Who helps for one task knows that members said something of their own, not what.",
        sees("helper", masked="own"),
    ),
    (
        "A youth worker does not read the debts, and a debt adviser does not read the youth care.",
        sees("helper", masked="money youth"),
    ),
    (
        "Who helps for one task knows that there is treatment or a case in court, not which.",
        sees("helper", masked="health justice"),
    ),
    (
        "Who helps for one task knows that there is a concern about safety and whom to ask.",
        sees("helper", masked="safety"),
    ),
    (
        "Who helps for one task knows that an address is protected, not which it is.",
        sees("helper", masked="where"),
    ),
    (
        "Who helps for one task does not find the page a member keeps alone.",
        sees("helper", hidden="private"),
    ),
    (
        "A named task opens the part it names, on its legal basis.",
        sees("task", shown="name common own money health youth justice safety where"),
    ),
    (
        "No task, however named, opens the page a member keeps alone.",
        sees("task", hidden="private"),
    ),
    (
        "What a member shares is shown to whom it was shared with.",
        sees("told", shown="name common own money health youth justice safety where"),
    ),
    (
        "Even a line of the own page is shown to the one the member picks.",
        sees("told", shown="private"),
    ),
]
