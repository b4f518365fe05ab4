# SPDX-License-Identifier: EUPL-1.2
"""What a member sees, and a parent and a supporter beside the member."""

from tests.door.sentences.checks import PARTS, Sentence, sees

SENTENCES: list[Sentence] = [
    (
        "A resident sees who is in the household and what it plans together.",
        sees("self", shown="name common"),
    ),
    (
        "A resident sees every part that is about themselves: there is no file behind their back.",
        sees("self", shown="own money health youth justice safety where"),
    ),
    ("A resident has one page that is theirs alone.", sees("self", shown="private")),
    (
        "A member sees that the others are in the household and what is planned together.",
        sees("member", shown="name common"),
    ),
    (
        "A member does not find out that another member said anything at all.",
        sees("member", hidden="own"),
    ),
    (
        "A member does not find out that another member has debts or income on file.",
        sees("member", hidden="money"),
    ),
    (
        "A member does not find out that another member is under treatment.",
        sees("member", hidden="health"),
    ),
    (
        "A member does not find out that a child of another has help of its own.",
        sees("member", hidden="youth"),
    ),
    (
        "A member does not find out that police or probation know another member.",
        sees("member", hidden="justice"),
    ),
    (
        "A violent partner does not find out that somebody worries about safety.",
        sees("member", hidden="safety"),
    ),
    (
        "A violent partner does not find out that there is another address or a safe channel.",
        sees("member", hidden="where"),
    ),
    (
        "A member does not find out that another member keeps a page of their own.",
        sees("member", hidden="private"),
    ),
    (
        "A parent with authority sees the household and the child's own words.",
        sees("parent", shown="name common own"),
    ),
    (
        "A parent with authority sees the child's money, health, youth care and justice.",
        sees("parent", shown="money health youth justice"),
    ),
    (
        "A parent does not find out that a concern about the child's safety is on file: it can be "
        "about that parent.",
        sees("parent", hidden="safety"),
    ),
    (
        "A parent does not find out where a child is kept safe.",
        sees("parent", hidden="where"),
    ),
    (
        "A parent does not find out what a child keeps to itself.",
        sees("parent", hidden="private"),
    ),
    (
        "A client supporter sees what the household shares together.",
        sees("supporter", shown="name common"),
    ),
    (
        "A client supporter sees nothing else until the member shares it.",
        sees("supporter", hidden=PARTS),
    ),
]
