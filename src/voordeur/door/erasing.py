# SPDX-License-Identifier: EUPL-1.2
"""How the door erases a person: the account, the drafts, and words in standing."""

import secrets
from datetime import datetime

from django.db.models import Q

from voordeur.door.forgetting import eraser
from voordeur.door.models import Account, Draft, Informing, Standing
from voordeur.history import keyring


@eraser("door", "door_account", "door_draft", "door_standing", "door_informing")
def erase(person_id: int, moment: datetime) -> int:
    """Close the account of a person, end all standing by and about them and empty its words."""
    count = 0
    for account in Account.objects.filter(person_id=person_id).order_by("pk"):
        Draft.objects.filter(account=account).delete()
        keyring.forget(f"account:{account.pk}")
        account.name, account.email = "", f"{secrets.token_hex(16)}@forgotten.invalid"
        account.is_active, account.person_id = False, None
        account.set_unusable_password()
        account.save()
        _end(Q(reader=f"account:{account.pk}"), moment)
        count += 1
    about = Q(person_id=person_id) | Q(reader=f"person:{person_id}")
    _end(about, moment)
    count += Standing.objects.filter(about).update(reason="")
    count += Informing.objects.filter(person_id=person_id).exclude(why_not="").update(why_not="-")
    return count


def _end(rows: Q, moment: datetime) -> None:
    running = Q(valid_until=None) | Q(valid_until__gt=moment)
    Standing.objects.filter(rows & running, valid_from__lte=moment).update(valid_until=moment)
