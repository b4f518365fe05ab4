# SPDX-License-Identifier: EUPL-1.2
"""Ways of paying of Waterveen: cases, areas, the waterbed and contracts. About nobody, all made up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from voordeur.money.actions import paying
from voordeur.town.play.cast import MAKER
from voordeur.town.population import data


def set_paying(today: date) -> None:
    """Write down what controller, policy officer and project leader look at."""
    told = data("paying.toml")
    for row in told["case"]:
        paying.write_case(MAKER, **_in_cents(row, "unit_euros", "prevention_euros"))
    for row in told["areas"]:
        paying.write_areas(MAKER, **_in_cents(row, "total_euros"))
    for row in told["spill"]:
        paying.write_spill(MAKER, **_in_cents(row, "low_euros", "high_euros"))
    for row in told["contract"]:
        _contract(row, today)


def _in_cents(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return a row with its amounts in eurocents, under the name the action gives them."""
    said = dict(row)
    for name in names:
        if name in said:
            said[name.replace("euros", "cents")] = said.pop(name) * 100
    return said


def _contract(row: Mapping[str, Any], today: date) -> None:
    terms = {**row["terms"], "asks": row["asks"]}
    begins = date(today.year - 1, 1, 1) if row["signed"] else date(today.year + 1, 1, 1)
    made = paying.register_contract(
        MAKER,
        name=row["name"],
        party=row["party"],
        from_date=begins,
        until=date(begins.year + row["years"], 1, 1),
        terms=terms,
        decided_by=row["decided_by"],
        is_demo=True,
    )
    if not row["signed"]:
        return
    paying.sign_contract(MAKER, contract=made.uuid, on=begins, expected_version=1)
    steered = row["steered"]
    paying.steer_contract(
        MAKER,
        contract=made.uuid,
        from_date=date(today.year, 1, 1),
        terms={**terms, "result_percent": steered["result_percent"]},
        why=steered["why"],
        decided_by=steered["decided_by"],
        expected_version=2,
    )
