# SPDX-License-Identifier: EUPL-1.2
"""The starter set of rules that comes with the product."""

from importlib.resources import files


def starter_text() -> str:
    """Return the starter set as text, to read with `rulefile.read`."""
    return files("voordeur.leeway").joinpath("starter.toml").read_text(encoding="utf-8")
