# SPDX-License-Identifier: EUPL-1.2
"""Verbs: what is known of conditions, what a household waits for, and that it waits no more."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import (
    check_place,
    keep_seeing,
    sealed,
    some_text,
)
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.leeway.actions.writing import today
from voordeur.leeway.graph import Known
from voordeur.leeway.impasse import analyse, leave_of
from voordeur.leeway.models import Condition, Impasse, KnownFact
from voordeur.leeway.queries.rules import RuleLine, rule_lines, rulebook_of, texts_of
from voordeur.terms.book import close_terms

KNOWN = {"yes": Known.YES, "no": Known.NO}
MOST_RUNS = 20
BASIS = "wmo_5_1_1"


@action("impasse.write")
def say_facts(
    deed: Deed,
    *,
    household_id: int,
    facts: Mapping[str, bool | None],
    person_id: int | None = None,
) -> int:
    """Write down what is known of conditions: yes, no, or (None) unknown again.

    A fact lies in the part of the file that its condition names; one in a closed part is about a
    member. Returns how many changed.
    """
    conditions = {
        row.code: row for row in Condition.objects.filter(code__in=list(facts)).order_by("pk")
    }
    if set(facts) - set(conditions):
        raise Refusal(_("Choose conditions from the list."), "facts")
    rows = {
        row.condition_id: row
        for row in KnownFact.objects.through(deed.inside).shown().order_by("pk")
    }
    said = [
        _say(deed, conditions[code], rows.get(conditions[code].pk), known, person_id)
        for code, known in sorted(facts.items())
    ]
    changed = [row for row in said if row is not None]
    if not changed:
        raise Refusal(_("Nothing is different from what was known."), "about")
    _find_patterns(deed, household_id)
    # One event for each part of the file: who may not see that part, learns of none.
    for person, part in sorted({(row.person_id or 0, row.compartment) for row in changed}):
        deed.happened("leeway.facts_said", about=(person or None, part))
    return len(changed)


def _say(
    deed: Deed,
    condition: Condition,
    row: KnownFact | None,
    known: bool | None,
    person_id: int | None,
) -> KnownFact | None:
    """Write one fact down; return its row, None when nothing changes."""
    word = None if known is None else "yes" if known else "no"
    if (row.known if row else None) == word:
        return None
    if row is not None and word is None:
        KnownFact.objects.through(deed.inside).shown().filter(pk=row.pk)._raw_delete("default")
        return row
    if row is not None:
        row.known, row.version = str(word), row.version + 1
        row.save(update_fields=["known", "version"])
        return row
    about = person_id if condition.part != "common" else None
    check_place(deed, about, condition.part)
    new = KnownFact(
        household_id=deed.household_id,
        person_id=about,
        compartment=condition.part,
        condition=condition,
        known=str(word),
    )
    new.save(force_insert=True)
    keep_seeing(deed, new, BASIS)
    return new


def _all_facts(household_id: int) -> dict[str, Known]:
    """Return every fact of a household: a pattern is the same whoever looks, and shows none of them."""
    rows = KnownFact._plain.filter(household_id=household_id).order_by("pk")
    return {code: KNOWN[known] for code, known in rows.values_list("condition__code", "known")}


def _find_patterns(deed: Deed, household_id: int) -> None:
    lines = rule_lines()
    for row in Impasse._plain.filter(household_id=household_id, state="open").select_related(
        "goal"
    ):
        before = row.pattern, row.rules
        _find_pattern(row, lines, _all_facts(household_id))
        if before != (row.pattern, row.rules):
            row.save(update_fields=["pattern", "rules"])


def _find_pattern(row: Impasse, lines: list[RuleLine], facts: Mapping[str, Known]) -> None:
    found = analyse(rulebook_of(lines), facts, row.goal.code, leave_of(texts_of(lines)))
    row.pattern, row.rules = found.pattern, list(found.rules)


def _runs(runs_on: Iterable[tuple[str, int | None]]) -> list[list[object]]:
    rows = [(name.strip()[:120], cents) for name, cents in runs_on if name.strip()]
    if len(rows) > MOST_RUNS:
        raise Refusal(_("Name at most 20 things that run on."), "runs_on")
    if any(cents is not None and cents < 0 for _name, cents in rows):
        raise Refusal(_("An amount is not below 0."), "runs_on")
    return [[name, cents] for name, cents in rows]


@action("impasse.write")
def name_impasse(
    deed: Deed,
    *,
    household_id: int,
    goal: str,
    since: date | None = None,
    person_id: int | None = None,
    solve_cents: int | None = None,
    runs_on: Iterable[tuple[str, int | None]] = (),
) -> Impasse:
    """Say what a household waits for, since when, what runs on because of it, and what solving costs."""
    condition = Condition.objects.filter(code=goal).first()
    if condition is None:
        raise Refusal(_("Choose what the household waits for."), "goal")
    about = person_id if condition.part != "common" else None
    check_place(deed, about, condition.part)
    day = since or today(deed)
    if day > today(deed):
        raise Refusal(_("This day is still to come."), "since")
    shown = Impasse.objects.through(deed.inside).shown()
    # Only what this reader sees: a refusal would tell of what is closed to them.
    if shown.filter(goal=condition, state="open").exists():
        raise Refusal(_("This is written down already."), "goal", _("Change what is there."))
    row = Impasse(
        household_id=household_id,
        person_id=about,
        compartment=condition.part,
        goal=condition,
        since=day,
        solve_cents=solve_cents,
        runs_on=_runs(runs_on),
    )
    _find_pattern(row, rule_lines(), _all_facts(household_id))
    row.save(force_insert=True)
    keep_seeing(deed, row, BASIS)
    deed.happened(
        "leeway.impasse_named",
        {"impasse": row.pk, "goal": goal},
        sealed(row, {"runs_on": row.runs_on, "solve_cents": solve_cents}),
    )
    return row


def open_impasse(deed: Deed, impasse: UUID) -> Impasse:
    """Return an impasse that this reader sees and that is still open; raises Refusal without one."""
    rows = Impasse.objects.through(deed.inside).shown().select_related("goal")
    row = rows.filter(uuid=impasse, state="open").first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    return row


@action("impasse.write")
def price_impasse(
    deed: Deed,
    *,
    household_id: int,
    impasse: UUID,
    expected_version: int,
    since: date,
    solve_cents: int | None = None,
    runs_on: Iterable[tuple[str, int | None]] = (),
) -> Impasse:
    """Change since when it waits, what runs on meanwhile, and what solving it costs."""
    row = open_impasse(deed, impasse)
    if since > today(deed):
        raise Refusal(_("This day is still to come."), "since")
    new = _runs(runs_on)
    expect(row, expected_version, {"solve_cents": solve_cents, "since": since})
    row.since, row.solve_cents, row.runs_on, row.version = since, solve_cents, new, row.version + 1
    row.save(update_fields=["since", "solve_cents", "runs_on", "version"])
    deed.happened(
        "leeway.impasse_priced",
        {"impasse": row.pk},
        sealed(row, {"runs_on": row.runs_on, "solve_cents": solve_cents}),
    )
    return row


@action("impasse.write")
def lift_impasse(
    deed: Deed, *, household_id: int, impasse: UUID, how: str, expected_version: int
) -> Impasse:
    """Say that the household no longer waits, and what made it so."""
    row = open_impasse(deed, impasse)
    expect(row, expected_version, {"how_lifted": how})
    row.how_lifted, row.lifted_on = some_text(how, "how")[:300], today(deed)
    row.state, row.version = "lifted", row.version + 1
    row.save(update_fields=["how_lifted", "lifted_on", "state", "version"])
    close_terms(deed, subject=f"impasse:{row.pk}")
    deed.happened(
        "leeway.impasse_lifted", {"impasse": row.pk}, sealed(row, {"how": row.how_lifted})
    )
    return row
