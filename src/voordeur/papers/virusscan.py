# SPDX-License-Identifier: EUPL-1.2
"""Asking clamd whether a file is clean, by its INSTREAM protocol (clamd manual, "COMMANDS").

The file goes over the connection in pieces, each after its length in four bytes; a length of zero
ends it. The answer is `stream: OK`, or `stream: <name> FOUND`.
"""

import socket
import struct
from dataclasses import dataclass

PIECE = 64 * 1024
PATIENCE = 30.0
"""Seconds without an answer before we give up; nothing is kept then."""


class ScannerSilent(Exception):
    """The scanner that was configured does not answer, or answers nonsense."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says; `found` names the virus, empty when the file is clean."""

    found: str = ""


def _connect(address: str) -> socket.socket:
    """Connect to `host:port` or to the path of a socket."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def scan(content: bytes, address: str) -> Verdict:
    """Return what clamd at `address` says of a file; raises ScannerSilent when it does not say."""
    try:
        with _connect(address) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < 4096:
                got = line.recv(1024)
                if not got:
                    break
                answer += got
    except (OSError, ValueError) as error:
        raise ScannerSilent("the virus scanner does not answer") from error
    said = answer.rstrip(b"\0").decode("utf-8", "replace").strip()
    if said == "stream: OK":
        return Verdict()
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Verdict(said.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerSilent("the virus scanner gave no verdict")
