# SPDX-License-Identifier: EUPL-1.2
"""A part of a conference as a file to download for a calendar."""

from collections.abc import Sequence

from django.http import HttpResponse

from voordeur.counsel.ics import calendar_file
from voordeur.counsel.queries import ItemLine, Meeting


def as_calendar(meeting: Meeting, lines: Sequence[ItemLine], word: str, uid: str) -> HttpResponse:
    """Return a calendar file from the first of these items to the last; nothing else is in it.

    The name of the file is the same for everybody.
    """
    slots = [line.slot for line in lines if line.slot is not None]
    start = min((slot.start for slot in slots), default=meeting.starts_at)
    end = max((slot.end for slot in slots), default=meeting.ends_at)
    content = calendar_file(
        uid=uid, start=start, end=end, made=meeting.starts_at, word=word, place=meeting.place
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    response["Cache-Control"] = "no-store"
    return response
