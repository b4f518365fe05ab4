# SPDX-License-Identifier: EUPL-1.2
"""Where the house keeps deliveries: `VOORDEUR_FACTLAB_DIR`, or a folder beside the databases."""

from django.conf import settings

from voordeur.factlab.folders import Root


def root() -> Root:
    """Return the root of this house."""
    config = settings.CONFIG
    return Root(config.factlab_dir or config.data_dir / "factlab")
