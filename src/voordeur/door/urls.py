# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the door."""

from voordeur.door import drafts

urlpatterns = [*drafts.urlpatterns]
