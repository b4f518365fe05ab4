# SPDX-License-Identifier: EUPL-1.2
"""`voordeur checks`: the rules of the repository that no other tool knows."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli.features import feature_faults
from voordeur.cli.house_rules import header_faults, name_faults
from voordeur.cli.licences import licence_faults
from voordeur.cli.messages import message_faults
from voordeur.cli.source import repository, tracked_files
from voordeur.cli.trace import open_rows, trace_faults

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "headers": lambda root: header_faults(root, tracked_files(root)),
    "names": lambda root: name_faults(tracked_files(root)),
    "messages": message_faults,
    "licences": licence_faults,
    "trace": trace_faults,
    "features": feature_faults,
}


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur checks [NAME …]`."""
    parser = subparsers.add_parser("checks", help="rules of the repository: " + ", ".join(CHECKS))
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every fault of the checks asked for; 1 when there is any, 2 for an unknown name."""
    if unknown := set(arguments.names) - set(CHECKS):
        print(f"no such check: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    root = repository()
    names = arguments.names or list(CHECKS)
    faults = [f"{name}: {fault}" for name in names for fault in CHECKS[name](root)]
    for fault in faults:
        print(fault)
    if "trace" in names:
        print(f"trace: {open_rows(root)} requirements and cases are open")
    return 1 if faults else 0
