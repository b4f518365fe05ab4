# SPDX-License-Identifier: EUPL-1.2
"""Verbs of papers: bringing in a file, making a letter, signing, taking a paper away."""

from voordeur.papers.actions.keeping import (
    MOST,
    SHELVES,
    Inspected,
    add_paper,
    bring_in,
    inspect,
    keep,
    keep_document,
    make_letter,
    refuse_paper,
    remove_paper,
    sweep,
)
from voordeur.papers.actions.signing import record_signature, sign_paper

__all__ = [
    "MOST",
    "SHELVES",
    "Inspected",
    "add_paper",
    "bring_in",
    "inspect",
    "keep",
    "keep_document",
    "make_letter",
    "record_signature",
    "refuse_paper",
    "remove_paper",
    "sign_paper",
    "sweep",
]
