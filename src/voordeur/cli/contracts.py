# SPDX-License-Identifier: EUPL-1.2
"""Two contracts for import-linter that its own kinds cannot say in one line; see `.importlinter`."""

from fnmatch import fnmatchcase
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnModels(Contract):
    """Only a room itself imports its `models`; others use its actions, queries and sums.

    Imports under `TYPE_CHECKING` are not in the graph: an annotation moves no data.
    """

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find direct imports of `<room>.models` (or a module in it) from another room."""
        package = str(self.package)
        faults = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if parts[:1] != [package] or "models" not in parts[2:3]:
                continue
            room = ".".join(parts[:2]) + "."
            faults += [
                (importer, module)
                for importer in sorted(graph.find_modules_that_directly_import(module))
                if not importer.startswith(room)
            ]
        return ContractCheck(kept=not faults, metadata={"faults": faults})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that should go through actions or queries."""
        for importer, module in check.metadata["faults"]:
            output.print_error(f"{importer} imports {module}: use the room's actions or queries")


class PureSums(Contract):
    """Named modules import nothing that leads to Django, however long the way."""

    modules = fields.ListField(subfield=fields.StringField())
    forbidden = fields.StringField()
    spared = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look for a chain of imports from each named module to the forbidden package."""
        chains = []
        forbidden = str(self.forbidden)
        if forbidden in graph.modules:
            for module in sorted(graph.modules):
                if self._named(module):
                    chain = graph.find_shortest_chain(importer=module, imported=forbidden)
                    if chain:
                        chains.append(chain)
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def _named(self, module: str) -> bool:
        # import-linter puts a plain list in place of each declared field.
        wanted = cast("list[str]", self.modules)
        spared = cast("list[str] | None", self.spared) or []
        return any(fnmatchcase(module, pattern) for pattern in wanted) and not any(
            fnmatchcase(module, pattern) for pattern in spared
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Show the way each module takes to Django."""
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))
