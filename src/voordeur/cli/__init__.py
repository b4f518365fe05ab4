# SPDX-License-Identifier: EUPL-1.2
"""The `voordeur` command: one module in this package per word on the command line.

A module with a function `register(subparsers)` is a command. Its name is the word, with
underscores for hyphens: `verify_history.py` is `voordeur verify-history`; a word that Python keeps
for itself gets one more: `import_.py`. `register` adds one
parser and names the function to run::

    def register(subparsers: Subparsers) -> None:
        parser = subparsers.add_parser("greet", help="say hello")
        parser.add_argument("name")
        parser.set_defaults(run=run)


    def run(arguments: argparse.Namespace) -> int:
        print(f"Hello {arguments.name}")
        return 0

A command that hands words on to another program says `set_defaults(run=run, passes_on=True)` and
finds what it does not know in `arguments.rest`, in the order given.

`run` returns the exit code. What is wrong with the input of a person is raised as
`Refusal`, which becomes one line and exit code 1. Django is imported inside `run` (call
`with_django()` first), so that commands without it start in a blink and run without the extras.
"""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    type Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["main", "with_django"]


def with_django() -> None:
    """Prepare Django for a command, with the settings of the environment or the project's own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "voordeur.conf.settings")
    import django

    django.setup()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    When the first word names a module only that module is imported: a command whose packages are
    not installed cannot break another one.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="voordeur", description="One household, one plan, one coordinator, one budget."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in _modules_for(words):
        module = importlib.import_module(f"voordeur.cli.{name}")
        if hasattr(module, "register"):
            module.register(subparsers)
    arguments, rest = parser.parse_known_args(words)
    arguments.rest = rest
    if rest and not getattr(arguments, "passes_on", False):
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        code: int = arguments.run(arguments)
    except Refusal as refusal:
        parts = (refusal.where, refusal.what, refusal.remedy)
        print("voordeur: " + ": ".join(filter(None, parts)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("voordeur: stopped", file=sys.stderr)
        return 130
    return code


def _modules_for(words: list[str]) -> list[str]:
    known = sorted(module.name for module in pkgutil.iter_modules(__path__))
    asked = words[0].replace("-", "_") if words else ""
    return [name for name in known if name in (asked, f"{asked}_")] or known
