# SPDX-License-Identifier: EUPL-1.2
"""What every page's shell needs to know: the municipality, its theme and who is signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from voordeur.desk.nav import nav_items, own_items


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of `desk/base.html` that is the same on every page of this town.

    A request that failed before the sign-in was read has no user; it gets the shell of a visitor.
    """
    config = settings.CONFIG
    context: dict[str, Any] = {
        "theme_css": [f"desk/themes/{config.theme}.css"],
        "municipality": config.municipality,
        "demo_banner": config.demo,
        "exit_url": config.exit_url,
        "home_url": "/",
        "set_language_url": reverse("set_language"),
        "open_map_url": reverse("open_map"),
        "accessibility_url": reverse("accessibility"),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "reader_name": user.get_full_name(),
            "sign_out_url": reverse("account_logout"),
            "nav_items": nav_items(request),
            "own_items": own_items(request),
        }
    return context
