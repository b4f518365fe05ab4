# SPDX-License-Identifier: EUPL-1.2
"""Reading iWmo and iJw 3.2 payload messages and what they amount to; pure, without Django.

    reading = read_file(path)            # message and faults, never an exception
    outcome = fold(readings)             # provisions, requests, what waits for its 301
    Schemas(folder).validate(path)       # against XSD files the operator has

The messages are of the standards of iStandaarden (Zorginstituut Nederland / Ketenbureau i-Sociaal
Domein), release 3.2. Envelopes, return messages and transport are no business of this package.
"""

from voordeur.provisions.istandaarden.effects import (
    AssignmentKey,
    Fold,
    Folded,
    Request,
    Waiting,
    assignment_lines,
    fold,
    homeless,
    requests_of,
)
from voordeur.provisions.istandaarden.facts import AssignmentFacts
from voordeur.provisions.istandaarden.faults import Fault, Scope, Where
from voordeur.provisions.istandaarden.ingredients import Ingredients, ingredients
from voordeur.provisions.istandaarden.reading import Reading, read_file, read_message
from voordeur.provisions.istandaarden.states import (
    DeclaredPeriod,
    Delivery,
    PriceBasis,
    ProvisionState,
    state_of,
)
from voordeur.provisions.istandaarden.validation import Outcome, Schemas, Validation, validate

__all__ = [
    "AssignmentFacts",
    "AssignmentKey",
    "DeclaredPeriod",
    "Delivery",
    "Fault",
    "Fold",
    "Folded",
    "Ingredients",
    "Outcome",
    "PriceBasis",
    "ProvisionState",
    "Reading",
    "Request",
    "Schemas",
    "Scope",
    "Validation",
    "Waiting",
    "Where",
    "assignment_lines",
    "fold",
    "homeless",
    "ingredients",
    "read_file",
    "read_message",
    "requests_of",
    "state_of",
    "validate",
]
