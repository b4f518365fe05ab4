# SPDX-License-Identifier: EUPL-1.2
"""Read one story file into facts. Strict: an unknown table or field is an error with its place.

In a story file a date is a number of days from today (-30 = thirty days ago); a price is in
euros; a key that the story itself declares gets the story's slug in front; a `household` that is
left out is the first one; law and payer follow from the product.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from voordeur.town import facts as f
from voordeur.town.frame import REGIME_DATE, products
from voordeur.town.people import CITY, POSTCODE_LETTERS

#: Tables of a story that are one record of facts each, with the field of `Bundle` they fill.
TABLES: dict[str, tuple[str, type]] = {
    "relation": ("relations", f.Relation),
    "authority": ("authorities", f.LegalAuthority),
    "network": ("network", f.NetworkMember),
    "signal": ("signals", f.Signal),
    "attempt": ("attempts", f.OutreachAttempt),
    "triage": ("triages", f.Triage),
    "case": ("cases", f.Case),
    "coordination": ("coordinations", f.Coordination),
    "claim": ("claims", f.CoordinationClaim),
    "involvement": ("involvements", f.Involvement),
    "visit": ("visits", f.Visit),
    "own_words": ("own_words", f.OwnWords),
    "own_note": ("own_notes", f.OwnNote),
    "note": ("notes", f.HelpersNote),
    "tried": ("tried", f.Tried),
    "letter": ("letters", f.Letter),
    "supported": ("supported", f.Supported),
    "problem": ("problems", f.Problem),
    "cause": ("causes", f.CausalLink),
    "debt": ("debts", f.Debt),
    "piece": ("pieces", f.MonthPiece),
    "barrier": ("barriers", f.Barrier),
    "measure": ("measures", f.CoerciveMeasure),
    "concern": ("concerns", f.SafetyConcern),
    "plan": ("plans", f.Plan),
    "agreement": ("agreements", f.Agreement),
    "goal": ("goals", f.Goal),
    "step": ("steps", f.Step),
    "provision": ("provisions", f.Provision),
    "uncounted": ("uncounted", f.UncountedCost),
    "other_way": ("other_ways", f.OtherWay),
    "measurement": ("measurements", f.Measurement),
    "evaluation": ("evaluations", f.Evaluation),
    "closing": ("closings", f.Closing),
    "asked": ("asked", f.Asked),
    "advice": ("advice", f.Advice),
    "part_asked": ("parts_asked", f.PartAsked),
    "talk": ("talks", f.Talk),
    "talk_item": ("talk_items", f.TalkItem),
    "sub_plan": ("sub_plans", f.SubPlan),
}
#: Fields that point at a record of the story or of the town.
REFERENCES = frozenset(
    {
        *("key", "household", "person", "other", "holder_person", "named_by", "rater"),
        *("signal", "case", "plan", "goal", "cause", "effect", "about", "after", "present"),
        *("seen_by", "denied_by", "written_by", "parked_by", "professional", "asker"),
        *("said_yes", "talk"),
    }
)
#: Tables whose `about` is text, not a person.
TEXT_ABOUT = (f.UncountedCost,)
EMPTY: dict[str, Any] = {
    "seen_by": (),
    "denied_by": (),
    "after": (),
    "present": (),
    "informed": True,
    "told": True,
    "arranged": False,
}
#: What a record starts with unless the story says otherwise.
AT_FIRST: dict[type, dict[str, str]] = {
    f.Signal: {"state": "open"},
    f.Step: {"state": "planned", "kind": "upper"},
}
HEAD = {"source", "title", "stage", "later_stage", "household", "person", "later"}


class Reading:
    """One story on its way from file to facts."""

    def __init__(
        self,
        slug: str,
        file: dict[str, Any],
        town: f.Town,
        numbers: Iterator[str],
        *,
        to_the_end: bool,
    ) -> None:
        self._slug = slug
        self._file = file
        self._town = town
        self._numbers = numbers
        self._later: dict[str, Any] = file.get("later", {}) if to_the_end else {}
        self._stage = (file.get("later_stage") if to_the_end else None) or file["stage"]
        self._first = file["household"][0]["key"]
        self._products = {product.key: product for product in products()}
        self._own = {
            row["key"]
            for part in (file, self._later)
            for table in part.values()
            if isinstance(table, list)
            for row in table
            if "key" in row
        }
        wrong = (set(file) | set(self._later)) - HEAD - set(TABLES)
        if wrong:
            raise ValueError(f"{slug}.toml: unknown table {', '.join(sorted(wrong))}.")

    def bundle(self) -> f.Bundle:
        """Return the story as one bundle."""
        filled: dict[str, tuple[Any, ...]] = {
            name: tuple(
                self._record(table, row, kind)
                for part in (self._file, self._later)
                for row in part.get(table, [])
            )
            for table, (name, kind) in TABLES.items()
        }
        rows = self._file["household"]
        persons = tuple(self._person(row) for row in self._file["person"])
        filled["authorities"] += self._parental(persons, filled["relations"])
        return f.Bundle(
            households=tuple(self._household(row) for row in rows),
            addresses=tuple(self._address(row) for row in rows if row.get("street")),
            persons=persons,
            memberships=tuple(
                member for row in self._file["person"] for member in self._memberships(row)
            ),
            **filled,
        )

    def _day(self, days: int) -> date:
        return self._town.today + timedelta(days=days)

    def _key(self, name: str) -> str:
        return f"{self._slug}/{name}" if name in self._own else name

    def _household(self, row: dict[str, Any]) -> f.Household:
        place = next(n for n in self._town.neighbourhoods if n.key == row["neighbourhood"])
        address = f"{self._key(row['key'])}/address" if row.get("street") else None
        stage = row.get("stage", self._stage)
        key = self._key(row["key"])
        return f.Household(key, row["kind"], place.area, place.key, address, stage, self._slug)

    def _address(self, row: dict[str, Any]) -> f.Address:
        place = next(n for n in self._town.neighbourhoods if n.key == row["neighbourhood"])
        return f.Address(
            f"{self._key(row['key'])}/address",
            row["street"],
            row["number"],
            f"{place.postcode} {POSTCODE_LETTERS[len(row['street']) % 3]}",
            CITY,
            place.key,
            row.get("protected", False),
        )

    def _person(self, row: dict[str, Any]) -> f.Person:
        if "turns_18_in" in row:
            turns = self._day(row["turns_18_in"])
            day = 28 if (turns.month, turns.day) == (2, 29) else turns.day
            born = turns.replace(year=turns.year - 18, day=day)
        elif "months" in row:
            born = self._day(-30 * row["months"] - 5)
        else:
            day = min(self._town.today.day, 28)
            birthday = self._town.today.replace(year=self._town.today.year - row["age"], day=day)
            born = birthday - timedelta(days=30 + crc32(self._key(row["key"]).encode()) % 300)
        bsn = next(self._numbers) if row.get("bsn", True) else None
        return f.Person(
            key=self._key(row["key"]),
            first_name=row["first"],
            prefix=row.get("prefix", ""),
            surname=row["surname"],
            born=born,
            sex=row["sex"],
            bsn=bsn,
        )

    def _memberships(self, row: dict[str, Any]) -> Iterator[f.Membership]:
        born = self._person_born(row)
        homes = {home["key"]: home for home in self._file["household"]}
        for lives in row["lives"]:
            home = lives.get("household", self._first)
            address = f"{self._key(home)}/address" if homes[home].get("street") else None
            until = lives.get("until")
            yield f.Membership(
                self._key(row["key"]),
                self._key(home),
                lives["role"],
                max(self._day(lives["since"]), born),
                None if until is None else self._day(until),
                lives.get("registered", address is not None),
                address,
            )

    def _person_born(self, row: dict[str, Any]) -> date:
        return self._person({**row, "bsn": False}).born

    def _parental(
        self, persons: tuple[f.Person, ...], relations: tuple[f.Relation, ...]
    ) -> tuple[f.LegalAuthority, ...]:
        """Give parents authority over their minor children; the texts never say they lost it."""
        born = {
            person.key: person.born for person in persons if person.age_on(self._town.today) < 18
        }
        return tuple(
            f.LegalAuthority(
                relation.other,
                "parental_authority",
                relation.person,
                None,
                born[relation.other],
                None,
            )
            for relation in relations
            if relation.kind == "parent" and relation.other in born
        )

    def _record(self, table: str, row: dict[str, Any], kind: type) -> Any:
        if kind is f.Provision:
            row = self._provision(row)
        known = {field.name: field for field in fields(kind)}
        if wrong := set(row) - set(known):
            raise ValueError(f"{self._slug}.toml: [[{table}]] has no {', '.join(sorted(wrong))}.")
        values: dict[str, Any] = {}
        for name, field in known.items():
            if name in row:
                values[name] = self._value(kind, name, str(field.type), row[name])
            elif name == "household":
                values[name] = self._key(self._first)
            elif kind is f.Case and name == "team":
                values[name] = "team-oudewerf"
            elif name in AT_FIRST.get(kind, {}):
                values[name] = AT_FIRST[kind][name]
            elif "None" in str(field.type):
                values[name] = None
            elif name in EMPTY:
                values[name] = EMPTY[name]
            elif field.default is MISSING:
                raise ValueError(f"{self._slug}.toml: [[{table}]] needs {name}.")
        return kind(**values)

    def _value(self, kind: type, name: str, type_: str, value: Any) -> Any:
        if "date" in type_:
            return self._day(value)
        if name in REFERENCES and not (name == "about" and kind in TEXT_ABOUT):
            if isinstance(value, list):
                return tuple(self._key(item) for item in value)
            return self._key(value)
        if name == "outcomes":
            return tuple((self._key(problem), outcome) for problem, outcome in value.items())
        if name == "ratings":
            return tuple(value.items())
        if kind in (f.Debt, f.MonthPiece) and name == "amount":
            return value * 100
        return value

    def _provision(self, row: dict[str, Any]) -> dict[str, Any]:
        """Fill in what follows from the product and turn the price in euros into a `Price`."""
        product = self._products[row["product"]]
        price = dict(row.get("price", {}))
        if price.get("basis") in ("declared", "budget"):
            price["amount"] *= 100
        elif price.get("basis") == "volume_price":
            price["unit_price"] *= 100
        return {
            "law": product.law,
            "payer": product.payer_on(self._town.today),
            "payer_before_2015": product.payer_on(REGIME_DATE - timedelta(days=1)),
            "provider": product.providers[0],
            "admission_ground": "Via het wijkteam",
            **row,
            "price": f.Price(**price) if price else f.Price("unknown"),
        }
