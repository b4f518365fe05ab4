# SPDX-License-Identifier: EUPL-1.2
"""`voordeur serve`: serve the pages with gunicorn, on this machine or behind a proxy."""

import argparse
import socket
from typing import TYPE_CHECKING, Any

from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the pages")
    address_options(parser)
    parser.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--threads", type=int, default=8, help="threads per process (default: 8)")
    parser.set_defaults(run=run)


def address_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; refuses when a database waits for a migration."""
    from voordeur.cli import with_django
    from voordeur.cli.migrate import behind

    with_django()
    late = behind()
    if late:
        raise Refusal(
            "The databases are not up to date", ", ".join(late), "run `voordeur migrate` first"
        )
    serve(arguments.host, arguments.port, workers=arguments.workers, threads=arguments.threads)
    return 0


def free(host: str, port: int) -> None:
    """Refuse, in one line, a port that somebody listens on already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(
                f"{host}:{port} cannot be used ({error.strerror})",
                remedy="choose another one with --port",
            ) from error


def serve(host: str, port: int, *, workers: int = 1, threads: int = 8) -> None:
    """Serve in the foreground until stopped; needs Django to be ready."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    free(host, port)
    # A forked worker must not inherit an open database connection.
    connections.close_all()

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": workers,
                "threads": threads,
                "worker_class": "gthread",
                "loglevel": "warning",
                "proc_name": "voordeur",
                # The request line holds no personal data, and still nothing of it is kept.
                "accesslog": None,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from voordeur.conf.wsgi import application

            return application

    Server().run()
