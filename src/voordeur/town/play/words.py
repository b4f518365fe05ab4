# SPDX-License-Identifier: EUPL-1.2
"""From the words of the facts to the codes of the rooms, where the two differ. Pure."""

from collections.abc import Mapping
from typing import Final

#: Roles of the facts and those of an account. A wijkteam professional also decides on signals.
ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "professional": ("professional",),
    "case_coordinator": ("professional",),
    "process_coordinator": ("professional",),
    "team_lead": ("team_lead",),
    "policy_officer": ("policy_officer",),
    "controller": ("controller",),
    "analyst": ("analyst",),
    "project_leader": ("project_leader",),
    "alderman": ("council",),
    "functional_administrator": ("administrator",),
    "privacy_officer": ("privacy_officer",),
    "resident": ("resident",),
    "supporter": ("supporter",),
}
#: What a professional does, as colleagues and residents read it (the town writes Dutch).
FUNCTIONS: Final[Mapping[str, str]] = {
    "professional": "Hulpverlener",
    "case_coordinator": "Casusregisseur",
    "process_coordinator": "Procesregisseur",
    "team_lead": "Teamleider",
    "policy_officer": "Beleidsmedewerker",
    "controller": "Controller",
    "analyst": "Onderzoeker",
    "project_leader": "Projectleider",
    "alderman": "Wethouder",
    "functional_administrator": "Functioneel beheerder",
    "privacy_officer": "Privacy officer",
    "supporter": "Cliëntondersteuner",
}
IN_THE_TEAM: Final = "Wijkteammedewerker"
#: A place in the household that the product calls otherwise: who is whose parent is a relation.
PLACES: Final[Mapping[str, str]] = {"parent": "adult", "partner": "adult"}
#: Measures that the product calls otherwise.
MEASURES: Final[Mapping[str, str]] = {"exclusion_order": "home_ban"}
#: Whom one owes, by a word in how it was told.
CREDITORS: Final[Mapping[str, str]] = {
    "huur": "landlord",
    "hypotheek": "landlord",
    "gas": "energy",
    "energie": "energy",
    "belasting": "tax",
}
#: What somebody of the network is to the one who names them, by a word in how it was told.
BONDS: Final[Mapping[str, str]] = {
    "zoon": "child",
    "dochter": "child",
    "moeder": "parent",
    "vader": "parent",
    "broer": "sibling",
    "zus": "sibling",
    "buurvrouw": "neighbour",
    "buurman": "neighbour",
    "vriend": "friend",
    "vriendin": "friend",
    "oma": "grandparent",
    "opa": "grandparent",
}
#: Laws that go under another code in the list of the product.
LAWS: Final[Mapping[str, str]] = {
    "leerplichtwet": "leerplicht",
    "passendonderwijs": "onderwijs",
    "strafrecht": "justitie",
}
#: Who sends a signal, by the kind of institution.
SOURCES: Final[Mapping[str, str]] = {
    "municipality": "municipality",
    "school_attendance": "school",
    "school_board": "school",
    "general_practice": "doctor",
    "district_nursing": "doctor",
    "housing_corporation": "landlord",
    "health_insurer": "arrears",
    "police": "police",
    "domestic_violence_advice": "safe_home",
}
#: The legal basis of a signal, by how the sentence that the sender wrote begins.
BASES: Final[Mapping[str, str]] = {
    "Toestemming": "consent",
    "Besluit gemeentelijke schuldhulpverlening": "wgs_8",
    "Wmo 2015": "wmo_5_1_1",
    "Jeugdwet": "jw_7_4_0",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "open_case": "household_approach",
    "refer": "single_question",
    "advice": "advice",
    "no_action": "no_action",
}
#: How a try to get in touch went, by its outcome and, when somebody was reached, by its way.
RESULTS: Final[Mapping[str, str]] = {"not_reached": "nobody_home", "refused": "refused"}


def law_code(law: str) -> str:
    """Return the code of a law in the list of the product."""
    return LAWS.get(law, law)


def basis_of(sentence: str) -> str:
    """Return the code of the legal basis that a sender wrote down; a public task by default."""
    for start, basis in BASES.items():
        if sentence.startswith(start):
            return basis
    return "avg_6_1_e"


def result_of(outcome: str, channel: str) -> str:
    """Return the code of what came of a try to get in touch."""
    return RESULTS.get(outcome, "let_in" if channel == "visit" else "talked")


def bond_of(told: str) -> str:
    """Return the code of a relation for how it was told; empty when none of the words is known."""
    return next((BONDS[word] for word in told.split() if word in BONDS), "")


def measure_kind(kind: str) -> str:
    """Return the product's code of a measure."""
    return MEASURES.get(kind, kind)


def creditor_of(told: str) -> str:
    """Return the kind of creditor that was told of; `other` when no word says."""
    low = told.lower()
    return next((code for word, code in CREDITORS.items() if word in low), "other")
