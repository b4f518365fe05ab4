# SPDX-License-Identifier: EUPL-1.2
"""What an emergency and the privacy officer open, for which purposes, and nobody else."""

from tests.door.sentences.checks import PARTS, Sentence, nobody_sees, sees, serves
from voordeur.door.matrix import Answer, Purpose

HELP = [
    "self",
    "member",
    "parent",
    "supporter",
    "case_coordinator",
    "process_coordinator",
    "helper",
    "triage",
    "team",
    "lead",
    "aftercare",
    "emergency",
    "task",
    "told",
]

SENTENCES: list[Sentence] = [
    (
        "In an emergency everything that can save somebody is shown.",
        sees("emergency", shown="name common own money health youth justice safety where"),
    ),
    (
        "Not even an emergency opens the page a member keeps alone.",
        sees("emergency", hidden="private"),
    ),
    (
        "The privacy officer finds that a household is there, not who is in it.",
        sees("inspector", masked="name"),
    ),
    (
        "Supervision of the log is not reading the file.",
        sees("inspector", hidden="common " + PARTS),
    ),
    (
        "The own page is not there for anybody but the member and whom the member picks.",
        nobody_sees("private", but="self told"),
    ),
    (
        "Who helps, coordinates, shares, decides or rescues does so for help and nothing else.",
        serves(Purpose.HELP, *HELP),
    ),
    (
        "The privacy officer comes in for supervision and nothing else.",
        serves(Purpose.SUPERVISION, "inspector"),
    ),
    (
        "Nobody comes into a household to buy care: nothing identifiable passes to buying.",
        serves(Purpose.BUYING),
    ),
    (
        "Nobody comes into a household for figures: nothing identifiable passes to figures.",
        serves(Purpose.FIGURES),
    ),
    (
        "Who is several things to a household gets the best answer of them.",
        lambda known: (
            known.answer(["member", "case_coordinator"], "own") is Answer.SHOWN
            and known.answer(["team", "helper"], "common") is Answer.SHOWN
            and known.answer(["team", "lead"], "money") is Answer.HIDDEN
        ),
    ),
    (
        "Who is nothing to a household finds nothing.",
        lambda known: all(known.answer([], part) is Answer.HIDDEN for part in known.compartments),
    ),
]
