# SPDX-License-Identifier: EUPL-1.2
"""What comes out of a run, all of it made from figures that may be told: report, tables, pictures."""

from voordeur.factlab.outputs.report import Block, Grid, Picture, Report, Section, build

__all__ = ["Block", "Grid", "Picture", "Report", "Section", "build"]
