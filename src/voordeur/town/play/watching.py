# SPDX-License-Identifier: EUPL-1.2
"""What the privacy officer of the town has at hand: a data breach, decided on, and a file that is kept."""

from datetime import timedelta

from voordeur.door.forgetting import set_hold
from voordeur.supervision.actions import record_breach
from voordeur.town.play.cast import Cast

OFFICER = "lieve"


def play(cast: Cast) -> None:
    """Record the breach of three days ago and the hold on one household of the stories."""
    if OFFICER not in cast.accounts:
        return
    officer, known = cast.acting(OFFICER), cast.now - timedelta(days=3)
    record_breach(
        officer,
        known_at=known,
        what="Een brief over een keukentafelgesprek lag een dag bij de verkeerde buren.",
        whose="Twee mensen van één huishouden.",
        people=2,
        consequences="De buren lazen dat er een gesprek was, niet waarover.",
        measures="Brief opgehaald. Brieven gaan voortaan dubbel gecontroleerd de deur uit.",
        authority="no",
        authority_why="Het risico is klein: er stond alleen een naam en een tijd in.",
        authority_at=None,
        residents="yes",
        residents_why="",
        residents_at=known + timedelta(hours=20),
    )
    kept = next((pk for key, pk in sorted(cast.households.items()) if "paula" in key), None)
    if kept is not None:
        set_hold(
            officer,
            subject=f"household:{kept}",
            reason="Er loopt een bezwaar tegen een besluit; het dossier is daarvoor nodig.",
            review_on=cast.today + timedelta(days=90),
        )
