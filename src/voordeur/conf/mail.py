# SPDX-License-Identifier: EUPL-1.2
"""Where mail goes: the municipality's SMTP server, or nowhere on a laptop."""

from urllib.parse import unquote, urlsplit

from voordeur.conf.config import Config, ConfigError


def mailer(config: Config) -> dict[str, object]:
    """Return Django's mailer for `VOORDEUR_MAIL_URL`; without one, mail is not sent."""
    if not config.mail_url:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(config.mail_url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ConfigError("VOORDEUR_MAIL_URL: write smtp://user:password@host:port or smtps://…")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp",
            "timeout": 10,
        },
    }
