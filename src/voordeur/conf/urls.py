# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the house: each built room brings its own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("inloggen/", include("allauth.urls")),
    *[
        path("", include(f"voordeur.{room}.urls"))
        for room in settings.BUILT
        if find_spec(f"voordeur.{room}.urls")
    ],
]

handler400 = "voordeur.conf.errors.bad_request"
handler403 = "voordeur.conf.errors.forbidden"
handler404 = "voordeur.conf.errors.not_found"
handler500 = "voordeur.conf.errors.broken"
