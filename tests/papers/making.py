# SPDX-License-Identifier: EUPL-1.2
"""Files of every kind, and a clamd that answers on the loopback address."""

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
TEXT = "Beste mevrouw, uw aanvraag is binnen. Groet, één loket.\n".encode()
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def zipped(*names: str, **content: bytes) -> bytes:
    """Return a zip file with these parts in it; `mimetype=b"…"` gives a part its content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, body in content.items():
            file.writestr(name, body)
        for name in names:
            file.writestr(name, b"x")
    return packed.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
ODT = zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text")


@dataclass
class Clamd:
    """A scanner that speaks INSTREAM and finds what contains the EICAR test text."""

    address: str
    received: list[bytes] = field(default_factory=list)
    answer: bytes | None = None


def _all(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = line.recv(count - len(got))
        if not more:
            raise ConnectionError("the other side hung up")
        got += more
    return got


def _serve(door: socket.socket, clamd: Clamd) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line:
            assert _all(line, 10) == b"zINSTREAM\0"
            whole = b""
            while size := struct.unpack("!I", _all(line, 4))[0]:
                whole += _all(line, size)
            clamd.received.append(whole)
            found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"
            line.sendall(clamd.answer if clamd.answer is not None else found)


@contextmanager
def a_clamd() -> Iterator[Clamd]:
    """Run a scanner on a free port of the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        clamd = Clamd(f"127.0.0.1:{door.getsockname()[1]}")
        served = threading.Thread(target=_serve, args=(door, clamd), daemon=True)
        served.start()
        yield clamd
        door.shutdown(socket.SHUT_RDWR)
    served.join(5)
