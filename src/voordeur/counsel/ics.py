# SPDX-License-Identifier: EUPL-1.2
"""A calendar file that gives nothing away: a time, a place, one word. Pure.

RFC 5545. Whoever looks into a phone reads "Afspraak" or "Overleg": no name, no household, no
question. Its identity is a random number that is on no page.
"""

from datetime import UTC, datetime


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Return a text as RFC 5545 writes it, without breaks that could start another line."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", " "), ("\n", " ")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> list[str]:
    """Return a line in pieces of at most 75 octets, as RFC 5545 wants it."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = ""
        piece += letter
    pieces.append(piece)
    return [pieces[0], *(f" {one}" for one in pieces[1:])]


def calendar_file(
    *, uid: str, start: datetime, end: datetime, made: datetime, word: str, place: str
) -> bytes:
    """Return one appointment as a calendar file; `word` is all it is called."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Voordeur//NL",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_stamp(made)}",
        f"DTSTART:{_stamp(start)}",
        f"DTEND:{_stamp(end)}",
        f"SUMMARY:{_escaped(word)}",
        f"LOCATION:{_escaped(place)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return ("\r\n".join(part for line in lines for part in _folded(line)) + "\r\n").encode()
