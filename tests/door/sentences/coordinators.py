# SPDX-License-Identifier: EUPL-1.2
"""What the case coordinator and the process coordinator see."""

from tests.door.sentences.checks import Sentence, sees

SENTENCES: list[Sentence] = [
    (
        "The case coordinator sees the household, its plan and each member's own words.",
        sees("case_coordinator", shown="name common own"),
    ),
    (
        "The case coordinator sees money and growing up: the plan cannot be made without.",
        sees("case_coordinator", shown="money youth"),
    ),
    (
        "The case coordinator sees concerns about safety and how to reach somebody safely.",
        sees("case_coordinator", shown="safety where"),
    ),
    (
        "The case coordinator knows that there is treatment or a case in court, not which.",
        sees("case_coordinator", masked="health justice"),
    ),
    (
        "The case coordinator does not find the page a member keeps alone.",
        sees("case_coordinator", hidden="private"),
    ),
    (
        "The process coordinator sees the household and the joint plan.",
        sees("process_coordinator", shown="name common"),
    ),
    (
        "The process coordinator knows that there are personal parts, not what is in them.",
        sees("process_coordinator", masked="own money health youth justice safety where"),
    ),
    (
        "The process coordinator does not find the page a member keeps alone.",
        sees("process_coordinator", hidden="private"),
    ),
    (
        "Who asks after half a year whether it holds sees who is in the household, what was agreed "
        "together and how to reach a member safely.",
        sees("aftercare", shown="name common where"),
    ),
    (
        "Who only asks afterwards finds out nothing of what was in the members' own parts.",
        sees("aftercare", hidden="own money health youth justice safety private"),
    ),
]
