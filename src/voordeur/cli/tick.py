# SPDX-License-Identifier: EUPL-1.2
"""`voordeur tick`: everything that is due now; run it every minute, twice is no harm."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli import with_django

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur tick [--seals FILE]`."""
    parser = subparsers.add_parser("tick", help="do what is due: reactions, access index, seal")
    parser.add_argument(
        "--seals", type=Path, metavar="FILE", help="file elsewhere that the daily seal goes to"
    )
    parser.add_argument(
        "--every", type=int, metavar="SECONDS", help="go on doing so until stopped, as a worker"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what is due; 1 when something failed or was given up, so that the scheduler tells."""
    with_django()
    while arguments.every is not None:
        _once(arguments)
        time.sleep(arguments.every)
    return _once(arguments)


def _once(arguments: argparse.Namespace) -> int:
    from voordeur.desk import notices
    from voordeur.door import drafts, limits
    from voordeur.door.logindex import index_lists
    from voordeur.history import reactions, seals
    from voordeur.imports import bringing
    from voordeur.supervision.actions import run_confirmed

    done, failed = reactions.run_due()
    tables = bringing.run_due()
    erased = run_confirmed()
    indexed = index_lists()
    warned, mailed = notices.send_alarms(), notices.send_digests()
    dropped = drafts.drop_old() + limits.forget_old()
    sealed = not seals.sealed_today()
    if sealed:
        seals.make_seal(arguments.seals)
        _nightly()
    given_up = reactions.given_up()
    print(
        f"{done} done, {failed} failed, {tables} tables brought in, {erased} erasures dealt with, "
        f"{indexed} lists indexed, "
        f"{warned} warned, {mailed} mailed, "
        f"{dropped} old dropped" + (", sealed" if sealed else "")
    )
    for name, event, error in given_up:
        print(f"given up: {name} on event {event} ({error})")
    return 1 if failed or given_up else 0


def _nightly() -> None:
    """Do what is due once a day: signals that expire, files nobody points to, books that are off."""
    from voordeur.counsel.actions import end_concealment
    from voordeur.counsel.queries import concealed_over
    from voordeur.door.access import for_system, scope
    from voordeur.door.reader import system
    from voordeur.figures.actions import freeze_if_due
    from voordeur.intake.actions import let_expire
    from voordeur.intake.queries import expired_signals
    from voordeur.ledger.queries import imbalances
    from voordeur.money.actions import let_claim_lapse
    from voordeur.money.actions.analysis_living import stay_alive
    from voordeur.money.actions.zero import calibrate_if_due
    from voordeur.money.queries.claims import expired_claims
    from voordeur.papers.actions import sweep
    from voordeur.supervision.actions import anything_new, propose_batch
    from voordeur.transitions.watching import look_ahead

    reader = system("tick")
    with scope():
        expired = expired_signals(for_system(reader))
        told = concealed_over(for_system(reader))
    for household_id, signal in expired:
        let_expire(reader, household_id=household_id, signal=signal)
    for household_id, item in told:
        end_concealment(reader, household_id=household_id, item=item)
    lapsed = expired_claims()
    for claim in lapsed:
        let_claim_lapse(reader, claim_id=claim)
    swept = sweep()
    if anything_new():
        propose_batch(reader)
    coming = look_ahead(reader)
    off = imbalances()
    froze, calibrated, learned = freeze_if_due(), calibrate_if_due(), stay_alive(reader)
    print(
        f"{len(expired)} signals expired, {len(lapsed)} claims lapsed, {swept} files swept, "
        f"{coming} transitions ahead, {len(off)} entries out of balance, "
        f"figures {'frozen' if froze else 'stand'}, "
        f"zero scenarios {'compared' if calibrated else 'stand'}, {learned} assumptions learned"
    )
