# SPDX-License-Identifier: EUPL-1.2
"""Mail that says how many things wait, and nothing else: no name, no household, no problem.

Only people who work here get mail. A resident never does: whose hands a mailbox is in nobody knows.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from voordeur.contact.actions import alert_colleague
from voordeur.contact.queries import watches
from voordeur.door.access import for_system, open_list, scope
from voordeur.door.preferences import choose, chosen, workers
from voordeur.door.reader import reader_of, system
from voordeur.history import clock
from voordeur.terms.due import Urgency
from voordeur.terms.queries import open_terms

if TYPE_CHECKING:
    from voordeur.door.models import Account

OFTEN = ("day", "week", "never")
MORNING = 7
MOST = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for one reader (unit: things to do)."""

    late: int
    today: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.late + self.today


def waiting_for(account: "Account") -> Waiting:
    """Count what is due for an account; it opens no file and shows nothing."""
    reader = reader_of(account)
    due = open_terms(open_list(reader), owners=reader.keys, until=clock.today(), limit=MOST)
    return Waiting(
        sum(one.urgency is Urgency.OVERDUE for one in due),
        sum(one.urgency is Urgency.TODAY for one in due),
    )


def digest(waiting: Waiting) -> tuple[str, str]:
    """Return subject and text: counts and a link. Both are the same for everybody with these counts."""
    late = ngettext(
        "%(count)d thing is too late.", "%(count)d things are too late.", waiting.late
    ) % {"count": waiting.late}
    today = ngettext(
        "%(count)d thing is for today.", "%(count)d things are for today.", waiting.today
    ) % {"count": waiting.today}
    return _("There is work waiting in Voordeur"), "\n".join([late, today, "", *_way()])


def alarm() -> tuple[str, str]:
    """Return subject and text of the mail to a colleague who looks out for somebody."""
    return (
        _("Voordeur: look now"),
        "\n".join(
            [_("You look out for a colleague. Look now whether they are back."), "", *_way()]
        ),
    )


def _way() -> list[str]:
    address = settings.CONFIG.public_url
    return [address] if address else [_("Open Voordeur as you always do.")]


def _due(often: str, last: str, today: date) -> bool:
    """Say whether a digest is due today: on working days, or on Monday; once a day at most."""
    if last == today.isoformat() or often == "never" or today.weekday() > 4:
        return False
    return often == "day" or today.weekday() == 0


def send_digests() -> int:
    """Send the digests that are due this morning; return how many. Nothing waits: no mail."""
    now = clock.now().astimezone(clock.AMSTERDAM)
    if now.hour < MORNING:
        return 0
    sent = 0
    for account in workers():
        choice = chosen(account.pk, "digest", {"often": "day", "last": ""})
        if not _due(choice["often"], choice["last"], now.date()):
            continue
        with scope():
            waiting = waiting_for(account)
        if waiting.total:
            with override(account.language):
                if not _mailed(account, *digest(waiting)):
                    continue
            sent += 1
        choose(account.pk, "digest", {**choice, "last": now.date().isoformat()})
    return sent


def send_alarms() -> int:
    """Warn the colleagues of everybody who is not back from a visit at the expected time; once each.

    A mail that could not be sent is tried again the next minute.
    """
    reader = system("tick")
    with scope():
        late = watches(for_system(reader), unwarned=True)
    accounts = {account.pk: account for account in workers()}
    warned = 0
    for one in late:
        account = accounts.get(one.colleague_account or 0)
        if account is not None:
            with override(account.language):
                if not _mailed(account, *alarm()):
                    continue
        alert_colleague(reader, household_id=one.household_id, visit=one.id)
        warned += 1
    return warned


def _mailed(account: "Account", subject: str, text: str) -> bool:
    """Send one mail; False when the mail server does not take it: it is tried again later."""
    try:
        send_mail(subject, text, settings.CONFIG.mail_from, [account.email])
    except OSError:
        return False
    return True
